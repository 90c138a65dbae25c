// The other screens in a real browser: login, intake, cases, status, audit, accounts, keys.
import assert from 'node:assert/strict';
import { after, before, test, type TestContext } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launch, open, violations } from './browser.js';
import { atEnd } from './ending.js';
import { Fixture } from './fixture.js';

let browser: Browser;
before(async () => void (browser = await launch()));
after(async () => browser.close());

async function begin(t: TestContext, address: string, prepare: (fixture: Fixture) => void = () => undefined): Promise<{ page: Page; fixture: Fixture; url: string }> {
    const fixture = new Fixture();
    prepare(fixture);
    const url = await fixture.start();
    atEnd(t, () => fixture.stop());
    return { ...(await open(t, browser, `${url}/#/${address}`)), fixture, url };
}

async function heard(fixture: Fixture, method: string, path: string): Promise<unknown> {
    for (let i = 0; i < 1000; i++) {
        const one = fixture.heard.find((each) => each.method === method && each.path.startsWith(path));
        if (one) return one.body;
        await new Promise((resolve) => setTimeout(resolve, 20));
    }
    assert.fail(`nobody sent ${method} ${path}`);
}

test('logging in by keyboard, a wrong password said in both languages, and out again', async (t) => {
    const { page, fixture } = await begin(t, '', (one) => (one.session = false));
    await page.locator('#account').waitFor();
    assert.deepEqual(await violations(page), []);
    await page.keyboard.type('sato');
    await page.keyboard.press('Tab');
    await page.keyboard.type('wrong');
    await page.keyboard.press('Enter');
    await page.getByText('アカウントまたはパスワードが違います').waitFor();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByText('The account or the password is wrong').waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.lang), 'en');
    await page.locator('#password').fill('correct horse battery');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Verify' }).waitFor();
    assert.equal(await page.title(), 'Verify – Toitsu');
    await page.getByRole('button', { name: 'Log out' }).click();
    await page.locator('#account').waitFor();
    assert.equal(fixture.session, false);
});

test('intake: files are sent in one batch, a name in Japanese arrives', async (t) => {
    const { page, fixture } = await begin(t, 'intake');
    const none = [{ name: 'x.tif', mimeType: 'image/tiff', buffer: Buffer.from('x') }];
    await page.locator('input[type=file]').first().setInputFiles(none);
    await page.getByText('先に団体を選んでから').waitFor(); // this account serves two municipalities
    await page.getByLabel('どの団体の画像ですか').selectOption('小諸市');
    const files = ['窓口 1.tif', '2.tif', '3.tif'].map((name) => ({ name, mimeType: 'image/tiff', buffer: Buffer.from('not really') }));
    await page.locator('input[type=file]').first().setInputFiles(files);
    await page.getByText('3 件のうち 3 件を送りました').waitFor();
    assert.equal(fixture.posts('/scans').length, 3);
    assert.equal(new Set(fixture.posts('/scans').map((one) => one.key)).size, 3);
    assert.ok(fixture.posts('/scans').every((one) => one.path.endsWith('?municipality=202088')));
    await page.getByRole('row', { name: /郵送-1128.pdf ほか 17 ファイル 小諸市 .*佐藤 検証/ }).waitFor();
    const [cards, batches] = await Promise.all([page.locator('waiting-page').first().boundingBox(), page.getByRole('heading', { name: '受け付けた束' }).boundingBox()]);
    assert.ok(cards && batches && cards.y < batches.y, 'what waits for a person comes first');
    await page.getByRole('button', { name: '読めないファイル 1' }).click();
    await page.getByText('画像として読めません').waitFor();
    assert.deepEqual(await violations(page), []);
});

test('intake: a waiting page is given a layout, with corners set by keyboard; another is dropped and taken back', async (t) => {
    const { page, fixture } = await begin(t, 'intake');
    const first = page.locator('waiting-page').first();
    await first.getByRole('button', { name: '四隅を合わせる' }).focus();
    assert.equal(await first.locator('.strip-picture').count(), 0, 'what can be read is asked for only when somebody wants it');
    await page.keyboard.press('v');
    await first.locator('.strip-picture img[src*="width=1400"]').waitFor();
    assert.deepEqual(await violations(page), []);
    await first.getByRole('button', { name: '四隅を合わせる' }).click();
    await first.locator('.corner').first().focus();
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('ArrowDown');
    assert.match((await first.locator('.corner').first().getAttribute('aria-label')) ?? '', /左上 60, 71/);
    await first.locator('.corner-row input').nth(2).fill('1600');
    await first.getByLabel('帳票レイアウト').fill('要介護認定申請書(佐久市) (saku-2022)');
    assert.deepEqual(await violations(page), []);
    await first.getByRole('button', { name: 'このレイアウトで読む' }).click();
    const sent = (await heard(fixture, 'POST', '/pages/assign')) as { pages: string[]; layout: string; corners: number[][] };
    assert.deepEqual([sent.pages, sent.layout, sent.corners.length, sent.corners[0], sent.corners[1]?.[0]], [['w1'], 'saku-2022', 4, [60, 71], 1600]);
    await first.locator('.done').waitFor(); // the page below it moves up
    const second = page.locator('waiting-page').nth(1);
    await second.getByRole('button', { name: '除外する' }).click();
    const reason = second.getByLabel('除外の理由');
    assert.ok(await reason.evaluate((one) => one === document.activeElement), 'the reason can be typed at once');
    const seen = await reason.evaluate((one) => one.getBoundingClientRect());
    assert.ok(seen.top >= 0 && seen.bottom <= 900, 'and is seen');
    fixture.failing = '/pages/w2/dismiss';
    await page.keyboard.type('白紙');
    await page.keyboard.press('Enter');
    const notice = page.locator('.notice.error');
    await notice.waitFor();
    const [under, over] = await Promise.all([reason.boundingBox(), notice.boundingBox()]);
    assert.ok(under && over && (over.y + over.height <= under.y || under.y + under.height <= over.y), 'what went wrong covers no field');
    fixture.failing = '';
    await page.keyboard.press('Enter');
    await second.getByRole('button', { name: '元に戻す' }).waitFor();
    assert.equal(await notice.count(), 0, 'and goes when the same succeeds');
    await second.getByRole('button', { name: '元に戻す' }).click();
    await heard(fixture, 'POST', '/pages/w2/restore');
    await second.getByRole('button', { name: '四隅を合わせる' }).waitFor();
});

test('intake: two pages of one submission are given their layout together', async (t) => {
    const { page, fixture } = await begin(t, 'intake');
    for (const at of [1, 0]) await page.locator('waiting-page').nth(at).getByLabel('ほかのページと一つの届出にする').check();
    await page.locator('waiting-page').first().getByText('2 ページ').waitFor();
    await page.locator('waiting-page').first().getByRole('button', { name: '要介護認定申請書(小諸市)' }).click();
    assert.deepEqual(await heard(fixture, 'POST', '/pages/assign'), { pages: ['w1', 'w2'], layout: 'komoro-2021' });
    await page.locator('waiting-page .done').nth(1).waitFor();
    assert.equal(await page.locator('waiting-page .done').count(), 2);
});

test('cases: found by typing, the record with its crops, the flow with the logo of bpmn.io', async (t) => {
    const { page, fixture } = await begin(t, 'cases');
    await page.getByLabel('氏名・フリガナ・番号').fill('0012');
    await page.waitForURL(/q=0012/);
    await page.getByRole('link', { name: '要介護認定申請 2026-1129-0012' }).click();
    await page.getByText('佐藤 検証 が確認').first().waitFor();
    assert.equal(await page.locator('.record-crop').count(), 3);
    const former = page.locator('tr', { hasText: '旧氏名' });
    assert.match((await former.locator('.record-value .gaiji').first().getAttribute('title')) ?? '', /U\+E123/);
    assert.ok((await former.locator('.record-value').evaluate((one) => parseFloat(getComputedStyle(one).fontSize))) >= 24);
    await page.getByRole('button', { name: '個人番号を表示' }).click();
    await page.getByLabel('表示する理由').fill('本人からの照会');
    await page.keyboard.press('Enter');
    await page.getByText('123456789018').waitFor();
    assert.ok(fixture.heard.some((one) => one.path.startsWith('/cases/c1?reason=')));
    await page.getByRole('button', { name: '業務フローの図を表示' }).click();
    await page.locator('.djs-shape').first().waitFor();
    assert.ok(await page.locator('.bjs-powered-by').isVisible(), 'the licence asks for the logo');
    assert.deepEqual(await violations(page), []);
    await page.getByRole('button', { name: 'もう一度実行' }).click();
    await heard(fixture, 'POST', '/incidents/x1/retry');
});

test('cases: the same for many, one request each, and every result beside its case', async (t) => {
    const { page, fixture } = await begin(t, 'cases');
    await page.getByLabel('表示中のすべてを選ぶ').focus();
    await page.keyboard.press('Space');
    await page.getByText('3 件を選択').waitFor();
    assert.deepEqual(await violations(page), []);
    fixture.failing = '/cases/c3/suspend';
    await page.getByRole('button', { name: '停止する' }).press('Enter');
    await page.getByText('3 件のうち 2 件が済みました').waitFor();
    assert.deepEqual(fixture.posts('/suspend').map((one) => one.path), ['/cases/c1/suspend', '/cases/c2/suspend', '/cases/c3/suspend']);
    await page.locator('tbody tr').nth(2).getByText('終わった案件です').waitFor();
    await page.getByText('1 件を選択').waitFor(); // what is left to do
    await page.getByLabel('表示中のすべてを選ぶ').check();
    await page.getByRole('button', { name: '障害をもう一度実行' }).press('Enter');
    await heard(fixture, 'POST', '/incidents/x1/retry');
    await page.locator('tbody tr').nth(1).getByText('障害はありません').waitFor();
    assert.deepEqual(await violations(page), []);
});

test('cases: a case goes back to intake, with the reason', async (t) => {
    const { page, fixture } = await begin(t, 'cases/c1');
    await page.getByText('履歴').click();
    await page.getByText('案件が始まりました').waitFor();
    await page.getByRole('button', { name: '受付に戻す' }).first().click();
    await page.getByLabel('戻す理由').fill('別の届出でした');
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press('Enter');
    assert.deepEqual(await heard(fixture, 'POST', '/cases/c1/split'), { reason: '別の届出でした' });
    await page.locator('waiting-page').first().waitFor();
});

test('intake: a page is turned by a key', async (t) => {
    const { page, fixture } = await begin(t, 'intake');
    const first = page.locator('waiting-page').first();
    await first.getByRole('button', { name: '除外する' }).focus();
    await page.keyboard.press('r');
    assert.deepEqual(await heard(fixture, 'POST', '/pages/w1/turn'), { quarters: 1 });
    await first.getByLabel('帳票レイアウト').fill('r'); // here it is a letter
    assert.equal(fixture.posts('/turn').length, 1);
});

test('status: plots with the same as a table, reading quality, one own pace, and what a server does not have', async (t) => {
    const { page, fixture, url } = await begin(t, 'status');
    await page.locator('.plot').nth(2).waitFor();
    assert.equal(await page.locator('.plot').count(), 3);
    await page.getByText('表で見る').click();
    assert.equal(await page.locator('details tbody tr').count(), 24);
    assert.deepEqual(await violations(page), []);
    await page.getByRole('link', { name: '読取の品質' }).click();
    await page.getByText('95% の確かさで 1.08% 以下').waitFor();
    await page.getByText('照合したのは 4 項目で、まだ何とも言えません').waitFor();
    await page.getByRole('row', { name: '給付金申請書 81.0% 10 3' }).waitFor();
    assert.equal(await page.getByText('100.00%').count(), 0, 'a bound that says nothing is not shown');
    await page.getByText('項目ごとに見る').first().click();
    await page.getByRole('heading', { name: '見つかった違い' }).waitFor();
    assert.deepEqual(await violations(page), []);
    await page.getByLabel('被保険者番号 どう直したか').fill('台帳を直した');
    await page.keyboard.press('Enter');
    assert.deepEqual(await heard(fixture, 'POST', '/findings/f1/settle'), { note: '台帳を直した' });
    await page.locator('.findings').waitFor({ state: 'detached' });
    await page.getByRole('link', { name: '作業のペース' }).click();
    await page.getByRole('row', { name: /要介護認定申請書 被保険者番号 128 2.5 3.1$/ }).waitFor();
    assert.deepEqual(await violations(page), []);
    fixture.failing = '/quality';
    await page.goto(`${url}/#/status/quality`);
    await page.getByText('このサーバーでは使えません').waitFor();
});

test('tasks of my role: claimed, and done with values for the flow', async (t) => {
    const { page, fixture } = await begin(t, 'cases?tasks=1');
    await page.getByRole('button', { name: '引き受ける' }).click();
    await heard(fixture, 'POST', '/tasks/k1/claim');
    await page.locator('.notice.done').first().waitFor(); // claiming closes what is open on the task
    await page.getByRole('button', { name: '完了する' }).first().click();
    await page.locator('.variable input').last().fill('false');
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press('Enter');
    assert.deepEqual(await heard(fixture, 'POST', '/tasks/k1/complete'), { variables: { approved: false } });
});

test('accounts: a new one with roles, one locked', async (t) => {
    const { page, fixture } = await begin(t, 'admin', (one) => (one.roles = ['admin']));
    await page.getByRole('button', { name: 'アカウントを作る' }).click();
    await page.getByLabel('アカウント', { exact: true }).fill('ito');
    await page.getByLabel('氏名').fill('伊藤 決裁');
    await page.getByLabel('最初のパスワード').fill('at least twelve');
    await page.getByRole('group', { name: 'すべての団体(2 団体)' }).getByLabel('決裁者').check();
    await page.getByRole('group', { name: 'すべての団体(2 団体)' }).getByLabel('監査').check();
    await page.getByText('団体ごとに決める').click();
    await page.getByRole('group', { name: '小諸市' }).getByLabel('監査').uncheck();
    assert.ok(await page.getByRole('group', { name: 'すべての団体(2 団体)' }).getByLabel('監査').evaluate((one: HTMLInputElement) => one.indeterminate));
    assert.deepEqual(await violations(page), []);
    await page.getByRole('button', { name: '保存' }).click();
    assert.deepEqual(await heard(fixture, 'POST', '/accounts'), { account: 'ito', name: '伊藤 決裁', grants: [{ municipality: '202088', roles: ['decider'] }, { municipality: '202011', roles: ['decider', 'auditor'] }], password: 'at least twelve' });
    await page.getByRole('button', { name: '停止: suzuki' }).click();
    assert.deepEqual(await heard(fixture, 'PUT', '/accounts/a2'), { locked: true });
});

test('audit: acts in words, one row for many municipalities, narrowed by the server', async (t) => {
    const { page, fixture } = await begin(t, 'audit');
    await page.getByRole('cell', { name: 'アカウントを停止した' }).waitFor();
    assert.equal(await page.getByRole('cell', { name: 'ログインした', exact: true }).count(), 1);
    await page.getByText('2 団体').click();
    await page.getByText('記録 415').waitFor();
    assert.deepEqual(await violations(page), []);
    await page.getByLabel('操作').selectOption('アカウントを停止した');
    await page.getByLabel('担当').selectOption('鈴木 受付');
    await heard(fixture, 'GET', '/audit?action=account.lock&actor=a2');
});

test('municipalities and keys are to be looked at: what is served, and of a key its name', async (t) => {
    const { page } = await begin(t, 'admin', (one) => (one.roles = ['admin']));
    await page.getByRole('link', { name: '団体', exact: true }).click();
    await page.getByRole('heading', { name: '小諸市' }).waitFor();
    await page.getByText('千件に 20 件').waitFor();
    await page.getByRole('link', { name: '鍵', exact: true }).click();
    await page.getByText('あり、読めます').waitFor();
    await page.getByText('前の値のために残しています').waitFor();
    assert.equal(await page.locator('tbody tr').count(), 4);
});

test('keys are remapped, and the work follows', async (t) => {
    const { page, url } = await begin(t, 'keys');
    await page.getByRole('button', { name: '変更: 保留' }).click();
    await page.keyboard.press('a');
    await page.getByText('文字のキーは割り当てられません').waitFor();
    await page.keyboard.press('F7');
    await page.goto(`${url}/#/verify/exception`);
    await page.locator('field-pass input').first().waitFor();
    await page.keyboard.press('F7');
    await page.locator('#note').waitFor();
});

test('a server that goes away and comes back is said and noticed', async (t) => {
    const { page, fixture } = await begin(t, 'status');
    await page.getByText('今日の突合').waitFor();
    fixture.cut();
    await page.getByText('サーバーに接続できません').first().waitFor();
    fixture.down = false;
    await page.locator('.connection.offline').waitFor({ state: 'detached', timeout: 60_000 });
});

test('an account whose password somebody else has set must give itself one first', async (t) => {
    const { page, fixture } = await begin(t, 'verify', (one) => (one.mustChange = true));
    await page.getByRole('heading', { name: 'パスワードの変更' }).waitFor();
    assert.deepEqual(await violations(page), []);
    await page.locator('#old').fill('given password');
    await page.locator('#new').fill('my own password');
    await page.getByLabel('入力したパスワードを表示する').check();
    assert.equal(await page.locator('#new').getAttribute('type'), 'text');
    await page.locator('#new').press('Enter');
    await heard(fixture, 'PUT', '/session/password');
    await page.getByRole('heading', { name: 'ベリファイ' }).waitFor();
    await heard(fixture, 'GET', '/events'); // the counts are told from now on
});

test('a first own password leads to the first screen, not to an address that nobody gave', async (t) => {
    const { page } = await begin(t, '', (one) => (one.mustChange = true));
    await page.getByText('管理者が決めたもの').waitFor();
    await page.locator('#old').fill('given password');
    await page.locator('#new').fill('my own password');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'ベリファイ' }).waitFor();
    assert.equal(await page.getByText('この画面はありません').count(), 0);
});

test('only what the permissions open is shown', async (t) => {
    const { page } = await begin(t, 'cases', (one) => (one.permissions = ['intake.read', 'library.read']));
    await page.getByRole('link', { name: '受付' }).waitFor();
    assert.deepEqual(await page.locator('.top nav a').allTextContents(), ['受付', '様式']);
    await page.getByText('この画面はありません').waitFor();
});

const screens: [string, string][] = [
    ['verify', 'h1'], ['intake', 'waiting-page'], ['intake/b2', 'page-strip img'], ['cases', 'td'], ['cases/c1', '.record'], ['cases?tasks=1', '.task'], ['forms', 'td'], ['status', 'meter'], ['status/quality', '.quadrants'], ['status/pace', 'td'], ['audit', 'td'], ['admin', 'td'], ['admin/municipalities', '.served'], ['admin/keys', '.how'], ['keys', 'kbd'], ['me', '#old'],
]; // prettier-ignore

async function stays(page: Page, where: string): Promise<void> {
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(sideways <= 0, `${where} scrolls sideways by ${sideways} px`);
}

test('every screen is clean for axe in both languages, at 200 % and with forced colours, and never scrolls sideways', async (t) => {
    const { page, url } = await begin(t, 'verify', (one) => (one.roles = ['admin']));
    for (const language of ['ja', 'en']) {
        await page.evaluate((value) => localStorage.setItem('toitsu-language', value), language);
        for (const [screen, there] of screens) {
            await page.setViewportSize({ width: 1440, height: 900 });
            await page.goto(`${url}/#/${screen}`);
            await page.reload();
            await page.locator(there).first().waitFor();
            assert.deepEqual(await violations(page), [], `${screen} ${language}`);
            await stays(page, `${screen} ${language}`);
            await page.setViewportSize({ width: 720, height: 450 }); // 1440 by 900 at 200 %
            assert.deepEqual(await violations(page), [], `${screen} ${language} at 200 %`);
            await stays(page, `${screen} ${language} at 200 %`);
        }
    }
    await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
    await page.goto(`${url}/#/verify/exception`);
    await page.locator('field-pass input').first().waitFor();
    assert.deepEqual(await violations(page), []);
    assert.notEqual(await page.locator('.field.active').evaluate((one) => getComputedStyle(one).outlineStyle), 'none', 'the present field is seen without its colours');
});
