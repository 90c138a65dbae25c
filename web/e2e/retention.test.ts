// 保存期間 in a real browser: a list that is asked for, a hold, the approval by another person, and the record.
import assert from 'node:assert/strict';
import { after, before, test, type TestContext } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launch, open, violations } from './browser.js';
import { atEnd } from './ending.js';
import { Fixture } from './fixture.js';

let browser: Browser;
before(async () => void (browser = await launch()));
after(async () => browser.close());

async function begin(t: TestContext, address: string, permissions: string[]): Promise<{ page: Page; fixture: Fixture }> {
    const fixture = new Fixture();
    fixture.permissions = ['status.read', ...permissions];
    const url = await fixture.start();
    atEnd(t, () => fixture.stop());
    return { ...(await open(t, browser, `${url}/#/${address}`)), fixture };
}

test('retention: what is over is chosen by keyboard and asked for; a hold keeps a case', async (t) => {
    const { page, fixture } = await begin(t, 'retention', ['retention.read', 'retention.ask', 'retention.hold']);
    await page.getByText('廃棄できる 3 件、廃棄停止中 1 件').waitFor();
    await page.getByText('廃棄記録 202088-1 で廃棄済み').waitFor();
    await page.getByText('ほかに 3 件をまだ調べています').waitFor();
    assert.deepEqual(await violations(page), []);
    await page.getByText('先に団体を一つ選んで').waitFor(); // this account serves two municipalities
    await page.getByRole('checkbox', { name: '選ぶ: 333333330123…' }).press('Space'); // or a line says which
    await page.getByLabel('件名や伺い番号').waitFor();
    await page.getByRole('checkbox', { name: '選ぶ: 333333330123…' }).press('Space');
    await page.getByText('先に団体を一つ選んで').waitFor();
    await page.getByRole('combobox', { name: '団体' }).selectOption('202088');
    await page.getByLabel('件名や伺い番号').waitFor();
    await page.getByRole('button', { name: '廃棄停止: 111111110123…' }).press('Enter');
    await page.keyboard.type('訴訟');
    await page.keyboard.press('Enter');
    await page.getByText('廃棄できる 2 件、廃棄停止中 2 件').waitFor();
    assert.deepEqual(fixture.posts('/retention/holds').map((one) => one.body), [{ case: '111111110123456789abcdef01234567', reason: '訴訟' }]);
    await page.getByRole('button', { name: '停止を解く: 111111110123…' }).press('Enter');
    await page.getByText('廃棄できる 3 件、廃棄停止中 1 件').waitFor();
    const box = page.getByRole('checkbox', { name: '選ぶ: 333333330123…' });
    await box.focus();
    await page.keyboard.press('Space');
    await page.getByText('1 件を選択').waitFor();
    await page.getByLabel('件名や伺い番号').fill('令和9年度 第3回');
    await page.keyboard.press('Enter');
    await page.getByRole('rowheader', { name: '令和9年度 第3回' }).waitFor();
    assert.deepEqual(fixture.posts('/retention/disposals').map((one) => one.body), [{ municipality: '202088', note: '令和9年度 第3回', things: ['333333330123456789abcdef01234567'] }]);
    assert.deepEqual(await violations(page), []);
});

test('retention: another person looks at the lines, is asked once more, and approves', async (t) => {
    const { page, fixture } = await begin(t, 'retention/lists', ['retention.read', 'retention.approve']);
    await page.getByRole('button', { name: '内訳: 令和9年度 第2回' }).press('Enter');
    await page.getByText('残した – 廃棄停止のため').waitFor();
    assert.deepEqual(await violations(page), []);
    await page.getByText('3 件のうち 2 件').waitFor();
    await page.getByRole('button', { name: '続きを表示' }).press('Enter');
    await page.locator('tr.open tbody tr').nth(2).waitFor();
    assert.equal(await page.getByRole('button', { name: '続きを表示' }).count(), 0, 'that was all');
    await page.getByRole('button', { name: '承認して廃棄する: 令和9年度 第2回' }).press('Enter');
    await page.getByText('承認すると 1 件が消去され、元に戻せません').waitFor();
    assert.deepEqual(await violations(page), []);
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'やめる', 'Enter twice destroys nothing');
    assert.equal(fixture.posts('/approve').length, 0);
    await page.getByRole('button', { name: '承認する', exact: true }).press('Enter');
    await page.getByText('廃棄中').first().waitFor();
    assert.deepEqual(fixture.posts('/approve').map((one) => one.path), ['/retention/disposals/d2/approve']);
});

test('retention: whoever only reads can decide nothing, and reads the record in both languages', async (t) => {
    const { page } = await begin(t, 'retention/lists', ['retention.read']);
    await page.getByRole('rowheader', { name: '令和9年度 第2回' }).waitFor();
    assert.equal(await page.getByRole('button', { name: '承認' }).count(), 0);
    assert.equal(await page.getByRole('button', { name: '取り下げる' }).count(), 0);
    await page.getByRole('link', { name: '廃棄記録', exact: true }).click();
    await page.getByRole('link', { name: '第 1 号' }).click();
    await page.getByRole('heading', { name: '廃棄記録簿' }).waitFor();
    await page.getByText('小諸市文書管理規程第30条').waitFor();
    await page.getByText('監視フォルダー「scanner」に残るファイル 12 件').waitFor();
    assert.match((await page.getByRole('link', { name: '表（CSV）' }).getAttribute('href')) ?? '', /records\/202088\/1\?as=csv$/);
    assert.deepEqual(await violations(page), []);
    await page.emulateMedia({ media: 'print' });
    assert.ok(await page.locator('.disposal-record').isVisible());
    assert.ok(!(await page.locator('nav.tabs').isVisible()), 'only the record is printed');
    await page.emulateMedia({ media: 'screen' });
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Disposal record' }).waitFor();
    assert.deepEqual(await violations(page), []);
});
