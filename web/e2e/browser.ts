// Chromium as Debian ships it, and a page that fails a test when the console, the policy or a script complains.
import assert from 'node:assert/strict';
import { accessSync, constants, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { atEnd, type Test } from './ending.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

function executable(): string {
    for (const name of ['chromium-headless-shell', 'chromium']) {
        for (const folder of (process.env.PATH ?? '').split(delimiter)) {
            const path = join(folder, name);
            try {
                accessSync(path, constants.X_OK);
                return path;
            } catch {
                continue; // not in this folder
            }
        }
    }
    throw new Error('neither chromium-headless-shell nor chromium is installed (Debian packages of these names)');
}

export const launch = (): Promise<Browser> =>
    chromium.launch({ executablePath: executable(), args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });

export interface Opened {
    page: Page;
    complaints: string[];
}

// The test's end closes the page, and fails where it complained.
export async function open(t: Test, browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Opened> {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'ja-JP', ...options });
    context.setDefaultTimeout(20_000); // also on a machine that builds something beside this
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => {
        // A connection that a test cuts, or an answer that refuses, is written by the browser itself and is no fault.
        if (message.type() === 'error' && !/Failed to load resource|net::ERR/.test(message.text())) complaints.push(message.text());
    });
    atEnd(t, async () => {
        await context.close();
        assert.deepEqual(complaints, [], 'the page complained');
    });
    await page.goto(url);
    return { page, complaints };
}

// Two frames and what they have set going: observers of sizes, and of what is on the screen, have been told by then.
export const frames = (page: Page): Promise<void> =>
    page.evaluate(() => new Promise<void>((resolve) => void requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)))));

// The crops are there (or will not be) and their passes know it; the page beside them has its size.
export async function settled(page: Page): Promise<void> {
    await page.waitForFunction(() => [...document.querySelectorAll<HTMLImageElement>('.crop img')].every((one) => one.complete));
    await frames(page);
}

// WCAG 2.2 A and AA, as far as a machine can tell. axe remembers the elements that it found at its start: where one came while
// it ran (an editor measures its lines anew after the window's size changed) it fails, or finds what was so for a moment only. The page
// is judged again then, ten times at most: one that never rests is taken as it was last seen.
export async function violations(page: Page): Promise<string[]> {
    await page.evaluate(axe); // the policy lets no script be added to the page, as it should
    return page.evaluate(async () => {
        type Found = { violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] };
        const run = (window as unknown as { axe: { run: (o: unknown) => Promise<Found> } }).axe.run;
        const roots = (root: Document | ShadowRoot): (Document | ShadowRoot)[] => [root, ...[...root.querySelectorAll('*')].flatMap((one) => (one.shadowRoot ? roots(one.shadowRoot) : []))];
        for (let left = 10; ; --left) {
            let changes = 0;
            const watch = new MutationObserver((seen) => (changes += seen.length));
            for (const root of roots(document)) watch.observe(root, { childList: true, subtree: true, attributes: true, characterData: true });
            const anew = (): boolean => left > 0 && changes + watch.takeRecords().length > 0;
            try {
                const found = await run({ preload: false, runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
                if (found.violations.length === 0 || !anew())
                    return found.violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`));
            } catch (error) {
                if (!anew()) throw error;
            } finally {
                watch.disconnect();
            }
            await new Promise(requestAnimationFrame);
        }
    });
}
