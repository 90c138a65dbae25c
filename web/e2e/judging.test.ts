import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launch, open, violations } from './browser.js';

let browser: Browser;
before(async () => {
    browser = await launch();
});
after(() => browser.close());

// As an editor does that measures its lines anew some frames after the window's size changed: known texts in new lines.
test('a page whose elements change while axe looks is judged again, and what is wrong with it is found', { timeout: 60_000 }, async (t) => {
    const { page } = await open(t, browser, 'about:blank');
    await page.setContent(`<!doctype html><html lang="en"><head><title>Lines</title></head><body><main><h1>Lines</h1>
        ${'<p><b>A line of text.</b></p>'.repeat(400)}<img src="data:," width="9" height="9"></main></body></html>`);
    await page.evaluate(() => {
        let left = 3;
        let axe: unknown;
        const anew = (): void =>
            document.querySelectorAll('p:nth-child(even)').forEach((one) => {
                const line = document.createElement('p');
                line.append(...one.childNodes);
                one.replaceWith(line);
            });
        Object.defineProperty(window, 'axe', {
            set: (value: unknown) => (axe = value),
            get: () => {
                if (axe !== undefined && left-- > 0) setTimeout(anew, 0); // once axe waits for the first time
                return axe;
            },
        });
    });
    const found = await violations(page);
    assert.equal(found.length, 1, found.join('\n'));
    assert.match(found[0] as string, /^image-alt: /);
});

// A page that `after` changes each time that axe has judged it, before axe answers.
async function judged(page: Page, body: string, after: (run: number) => void): Promise<void> {
    await page.setContent(`<!doctype html><html lang="en"><head><title>A page</title></head><body><main><h1>A page</h1>${body}</main></body></html>`);
    await page.evaluate(`window.after = ${after.toString()}`);
    await page.evaluate(() => {
        type Axe = { run: (options: unknown) => Promise<unknown> };
        const own = window as unknown as { after: (run: number) => void; runs: number };
        let axe: Axe | undefined;
        own.runs = 0;
        const run = async (options: unknown): Promise<unknown> => {
            const found = await axe?.run(options);
            own.after(++own.runs);
            return found;
        };
        Object.defineProperty(window, 'axe', { set: (value: Axe) => (axe = value), get: () => axe && { ...axe, run } });
    });
}
const rules = (found: string[]): string[] => found.map((one) => one.replace(/:[^]*/, ''));
const runs = (page: Page): Promise<number> => page.evaluate(() => (window as unknown as { runs: number }).runs);

test('what is wrong for a moment only, while the page changes, is not said', { timeout: 60_000 }, async (t) => {
    const { page } = await open(t, browser, 'about:blank');
    await judged(page, '<img src="data:," width="9" height="9">', (run) => {
        if (run === 1) document.querySelector('img')?.setAttribute('alt', 'A square');
    });
    assert.deepEqual(await violations(page), []);
    assert.equal(await runs(page), 2);
});

test('what is wrong on a still page is said at once, and on one that never rests in the end', { timeout: 120_000 }, async (t) => {
    const { page } = await open(t, browser, 'about:blank');
    const wrong = '<img src="data:," width="9" height="9">';
    await judged(page, wrong, () => undefined);
    assert.deepEqual(rules(await violations(page)), ['image-alt']);
    assert.equal(await runs(page), 1, 'axe itself changes nothing');
    const { page: restless } = await open(t, browser, 'about:blank');
    await judged(restless, wrong, () => void document.querySelector('main')?.append(document.createElement('p')));
    assert.deepEqual(rules(await violations(restless)), ['image-alt']);
    assert.equal(await runs(restless), 11);
});
