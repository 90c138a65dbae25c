// Two attacks on the screens, on the real server: a planted 個人番号 is looked for in everything that somebody without the right to it
// is shown, pictures included; and hostile texts stand on every screen as what they are.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { CaseRow, Item, Work } from '../src/base/api_types.js';
import { frames, launch, open } from './browser.js';
import { Heard, ink, inThePage, logOf, waysOf } from './looking.js';
import { built, password, program, Station } from './station.js';

const skip = built ? false : `${program} is not built`;
let browser: Browser;
before(async () => void (browser = await launch()));
after(async () => browser.close());

async function enter(page: Page, account: string): Promise<void> {
    await page.locator('#account').fill(account);
    await page.locator('#password').fill(password);
    await page.keyboard.press('Enter');
    await page.locator('.top nav a').first().waitFor();
}

// As the screens ask.
const ask = <T>(page: Page, path: string, method = 'GET', body?: unknown): Promise<T> =>
    page.evaluate(async ({ to, how, what }) => {
        const session = (await (await fetch('/api/v1/session')).json()) as { csrf: string };
        const headers: Record<string, string> = how === 'GET' ? {} : { 'X-CSRF-Token': session.csrf, 'Content-Type': 'application/json' };
        const answer = await fetch(`/api/v1${to}`, { method: how, headers, ...(what === undefined ? {} : { body: JSON.stringify(what) }) });
        const text = await answer.text();
        if (!answer.ok) throw new Error(`${how} ${to}: ${answer.status} ${text}`);
        return (text === '' ? null : JSON.parse(text)) as unknown;
    }, { to: path, how: method, what: body }) as Promise<T>; // prettier-ignore

function papers(station: Station, count: number): { name: string; fields: Record<string, string>; png: string }[] {
    const printed = join(station.folder, 'papers');
    station.tool('form', 'fill', '../templates/forms/salary-change/layouts/komoro-2021.xml', '--out', printed, '--count', String(count), '--seed', '11', '--dpi', '200');
    return readdirSync(printed).filter((name) => name.endsWith('.png')).sort().map((file) => {
        const name = file.replace('.png', '');
        return { name, png: join(printed, file), fields: (JSON.parse(readFileSync(join(printed, `${name}.json`), 'utf8')) as { fields: Record<string, string> }).fields };
    }); // prettier-ignore
}

test('a planted 個人番号 is on no screen of somebody who may not read it, in no picture and no answer', { skip }, async (t) => {
    const grant = (roles: string): string[] => [`202088:${roles}`];
    const station = new Station(t, [
        { account: 'nyuryoku', name: '入力 一郎', grants: grant('entry,reception,decider,author,auditor,admin') },
        { account: 'kensho', name: '検証 花子', grants: grant('verifier') },
    ]);
    const [sheet] = papers(station, 1);
    assert.ok(sheet);
    const number = sheet.fields['employee.my-number'] ?? '';
    assert.match(number, /^\d{12}$/);
    station.run('intake', '--library', station.library, sheet.png);
    const url = await station.serve(t);
    const { page } = await open(t, browser, `${url}/`);
    const heard = new Heard(page);
    await enter(page, 'nyuryoku');
    const [row] = (await ask<{ cases: CaseRow[] }>(page, '/cases')).cases;
    assert.ok(row);
    const ways = waysOf(number);
    const clean = (text: string, where: string): void => ways.forEach((way) => assert.ok(!text.includes(way), `the number stands in ${where}`));

    const works: Promise<Work | null>[] = [];
    page.on('response', (answer) => {
        if (answer.url().endsWith('/verify/next') && answer.status() === 200) works.push(answer.json().then((one: Work) => one, () => null));
    }); // prettier-ignore
    const shots: [string, Buffer][] = [];
    const screens: [string, string][] = [['intake', 'main h1'], ['status', 'main h1'], ['status/quality', 'main h1'], ['cases', 'cases-screen tbody tr'], [`cases/${row.id}`, 'case-file .record-crop'], ['cases?tasks=1', 'main h1'],
        ['audit', 'tbody tr'], ['admin', 'tbody tr'], ['forms', 'main h1'], ['verify', 'main a'], ['verify/exception', 'field-pass input']]; // prettier-ignore
    for (const [address, sign] of screens) {
        await page.goto(`${url}/#/${address}`);
        await page.locator(`main.screen-${address.split(/[/?]/)[0]} ${sign.replace(/^main /, '')}`).first().waitFor(); // not what the screen before has of it
        for (const original of await page.locator('details.original summary').all()) await original.click();
        if (address.startsWith('cases/')) await page.locator('details.original img').first().waitFor();
        await page.waitForFunction(() => [...document.images].every((one) => one.complete));
        shots.push([address, await page.screenshot({ fullPage: true })]);
        clean(await inThePage(page), address);
    }
    for (const [address, text] of await heard.all()) clean(text, address);
    assert.ok(heard.texts.length > 15, `${heard.texts.length} answers were looked at`);
    clean(logOf(join(station.folder, 'serve.log')), 'the log');

    // The pictures. Where the number stands is known from the item; it is shown covered, with nothing of it beneath.
    const given = await Promise.all(works);
    const secret = given.flatMap((one) => one?.items ?? []).find((one: Item) => one.sensitive);
    assert.ok(secret?.page && secret.crop, 'the number waits for somebody');
    assert.equal(secret.text, null);
    const covered = (seen: { darkest: number; lightest: number; pixels: number }, where: string): void => {
        assert.ok(seen.pixels > 200, `${where}: too small to tell`);
        assert.ok(seen.lightest - seen.darkest <= 6, `${where}: ${seen.darkest}–${seen.lightest} is no cover`);
    };
    const { url: picture, width, box } = secret.page;
    const field = box as [number, number, number, number];
    covered(await ink(page, `${picture}?width=100000`, field, width), 'the page');
    covered(await ink(page, `${picture}?width=100000&reason=x`, field, width), 'the page, with a reason');
    // On the screenshot of the exception pass: where the page's picture stands on it.
    await page.keyboard.press('F2'); // the whole page
    const onScreen = page.locator('page-view image').first();
    await onScreen.waitFor();
    await page.waitForFunction(() => [...document.images].every((one) => one.complete));
    // An SVG's image tells nobody when it is there: the same picture is asked for once more, and decoded.
    await onScreen.evaluate(async (one: SVGImageElement) => {
        const probe = new Image();
        probe.src = one.href.baseVal;
        await probe.decode();
    });
    await frames(page);
    const place = await onScreen.boundingBox();
    assert.ok(place);
    const scale = place.width / width;
    const there: [number, number, number, number] = [place.x + field[0] * scale, place.y + field[1] * scale, field[2] * scale, field[3] * scale];
    const screen = page.viewportSize() ?? { width: 0, height: 0 };
    assert.ok(there[0] > 0 && there[1] > 0 && there[0] + there[2] < screen.width && there[1] + there[3] < screen.height, `on the screen: ${String(there)}`);
    const shot = await page.screenshot();
    covered(await ink(page, shot, there, screen.width), 'the screenshot');

    // These looks would see it: whoever may read it and says why is shown the ink, and our own reader reads it there.
    const { page: other } = await open(t, browser, `${url}/`);
    await enter(other, 'kensho');
    const open_ = await ink(other, `${picture}?width=100000&reason=%E7%85%A7%E5%90%88`, field, width);
    assert.ok(open_.lightest - open_.darkest > 80, `uncovered it is seen: ${open_.darkest}–${open_.lightest}`);
    covered(await ink(other, `${picture}?width=100000`, field, width), 'the page, for whoever gave no reason');
    const readFrom = async (from: Page, address: string, name: string): Promise<string> => {
        const bytes = await from.evaluate(async (to) => [...new Uint8Array(await (await fetch(to)).arrayBuffer())], address);
        const file = join(station.folder, name);
        writeFileSync(file, Buffer.from(bytes));
        return execFileSync(program, ['read', '--library', station.library, file], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    };
    assert.ok((await readFrom(other, `${picture}?width=100000&reason=x`, 'open.jpg')).includes(number), 'our reader reads what is not covered');
    clean(await readFrom(page, `${picture}?width=100000`, 'covered.jpg'), 'what our reader reads of the covered page');
    assert.equal(shots.length, screens.length);
});

const hostile = `<img src=x onerror="globalThis.owned=1"><b>'"&lt;\u202Egnp`;

test('hostile texts stand on every screen as what they are', { skip }, async (t) => {
    const all = ['202088:reception,entry,verifier,decider,author,auditor,admin'];
    const station = new Station(t, [
        { account: 'warui', name: hostile, grants: all },
        { account: 'futari', name: '二人 目子', grants: all },
    ]);
    const [sheet] = papers(station, 1);
    assert.ok(sheet);
    station.run('intake', '--library', station.library, sheet.png);
    const url = await station.serve(t);
    const { page } = await open(t, browser, `${url}/`); // its end fails where the policy was broken or a script complained
    const dialogs: string[] = [];
    page.on('dialog', (one) => void (dialogs.push(one.message()), one.dismiss()));
    await enter(page, 'warui');

    // What a person can write: a name on paper, a note, a reason, a draft, a request, a file's name.
    const work = await ask<Work>(page, '/verify/next', 'POST', { mode: 'exception', reason: hostile });
    const name = work.items.find((one) => one.field === 'employee.name');
    const noted = work.items.find((one) => one.field === 'employer.contact');
    assert.ok(name && noted, 'names are for people');
    const said = (one: Item): object => ({ item: one.id, revision: one.revision, ...(one === name ? { action: 'correct', text: hostile } : { action: 'doubt', note: hostile }) });
    await ask(page, '/verify/entries', 'POST', { lease: work.lease.id, entries: [said(name), said(noted)] });
    const [row] = (await ask<{ cases: CaseRow[] }>(page, '/cases')).cases;
    assert.ok(row);
    await ask(page, `/cases/${row.id}?reason=${encodeURIComponent(hostile)}`);
    const layout = 'forms:salary-change:layouts:komoro-2021.xml';
    const saved = await page.evaluate(async ({ id, text }) => {
        const { csrf } = (await (await fetch('/api/v1/session')).json()) as { csrf: string };
        const file = (await (await fetch(`/api/v1/library/files/${id}`)).json()) as { text: string; file: { tag?: string } };
        const headers = { 'X-CSRF-Token': csrf, 'Content-Type': 'application/json', 'If-None-Match': '*' };
        const answer = await fetch(`/api/v1/library/drafts/${id}`, { method: 'PUT', headers, body: JSON.stringify({ text: file.text.replace('</layout>', `<!-- ${text} --></layout>`), base: null }) });
        return `${answer.status} ${await answer.text()}`;
    }, { id: layout, text: hostile }); // prettier-ignore
    assert.match(saved, /^20/, saved);

    const clean = async (where: string, shows: boolean): Promise<void> => {
        assert.equal(await page.evaluate(() => (globalThis as { owned?: number }).owned), undefined, where);
        const planted = await page.evaluate(() => {
            const found: string[] = [];
            const walk = (root: Document | ShadowRoot): void => {
                for (const one of root.querySelectorAll('*')) {
                    if (one.matches('img[src="x"], script:not([src]), [onerror], [onload]')) found.push(one.outerHTML);
                    if (one.shadowRoot) walk(one.shadowRoot);
                }
            };
            walk(document);
            return found;
        });
        assert.deepEqual(planted, [], where);
        if (shows) assert.ok((await inThePage(page)).includes(hostile), `${where} shows it as it is`);
    };
    const screens: [string, string, boolean][] = [[`cases/${row.id}`, 'case-file', true], ['cases', 'cases-screen tbody tr', false], ['cases?tasks=1', 'main h1', false], ['audit', 'tbody tr', true], ['admin', 'tbody tr', true],
        ['forms', 'main h1', false], [`forms/${layout}`, '.cm-content', true], ['status', 'main h1', false], ['intake', 'main h1', false]]; // prettier-ignore
    for (const [address, sign, shows] of screens) {
        await page.goto(`${url}/#/${address}`);
        await page.locator(`main.screen-${address.split(/[/?]/)[0]} ${sign.replace(/^main /, '')}`).first().waitFor(); // not what the screen before has of it
        if (shows) await page.waitForFunction((text) => document.body.innerText.includes(text), hostile.slice(0, 20));
        await clean(address, shows);
    }
    // A file of that name, and a search for that text.
    await page.goto(`${url}/#/intake`);
    await page.locator('input[type=file]').first().setInputFiles({ name: `${hostile}.png`, mimeType: 'image/png', buffer: Buffer.from('no picture') });
    await page.getByText(/^<img src=x/).first().waitFor();
    await clean('intake with its file', false);
    await page.goto(`${url}/#/cases`);
    await page.locator('cases-screen input[type=search], cases-screen input').first().fill(hostile);
    await page.keyboard.press('Enter');
    await clean('a search', false);
    // The note is read by the next person.
    const { page: second } = await open(t, browser, `${url}/`);
    await enter(second, 'futari');
    await second.goto(`${url}/#/verify/exception`);
    await second.getByText(/保留: <img src=x/).first().waitFor();
    assert.equal(await second.evaluate(() => (globalThis as { owned?: number }).owned), undefined);
    assert.deepEqual(dialogs, []);
});
