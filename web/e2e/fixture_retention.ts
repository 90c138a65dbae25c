// What the screen 保存期間 asks of the fixture server.
import type { Disposal, DisposalFile, DisposalRecord, Hold, KeptThing, RecordRow } from '../src/office/retention_types.js';

const id = (n: number): string => `${String(n).repeat(8)}${'0123456789abcdef'.repeat(3).slice(0, 24)}`;
const line = { form: 'care-certification', form_title: '要介護認定申請書', form_version: 2, ended: '2021-11-29', period: 'P5Y', begins: '2022-04-01', due: '2027-04-01', again: null };
const hold: Hold = { case: id(2), municipality: '202088', reason: '開示請求 令和8年第3号', person: '鈴木 管理', at: '2026-11-20T10:15:00+09:00' };

export class Retention {
    things: KeptThing[] = [
        { kind: 'case', id: id(1), ...line, municipality: '202088', status: 'due', hold: null },
        { kind: 'case', id: id(2), ...line, municipality: '202088', status: 'held', hold },
        { kind: 'case', id: id(3), ...line, again: '202088-1', municipality: '202088', status: 'due', hold: null },
        { kind: 'page', id: `${'ab'.repeat(32)}-3`, ...line, form: '', form_title: '', form_version: 0, period: 'P1Y', municipality: '202088', status: 'due', hold: null },
        { kind: 'case', id: id(4), ...line, form_title: '住民票の写しの請求書', period: null, begins: null, due: null, municipality: '202088', status: 'never', hold: null },
        { kind: 'case', id: id(5), ...line, municipality: '202088', status: 'listed', hold: null },
    ];
    disposals: Disposal[] = [
        { id: 'd2', municipality: '202088', state: 'asked', asked_by: '鈴木 管理', asked: '2027-04-02T09:00:00+09:00', own: false, note: '令和9年度 第2回', decided_by: null, decided: null, finished: null, cases: 1, pages: 0, erased: 0, spared: 0 },
        { id: 'd1', municipality: '202088', state: 'done', asked_by: '鈴木 管理', asked: '2027-04-01T09:00:00+09:00', own: false, note: '令和9年度 第1回', decided_by: '佐藤 検証', decided: '2027-04-01T13:00:00+09:00', finished: '2027-04-01T13:04:00+09:00', cases: 2, pages: 1, erased: 2, spared: 1 },
    ];

    answer(method: string, path: string, body: Record<string, unknown>, after: string | null): unknown {
        if (path === '/retention/due') {
            const count = (status: KeptThing['status']): number => this.things.filter((one) => one.status === status).length;
            return { until: '2027-04-02', counts: { due: count('due'), held: count('held'), listed: count('listed'), never: count('never'), unknown: 3 }, things: this.things, next: null };
        }
        if (path === '/retention/holds' && method === 'POST') {
            this.things = this.things.map((one) => (one.id === body.case ? { ...one, status: 'held', hold: { ...hold, case: one.id, reason: String(body.reason) } } : one));
            return null;
        }
        if (/^\/retention\/holds\/\w+\/release$/.test(path)) {
            this.things = this.things.map((one) => (path.includes(one.id) ? { ...one, status: 'due', hold: null } : one));
            return null;
        }
        if (path === '/retention/disposals' && method === 'POST') {
            this.disposals = [{ ...(this.disposals[0] as Disposal), id: 'd3', own: true, note: String(body.note) }, ...this.disposals];
            return { ...this.disposals[0], lines: [], next: null };
        }
        if (path === '/retention/disposals') return { disposals: this.disposals };
        if (/^\/retention\/disposals\/\w+$/.test(path)) {
            const whole = { ...(this.disposals[0] as Disposal), cases: 3 };
            const first: DisposalFile = { ...whole, next: 'p2', lines: [{ kind: 'case', id: id(5), ...line, state: 'listed', why: null }, { kind: 'case', id: id(6), ...line, state: 'spared', why: 'held' }] };
            const second: DisposalFile = { ...whole, next: null, lines: [{ kind: 'case', id: id(7), ...line, state: 'spared', why: 'restored' }] };
            return after === 'p2' ? second : first;
        }
        if (/^\/retention\/disposals\/\w+\/(approve|withdraw)$/.test(path)) {
            const state = path.endsWith('approve') ? 'approved' : 'withdrawn';
            this.disposals = this.disposals.map((one) => (path.includes(`/${one.id}/`) ? { ...one, state, decided_by: '佐藤 検証' } : one));
            return null;
        }
        const row: RecordRow = { municipality: '202088', number: 1, finished: '2027-04-01T13:04:00+09:00', sha256: 'ab'.repeat(32), cases: 2, pages_set_aside: 0, spared: 1 };
        if (path === '/retention/records') return { records: [row] };
        const record: DisposalRecord = {
            ...row, municipality_name: '小諸市', asked_by_name: '鈴木 管理', asked: '2027-04-01T09:00:00+09:00', approved_by_name: '佐藤 検証', approved: '2027-04-01T13:00:00+09:00', note: '令和9年度 第1回',
            ground: '小諸市文書管理規程第30条', begins: 'fiscal-year', method: { ja: 'ファイルは0で上書きして削除。データベースは行を削除して全体を書き直し、ログを空にした。', en: 'Files overwritten with zeros and removed; rows deleted, databases written anew, their logs emptied.' },
            totals: { cases: 2, pages_set_aside: 0, pages: 4, originals: 2, originals_left: 1, entries: 37, crops: 52, spared: 1 },
            lines: [7, 8, 9].map((n) => ({ ...line, kind: 'case', subject: id(n), state: n === 9 ? 'spared' : 'erased', why: n === 9 ? 'held' : '', pages: 2, originals: 1, originals_left: 0, entries: 18, crops: 26 })),
            left: [{ what: 'watched-folder', folder: 'scanner', files: 12 }, { what: 'backups' }, { what: 'business-systems' }],
        }; // prettier-ignore
        return path === '/retention/records/202088/1' ? record : undefined;
    }
}
