// The screens on the real server.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { Queue } from '../src/base/api_types.js';
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
    await page.getByRole('heading', { name: 'パスワードの変更' }).waitFor({ state: 'detached' });
    assert.deepEqual(await page.locator('.top nav a').allTextContents(), ['受付', 'ベリファイ', '案件', '様式', '状況']);
});

const queues = async (page: Page): Promise<Queue[]> => (await page.evaluate(async () => (await (await fetch('/api/v1/verify/queues')).json()) as { queues: Queue[] })).queues;

// Waits for what nobody on a screen is told of.
async function reached(is: () => Promise<boolean>, or: string): Promise<void> {
    for (let i = 0; i < 400; i++) {
        if (await is()) return;
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
    assert.fail(or);
}

// Presses a key until nothing waits any more; each press is a person's, so each must find the screen ready.
async function until(page: Page, press: () => Promise<void>, most: number): Promise<number> {
    const empty = page.getByText('待っている作業はありません');
    const ready = page.locator('field-pass input, compare-pass input, carousel-pass input').first();
    for (let pressed = 0; pressed < most; pressed++) {
        await ready.or(empty).first().waitFor();
        if (await empty.isVisible()) return pressed;
        await press();
    }
    return most;
}

test('a scan is verified by keyboard: doubtful fields by one person, two of them again by a second who sees nothing, what differs decided by a third', { skip }, async (t) => {
    const grants = ['202185:reception,verifier'];
    const station = new Station(t, ['first', 'second', 'third'].map((account) => ({ account, name: account, grants })));
    const name = '<field id="head.name" type="person-name" title="世帯主の氏名" required="true" ';
    station.change('forms/benefit-claim/form.xml', `${name}policy="verify"`, `${name}policy="double"`);
    station.run('intake', '--library', station.library, '../templates/forms/benefit-claim/samples/chikuma-2020-62-bilevel300.tif');
    const url = await station.serve(t);
    const work = async (account: string, mode: string): Promise<Page> => {
        const { page } = await open(t, browser, `${url}/`);
        await logIn(page, account);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await page.goto(`${url}/#/verify/${mode}`);
        return page;
    };
    const first = await work('first', 'exception');
    await first.locator('field-pass input').first().waitFor();
    await first.waitForFunction(() => [...document.querySelectorAll<HTMLImageElement>('.crop img')].every((one) => one.complete && one.naturalWidth > 0));
    assert.deepEqual(await violations(first), []);
    await first.keyboard.press('F8');
    await first.locator('.palette').waitFor();
    await first.keyboard.press('2');
    assert.ok((await until(first, () => first.keyboard.press('Enter'), 80)) >= 10, 'a dozen fields were in doubt');

    // What was decided last is still on its way.
    const blind = async (): Promise<number> => (await queues(first)).filter((one) => one.mode === 'blind').reduce((sum, one) => sum + one.waiting, 0);
    await reached(async () => (await blind()) === 2, 'not both fields wait for the second person');
    const second = await work('second', 'blind');
    assert.ok((await until(second, async () => {
        assert.equal(await second.evaluate(() => (document.activeElement as HTMLInputElement).value), '', 'the second person sees nothing');
        await second.keyboard.type((await second.locator('.field.active input.digits').count()) > 0 ? '8318385552' : '高橋　真弓');
        await second.keyboard.press('Enter');
    }, 5)) === 2); // prettier-ignore

    const third = await work('third', 'compare');
    await third.locator('compare-pass input').first().waitFor();
    assert.deepEqual(await violations(third), []);
    assert.equal(await until(third, () => third.keyboard.press('2'), 5), 1);

    const left = async (): Promise<Queue[]> => (await queues(third)).filter((one) => one.mode !== 'qa' && one.waiting > 0);
    await reached(async () => (await left()).length === 0, 'something still waits');
});

// A quarter clockwise, as a sheet that was laid on the glass sideways.
const sideways = (source: string): Promise<string> => new Promise((resolve, reject) => {
    const image = new Image();
    image.onerror = reject;
    image.onload = () => {
        const canvas = document.createElement('canvas');
        [canvas.width, canvas.height] = [image.height, image.width];
        const brush = canvas.getContext('2d') as CanvasRenderingContext2D;
        brush.translate(image.height, 0);
        brush.rotate(Math.PI / 2);
        brush.drawImage(image, 0, 0);
        resolve(canvas.toDataURL('image/jpeg', 0.95));
    };
    image.src = source;
}); // prettier-ignore

test('a sheet that lay sideways is read, shown upright, taken apart and joined again on the strip of its batch', { skip }, async (t) => {
    const station = new Station(t, [{ account: 'uketsuke', name: '受付 一郎', grants: ['202193:reception,verifier'] }]);
    const { page } = await open(t, browser, `${await station.serve(t)}/`);
    await logIn(page, 'uketsuke');
    await page.getByRole('link', { name: '受付', exact: true }).click();
    const scan = readFileSync('../templates/forms/benefit-claim/samples/tomi-2020-62-dpi200.jpg');
    const drawing = await browser.newPage();
    const laid = await drawing.evaluate(sideways, `data:image/jpeg;base64,${scan.toString('base64')}`);
    await drawing.close();
    await page.locator('input[type=file]').first().setInputFiles({ name: 'yoko.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(laid.slice(laid.indexOf(',') + 1), 'base64') });
    await page.locator('tbody td', { hasText: '済み' }).waitFor({ timeout: 60_000 });
    await page.locator('tbody th a').click();
    const option = page.locator('.strip-page');
    await option.waitFor();
    await page.getByText('1 枚 = 残した 1 + 除外した 0').waitFor();
    const upright = async (): Promise<boolean> => option.locator('img').evaluate(async (one: HTMLImageElement) => (await one.decode(), one.naturalHeight > one.naturalWidth));
    assert.ok(await upright(), 'placed: it is shown upright');
    assert.deepEqual(await violations(page), []);
    await option.focus();
    await page.keyboard.press('s');
    await page.locator('#strip-said').fill('確かめ直す');
    await page.keyboard.press('Enter');
    await page.getByText('案件から 1 ページを外しました').waitFor();
    await page.getByText('案件へ 0、人待ち 1').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('1 枚目だけで一つの案件にします').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('1 ページを一つの案件にしました').waitFor({ timeout: 60_000 });
    await page.keyboard.press('Control+z');
    await page.getByText('案件へ 0、人待ち 1').waitFor();
    await page.keyboard.press('Control+z');
    await page.getByText('案件へ 1、人待ち 0').waitFor({ timeout: 60_000 });

    // Beside its fields: the place in the picture as it is shown.
    await page.goto(`${station.url}/#/verify/exception`);
    await page.locator('page-view image').waitFor();
    const shown = await page.evaluate(async () => {
        const image = document.querySelector('page-view image') as SVGImageElement;
        const picture = new Image();
        picture.src = image.href.baseVal;
        await picture.decode();
        return { told: image.width.baseVal.value / image.height.baseVal.value, is: picture.naturalWidth / picture.naturalHeight };
    });
    assert.ok(shown.is < 1 && Math.abs(shown.told - shown.is) < 0.01, JSON.stringify(shown));
});
