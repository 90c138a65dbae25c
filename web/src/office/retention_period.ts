// "P5Y" as people say it.
import { t } from '../base/language.js';
import type { Word } from '../base/words.js';

const units: Record<string, Word> = { Y: 'retYears', M: 'retMonths', D: 'retDays' };

export function periodText(period: string | null): string {
    if (!period) return '–';
    const parts = [...period.matchAll(/(\d+)([YMD])/g)].map(([, number = '', unit = '']) => t(units[unit] ?? 'retDays', number));
    return /T/.test(period) || parts.length === 0 ? period : parts.join(' ');
}
