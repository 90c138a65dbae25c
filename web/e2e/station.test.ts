// The screens on the real server.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launch, open, violations } from './browser.js';
import { built, password, program, Station } from './station.js';

const skip = built ? false : `${program} is not built`;
let browser: Browser;
before(async () => void (browser = await launch()));
after(async () => browser.close());

async function logIn(page: Page, account: string, word = password): Promise<void> {
    await page.locator('#account').fill(account);
    await page.locator('#password').fill(word);
    await page.keyboard.press('Enter');
}

test('the station itself: a wrong password, an account made, its first password changed, and all of it in the trail', { skip }, async (t) => {
    const station = new Station(t, [{ account: 'kanri', name: '管理 花子', grants: ['202088:admin,auditor'] }]);
    const { page } = await open(t, browser, `${await station.serve(t)}/`);
    await logIn(page, 'kanri', 'wrong password');
    await page.locator('#login-problem').waitFor();
    await logIn(page, 'kanri');
    await page.getByRole('link', { name: '管理', exact: true }).click();
    await page.getByRole('button', { name: 'アカウントを作る' }).click();
    await page.getByLabel('アカウント', { exact: true }).fill('suzuki');
    await page.getByLabel('氏名').fill('鈴木 検証');
    await page.getByLabel('最初のパスワード').fill('kumo yama 4 ishi');
    await page.locator('fieldset').first().getByLabel('検証者').check();
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByRole('rowheader', { name: 'suzuki' }).waitFor();
    assert.deepEqual(await violations(page), []);
    await page.getByRole('link', { name: '監査', exact: true }).click();
    await page.locator('tbody tr').nth(1).waitFor();
    assert.deepEqual(await violations(page), []);
    await page.getByRole('button', { name: 'ログアウト' }).click();
    await logIn(page, 'suzuki', 'kumo yama 4 ishi');
    await page.getByRole('heading', { name: 'パスワードの変更' }).waitFor();
    await page.locator('#old').fill('kumo yama 4 ishi');
    await page.locator('#new').fill('umi hashi 7 kaze');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'ベリファイ' }).waitFor();
    assert.deepEqual(await page.locator('.top nav a').allTextContents(), ['受付', 'ベリファイ', '案件', '様式', '状況']);
});
