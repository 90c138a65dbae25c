// readme_shots.mjs URL PASSWORD FOLDER: the README's pictures, of the demonstration's station as it really runs
// (`./dev demo` in a terminal, then this in another one).
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const [url, password, folder] = process.argv.slice(2);
if (!folder) {
    console.error('readme_shots.mjs http://127.0.0.1:8470 PASSWORD ../docs/pictures');
    process.exit(2);
}
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell',
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'ja-JP' });
await page.goto(`${url}/#/verify`);
await page.locator('input').nth(0).fill('hanako');
await page.locator('input').nth(1).fill(password);
await page.keyboard.press('Enter');
await page.locator('h1', { hasText: 'ベリファイ' }).waitFor();

async function shot(name, address) {
    await page.goto(`${url}/#/${address}`);
    await page.locator('main h1').first().waitFor();
    await page.waitForTimeout(1500); // a script for people: pictures have come by then (the network is never idle: events stay open)
    await page.screenshot({ path: join(folder, `${name}.png`) });
    console.log(join(folder, `${name}.png`));
}
// The field of which the most wait, so that there is something to see side by side.
const session = await page.evaluate(async () => (await fetch('/api/v1/verify/queues')).json());
const many = session.queues
    .filter((one) => one.mode === 'carousel' && one.field)
    .sort((a, b) => b.waiting - a.waiting)[0];
await shot('verify', 'verify/exception');
if (many) await shot('carousel', `verify/carousel?municipality=${many.municipality}&form=${many.form}&field=${many.field}`);
await shot('intake', 'intake');
await page.goto(`${url}/#/cases`);
await page.locator('main h1').first().waitFor();
await page.waitForTimeout(1500);
const first = page.locator('main a[href*="cases/"]').first();
if (await first.count()) {
    await first.click();
    await page.waitForTimeout(2500);
    await page.screenshot({ path: join(folder, 'case.png') });
    console.log(join(folder, 'case.png'));
}
await browser.close();
