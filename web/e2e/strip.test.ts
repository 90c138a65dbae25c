// The pages of a batch in a real browser, by keyboard: joined, taken apart, dropped, turned, and all of it taken back.
import assert from 'node:assert/strict';
import { after, before, test, type TestContext } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launch, open, violations } from './browser.js';
import { atEnd } from './ending.js';
import { Fixture } from './fixture.js';

let browser: Browser;
before(async () => void (browser = await launch()));
after(async () => browser.close());

async function begin(t: TestContext): Promise<{ page: Page; fixture: Fixture }> {
    const fixture = new Fixture();
    const url = await fixture.start();
    atEnd(t, () => fixture.stop());
    const { page } = await open(t, browser, `${url}/#/intake/b2`);
    await page.locator('.strip-page').nth(13).waitFor();
    await page.locator('#all-layouts option').first().waitFor({ state: 'attached' }); // what joining suggests
    return { page, fixture };
}

const last = (fixture: Fixture): [string, unknown] => {
    const post = fixture.heard.filter((one) => one.method === 'POST').at(-1);
    return [post?.path ?? '', post?.body];
};
const focused = (page: Page): Promise<string> => page.evaluate(() => document.activeElement?.textContent?.replace(/\s+/g, ' ').trim() ?? '');

test('waiting pages are joined in the order in which they were chosen, and taken apart again by Ctrl+Z', async (t) => {
    const { page, fixture } = await begin(t);
    await page.getByText('14 枚 = 残した 13 + 除外した 1').waitFor();
    await page.locator('.strip-page').first().focus();
    for (const key of ['End', 'Shift+ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'Space']) await page.keyboard.press(key);
    await page.getByText('3 ページを選択').waitFor();
    assert.match(await focused(page), /^11, .*3 番目に選択/);
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press('Enter');
    await page.getByText('14 → 13 → 11 の順に一つの案件にします').waitFor();
    assert.equal(await page.locator('#strip-said').inputValue(), '要介護認定申請書(小諸市) (komoro-2021)');
    await page.keyboard.type('知らない帳票');
    await page.keyboard.press('Enter');
    await page.getByText('一覧にある名前か識別子を入れてください').waitFor();
    assert.deepEqual(await violations(page), []);
    await page.keyboard.type('komoro-2021');
    await page.keyboard.press('Enter');
    await page.getByText('3 ページを一つの案件にしました').waitFor();
    assert.deepEqual(last(fixture), ['/pages/assign', { pages: ['s14', 's13', 's11'], layout: 'komoro-2021' }]);
    await page.getByText('案件へ 9、人待ち 4').waitFor();
    assert.match(await focused(page), /^11, .*案件 3/, 'the work goes on where it was');
    await page.keyboard.press('Control+z');
    await page.getByText('案件へ 6、人待ち 7').waitFor();
    assert.deepEqual(last(fixture), ['/cases/k1/split', { reason: '取り消し' }]);
});

test('a case is taken apart with a reason; the undo joins the same pages as the same form', async (t) => {
    const { page, fixture } = await begin(t);
    await page.locator('.strip-page').nth(1).focus();
    await page.getByText('この案件のページ: 1 · 2 · 12 枚目').waitFor();
    await page.keyboard.press('s');
    await page.locator('#strip-said').fill('別の人のページ');
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press('Enter');
    await page.getByText('案件から 3 ページを外しました').waitFor();
    assert.deepEqual(last(fixture), ['/cases/kA/split', { reason: '別の人のページ' }]);
    await page.keyboard.press('Control+z');
    await page.getByText('案件へ 6、人待ち 7').waitFor();
    assert.deepEqual(last(fixture), ['/pages/assign', { pages: ['s1', 's2', 's12'], layout: 'komoro-2021' }]);
});

test('pages are dropped, restored and turned; every step is taken back in turn', async (t) => {
    const { page, fixture } = await begin(t);
    await page.locator('.strip-page').nth(12).focus();
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Delete');
    await page.locator('#strip-said').fill('送付状');
    await page.keyboard.press('Enter');
    await page.getByText('14 枚 = 残した 11 + 除外した 3').waitFor();
    await page.getByText('除外の理由: 送付状').waitFor();
    await page.locator('.strip-page').nth(7).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Delete');
    await page.getByText('14 枚 = 残した 12 + 除外した 2').waitFor();
    await page.keyboard.press('Shift+R');
    await page.getByText('1 ページを回しました').waitFor();
    assert.deepEqual(last(fixture), ['/pages/s8/turn', { quarters: 3 }]);
    await page.keyboard.press('Control+z');
    await page.waitForFunction(() => document.querySelector('.undo')?.textContent?.includes('除外を取り消しました'));
    assert.deepEqual(last(fixture), ['/pages/s8/turn', { quarters: 1 }]);
    await page.keyboard.press('Control+z');
    await page.getByText('14 枚 = 残した 11 + 除外した 3').waitFor();
    assert.deepEqual(last(fixture), ['/pages/s8/dismiss', { reason: '白紙です' }]);
    await page.keyboard.press('Control+z');
    await page.getByText('14 枚 = 残した 13 + 除外した 1').waitFor();
});

test('what does not fit is not offered, keys are shown by ?, a refusal leaves everything as it was', async (t) => {
    const { page, fixture } = await begin(t);
    await page.locator('.strip-page').nth(4).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowLeft'); // a waiting page and one of a case
    assert.ok(await page.getByRole('button', { name: '一つの案件にする' }).isDisabled());
    assert.ok(await page.getByRole('button', { name: '案件から外す' }).isDisabled());
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await page.getByText('続けて選ぶ').waitFor();
    assert.deepEqual(await violations(page), []);
    fixture.failing = '/cases/kB/split';
    await page.keyboard.press('s');
    await page.locator('#strip-said').fill('違う');
    await page.keyboard.press('Enter');
    await page.getByText('終わった案件です').waitFor();
    assert.equal(await page.locator('#strip-said').inputValue(), '違う', 'what was typed stays');
    assert.ok(await page.getByRole('button', { name: '元に戻す' }).isDisabled());
});
