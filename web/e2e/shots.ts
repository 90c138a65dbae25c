// shots.js DIR [NAME]: pictures of every screen in both languages, at 1366 by 768 and at 200 %, to be looked at.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launch, open, violations } from './browser.js';
import { Fixture } from './fixture.js';

const folder = process.argv[2] ?? 'build/shots';
const only = process.argv[3];
mkdirSync(folder, { recursive: true });
const screens: [string, string][] = [
    ['verify', 'verify'], ['exception', 'verify/exception'], ['carousel', 'verify/carousel'], ['blind', 'verify/blind'], ['compare', 'verify/compare'], ['keys', 'keys'], ['me', 'me'],
    ['intake', 'intake'], ['strip', 'intake/b2'], ['cases', 'cases'], ['case', 'cases/c1'], ['tasks', 'cases?tasks=1'], ['forms', 'forms'], ['status', 'status'], ['quality', 'status/quality'], ['pace', 'status/pace'], ['audit', 'audit'], ['admin', 'admin'], ['served', 'admin/municipalities'], ['keys-of-data', 'admin/keys'],
]; // prettier-ignore
const fixture = new Fixture();
const url = await fixture.start();
const browser = await launch();
for (const language of ['ja', 'en']) {
    const { page, complaints } = await open({ after: () => undefined }, browser, url);
    await page.evaluate((value) => localStorage.setItem('toitsu-language', value), language);
    fixture.session = false;
    await page.reload();
    await page.waitForSelector('login-form input');
    if (!only || only === 'login') await page.screenshot({ path: join(folder, `login-${language}.png`) });
    fixture.session = true;
    for (const [name, address] of screens) {
        if (only && only !== name) continue;
        await page.goto(`${url}/#/${address}`);
        await page.reload();
        await page.waitForTimeout(500); // a script for people: what is not there by then is seen on the picture
        await page.setViewportSize({ width: 1366, height: 768 });
        await page.screenshot({ path: join(folder, `${name}-${language}.png`) });
        await page.setViewportSize({ width: 683, height: 384 });
        await page.screenshot({ path: join(folder, `${name}-${language}-200.png`), fullPage: true });
        for (const one of await violations(page)) console.log(`${name}-${language}: ${one}`);
    }
    for (const one of complaints) console.log(`${language}: ${one}`);
}
await browser.close();
await fixture.stop();
