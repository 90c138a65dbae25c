// A batch of the fixture server whose pages can be joined, taken apart, dropped, restored and turned, as the server does it.
import type { WaitingPage } from '../src/base/api_types.js';

const batch = { id: 'b2', name: '窓口スキャナー 11/29 午前', state: 'done', files: 2 };
const reason = { ja: '二つの帳票が同じくらい似ています', en: 'Two layouts fit about equally' };

export class BatchPages {
    readonly pages: WaitingPage[] = Array.from({ length: 14 }, (_, at) => {
        const state = at < 5 || at === 11 ? 'case' : at === 7 ? 'dismissed' : 'waiting';
        const code = state === 'dismissed' ? 'S050' : state === 'waiting' ? 'O021' : null;
        return {
            id: `s${at + 1}`, file: at < 9 ? '窓口-0012.tif' : '窓口-0013.tif', page: at < 9 ? at + 1 : at - 8, state, code, reason: code === 'S050' ? { ja: '白紙です', en: 'It is blank' } : code ? reason : null,
            width: null, height: null, received: '2026-11-29T09:12:00+09:00', layout: 'komoro-2021', residual_mm: 0.12, guesses: [{ layout: 'komoro-2021', title: '要介護認定申請書(小諸市)', score: 1 }],
            case: state !== 'case' ? null : at < 2 || at === 11 ? 'kA' : 'kB', together: [], corners: null, note: null, thumbnail: `/api/v1/pages/s${at + 1}/image?width=240`, turned: 0,
        };
    }); // prettier-ignore
    private made_ = 0;

    // undefined: none of ours.
    answer(method: string, path: string, body: Record<string, unknown>): unknown {
        const of = (state: string): number => this.pages.filter((one) => one.state === state).length;
        if (path === '/intake/batches/b2') return { ...batch, pages: { total: this.pages.length, in_cases: of('case'), waiting: of('waiting'), dropped: of('dismissed') }, sheets: this.pages.length };
        if (path === '/intake/batches/b2/pages') return { pages: this.pages, next: null };
        const [, id = '', step = ''] = /^\/pages\/(s\d+)(?:\/(\w+))?$/.exec(path) ?? [];
        const page = this.pages.find((one) => one.id === id);
        if (page && method === 'GET' && step === '') return page;
        if (page && step === 'dismiss') Object.assign(page, { state: 'dismissed', note: body.reason });
        else if (page && step === 'restore') Object.assign(page, { state: 'waiting', note: null });
        else if (page && step === 'turn') Object.assign(page, { turned: ((page.turned ?? 0) + Number(body.quarters)) % 4 });
        else if (path === '/pages/assign' && String((body.pages as string[])[0]).startsWith('s')) return this.join_(body.pages as string[]);
        else if (/^\/cases\/k\w+\/split$/.test(path)) return this.split_(path.split('/')[2] ?? '');
        else return undefined;
        return null;
    }

    private join_(ids: string[]): unknown {
        const made = `k${++this.made_}`;
        for (const page of this.pages) if (ids.includes(page.id)) Object.assign(page, { state: 'case', case: made });
        return { case: made };
    }

    private split_(made: string): unknown {
        const apart = this.pages.filter((one) => one.case === made);
        for (const page of apart) Object.assign(page, { state: 'waiting', case: null, code: 'C116', reason });
        return { pages: apart.map((one) => one.id) };
    }
}
