// Two languages, one table: words.ts. Japanese is first.
import type { Wording } from './api_types.js';
import { words, type Word } from './words.js';

export type Language = 'ja' | 'en';

let now: Language = 'ja';
export const changes = new EventTarget();

export const language = (): Language => now;

export function setLanguage(next: Language): void {
    if (next === now) return;
    now = next;
    changes.dispatchEvent(new Event('change'));
}

// The text of a word; {0}, {1} stand for the values.
export function t(word: Word, ...values: (string | number)[]): string {
    return words[word][now === 'ja' ? 0 : 1].replace(/\{(\d)\}/g, (_, index: string) => String(values[Number(index)] ?? ''));
}

export const pick = (wording: Wording | string | null | undefined): string =>
    wording ? (typeof wording === 'string' ? wording : wording[now] || wording.ja) : '';

const locale = (): string => (now === 'ja' ? 'ja-JP' : 'en-GB');

export const list = (parts: string[]): string => parts.join(now === 'ja' ? '、' : ', ');

export const count = (value: number): string => value.toLocaleString(locale());

export function when(iso: string | null | undefined): string {
    if (!iso) return '';
    const date = new Date(iso);
    if (Number.isNaN(date.getTime())) return iso;
    return date.toLocaleString(locale(), { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' });
}

// "12 分", "3 時間", "2 日": how long ago, in the one unit that says it.
export function since(iso: string | null | undefined, at: number = Date.now()): string {
    if (!iso) return '';
    const minutes = Math.max(0, Math.floor((at - new Date(iso).getTime()) / 60_000));
    if (Number.isNaN(minutes)) return '';
    if (minutes < 60) return t('minutes', minutes);
    if (minutes < 48 * 60) return t('hours', Math.floor(minutes / 60));
    return t('days', Math.floor(minutes / 1440));
}
