// How fast the screens answer, measured in the page itself.
import type { Page } from 'playwright-core';

// Milliseconds from Enter until the next field is on the screen with the focus, in order of size.
export async function enterTimes(page: Page, times: number): Promise<number[]> {
    return page.evaluate(async (many) => {
        const taken: number[] = [];
        for (let i = 0; i < many; i++) {
            const before = document.activeElement as HTMLInputElement;
            if (before.classList.contains('digits') && before.value === '001234567') {
                before.value = '0012345678'; // the fixture's number that is too short would be warned about
                before.dispatchEvent(new Event('input', { bubbles: true }));
            }
            const start = performance.now();
            before.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', bubbles: true, cancelable: true }));
            await new Promise<void>((resolve) => {
                const look = (): void => {
                    if (document.activeElement !== before && document.activeElement?.tagName === 'INPUT') resolve();
                    else requestAnimationFrame(look);
                };
                queueMicrotask(look);
            });
            await new Promise(requestAnimationFrame); // until it is on the screen
            taken.push(performance.now() - start);
            await new Promise((resolve) => setTimeout(resolve, 100)); // a person needs longer
        }
        return taken.sort((a, b) => a - b);
    }, times);
}

export interface PageTimes {
    same: number[]; // the next field stands on the same page: only the place moves
    other: number[]; // on another page: until its picture is there, too
}

// The same until the page beside the field is the field's own: its picture loaded, its place marked.
export async function pageTimes(page: Page, times: number): Promise<PageTimes> {
    return page.evaluate(async (many) => {
        const out: { same: number[]; other: number[] } = { same: [], other: [] };
        const picture = (): SVGImageElement | null => document.querySelector<SVGImageElement>('page-view image');
        const place = (): string => document.querySelector('page-view .box-own')?.getAttribute('y') ?? '';
        for (let i = 0; i < many; i++) {
            const before = document.activeElement as HTMLInputElement;
            const stood = picture()?.href.baseVal ?? '';
            const start = performance.now();
            before.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', bubbles: true, cancelable: true }));
            await new Promise<void>((resolve) => {
                const look = (): void => {
                    const there = document.activeElement !== before && document.activeElement?.tagName === 'INPUT';
                    if (there && place() !== '') resolve();
                    else requestAnimationFrame(look);
                };
                queueMicrotask(look);
            });
            // An SVG's image tells nobody when it is there: the same picture is asked for once more, and decoded.
            const probe = new Image();
            probe.src = picture()?.href.baseVal ?? '';
            await probe.decode();
            await new Promise(requestAnimationFrame);
            out[picture()?.href.baseVal === stood ? 'same' : 'other'].push(performance.now() - start);
            await new Promise((resolve) => setTimeout(resolve, 300)); // what a practised person needs at least
        }
        for (const taken of [out.same, out.other]) taken.sort((a, b) => a - b);
        return out;
    }, times);
}

// Milliseconds from going to an address within the screens until `there` is on the screen, in order of size.
export async function openTimes(page: Page, address: string, there: string, times: number): Promise<number[]> {
    return page.evaluate(
        async ({ to, selector, many }) => {
            const taken: number[] = [];
            const shown = (): Promise<void> =>
                new Promise((resolve) => {
                    const look = (): void => (document.querySelector(selector) ? resolve() : void requestAnimationFrame(look));
                    look();
                });
            for (let i = 0; i < many; i++) {
                location.hash = '#/keys';
                while (document.querySelector(selector)) await new Promise(requestAnimationFrame);
                const start = performance.now();
                location.hash = to;
                await shown();
                await new Promise(requestAnimationFrame);
                taken.push(performance.now() - start);
            }
            return taken.sort((a, b) => a - b);
        },
        { to: address, selector: there, many: times },
    );
}

export const at = (sorted: number[], share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
export const spread = (sorted: number[]): string => `p50 ${at(sorted, 0.5).toFixed(0)} ms, p95 ${at(sorted, 0.95).toFixed(0)} ms, most ${at(sorted, 1).toFixed(0)} ms (${sorted.length} times)`;
