// A person at the verify screen who knows what stands on the papers – by the truth that was printed with them – and has nothing
// but a keyboard. What is on the screen is known from what the server handed out.
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { Item, Work } from '../src/base/api_types.js';
import { frames } from './browser.js';

export type Truth = Record<string, string>;

// Tab until what has the focus is called so, or leads there; then Enter. It may come only when the server has said so.
export async function goByKeyboard(page: Page, name: RegExp): Promise<void> {
    const named = (): Promise<string> =>
        page.evaluate(() => (document.activeElement?.matches('a, button') ? `${(document.activeElement as HTMLElement).innerText.trim()} ${document.activeElement.getAttribute('href') ?? ''}` : ''));
    await page.waitForFunction((wanted) => [...document.querySelectorAll<HTMLElement>('a, button')].some((one) => wanted.test(`${one.innerText.trim()} ${one.getAttribute('href') ?? ''}`)), name, { timeout: 60_000 });
    for (let i = 0; i < 300; i++) {
        await page.keyboard.press('Tab');
        if (!name.test(await named())) continue;
        await page.keyboard.press('Enter');
        return;
    }
    assert.fail(`no Tab reaches ${name}`);
}

export class Clerk {
    readonly items = new Map<string, Item>();
    readonly did = { accepted: 0, corrected: 0, blank: 0, chosen: 0 };

    // `truthOf`: what stands on the paper of a case.
    constructor(
        readonly page: Page,
        private readonly truthOf_: (caseId: string) => Promise<Truth>,
    ) {
        page.on('response', (answer) => {
            if (answer.url().endsWith('/verify/next') && answer.status() === 200)
                void answer.json().then((work: Work) => work.items.forEach((item) => this.items.set(item.id, item)), () => undefined); // prettier-ignore
        });
    }

    // The field that is to be decided now; null when nothing waits any more.
    async present(): Promise<Item | null> {
        const at = this.page.locator('.field.active [id^="v-"]:is(input, .options), .field.active .field-title, .cell.active input');
        const empty = this.page.getByText('待っている作業はありません');
        await at.or(empty).first().waitFor();
        if (await empty.isVisible()) return null;
        const id = ((await at.first().getAttribute('id')) ?? '').replace(/^v-|-title$/g, '');
        for (let i = 0; i < 100; i++) {
            const item = this.items.get(id);
            if (item) return item;
            await this.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve))); // the answer is being heard
        }
        assert.fail(`${id} was never handed out`);
    }

    async truth(item: Item): Promise<string> {
        return (await this.truthOf_(item.case))[item.field] ?? '';
    }

    // Writes into the field that has the focus. Characters of a name are as another office writes them: typed, never pasted.
    async write(item: Item, text: string): Promise<void> {
        const { mode } = item.input;
        const codes = mode === 'flag' ? ['true', 'false'] : item.options.map((one) => one.code);
        if (mode === 'choice' || mode === 'flag') await this.page.keyboard.press(String(codes.indexOf(text) + 1));
        else if (mode === 'choices') for (const code of new Set([...text.split('|'), ...(item.text ?? '').split('|')].filter((one) => text.split('|').includes(one) !== (item.text ?? '').split('|').includes(one)))) await this.page.keyboard.press(String(codes.indexOf(code) + 1)); // prettier-ignore
        else await this.page.keyboard.type(text);
    }

    // Enter until another field is there: what is warned about is meant.
    async enter(item: Item): Promise<void> {
        for (let i = 0; i < 3; i++) {
            await this.page.keyboard.press('Enter');
            if ((await this.present())?.id !== item.id) return;
        }
        assert.fail(`Enter does not leave ${item.field}: ${await this.page.locator('.field.active').innerText()}`);
    }

    async blank(): Promise<void> {
        await this.page.keyboard.press('F8');
        await this.page.locator('.palette').waitFor();
        await this.page.keyboard.press('1');
        this.did.blank += 1;
    }

    // Decides the present field as the paper says.
    async decide(item: Item): Promise<void> {
        const truth = await this.truth(item);
        if (truth === '') return this.blank();
        if (item.text === truth) this.did.accepted += 1;
        else {
            await this.write(item, truth);
            this.did.corrected += 1;
        }
        await this.enter(item);
    }

    // Until nothing waits here any more.
    async decideAll(besides: (item: Item) => Promise<boolean> = () => Promise.resolve(false)): Promise<number> {
        let fields = 0;
        for (let item = await this.present(); item !== null; item = await this.present(), fields++) {
            assert.ok(fields < 500, 'it never ends');
            if (!(await besides(item))) await this.decide(item);
        }
        return fields;
    }

    // Pages of crops, until none waits: what differs is typed over, then Enter accepts the page.
    async carousel(): Promise<number> {
        let cells = 0;
        for (let item = await this.present(); item !== null; item = await this.present()) {
            const open = await this.page.locator('.cell').count();
            for (let at = 0; at < open; at++, cells++) {
                const truth = await this.truth(item);
                if (item.text !== truth) {
                    await this.write(item, truth);
                    await this.page.keyboard.press('Enter');
                    this.did.corrected += 1;
                }
                if (at + 1 < open) await this.page.keyboard.press('ArrowRight');
                item = (await this.present()) ?? item;
            }
            const first = this.page.locator(`.cell[data-item="${await this.page.locator('.cell').first().getAttribute('data-item')}"]`);
            for (let i = 0; i < 200 && (await first.count()) > 0; i++) {
                await this.page.keyboard.press('Enter');
                await frames(this.page); // what was not yet seen is on the screen
            }
            assert.equal(await first.count(), 0, 'Enter accepts the page');
        }
        return cells;
    }
}
