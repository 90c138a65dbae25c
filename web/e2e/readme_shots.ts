// readme_shots.js DIR: the pictures of docs, from a real station with synthetic scans: an exception pass and a carousel.
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import type { TestContext } from 'node:test';
import { launch, open } from './browser.js';
import { password, program, Station } from './station.js';

const folder = process.argv[2] ?? '../docs/images';
mkdirSync(folder, { recursive: true });
const ends: (() => unknown)[] = [];
const t = { after: (call: () => unknown) => void ends.unshift(call) } as unknown as TestContext;
try {
    const station = new Station(t, [{ account: 'sato', name: '佐藤 検証', grants: ['202177:verifier'] }]);
    const scans = join(station.folder, 'scans');
    execFileSync(program, ['form', 'fill', '../templates/forms/care-certification/layouts/saku-2022.xml', '--out', scans, '--count', '24', '--seed', '7', '--dpi', '200']);
    const files = readdirSync(scans).filter((name) => name.endsWith('.pdf')).map((name) => join(scans, name)); // prettier-ignore
    station.run('intake', '--library', '../templates', '../templates/forms/care-certification/samples/saku-2022-62-bilevel300.tif', ...files);
    const url = await station.serve(t);
    const browser = await launch();
    ends.unshift(() => browser.close());
    const { page } = await open(t, browser, `${url}/`, { viewport: { width: 1360, height: 800 } });
    await page.locator('#account').fill('sato');
    await page.locator('#password').fill(password);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1 }).waitFor();
    const pictures = (): Promise<unknown> => page.waitForFunction(() => [...document.querySelectorAll<HTMLImageElement>('.crop img')].every((one) => one.complete && one.naturalWidth > 0));
    await page.goto(`${url}/#/verify/exception`);
    await page.locator('field-pass input').first().waitFor();
    for (let i = 0; i < 4; i++) await page.keyboard.press('Enter');
    await pictures();
    await page.screenshot({ path: join(folder, 'verify-exception.png') });
    await page.goto(`${url}/#/verify`);
    const queues = await page.evaluate(async () => ((await (await fetch('/api/v1/verify/queues')).json()) as { queues: { mode: string; field: string; form: string; waiting: number }[] }).queues);
    const most = queues.filter((one) => one.mode === 'carousel' && /number|birth/.test(one.field)).sort((a, b) => b.waiting - a.waiting)[0];
    console.log(queues.map((one) => `${one.mode} ${one.field ?? ''} ${one.waiting}`).join('\n'));
    await page.goto(`${url}/#/verify/carousel?form=${most?.form}&field=${most?.field}`);
    await page.locator('carousel-pass input').first().waitFor();
    await pictures();
    await page.screenshot({ path: join(folder, 'verify-carousel.png') });
} finally {
    for (const end of ends) await end();
}
