// The whole way, on the real server with the shipped library: scans are dropped, two that no machine can place are mended, every
// field is verified by keyboard in each of the modes, another person decides, and the business system has what stood on the papers.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test, type TestContext } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import type { CaseFile, CaseRow, Queue, Task, WaitingPage } from '../src/base/api_types.js';
import { launch, open, violations } from './browser.js';
import { Clerk, goByKeyboard, type Truth } from './clerk.js';
import { photographed, type Corners } from './pictures.js';
import { built, password, program, Station } from './station.js';
import { FolderSystem, folderProgram } from './systems.js';

const skip = built && existsSync(folderProgram) ? false : `${program} or ${folderProgram} is not built`;
let browser: Browser;
before(async () => void (browser = await launch()));
after(async () => browser.close());

const sheets = 7;
// The binding of Komoro's tax system, in its order.
const columns = ['change.reason', 'change.date', 'collection.method', 'employee.kana', 'employee.name', 'employee.birth-date', 'employee.my-number', 'employee.january-address', 'employee.address', 'employer.number',
    'employer.corporate-number', 'employer.name', 'employee.number', 'tax.annual', 'tax.collected', 'tax.uncollected', 'lump-sum.reason', 'lump-sum.date', 'lump-sum.amount', 'new-employer.number', 'new-employer.name', 'new-employer.monthly', 'filed-on']; // prettier-ignore
const reasons: Record<string, string> = { retirement: '01', transfer: '02', death: '03', leave: '04', 'long-absence': '05', dissolution: '06', 'address-error': '08', other: '09', 'small-pay': '11', 'irregular-pay': '12', 'family-worker': '13' };
const codes: Record<string, string> = { 'special-continued': 'T', 'lump-sum': 'I', ordinary: 'F', requested: 'A', 'after-january': 'B' };

// What that system is to have for what stands on the paper.
function entered(field: string, text: string): string {
    if (text === '') return '';
    if (field === 'change.reason') return reasons[text] ?? '';
    if (field === 'collection.method' || field === 'lump-sum.reason') return codes[text] ?? '';
    if (/date$|filed-on/.test(field)) return text.replaceAll('-', '');
    if (/^tax\.|amount$|monthly$/.test(field)) return text.padStart(9, '0');
    return /employer\.number$/.test(field) ? text.padStart(10, '0') : text;
}

// Where the corners of the first two sheets lie on their photographs: one taken from the side, one from below and upside down.
// The machine takes their edges for those of two sheets.
const photographs: Corners[] = [[[40, 40], [1700, 440], [1700, 1200], [40, 1600]], [[2290, 1590], [480, 1590], [620, 60], [1700, 60]]]; // prettier-ignore

// Komoro's flow with a decision by somebody who has verified nothing of the case.
function prepare(station: Station, system: string): void {
    station.change('bindings/202088/salary-change.register.xml', '/srv/toitsu/komoro-tax', system);
    station.change('forms/salary-change/form.xml', 'title="給与所得者の氏名" required="true" policy="verify"', 'title="給与所得者の氏名" required="true" policy="double"');
    const edge = (id: string, from: string, to: string, points: string): string => `<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}"/>${points}`;
    station.change('flows/intake.bpmn', '<sequenceFlow id="to-verified" sourceRef="verify" targetRef="verified"/>',
        `<userTask id="decide" name="登録の決裁" flow:role="決裁者" flow:form="decide" flow:four-eyes="verify"/>${edge('to-decide', 'verify', 'decide', '')}${edge('to-verified', 'decide', 'verified', '')}`); // prettier-ignore
    const shape = '<bpmndi:BPMNShape id="shape-verified"';
    station.change('flows/intake.bpmn', shape, `<bpmndi:BPMNShape id="shape-decide" bpmnElement="decide"><dc:Bounds x="660" y="290" width="120" height="80"/></bpmndi:BPMNShape>\n      ${shape}`);
    station.change('flows/intake.bpmn', '<di:waypoint x="640" y="330"/><di:waypoint x="720" y="330"/><di:waypoint x="720" y="225"/></bpmndi:BPMNEdge>',
        '<di:waypoint x="720" y="290"/><di:waypoint x="720" y="225"/></bpmndi:BPMNEdge>\n      <bpmndi:BPMNEdge id="edge-to-decide" bpmnElement="to-decide"><di:waypoint x="640" y="330"/><di:waypoint x="660" y="330"/></bpmndi:BPMNEdge>'); // prettier-ignore
    writeFileSync(join(station.data, 'desk.json'), JSON.stringify({ default: { sample_per_mille: 50, undo_seconds: 1, counters: true } }));
}

async function logIn(page: Page, account: string): Promise<void> {
    await page.locator('#account').waitFor();
    await page.keyboard.type(account);
    await page.keyboard.press('Tab');
    await page.keyboard.type(password);
    await page.keyboard.press('Enter');
    await page.locator('.top nav a').first().waitFor();
}

async function clean(page: Page, where: string): Promise<void> {
    assert.deepEqual(await violations(page), [], where);
}

// Waits for what nobody on a screen is told of.
async function reached(is: () => boolean | Promise<boolean>, or: () => string): Promise<void> {
    for (let i = 0; i < 1200; i++) {
        if (await is()) return;
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
    assert.fail(or());
}

const ask = <T>(page: Page, path: string): Promise<T> => page.evaluate(async (where) => (await fetch(`/api/v1${where}`)).json() as Promise<T>, path) as Promise<T>;

const waitingFor = async (page: Page, mode: string): Promise<number> =>
    (await ask<{ queues: Queue[] }>(page, '/verify/queues')).queues.filter((one) => one.mode === mode).reduce((sum, one) => sum + one.waiting, 0);

// What stands on the paper of a case: the case's page, its file, and what was printed with it.
class Papers {
    readonly truths = new Map<string, Truth>(); // by file, without its ending
    private readonly files_ = new Map<string, string>(); // by page
    private readonly cases_ = new Map<string, Truth>();

    constructor(private readonly page_: Page) {}

    of = async (id: string): Promise<Truth> => {
        const known = this.cases_.get(id);
        if (known) return known;
        const file = await ask<CaseFile>(this.page_, `/cases/${id}`);
        const page = file.record?.fields.find((one) => one.page)?.page ?? '';
        if (!this.files_.has(page)) for (const one of (await ask<{ pages: WaitingPage[] }>(this.page_, '/pages?state=case')).pages) this.files_.set(one.id, one.file);
        const truth = this.truths.get((this.files_.get(page) ?? '').replace(/\.\w+$/, ''));
        assert.ok(truth, `nobody knows the paper of ${id}`);
        this.cases_.set(id, truth);
        return truth;
    };
}

// Enter belongs to the input method while it converts: the field that has the focus keeps it, with what was converted.
async function compose(page: Page, reading: string, written: string): Promise<void> {
    const cdp = await page.context().newCDPSession(page);
    const before = await page.locator('.field.active').getAttribute('class');
    const title = await page.locator('.field.active .field-title').innerText();
    await cdp.send('Input.imeSetComposition', { text: reading, selectionStart: reading.length, selectionEnd: reading.length });
    await cdp.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Process', code: 'Enter', windowsVirtualKeyCode: 229 });
    await cdp.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13 });
    assert.equal(await page.locator('.field.active .field-title').innerText(), title, 'Enter during a conversion accepts nothing');
    await cdp.send('Input.insertText', { text: written });
    assert.equal(await page.evaluate(() => (document.activeElement as HTMLInputElement).value), written);
    assert.equal(await page.locator('.field.active').getAttribute('class'), before);
    await cdp.detach();
}

// A waiting page's corners by numbers, the last steps by arrow keys, and its layout.
async function mend(page: Page, file: string, corners: Corners, assign: (card: Locator) => Promise<void>): Promise<void> {
    const card = page.locator('waiting-page', { hasText: file });
    await card.getByRole('button', { name: '四隅を合わせる' }).press('Enter');
    await card.locator('.corner').first().waitFor();
    await clean(page, 'corners');
    const numbers = card.locator('.corner-row input');
    for (const [at, value] of corners.flat().entries()) {
        await numbers.nth(at).focus();
        await page.keyboard.press('Control+a');
        await page.keyboard.type(String(at === 0 ? value + 3 : value));
        await page.keyboard.press('Tab');
    }
    await card.locator('.corner').first().focus();
    for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowLeft');
    await assign(card);
    await card.getByText('読み取りに回しました').waitFor({ timeout: 60_000 }); // a reader is built, and reads a photograph
}

// Sees whether anything but a keyboard was used.
const watchMouse = (page: Page): Promise<void> =>
    page.evaluate(() => {
        for (const type of ['pointerdown', 'mousedown', 'wheel']) addEventListener(type, () => (document.documentElement.dataset.mouse = type), { capture: true });
    });
const mouse = (page: Page): Promise<string | undefined> => page.evaluate(() => document.documentElement.dataset.mouse);

// One leg of the way; the first that fails ends it.
async function step(t: TestContext, name: string, call: () => Promise<void>): Promise<void> {
    const begun = Date.now();
    try {
        await call();
    } catch (problem) {
        throw new Error(`${name}: ${problem instanceof Error ? (problem.stack ?? problem.message) : String(problem)}`);
    }
    t.diagnostic(`${name}: ${((Date.now() - begun) / 1000).toFixed(1)} s`);
}

test('from the scanner to the business system', { skip, timeout: 900_000 }, async (t) => {
    const grants = (roles: string): string[] => [`202088:${roles}`];
    const station = new Station(t, [
        { account: 'first', name: '一人目 花子', grants: grants('reception,verifier') },
        { account: 'second', name: '二人目 次郎', grants: grants('verifier') },
        { account: 'third', name: '三人目 三子', grants: grants('verifier') },
        { account: 'decider', name: '決裁 四郎', grants: grants('decider') },
    ]);
    const system = new FolderSystem(t, join(station.folder, 'komoro-tax'), columns.length);
    prepare(station, system.folder);
    const printed = join(station.folder, 'papers');
    station.tool('form', 'fill', '../templates/forms/salary-change/layouts/komoro-2021.xml', '--out', printed, '--count', String(sheets), '--seed', '7', '--dpi', '200');
    const names = readdirSync(printed).filter((name) => name.endsWith('.png')).map((name) => name.replace('.png', '')).sort(); // prettier-ignore
    const scans = await Promise.all(names.map(async (name, at) => {
        const png = readFileSync(join(printed, `${name}.png`));
        const corners = photographs[at];
        return corners ? { name: `${name}.jpg`, mimeType: 'image/jpeg', buffer: await photographed(browser, png, [2339, 1654], corners) } : { name: `${name}.png`, mimeType: 'image/png', buffer: png };
    })); // prettier-ignore
    const url = await station.serve(t);
    const enter = async (account: string): Promise<Page> => {
        const { page } = await open(t, browser, `${url}/`);
        await logIn(page, account);
        return page;
    };

    const first = await enter('first');
    const papers = new Papers(first);
    for (const name of names) papers.truths.set(name, (JSON.parse(readFileSync(join(printed, `${name}.json`), 'utf8')) as { fields: Truth }).fields);

    await step(t, 'a batch is dropped, every page is counted, and two that wait are mended', async () => {
        await first.goto(`${url}/#/intake`);
        await first.locator('input[type=file]').first().setInputFiles(scans);
        const batch = first.locator('tbody tr').first();
        await batch.getByText('人の確認待ち').waitFor({ timeout: 180_000 });
        const counts = async (): Promise<number[]> => (await batch.locator('td.number').allInnerTexts()).map(Number);
        assert.deepEqual(await counts(), [sheets, sheets, sheets - 2, 2, 0], 'files, pages, in cases, waiting, dropped');
        await first.locator('waiting-page').nth(1).waitFor();
        await clean(first, 'intake');

        await mend(first, `${names[0]}.jpg`, photographs[0] as Corners, (card) => card.locator('.guesses button').first().press('Enter'));
        await mend(first, `${names[1]}.jpg`, photographs[1] as Corners, async (card) => {
            await card.getByLabel('帳票レイアウト').focus();
            await first.keyboard.type('komoro-2021');
            await card.getByRole('button', { name: 'このレイアウトで読む' }).press('Enter');
        });
        await batch.getByText('済み').waitFor({ timeout: 60_000 });
        assert.deepEqual(await counts(), [sheets, sheets, sheets, 0, 0]);
        await first.goto(`${url}/#/status`);
        await first.getByText('すべてのページの行き先が分かっています').waitFor();
        await clean(first, 'status');
    });

    await step(t, 'carousel: one field of all sheets', async () => {
        await first.goto(`${url}/#/verify`);
        await first.getByRole('link', { name: /担当者の氏名/ }).waitFor();
        await clean(first, 'verify');
        await watchMouse(first);
        const clerk = new Clerk(first, papers.of);
        await goByKeyboard(first, /verify.carousel.*employer\.contact/);
        await first.locator('.cell img').first().waitFor();
        await clean(first, 'carousel');
        assert.equal(await clerk.carousel(), sheets);
    });

    await step(t, 'exceptions: case by case, a name by the input method', async () => {
        const clerk = new Clerk(first, papers.of);
        await goByKeyboard(first, /ベリファイ/);
        await goByKeyboard(first, /verify.exception/);
        let composed = 0;
        await clerk.present();
        await clean(first, 'exception');
        const fields = await clerk.decideAll(async (item) => {
            if (item.field !== 'employee.name' || composed++ > 0) return false;
            await compose(first, 'なまえ', await clerk.truth(item));
            await clerk.enter(item);
            return true;
        });
        assert.ok(fields >= sheets && composed === sheets, `${fields} fields, ${composed} names`);
        assert.equal(await mouse(first), undefined, 'nothing but the keyboard');
    });

    const second = await enter('second');
    await step(t, 'the second person enters the names without seeing them, one of them wrongly', async () => {
        await watchMouse(second);
        const clerk = new Clerk(second, papers.of);
        await reached(async () => (await waitingFor(second, 'blind')) === sheets, () => 'not every name waits for the second person'); // what the first one decided last is still on its way
        await goByKeyboard(second, /ベリファイ/);
        await goByKeyboard(second, /verify.blind/);
        await clerk.present();
        await clean(second, 'blind');
        let wrong = 0;
        const names = await clerk.decideAll(async (item) => {
            assert.equal(item.text, null);
            assert.equal(await second.evaluate(() => (document.activeElement as HTMLInputElement).value), '', 'the second person sees nothing');
            if (wrong++ > 0) return false;
            await clerk.write(item, `${await clerk.truth(item)}子`);
            await clerk.enter(item);
            return true;
        });
        assert.equal(names, sheets);
    });

    await step(t, 'the quality sample is entered blind', async () => {
        const clerk = new Clerk(second, papers.of);
        await goByKeyboard(second, /ベリファイ/);
        await goByKeyboard(second, /verify.qa/);
        await clerk.present();
        await clean(second, 'qa');
        assert.ok((await clerk.decideAll()) >= 1);
        assert.equal(await mouse(second), undefined);
    });

    await step(t, 'what differs is decided by a third person', async () => {
        const third = await enter('third');
        await watchMouse(third);
        const clerk = new Clerk(third, papers.of);
        await goByKeyboard(third, /ベリファイ/);
        await goByKeyboard(third, /verify.compare/);
        await third.locator('compare-pass input').first().waitFor();
        await clean(third, 'compare');
        assert.equal(await clerk.decideAll(async (item) => {
            const truth = await clerk.truth(item);
            await third.keyboard.press(String(item.entries.findIndex((one) => one.text === truth) + 1));
            return true;
        }), 1); // prettier-ignore
        assert.equal(await mouse(third), undefined);
    });

    await step(t, 'another person decides, and the business system has what stood on the papers', async () => {
        const decider = await enter('decider');
        const waiting = async (): Promise<number> => (await ask<{ tasks: Task[] }>(decider, '/tasks')).tasks.filter((one) => one.element === 'decide').length;
        await reached(async () => (await waiting()) === sheets, () => 'not every case waits for its decision');
        await goByKeyboard(decider, /案件/);
        await goByKeyboard(decider, /tasks=1/);
        await decider.locator('.task').nth(sheets - 1).waitFor();
        await clean(decider, 'tasks');
        const task = decider.locator('.task').first();
        await task.getByRole('button', { name: '引き受ける' }).press('Enter');
        await task.getByText('自分 が担当').waitFor();
        for (let left = sheets; left > 0; left--) {
            await task.getByRole('button', { name: '完了する' }).press('Enter');
            await task.locator('.variable input').first().waitFor();
            if (left === sheets) await clean(decider, 'a decision');
            await task.locator('.variable input').last().press('Enter');
            await decider.locator('.task').nth(left - 1).waitFor({ state: 'detached' });
        }
        await reached(() => system.ledger.length === sheets, () => `${system.ledger.length} of ${sheets} are booked`);
        const key = columns.indexOf('employee.number');
        for (const row of system.ledger.map((one) => one.slice(2))) {
            const truth = [...papers.truths.values()].find((one) => one['employee.number'] === row[key]) ?? {};
            assert.deepEqual(row, columns.map((field) => entered(field, truth[field] ?? '')));
        }
        const completed = async (): Promise<CaseRow[]> => (await ask<{ cases: CaseRow[] }>(decider, '/cases?status=completed')).cases;
        await reached(async () => (await completed()).length === sheets, () => 'not every case is completed');
        await goByKeyboard(decider, /cases$/);
        await decider.locator('tbody tr').nth(sheets - 1).waitFor();
        await decider.locator('tbody .tag.good').nth(sheets - 1).waitFor();
        await clean(decider, 'cases');
        await goByKeyboard(decider, /cases.[0-9a-f]{32}/);
        await decider.getByText(/が確認/).first().waitFor();
        await clean(decider, 'case');
    });
});
