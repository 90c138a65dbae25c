// Messages that anyone may give and the shell shows: never over the work, and said to screen readers. What went wrong stays until somebody
// closes it, goes elsewhere, or succeeds with what they do next.
import { Problem } from './api.js';
import type { Wording } from './api_types.js';

export interface Notice {
    id: number;
    kind: 'error' | 'done';
    text: Wording;
    code: string | null;
}

let next = 1;
export let notices: Notice[] = [];
export const noticeChanges = new EventTarget();
const changed = (): boolean => noticeChanges.dispatchEvent(new Event('change'));

function add(kind: Notice['kind'], text: Wording, code: string | null): number {
    const same = notices.find((one) => one.kind === kind && one.text.ja === text.ja);
    if (same) return same.id;
    const id = next++;
    notices = [...notices.slice(-3), { id, kind, text, code }];
    changed();
    return id;
}

export function dismiss(id: number): void {
    notices = notices.filter((one) => one.id !== id);
    changed();
}

export function clearProblems(): void {
    if (!notices.some((one) => one.kind === 'error')) return;
    notices = notices.filter((one) => one.kind !== 'error');
    changed();
}

export function showProblem(problem: unknown): void {
    if (problem instanceof Problem) {
        add('error', problem.detail, problem.status ? problem.code : null);
        return;
    }
    console.error(problem);
    add('error', { ja: '画面に誤りがありました。読み込み直してください', en: 'The page failed. Please load it again' }, null);
}

// Goes by itself: it only says that what somebody asked for is done.
export function showDone(text: Wording): void {
    const id = add('done', text, null);
    setTimeout(() => dismiss(id), 4000);
}

// A screen's code could not be fetched: the network, or a newer version of the server that no longer has this file.
export const pageGone = (): Problem =>
    new Problem(0, 'offline', {
        ja: '画面を読み込めませんでした。もう一度開くか、ページを読み込み直してください',
        en: 'The screen could not be loaded. Open it again, or reload the page',
    });
