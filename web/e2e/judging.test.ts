import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
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
