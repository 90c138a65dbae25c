// speed.js [FOLDER]: how fast the screens are on a real server with much in it – 10,000 cases that wait, 100,000 of one municipality.
// FOLDER is one of toitsu-station-fill; without it one is made and goes again.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { launch, open } from './browser.js';
import { atEnd } from './ending.js';
import { enterTimes, openTimes, pageTimes, spread } from './pace.js';
import { fillProgram, password, Station } from './station.js';

const ends: (() => Promise<void> | void)[] = [];
const t = { after: (end: () => Promise<void> | void): void => void ends.unshift(end) } as never;
try {
    const home = new Station(t, []);
    const folder = process.argv[2] ?? join(home.folder, 'filled');
    if (!process.argv[2]) execFileSync(fillProgram, [folder, '--waiting', '10000', '--ended', '100000', '--scan', '../templates/forms/benefit-claim/samples/tomi-2020-62-dpi200.jpg']);
    const station = new Station(t, [{ account: `hanako${Date.now() % 1e6}`, name: '花子', grants: ['202011:entry,verifier', '202088:verifier'] }], folder);
    const url = await station.serve(t);
    const browser = await launch();
    atEnd(t, () => browser.close());
    const { page } = await open(t, browser, `${url}/`);
    // When rows first stand on a page that is loaded anew.
    await page.addInitScript(() => {
        const look = (): void => {
            if (document.querySelector('cases-screen tbody tr')) document.documentElement.dataset.rows = String(performance.now());
            else requestAnimationFrame(look);
        };
        look();
    });
    await page.locator('#account').fill(station.accounts[0] ?? '');
    await page.locator('#password').fill(password);
    await page.keyboard.press('Enter');
    await page.locator('.top nav a').first().waitFor();
    // The desk learns of its tasks after the start; what is measured is the full one.
    const waiting = (): Promise<number> => page.evaluate(async () => ((await (await fetch('/api/v1/verify/queues')).json()) as { queues: { mode: string; waiting: number }[] }).queues.filter((one) => one.mode === 'exception').reduce((sum, one) => sum + one.waiting, 0)); // prettier-ignore
    let known = -1;
    for (let now = await waiting(); now !== known; now = await waiting()) {
        known = now;
        await new Promise((resolve) => setTimeout(resolve, 1000));
    }
    console.log(`waiting: ${known} cases`);

    await page.goto(`${url}/#/verify/exception?municipality=202011`);
    await page.locator('field-pass input').first().waitFor();
    console.log(`Enter to the next field: ${spread(await enterTimes(page, 200))}`);

    const pages = await pageTimes(page, 200);
    console.log(`    with the page beside it, the same page: ${spread(pages.same)}`);
    console.log(`    with the page beside it, another case's: ${spread(pages.other)}`);

    for (const [municipality, name] of [['202088', '100,000 cases'], ['202011', '10,000 cases that wait']] as const) {
        await page.evaluate((value) => localStorage.setItem('toitsu-municipality', value), municipality);
        await page.goto(`${url}/#/keys`);
        await page.reload();
        await page.locator('kbd').first().waitFor();
        console.log(`cases of a municipality with ${name}: ${spread(await openTimes(page, '#/cases', 'cases-screen tbody tr', 20))}`);
        const answers = await page.evaluate(() => performance.getEntriesByType('resource').filter((one) => one.name.includes('/api/v1/cases')).map((one) => one.duration).sort((a, b) => a - b));
        console.log(`    of it the server's answer: ${spread(answers)}`);
        const loads: number[] = [];
        for (let i = 0; i < 10; i++) {
            await page.goto(`${url}/#/cases`);
            await page.reload();
            await page.locator('html[data-rows]').waitFor();
            loads.push(Number(await page.locator('html').getAttribute('data-rows')));
        }
        console.log(`    loaded anew, from nothing: ${spread(loads.sort((a, b) => a - b))}`);
        console.log(`    found by number: ${spread(await openTimes(page, '#/cases?q=n99999', 'cases-screen tbody tr, cases-screen .empty', 5))}`);
    }
    console.log(`status: ${spread(await openTimes(page, '#/status', 'status-screen .tile', 10))}`);
    console.log(`choice of work: ${spread(await openTimes(page, '#/verify', '.queues tbody tr', 10))}`);
} finally {
    for (const end of ends) await end();
}
