// The verify screens in a real browser, by keyboard alone. The server is the fixture: it can fail and refuse when it is told to.
import assert from 'node:assert/strict';
import { after, before, test, type TestContext } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { frames, launch, open, settled, violations, type Opened } from './browser.js';
import { atEnd } from './ending.js';
import { Fixture } from './fixture.js';
import { enterTimes } from './pace.js';

let browser: Browser;
before(async () => void (browser = await launch()));
after(async () => browser.close());

async function begin(t: TestContext, mode: string, prepare: (fixture: Fixture) => void = () => undefined): Promise<Opened & { fixture: Fixture }> {
    const fixture = new Fixture();
    prepare(fixture);
    const url = await fixture.start();
    atEnd(t, () => fixture.stop());
    const opened = await open(t, browser, `${url}/#/verify/${mode}`);
    if (fixture.cases > 0) await ready(opened.page);
    return { ...opened, fixture };
}

async function ready(page: Page): Promise<void> {
    await page.locator('field-pass input, compare-pass input, carousel-pass input').first().waitFor();
    await settled(page);
}

const focused = (page: Page): Promise<string> =>
    page.evaluate(() => document.activeElement?.closest('.field, .cell')?.querySelector('.field-title')?.textContent?.trim() ?? '');
const value = (page: Page): Promise<string> => page.evaluate(() => (document.activeElement as HTMLInputElement).value);
// The field that comes from the server, and not out of what is on the screen.
const reaches = async (page: Page, title: string): Promise<unknown> =>
    page.waitForFunction((wanted) => document.activeElement?.closest('.field, .cell')?.querySelector('.field-title')?.textContent?.trim() === wanted, title);
// Waits until what the server heard satisfies the question.
async function heard(fixture: Fixture, enough: () => boolean): Promise<void> {
    for (let i = 0; i < 1000 && !enough(); i++) await new Promise((resolve) => setTimeout(resolve, 20));
    assert.ok(enough(), `the server heard ${JSON.stringify(fixture.entries)}`);
}

test('an exception pass by keyboard: correct, accept, choose a candidate, a code, doubt with a note', async (t) => {
    const { page, fixture } = await begin(t, 'exception');
    assert.equal(await focused(page), '被保険者番号');
    assert.equal(await value(page), '001234567');
    await page.keyboard.press('Enter');
    await page.locator('.warned').waitFor(); // nine digits: warned once
    await page.keyboard.type('0012345678'); // the whole value is selected: typing replaces it
    await page.keyboard.press('Enter');
    assert.equal(await focused(page), 'フリガナ');
    await page.keyboard.press('2'); // a candidate: no digit belongs into kana
    assert.equal(await value(page), 'ヤマタ ハナコ');
    await page.keyboard.press('Escape');
    assert.equal(await value(page), 'ヤマダ ハナコ');
    await page.keyboard.press('Enter');
    assert.equal(await focused(page), '氏名');
    await page.keyboard.press('Alt+3');
    assert.equal(await value(page), '山田 華子');
    await page.keyboard.press('Enter');
    await page.keyboard.press('F8');
    await page.locator('.palette').waitFor();
    await page.keyboard.press('2');
    assert.equal(await focused(page), '申請区分');
    await page.keyboard.press('2');
    await page.keyboard.press('F9');
    await page.locator('#note').waitFor();
    await page.keyboard.type('two circles');
    await page.keyboard.press('Enter');
    await heard(fixture, () => fixture.entries.length === 5);
    assert.deepEqual(fixture.entries.map((one) => [one.action, one.text ?? one.code ?? one.note ?? '']), [
        ['correct', '0012345678'], ['accept', ''], ['correct', '山田 華子'], ['code', 'illegible'], ['doubt', 'two circles'],
    ]); // prettier-ignore
    await reaches(page, '被保険者番号'); // the next case is there
    assert.ok(fixture.entries.every((one) => one.keystrokes === undefined), 'nothing is counted unless it is wanted');
});

test('外字 are marked below where they are typed, in a name of 24 pixels, and go out as they were typed', async (t) => {
    const { page, fixture } = await begin(t, 'exception');
    for (const text of ['0012345678', 'ヤマダ　ハナコ']) {
        await page.keyboard.insertText(text);
        await page.keyboard.press('Enter');
    }
    assert.equal(await focused(page), '氏名');
    assert.ok((await page.evaluate(() => parseFloat(getComputedStyle(document.activeElement as Element).fontSize))) >= 24);
    const typed = '葛\u{e0100}飾 \ue123子\u{31350}';
    await page.keyboard.insertText(typed);
    await page.locator('.gaiji-note').getByText('U+E123').waitFor();
    await page.locator('.gaiji-note').getByText('外字(私用領域)です').waitFor();
    await page.locator('.gaiji-note').getByText('U+31350').waitFor(); // in no font of this machine
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press('Enter');
    await heard(fixture, () => fixture.entries.length === 3);
    assert.equal(fixture.entries[2]?.text, typed);
    await page.locator('.done-value .gaiji').first().waitFor();
});

test('Enter during a conversion of the input method never accepts', async (t) => {
    const { page, fixture } = await begin(t, 'exception');
    await page.keyboard.type('0012345678');
    await page.keyboard.press('Enter');
    assert.equal(await focused(page), 'フリガナ');
    const cdp = await page.context().newCDPSession(page);
    const process = async (): Promise<void> => {
        await cdp.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Process', code: 'Enter', windowsVirtualKeyCode: 229 });
        await cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13 });
    };
    await cdp.send('Input.imeSetComposition', { text: 'やまだ', selectionStart: 3, selectionEnd: 3 });
    await process();
    // Some browsers send an ordinary Enter while they compose.
    await cdp.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13 });
    assert.equal(await focused(page), 'フリガナ');
    assert.equal(await value(page), 'やまだ', 'the text under conversion stays');
    await cdp.send('Input.insertText', { text: 'ヤマダ' });
    assert.equal(await focused(page), 'フリガナ');
    assert.equal(await value(page), 'ヤマダ');
    assert.equal(fixture.entries.length <= 1, true);
    await page.keyboard.press('Enter');
    assert.equal(await focused(page), '氏名');
    await heard(fixture, () => fixture.entries.length === 2);
    assert.equal(fixture.entries[1]?.text, 'ヤマダ');
});

test('Ctrl+Z while typing takes typing back; untouched, it takes back the last accept', async (t) => {
    const { page, fixture } = await begin(t, 'exception');
    await page.keyboard.type('0012345678');
    await page.keyboard.press('Enter');
    await heard(fixture, () => fixture.entries.length === 1);
    await page.keyboard.type('ア');
    await page.keyboard.press('Control+z');
    assert.equal(await focused(page), 'フリガナ');
    assert.equal(await value(page), 'ヤマダ ハナコ');
    await page.keyboard.press('Control+z');
    assert.equal(await focused(page), '被保険者番号');
    assert.equal(await value(page), '0012345678', 'what was typed is still there');
    await heard(fixture, () => fixture.posts('/undo').length === 1);
    await page.keyboard.press('Enter');
    await heard(fixture, () => fixture.entries.length === 2);
    assert.equal(fixture.entries[1]?.revision, 2);
    await page.keyboard.press('Shift+Enter');
    assert.equal(await focused(page), '被保険者番号', 'Shift+Enter goes back');
});

test('F4 copies the value of the case before; Space doubts where no text is typed', async (t) => {
    const { page, fixture } = await begin(t, 'exception');
    await page.keyboard.type('0012345678');
    for (let i = 0; i < 4; i++) await page.keyboard.press('Enter');
    assert.equal(await focused(page), '申請区分');
    await page.keyboard.press('Enter');
    await reaches(page, '被保険者番号'); // of the next case
    assert.equal(await value(page), '001234567');
    await page.keyboard.press('F4');
    assert.equal(await value(page), '0012345678');
    await page.keyboard.press('Space'); // digits have no space
    await page.locator('#note').waitFor();
    await page.keyboard.press('Enter');
    await heard(fixture, () => fixture.entries.length === 6);
    assert.equal(fixture.entries[5]?.action, 'doubt');
});

test('a refused entry comes back with what was typed; a network that is away loses nothing', async (t) => {
    const { page, fixture } = await begin(t, 'exception', (one) => (one.refuse = (entry) => entry.text === '0099999999'));
    await page.keyboard.type('0099999999');
    await page.keyboard.press('Enter');
    await page.locator('.field.returned .problem').waitFor();
    assert.equal(await focused(page), 'フリガナ', 'nobody is torn away from what is being typed');
    fixture.down = true;
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    assert.equal(await focused(page), '生年月日', 'work goes on');
    await page.getByText('送信待ち').waitFor();
    fixture.down = false;
    await heard(fixture, () => fixture.entries.length === 2);
    const keys = fixture.posts('/verify/entries').map((one) => one.key);
    assert.equal(new Set(keys).size, keys.length, 'what was answered was not sent twice');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    assert.equal(await focused(page), '被保険者番号', 'the returned field is asked again');
    assert.equal(await value(page), '0099999999');
    await page.keyboard.type('0011111111');
    await page.keyboard.press('Enter');
    await heard(fixture, () => fixture.entries.length === 5);
});

test('when the session ends, what was typed stays, and goes out after logging in', async (t) => {
    const { page, fixture } = await begin(t, 'exception');
    await page.keyboard.type('0012345678');
    fixture.session = false;
    await page.keyboard.press('Enter');
    await page.locator('.again #password').waitFor();
    await page.locator('.again #password').fill('wrong');
    await page.keyboard.press('Enter');
    await page.locator('#login-problem').waitFor();
    assert.deepEqual(await violations(page), []);
    await page.locator('.again #password').fill('correct horse battery');
    await page.keyboard.press('Enter');
    await heard(fixture, () => fixture.entries.length === 1);
    assert.equal(fixture.entries[0]?.text, '0012345678');
    assert.equal(await page.locator('.field.done').count(), 1);
});

test('the carousel: arrows, typing over, doubt, and Enter once for the mending and once for the page', async (t) => {
    const { page, fixture } = await begin(t, 'carousel', (one) => (one.counters = true));
    const at = (): Promise<number> => page.evaluate(() => [...document.querySelectorAll('.cell')].findIndex((one) => one.contains(document.activeElement)));
    assert.equal(await at(), 0);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    assert.equal(await at(), 3);
    await page.keyboard.type('0010226797');
    await page.keyboard.press('ArrowLeft'); // the caret, for this crop is being mended
    assert.equal(await at(), 3);
    await page.keyboard.press('Enter');
    assert.equal(fixture.entries.length, 0, 'Enter ended the mending only');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await page.locator('.cell.doubt').waitFor();
    await page.keyboard.press('Enter');
    await heard(fixture, () => fixture.entries.length === 24);
    assert.equal(fixture.posts('/verify/entries').length, 1, 'one post for the page');
    const actions = fixture.entries.map((one) => one.action);
    assert.equal(actions.filter((one) => one === 'correct').length, 1);
    assert.equal(actions.filter((one) => one === 'doubt').length, 1);
    assert.ok((fixture.entries[3]?.keystrokes ?? 0) >= 10, 'counted, for this municipality wants it');
    await page.locator('.cell').first().waitFor();
});

test('a page of crops is accepted only when all of it has been on the screen', async (t) => {
    const { page, fixture } = await begin(t, 'carousel');
    await page.setViewportSize({ width: 1100, height: 520 });
    await page.reload();
    await ready(page);
    const sheet = (await page.locator('.cell').first().getAttribute('data-item')) ?? '';
    await page.keyboard.press('Enter');
    await page.getByText('まだ表示していない').waitFor();
    assert.equal(fixture.entries.length, 0);
    for (let i = 0; i < 200 && (await page.locator(`.cell[data-item="${sheet}"]`).count()) > 0; i++) {
        await page.keyboard.press('Enter');
        await frames(page); // it is on the screen
    }
    await heard(fixture, () => fixture.entries.length === 24);
});

test('compare: 1 and 2 choose, 3 types an own value, 0 is illegible', async (t) => {
    const { page, fixture } = await begin(t, 'compare');
    assert.equal(await page.locator('mark').first().textContent(), '花');
    await page.keyboard.press('1');
    await page.getByText('住所', { exact: true }).waitFor();
    await page.keyboard.press('3');
    await page.locator('.panel input').waitFor();
    await page.keyboard.type('own 1');
    await page.keyboard.press('Enter');
    await page.keyboard.press('0');
    await heard(fixture, () => fixture.entries.length === 3);
    assert.deepEqual(fixture.entries.map((one) => [one.action, one.choose ?? one.text ?? one.code]), [['choose', 1], ['correct', 'own 1'], ['code', 'illegible']]);
});

test('the second entry is blind', async (t) => {
    const { page, fixture } = await begin(t, 'blind');
    assert.equal(await value(page), '');
    assert.equal(await page.locator('.candidate').count(), 0);
    await page.keyboard.press('Enter');
    await page.locator('.warned').waitFor();
    await page.keyboard.type('yamada');
    await page.keyboard.press('Enter');
    await heard(fixture, () => fixture.entries.length === 1);
    assert.deepEqual([fixture.entries[0]?.action, fixture.entries[0]?.text], ['correct', 'yamada']);
});

test('the page is moved and zoomed by keys, and the place of the field is marked', async (t) => {
    const { page } = await begin(t, 'exception');
    const view = async (): Promise<number[]> => ((await page.locator('.page-picture').getAttribute('viewBox')) ?? '').split(' ').map(Number);
    const [x0 = 0, , w0 = 0] = await view();
    await page.keyboard.press('Alt+ArrowRight');
    assert.ok(((await view())[0] ?? 0) > x0);
    await page.keyboard.press('Alt+Minus');
    assert.ok(((await view())[2] ?? 0) > w0);
    await page.keyboard.press('F2');
    const [, , whole = 0] = await view();
    assert.ok(whole >= 1654, 'the whole page');
    assert.equal(await page.locator('.box-own').count(), 1);
    assert.equal(await focused(page), '被保険者番号', 'the input keeps the focus');
});

test('nothing waits: said, and the keys are shown beside the work', async (t) => {
    const { page } = await begin(t, 'exception', (one) => (one.cases = 0));
    await page.getByText('待っている作業はありません').waitFor();
    await page.keyboard.press('F1');
    await page.locator('.key-list').waitFor();
    assert.deepEqual(await violations(page), []);
});

test('a line that is empty sends on to what waits elsewhere, by Enter', async (t) => {
    const { page } = await begin(t, 'exception?municipality=202011', (one) => (one.cases = 0));
    await page.getByText('ほかに「例外の確認」が 128 件待っています').waitFor();
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press('Enter');
    await page.waitForURL(/verify\/exception\?$/);
    await page.getByText('ほかに「一括の確認」が 240 件待っています').waitFor();
});

test('the choice of work: begin with the oldest takes every municipality that is chosen', async (t) => {
    const { page } = await begin(t, '', (one) => (one.cases = 0));
    await page.getByRole('button', { name: '古いものから始める' }).press('Enter');
    await page.waitForURL(/verify\/exception\?$/);
    await page.goto(page.url().replace(/#.*/, '#/verify'));
    await page.locator('select').first().selectOption('長野市');
    await page.getByRole('button', { name: '古いものから始める' }).press('Enter');
    await page.waitForURL(/verify\/exception\?municipality=202011$/);
});

test('at 200 % the page stands under the field, the keys at the edge, and help moves nothing', async (t) => {
    const { page } = await begin(t, 'exception');
    await page.setViewportSize({ width: 683, height: 384 });
    await page.locator('.field.active .page-picture').waitFor();
    await settled(page);
    const [field, picture] = await Promise.all([page.locator('.field.active input').boundingBox(), page.locator('.page-picture').boundingBox()]);
    assert.ok(field && picture && picture.y - (field.y + field.height) < 120, 'the page is not far below the field');
    const hints = await page.locator('.key-hints').boundingBox();
    assert.ok(hints && hints.y + hints.height <= 385, 'the keys are on the screen');
    await page.keyboard.press('F1');
    await page.locator('.key-list').waitFor();
    assert.equal((await page.locator('.field.active input').boundingBox())?.y, field.y, 'the field stays where it is');
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press('F1');
    await page.locator('.page-under summary').click();
    await page.locator('.page-picture').waitFor({ state: 'hidden' });
});

test('the scale of the page stays from field to field', async (t) => {
    const { page } = await begin(t, 'exception');
    const width = async (): Promise<number> => Number(((await page.locator('.page-picture').getAttribute('viewBox')) ?? '').split(' ')[2]);
    await page.keyboard.press('Alt+Minus');
    const own = await width();
    await page.locator('.field input').nth(1).focus();
    assert.equal(await focused(page), 'フリガナ');
    assert.equal(await width(), own);
});

test('F4 says when there is nothing to copy yet', async (t) => {
    const { page } = await begin(t, 'exception');
    await page.keyboard.press('F4');
    await page.getByText('写せる値がまだありません').waitFor();
    assert.equal(await value(page), '001234567');
});

test('a question mark asks for help where it cannot be part of the value, and is a character in free text', async (t) => {
    const { page } = await begin(t, 'exception');
    await page.keyboard.press('?'); // digits
    await page.locator('.key-list').waitFor();
    assert.equal(await value(page), '001234567');
    await page.keyboard.press('?');
    await page.locator('.key-list').waitFor({ state: 'detached' });
    await page.locator('input.name').first().focus();
    await page.keyboard.press('?');
    assert.equal(await value(page), '?');
    await page.keyboard.press('F1');
    await page.locator('.key-list').waitFor();
    assert.equal(await page.locator('.work-end .icon').textContent(), 'F1');
});

test('every verify screen is clean for axe, at double zoom too', async (t) => {
    for (const mode of ['exception', 'carousel', 'blind', 'compare']) {
        const { page } = await begin(t, mode);
        assert.deepEqual(await violations(page), [], mode);
        await page.setViewportSize({ width: 720, height: 450 }); // 1440 by 900 at 200 %
        assert.deepEqual(await violations(page), [], `${mode} at 200 %`);
        const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.ok(sideways <= 0, `${mode} scrolls sideways by ${sideways} px at 200 %`);
        }
});

// The best of three: a machine that does something else for a moment says nothing about the screen.
test('Enter to the next field takes under 50 ms at the 95th percentile', { timeout: 120_000 }, async (t) => {
    const { page, fixture } = await begin(t, 'exception', (one) => (one.slow = 150));
    let best = Infinity;
    for (let run = 0; run < 3 && best > 50; run++) {
        const times = await enterTimes(page, 100);
        const p95 = times[Math.floor(times.length * 0.95)] ?? Infinity;
        console.log(`Enter to next field: p50 ${times[50]?.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, max ${times.at(-1)?.toFixed(1)} ms; server ${fixture.slow} ms`);
        best = Math.min(best, p95);
    }
    assert.ok(best <= 50, `p95 ${best}`);
});
