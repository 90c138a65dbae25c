// The studio on the real server with the library that ships: a mistake is marked, a word completed, a box moved by keyboard, the
// samples read, publication asked for by one author and released by another.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launch, open, violations } from './browser.js';
import { built, password, program, Station } from './station.js';

const skip = built ? false : `${program} is not built`;
const layout = 'forms:care-certification:layouts:saku-2022.xml';
const path = layout.replaceAll(':', '/');
let browser: Browser;
before(async () => void (browser = await launch()));
after(async () => browser.close());

async function logIn(page: Page, account: string): Promise<void> {
    await page.locator('#account').fill(account);
    await page.locator('#password').fill(password);
    await page.keyboard.press('Enter');
    await page.locator('.top').waitFor();
}

// Pictures for whoever looks at them: SHOTS=folder npm run e2e
async function shot(page: Page, name: string): Promise<void> {
    const folder = process.env.SHOTS;
    if (!folder) return;
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: join(folder, `${name}.png`) });
}

// The next place of these words is selected, by the editor's own search.
async function find(page: Page, words: string): Promise<void> {
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('Control+f');
    await page.locator('code-editor .cm-search input[name=search]').waitFor();
    assert.equal(await page.locator('code-editor .cm-search input[name=search]').getAttribute('aria-label'), '検索');
    assert.match((await page.locator('code-editor .cm-search').innerText()).replace(/\s+/g, ''), /次へ前へすべて選ぶ大文字・小文字を区別正規表現単語として/);
    await page.keyboard.press('Control+a');
    await page.keyboard.type(words);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
}

// Pressed where there is something to save; the draft also saves itself two seconds after the last key, and the button is off then.
async function save(page: Page): Promise<void> {
    await page.getByRole('button', { name: '下書きを保存' }).evaluate((button: HTMLButtonElement) => button.click());
}

// How many lines are marked as wrong.
const marked = (page: Page): Promise<number> => page.locator('code-editor .cm-lint-marker-error').count();

test('an author edits a layout, another one releases it, and the station goes by it', { skip, timeout: 600_000 }, async (t) => {
    const station = new Station(t, [
        { account: 'tsukuri', name: '様式 つくる', grants: ['202177:author'] },
        { account: 'tashika', name: '様式 たしか', grants: ['202177:author'] },
    ]);
    station.library = join(station.folder, 'templates');
    cpSync('../templates', station.library, { recursive: true });
    const url = await station.serve(t);
    const first = (await open(t, browser, `${url}/#/forms`)).page;
    await logIn(first, 'tsukuri');
    await first.getByRole('heading', { name: '様式スタジオ' }).waitFor();
    await first.locator('.library tbody tr').first().waitFor();
    assert.deepEqual(await violations(first), []);
    await shot(first, 'library');
    await first.getByLabel('名前で探す').fill('saku-2022');
    await first.locator('.library tbody th a').click();
    await first.locator('.board-box').first().waitFor();
    await first.locator('.board image').waitFor();
    assert.ok((await first.locator('.board-box').count()) > 20);
    await first.locator('.findings .tag.good').waitFor();
    assert.deepEqual(await violations(first), []);
    await shot(first, 'editor');

    // A mistake is marked where it stands, in both languages, and goes with Ctrl+Z.
    const content = first.locator('code-editor .cm-content');
    await content.click();
    await find(first, 'field="');
    await first.keyboard.press('ArrowRight');
    await first.keyboard.type('x');
    await first.locator('.findings .tag.bad').waitFor();
    await first.locator('code-editor .cm-lint-marker-error').first().waitFor();
    assert.ok((await marked(first)) >= 1);
    await shot(first, 'mistake');
    await first.locator('.error .finding').first().click();
    await first.keyboard.press('Control+z');
    await first.locator('.findings .tag.good').waitFor();
    assert.equal(await marked(first), 0);

    // Completion: attributes of a new element, and the form's own fields as values.
    await find(first, '</page>');
    await first.keyboard.press('ArrowLeft');
    await first.keyboard.type('<pla');
    await first.locator('code-editor .cm-tooltip-autocomplete li', { hasText: 'place' }).first().waitFor();
    await shot(first, 'completion');
    // Enter is the editor's own for the first 75 ms of a list; a click is not.
    await first.locator('code-editor .cm-tooltip-autocomplete li', { hasText: 'place' }).first().click();
    await first.keyboard.type(' fie');
    await first.locator('code-editor .cm-tooltip-autocomplete li', { hasText: 'field' }).first().waitFor();
    await first.keyboard.press('Escape');
    for (let n = 0; n < 20; n++) await first.keyboard.press('Control+z'); // all of it; nothing more to undo is no harm
    await first.locator('.findings .tag.good').waitFor();

    // The version is raised, and a box moved by keyboard and by numbers: only its four numbers change.
    const before = readFileSync(join(station.library, path), 'utf8');
    await content.click();
    await find(first, ' municipality=');
    await first.keyboard.press('ArrowLeft');
    await first.keyboard.type(' version="2"');
    await first.keyboard.press('Escape');
    const box = first.locator('.board-box.text').nth(3);
    const name = (await box.getAttribute('aria-label')) ?? '';
    await box.focus();
    await first.keyboard.press('Shift+ArrowRight');
    await first.keyboard.press('Shift+ArrowDown');
    assert.equal(await box.evaluate((one) => one === document.activeElement), true, 'the keys go on moving it');
    assert.notEqual(await box.getAttribute('aria-label'), name);
    await first.locator('.box-numbers legend').waitFor();
    await shot(first, 'moved');
    await first.locator('.findings .tag.good').waitFor();
    await first.keyboard.press('Control+s'); // of the page, not of the editor: nothing happens here
    await save(first);
    await first.getByText('保存しました').first().waitFor();
    assert.equal(readFileSync(join(station.library, path), 'utf8'), before, 'a draft touches nothing');

    await first.getByRole('button', { name: '公開中との違い' }).click();
    await first.getByRole('button', { name: '違いを見る' }).click();
    await first.locator('.tool .lines .new').first().waitFor();
    await first.getByRole('button', { name: '統一の報告' }).click();
    await first.getByRole('button', { name: '団体の用紙を比べる' }).click();
    await first.locator('.tool table').waitFor();
    assert.deepEqual(await violations(first), []);

    await first.getByRole('button', { name: '見本とテスト' }).click();
    await first.getByRole('button', { name: '見本を読む' }).click();
    await first.locator('.tool .samples').waitFor({ timeout: 120_000 });
    assert.equal(await first.locator('.tool .samples tbody tr').count(), 4); // two sheets of two pages
    await first.locator('.tool .tag.good').first().waitFor();
    assert.deepEqual(await violations(first), []);
    await shot(first, 'samples');

    await first.getByRole('button', { name: '公開を申請する' }).first().click();
    await first.getByLabel('何を変えましたか').fill('枠を 0.1 mm 動かした');
    await shot(first, 'ask');
    await first.keyboard.press('Enter');
    await first.getByRole('heading', { name: '枠を 0.1 mm 動かした' }).waitFor();
    await first.locator('.tag.good', { hasText: '公開できます' }).waitFor({ timeout: 120_000 });
    assert.equal(await first.getByRole('button', { name: '確かめて公開する' }).count(), 0, 'not by who asked');

    const second = (await open(t, browser, `${url}/#/forms/requests`)).page;
    await logIn(second, 'tashika');
    await second.getByRole('link', { name: '枠を 0.1 mm 動かした' }).click();
    await second.getByRole('button', { name: '確かめて公開する' }).waitFor();
    await second.locator('.samples').waitFor();
    assert.deepEqual(await violations(second), []);
    await shot(second, 'request');
    await second.getByRole('button', { name: '確かめて公開する' }).click();
    await second.getByText('公開しました').first().waitFor({ timeout: 60_000 });
    const after_ = readFileSync(join(station.library, path), 'utf8');
    const changed = after_.split('\n').filter((line, index) => line !== before.split('\n')[index]);
    assert.equal(changed.length, 2, `the head and one box: ${changed.join('\n')}`);
    await second.goto(`${url}/#/forms`);
    await second.getByLabel('名前で探す').fill('saku-2022');
    const row = second.locator('.library tbody tr').first();
    await row.getByText('様式 たしか').waitFor();
    assert.equal(await row.locator('.number').innerText(), '2');
});

test('two authors edit one file: both texts are shown, and nothing is lost', { skip, timeout: 120_000 }, async (t) => {
    const station = new Station(t, [
        { account: 'tsukuri', name: '様式 つくる', grants: ['202177:author'] },
        { account: 'tashika', name: '様式 たしか', grants: ['202177:author'] },
    ]);
    station.library = join(station.folder, 'templates');
    cpSync('../templates', station.library, { recursive: true });
    const url = await station.serve(t);
    const pages: Page[] = [];
    for (const account of ['tsukuri', 'tashika']) {
        const { page } = await open(t, browser, `${url}/#/forms/${layout}`);
        await logIn(page, account);
        await page.locator('.board-box').first().waitFor();
        pages.push(page);
    }
    for (const [index, page] of pages.entries()) {
        await page.locator('code-editor .cm-content').click();
        await page.keyboard.press('Control+End');
        await page.keyboard.type(`<!-- ${['tsukuri', 'tashika'][index]} -->`);
        await save(page);
        if (index === 0) await page.getByText('保存しました').first().waitFor();
    }
    const late = pages[1] as Page;
    await late.getByRole('heading', { name: 'ほかの人が先に保存しました' }).waitFor();
    assert.match(await late.locator('textarea').nth(0).inputValue(), /tsukuri/);
    assert.match(await late.locator('textarea').nth(1).inputValue(), /tashika/);
    assert.deepEqual(await violations(late), []);
    await shot(late, 'conflict');
    await late.getByRole('button', { name: '自分の内容で上書きする' }).click();
    await late.getByRole('heading', { name: 'ほかの人が先に保存しました' }).waitFor({ state: 'detached' });
    await late.getByText('保存しました').first().waitFor(); // the question goes before the answer is there
    const kept = (await (await late.request.get(`${url}/api/v1/library/drafts/${layout}`)).json()) as { text: string };
    assert.match(kept.text, /tashika/);
    assert.doesNotMatch(kept.text, /tsukuri/);
});

test('a flow is drawn beside its text, a form is text alone, and both languages stay within the window at 200 %', { skip, timeout: 120_000 }, async (t) => {
    const station = new Station(t, [{ account: 'tsukuri', name: '様式 つくる', grants: ['202177:author'] }]);
    const url = await station.serve(t);
    const { page } = await open(t, browser, `${url}/#/forms`);
    await logIn(page, 'tsukuri');
    for (const language of ['ja', 'en']) {
        await page.evaluate((value) => localStorage.setItem('toitsu-language', value), language);
        for (const [address, there] of [['', '.library td'], ['/requests', '.empty'], ['/flows:intake.bpmn', '.djs-shape'], ['/forms:care-certification:form.xml', '.findings .tag.good'], [`/${layout}`, '.board image']]) {
            await page.setViewportSize({ width: 1440, height: 900 });
            await page.goto(`${url}/#/forms${address}`);
            await page.reload();
            await page.locator(there as string).first().waitFor();
            await shot(page, `${language}${(address as string).replace(/\W/g, '-')}`);
            await page.setViewportSize({ width: 720, height: 450 });
            assert.deepEqual(await violations(page), [], `${address} ${language}`);
            const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
            assert.ok(sideways <= 0, `${address} ${language} scrolls sideways by ${sideways} px`);
        }
    }
    await page.goto(`${url}/#/forms/flows:intake.bpmn`);
    await page.locator('.bjs-powered-by').waitFor();
    assert.ok(await page.locator('.bjs-powered-by').isVisible(), 'the licence asks for the logo');
});
