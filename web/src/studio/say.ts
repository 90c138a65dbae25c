import { language } from '../base/language.js';
import { studioWords, type StudioWord } from './words.js';

export const s = (word: StudioWord, ...values: (string | number)[]): string =>
    studioWords[word][language() === 'ja' ? 0 : 1].replace(/\{(\d)\}/g, (_, index: string) => String(values[Number(index)] ?? ''));
