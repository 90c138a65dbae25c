// operator.js [FIELDS]: an operator with stated timings does the same doubtful fields case by case and as pages of crops, on a real
// server. What it costs is told twice: by the screens' own counters, and by the script.
//
// Timings: Card, Moran and Newell, "The Psychology of Human-Computer Interaction" (1983). A keystroke of an average typist 0.20 s (K),
// getting ready for something new 1.35 s (M), one look – eye movement and fixation – 0.23 s, one decision 0.07 s. Of each field the
// operator looks at the crop and at the value and decides (0.53 s). Case by case the kind of field changes each time: one look more, at
// its title. M comes once for a case, and once for a page of crops. One field in ten is wrong and typed anew; names are right.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Entry } from '../src/base/api_types.js';
import { launch, open } from './browser.js';
import { Clerk } from './clerk.js';
import { atEnd } from './ending.js';
import { fillProgram, password, Station } from './station.js';

const K = 200;
const M = 1350;
const look = 230;
const decide = 70;
const fields = Number(process.argv[2] ?? 200);
const perCase = 4; // of the filled station's form
const wrong = new Set(['count', 'account', 'total']);

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

class Operator {
    keys = 0;
    done = 0;
    readonly told = { entries: 0, keystrokes: 0, ms: 0 };

    constructor(readonly page: Page) {
        page.on('request', (request) => {
            if (!request.url().endsWith('/verify/entries')) return;
            for (const one of (request.postDataJSON() as { entries: Entry[] }).entries) {
                this.told.entries += 1;
                this.told.keystrokes += one.keystrokes ?? 0;
                this.told.ms += one.active_ms ?? 0;
            }
        });
    }

    async press(key: string): Promise<void> {
        await wait(K);
        await this.page.keyboard.press(key);
        this.keys += 1;
    }

    async type(text: string): Promise<void> {
        for (const one of text) await this.press(one);
    }

    // Whether the value is not what the paper says: one field in ten of all, names never.
    private tenth_ = 0;
    isWrong(field: string): boolean {
        this.done += 1;
        if (!wrong.has(field)) return false;
        this.tenth_ += 4 / 30;
        if (this.tenth_ < 1) return false;
        this.tenth_ -= 1;
        return true;
    }
}

const anew: Record<string, string> = { count: '321', account: '7654', total: '900' };

async function exceptions(operator: Operator, clerk: Clerk): Promise<void> {
    let last = '';
    for (let item = await clerk.present(); item && operator.done < fields; item = await clerk.present()) {
        if (item.case !== last) await wait(M);
        last = item.case;
        await wait(3 * look + decide);
        if (operator.isWrong(item.field)) await operator.type(anew[item.field] ?? '');
        await operator.press('Enter');
        await operator.page.waitForFunction((id) => document.activeElement?.id !== `v-${id}`, item.id);
    }
}

async function carousel(operator: Operator, clerk: Clerk): Promise<void> {
    for (let item = await clerk.present(); item && operator.done < fields; item = await clerk.present()) {
        await wait(M);
        const cells = await operator.page.locator('.cell').count();
        const columns = await operator.page.locator('.cells').evaluate((one) => getComputedStyle(one).gridTemplateColumns.split(' ').length);
        const sheet = await operator.page.locator('.cell').first().getAttribute('data-item');
        let now = 0;
        for (let at = 0; at < cells; at++) {
            await wait(2 * look + decide);
            if (!operator.isWrong(item.field)) continue;
            for (; Math.floor(at / columns) > Math.floor(now / columns); now += columns) await operator.press('ArrowDown');
            for (; now < at; now++) await operator.press('ArrowRight');
            for (; now > at; now--) await operator.press('ArrowLeft');
            await operator.type(anew[item.field] ?? '');
            await operator.press('Enter');
        }
        while ((await operator.page.locator(`.cell[data-item="${sheet}"]`).count()) > 0) await operator.press('Enter');
    }
}

const ends: (() => Promise<void> | void)[] = [];
const t = { after: (end: () => Promise<void> | void): void => void ends.unshift(end) };
try {
    const browser = await launch();
    atEnd(t, () => browser.close());
    for (const [mode, work] of [['exception', exceptions], ['carousel', carousel]] as const) {
        const home = new Station(t, []);
        const folder = join(home.folder, 'filled');
        execFileSync(fillProgram, [folder, '--waiting', String(Math.ceil(fields / perCase)), '--ended', '0', '--scan', '../templates/forms/benefit-claim/samples/tomi-2020-62-dpi200.jpg']);
        const station = new Station(t, [{ account: 'operator', name: '打鍵 一郎', grants: ['202011:entry,verifier'] }], folder);
        const url = await station.serve(t);
        const { page } = await open(t, browser, `${url}/`);
        await page.locator('#account').fill('operator');
        await page.locator('#password').fill(password);
        await page.keyboard.press('Enter');
        await page.locator('.top nav a').first().waitFor();
        const operator = new Operator(page);
        const clerk = new Clerk(page, () => Promise.resolve({}));
        await page.goto(`${url}/#/verify/${mode}`);
        await clerk.present();
        const begun = Date.now();
        await work(operator, clerk);
        const seconds = (Date.now() - begun) / 1000;
        const each = (value: number, count: number): string => (value / count).toFixed(2);
        console.log(`${mode}: ${operator.done} fields in ${seconds.toFixed(0)} s – ${each(operator.keys, operator.done)} keystrokes and ${each(seconds, operator.done)} s a field by the script`);
        console.log(`    by the screen's own counters ${each(operator.told.keystrokes, operator.told.entries)} keystrokes and ${each(operator.told.ms / 1000, operator.told.entries)} s (${operator.told.entries} entries)`);
    }
} finally {
    for (const end of ends) await end();
}
