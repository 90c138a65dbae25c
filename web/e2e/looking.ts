// What an attacker, or somebody who looks over a shoulder, could learn from a screen: all that stands in it or came over the network
// for it, and the pixels of its picture.
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

// All ways in which twelve digits are written.
export function waysOf(number: string): string[] {
    const groups = [number.slice(0, 4), number.slice(4, 8), number.slice(8)];
    const wide = (text: string): string => text.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)));
    return [number, wide(number), ...[' ', '-', '\u3000', '－', '\u00a0'].flatMap((between) => [groups.join(between), wide(groups.join(between))])];
}

// Texts, attributes and what stands in inputs, those within shadow roots, too; and all texts together without spaces, for digits that
// stand each in an element of their own.
export const inThePage = (page: Page): Promise<string> =>
    page.evaluate(() => {
        const said: string[] = [document.title, location.href];
        const walk = (node: Node): void => {
            if (node.nodeType === Node.TEXT_NODE) said.push(node.textContent ?? '');
            if (node instanceof Element) {
                for (const one of node.attributes) said.push(one.value);
                if (node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement) said.push(node.value);
                if (node.shadowRoot) walk(node.shadowRoot);
            }
            for (const child of node.childNodes) walk(child);
        };
        walk(document);
        return `${said.join('\n')}\n${said.join('').replace(/\s/g, '')}\n${JSON.stringify({ ...localStorage, ...sessionStorage })}`;
    });

// What came over the network, as text; pictures apart.
export class Heard {
    readonly texts: [string, string][] = [];
    private readonly coming_: Promise<void>[] = [];

    constructor(page: Page) {
        page.on('response', (answer) => {
            if (/\.(js|css|svg|woff2?)$|\/events$|image\/|\/crops\//.test(answer.url())) return;
            this.coming_.push(answer.text().then((text) => void this.texts.push([answer.url(), text]), () => undefined));
        }); // prettier-ignore
    }

    async all(): Promise<[string, string][]> {
        await Promise.all(this.coming_);
        return this.texts;
    }
}

export interface Ink {
    darkest: number;
    lightest: number;
    pixels: number;
}

// The brightest and the darkest pixel of a part of a picture; the part in pixels of a picture `wide` pixels wide.
export async function ink(page: Page, picture: Buffer | string, box: [number, number, number, number], wide: number): Promise<Ink> {
    const data = typeof picture === 'string' ? picture : `data:image/png;base64,${picture.toString('base64')}`;
    return page.evaluate(
        async ({ url, part, width }) => {
            const image = new Image();
            image.src = url;
            await image.decode();
            const canvas = document.createElement('canvas');
            canvas.width = image.naturalWidth;
            canvas.height = image.naturalHeight;
            const drawing = canvas.getContext('2d', { willReadFrequently: true });
            if (!drawing) throw new Error('no canvas');
            drawing.drawImage(image, 0, 0);
            const scale = image.naturalWidth / width;
            const [x, y, w, h] = part.map((side) => side * scale) as [number, number, number, number];
            // The frame round a field may lie on its edge.
            const { data: bytes } = drawing.getImageData(Math.ceil(x + w * 0.06), Math.ceil(y + h * 0.15), Math.max(1, Math.floor(w * 0.88)), Math.max(1, Math.floor(h * 0.7)));
            let darkest = 255;
            let lightest = 0;
            for (let at = 0; at < bytes.length; at += 4) {
                const grey = ((bytes[at] ?? 0) * 2 + (bytes[at + 1] ?? 0) * 5 + (bytes[at + 2] ?? 0)) / 8;
                darkest = Math.min(darkest, grey);
                lightest = Math.max(lightest, grey);
            }
            return { darkest, lightest, pixels: bytes.length / 4 };
        },
        { url: data, part: box, width: wide },
    );
}

export const logOf = (path: string): string => readFileSync(path, 'utf8');
