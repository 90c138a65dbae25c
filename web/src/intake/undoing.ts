// What was done to pages, and how each of it is taken back. The server keeps everything; this knows only the other way.
import { api } from '../base/api.js';
import type { WaitingPage } from '../base/api_types.js';
import { t } from '../base/language.js';

export interface Deed {
    said: () => string; // in the language of the moment
    pages: string[]; // whose state it changed, and changes again
    undo: () => Promise<unknown>;
}

const of = (page: string): string => `/pages/${encodeURIComponent(page)}`;
const ids = (pages: WaitingPage[]): string[] => pages.map((one) => one.id);

// One after another: each is its own step, and what was done before a refusal stays done.
async function each(pages: WaitingPage[], call: (page: WaitingPage) => Promise<unknown>): Promise<void> {
    for (const page of pages) await call(page);
}

const dropOne = (page: WaitingPage, reason: string): Promise<unknown> => api.post(`${of(page.id)}/dismiss`, { reason });
const restoreOne = (page: WaitingPage): Promise<unknown> => api.post(`${of(page.id)}/restore`);

export async function join(pages: WaitingPage[], layout: string): Promise<Deed> {
    const { case: made } = await api.post<{ case: string }>('/pages/assign', { pages: ids(pages), layout });
    return {
        said: () => t('didJoin', pages.length),
        pages: ids(pages),
        undo: () => api.post(`/cases/${encodeURIComponent(made)}/split`, { reason: t('undoReason') }),
    };
}

// `pages`: those of the case that are known here, with what they were read as and the corners that somebody had shown.
export async function split(caseId: string, reason: string, pages: WaitingPage[]): Promise<Deed> {
    const first = pages[0];
    const { pages: apart } = await api.post<{ pages: string[] }>(`/cases/${encodeURIComponent(caseId)}/split`, { reason });
    const corners = pages.find((one) => one.id === apart[0])?.corners;
    return {
        said: () => t('didSplit', apart.length),
        pages: apart,
        undo: () => api.post('/pages/assign', { pages: apart, layout: first?.layout ?? '', ...(corners && { corners }) }),
    };
}

export async function drop(pages: WaitingPage[], reason: string): Promise<Deed> {
    await each(pages, (page) => dropOne(page, reason));
    return { said: () => t('didDrop', pages.length), pages: ids(pages), undo: () => each(pages, restoreOne) };
}

export async function restore(pages: WaitingPage[]): Promise<Deed> {
    await each(pages, restoreOne);
    const why = (page: WaitingPage): string => page.note || page.reason?.ja || t('undoReason');
    return { said: () => t('didRestore', pages.length), pages: ids(pages), undo: () => each(pages, (page) => dropOne(page, why(page))) };
}

export async function turn(pages: WaitingPage[], quarters: 1 | 3): Promise<Deed> {
    const by = (much: number) => (page: WaitingPage): Promise<unknown> => api.post(`${of(page.id)}/turn`, { quarters: much });
    await each(pages, by(quarters));
    return { said: () => t('didTurn', pages.length), pages: ids(pages), undo: () => each(pages, by(4 - quarters)) };
}
