// A box of the page and its attribute in the text: places that the server tells in lines and characters become offsets, and a
// moved box becomes the smallest change of the text, so that everything else stays as its author wrote it.

export interface TextChange {
    from: number;
    to: number;
    insert: string;
}

// Offset of a place; lines and columns from 1, columns count characters (a character outside the first plane is two units).
export function offsetAt(text: string, line: number, column: number): number {
    let start = 0;
    for (let n = 1; n < line; n++) {
        const end = text.indexOf('\n', start);
        if (end < 0) return text.length;
        start = end + 1;
    }
    const lineEnd = text.indexOf('\n', start);
    const end = lineEnd < 0 ? text.length : lineEnd;
    let at = start;
    for (let n = 1; n < column && at < end; n++) at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
    return Math.min(at, end);
}

// The end of the start tag that begins at `from`, behind its ">"; a ">" within quotes ends nothing.
export function tagEnd(text: string, from: number): number {
    let quote = '';
    for (let at = from; at < text.length; at++) {
        const here = text[at] as string;
        if (quote) quote = here === quote ? '' : quote;
        else if (here === '"' || here === "'") quote = here;
        else if (here === '>') return at + 1;
    }
    return text.length;
}

// Where the value of an attribute of that tag stands, without its quotes.
export function attributeAt(text: string, from: number, name: string): { from: number; to: number } | null {
    const tag = text.slice(from, tagEnd(text, from));
    // Values are skipped as wholes, so that box= inside another value is none.
    for (const match of tag.matchAll(/([\w:.-]+)\s*=\s*("([^"]*)"|'([^']*)')/g)) {
        if (match[1] !== name) continue;
        const start = from + match.index + match[0].length - (match[2] as string).length + 1;
        return { from: start, to: start + (match[3] ?? match[4] ?? '').length };
    }
    return null;
}

// As many decimals as a ruler shows: "20", "20.5", "20.25".
export const millimetres = (value: number): string => String(Math.round(value * 100) / 100);

export type Box = [number, number, number, number];

// The box attribute of the element at `from`, changed by so many millimetres; null where it has none of four numbers.
export function moved(text: string, from: number, by: Box): TextChange | null {
    const place = attributeAt(text, from, 'box');
    if (!place) return null;
    const written = text.slice(place.from, place.to);
    const numbers = written.trim().split(/[\s,]+/).map(Number);
    if (numbers.length !== 4 || numbers.some((one) => !Number.isFinite(one))) return null;
    let index = 0;
    // Whatever stands between the numbers stays.
    const insert = written.replace(/[^\s,]+/g, (number) => {
        const change = by[index] ?? 0;
        const value = numbers[index++] as number;
        return change === 0 ? number : millimetres(index > 2 ? Math.max(0.5, value + change) : Math.max(0, value + change));
    });
    return insert === written ? null : { ...place, insert };
}
