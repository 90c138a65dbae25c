// What a field's value looks like while it is typed: a quick look at its form, and the steps of fields with options. The server
// normalises width, era dates and the like and has the last word; here a clerk is warned once, and the same again is meant.
import type { Item } from '../base/api_types.js';
import { clusters } from '../base/gaiji.js';
import { list } from '../base/language.js';
import type { Word } from '../base/words.js';

const halfWidth = (text: string): string => text.replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));

// Of these a length is the most that fits, not what every value has.
const openLength = new Set(['money', 'phone', 'account-number', 'yucho-number']);

export function warning(item: Item, text: string): Word | null {
    const value = halfWidth(text).trim();
    if (value === '') return item.required ? 'warnRequired' : 'warnEmpty'; // what no machine could read is empty too
    if (item.input.mode === 'digits') {
        const digits = value.replace(/[-,\u2010\u2212\u30fc\uff0c\uff0d\s]/g, '');
        if (!/^\d+$/.test(digits)) return 'warnDigits';
        if (item.length !== null && item.length > 0 && !openLength.has(item.type) && digits.length !== item.length) return 'warnLength';
        return null;
    }
    if (item.input.mode === 'kana' && /[\u4e00-\u9fff]/.test(value)) return 'warnKana';
    if (item.input.max !== null && item.input.max > 0 && clusters(value).length > item.input.max) return 'warnMax';
    return null;
}

const typed = ['digits', 'date', 'text', 'kana'];
export const isTyped = (item: Item): boolean => typed.includes(item.input.mode);

// Whether Space can be part of the value; where it cannot, it leaves the field in doubt.
export const takesSpace = (item: Item): boolean => item.input.mode === 'text' || item.input.mode === 'kana';

// A question mark is part of free text only; elsewhere it asks for help.
export const takesQuestion = (item: Item): boolean => item.input.mode === 'text';

// Whether a digit alone may choose a candidate: only where no digit can be part of the value.
export const digitChooses = (item: Item): boolean => ['kana', 'choice', 'choices', 'flag'].includes(item.input.mode);

export function toggled(text: string, code: string, order: string[]): string {
    const on = new Set(text.split('|').filter(Boolean));
    if (!on.delete(code)) on.add(code);
    return order.filter((one) => on.has(one)).join('|');
}

export function titleOf(item: Item, text: string, yes: string, no: string): string {
    if (item.input.mode === 'flag') return text === 'true' ? yes : text === 'false' ? no : text;
    if (item.input.mode !== 'choice' && item.input.mode !== 'choices') return text;
    return list(text.split('|').map((code) => item.options.find((one) => one.code === code)?.title ?? code));
}

// Which characters of two texts differ: by their longest common part, so that one character too many marks only itself.
export function differences(a: string, b: string): [marks: { text: string; same: boolean }[], other: { text: string; same: boolean }[]] {
    const left = clusters(a);
    const right = clusters(b);
    const lengths = Array.from({ length: left.length + 1 }, () => new Array<number>(right.length + 1).fill(0));
    const at = (i: number, j: number): number => lengths[i]?.[j] ?? 0;
    for (let i = left.length - 1; i >= 0; i--)
        for (let j = right.length - 1; j >= 0; j--)
            (lengths[i] as number[])[j] = left[i] === right[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    const marksA: { text: string; same: boolean }[] = [];
    const marksB: { text: string; same: boolean }[] = [];
    const add = (marks: { text: string; same: boolean }[], text: string, same: boolean): void => {
        const last = marks.at(-1);
        if (last?.same === same) last.text += text;
        else marks.push({ text, same });
    };
    let i = 0;
    let j = 0;
    while (i < left.length || j < right.length) {
        if (i < left.length && j < right.length && left[i] === right[j]) {
            add(marksA, left[i++] as string, true);
            add(marksB, right[j++] as string, true);
        } else if (j >= right.length || (i < left.length && at(i + 1, j) >= at(i, j + 1))) add(marksA, left[i++] as string, false);
        else add(marksB, right[j++] as string, false);
    }
    return [marksA, marksB];
}
