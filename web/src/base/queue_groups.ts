// What waits, as people can read it: one line for a form in one kind of work, however many municipalities and fields it comes from.
// The lines of a group stay reachable; none is left out of a sum.
import type { Queue } from './api_types.js';

export interface QueueGroup {
    mode: Queue['mode'];
    form: string | null;
    title: string | null;
    municipalities: string[];
    waiting: number;
    oldest: string | null;
    rows: Queue[];
}

const older = (a: string | null, b: string | null): string | null => (a === null || (b !== null && b < a) ? b : a);
// What has no time comes last. (Compared by code points: a locale puts signs before digits.)
export const byAge = (a: { oldest: string | null }, b: { oldest: string | null }): number => {
    const [left, right] = [a.oldest ?? '~', b.oldest ?? '~'];
    return left < right ? -1 : left > right ? 1 : 0;
};

// The oldest first.
export function groupQueues(queues: Queue[]): QueueGroup[] {
    const groups = new Map<string, QueueGroup>();
    for (const one of queues) {
        const key = `${one.mode} ${one.form ?? ''}`;
        const group = groups.get(key) ?? { mode: one.mode, form: one.form ?? null, title: one.form_title ?? one.form ?? null, municipalities: [], waiting: 0, oldest: null, rows: [] };
        if (!group.municipalities.includes(one.municipality)) group.municipalities.push(one.municipality);
        group.waiting += one.waiting;
        group.oldest = older(group.oldest, one.oldest);
        group.rows.push(one);
        groups.set(key, group);
    }
    for (const group of groups.values()) group.rows.sort((a, b) => b.waiting - a.waiting || byAge(a, b));
    return [...groups.values()].sort(byAge);
}

// Fields that are worth a carousel of their own are shown at once, the many with one or two crops only when asked for.
export const worthwhile = (group: QueueGroup): Queue[] => group.rows.filter((one) => one.waiting >= 5).slice(0, 12);

export interface Line {
    mode: Queue['mode'];
    municipality: string; // '' for all
    form?: string | null;
    field?: string | null;
}

const holds = (line: Line, one: Queue): boolean =>
    one.mode === line.mode && (!line.municipality || one.municipality === line.municipality) && (!line.form || one.form === line.form) && (!line.field || one.field === line.field);

// Where one goes on when a line is empty and others are not: the same kind of work first, in the municipality that somebody has
// chosen (`chosen`, '' for all), then another kind, then anywhere. What waits in the line itself is in other hands. Kinds are never
// added up: exceptions count cases, carousels the crops of the same fields.
export function goOn(queues: Queue[], line: Line, chosen: string): { line: Line; waiting: number } | null {
    const others = queues.filter((one) => one.waiting > 0 && !holds(line, one));
    const here = others.filter((one) => !chosen || one.municipality === chosen);
    const [near, municipality] = here.length > 0 ? [here, chosen] : [others, ''];
    const next = near.find((one) => one.mode === line.mode) ?? [...near].sort(byAge)[0];
    if (!next) return null;
    const waiting = near.filter((one) => one.mode === next.mode).reduce((sum, one) => sum + one.waiting, 0);
    return { line: { mode: next.mode, municipality }, waiting };
}
