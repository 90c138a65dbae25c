// What the other screens ask of the fixture server. undefined: there is no such thing; null: done, without an answer.
import { readFileSync } from 'node:fs';
import type { Account, AuditRow, Batch, CaseFile, CaseRow, LayoutName, Task, WaitingPage } from '../src/base/api_types.js';
import { queues } from './fixture_data.js';

const at = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();

const layouts: LayoutName[] = [
    ['komoro-2021', '要介護認定申請書(小諸市)', 'care-certification', '202088'], ['saku-2022', '要介護認定申請書(佐久市)', 'care-certification', '202177'],
    ['nagano-2024', '児童手当認定請求書(長野市)', 'child-allowance', '202011'], ['matsumoto-2023', '給与支払報告書(松本市)', 'payment-report', '202029'],
].map(([id = '', title = '', form = '', municipality = '']) => ({ id, title, form, municipality })); // prettier-ignore

const handed = { failed: 0, known: 0 };
const batches: Batch[] = [
    { ...handed, id: 'b3', municipality: '202088', created: at(60), person: '鈴木 受付', name: '窓口スキャナー 11/29 午後', state: 'reading', files: 12, pages: { total: 48, in_cases: 31, waiting: 2, dropped: 0 }, sheets: 24 },
    { ...handed, id: 'b2', municipality: '202011', created: at(400), person: null, name: '窓口スキャナー 11/29 午前', state: 'done', files: 2, pages: { total: 14, in_cases: 6, waiting: 7, dropped: 1 }, sheets: 14 },
    { ...handed, id: 'b1', municipality: '202088', created: at(1500), person: '佐藤 検証', name: '郵送-1128.pdf', state: 'done', files: 18, failed: 1, pages: { total: 36, in_cases: 34, waiting: 0, dropped: 2 }, sheets: 36 },
];

const scanned = { width: null, height: null, turned: 0, case: null, together: [], corners: null, note: null };
const waiting: WaitingPage[] = [
    { ...scanned, id: 'w1', file: '窓口-0012.tif', page: 1, state: 'waiting', code: 'O021', reason: { ja: '二つの帳票が同じくらい似ています', en: 'Two layouts fit about equally' }, received: at(42), layout: null, residual_mm: null, guesses: [{ layout: 'komoro-2021', title: '要介護認定申請書(小諸市)', score: 0.62 }, { layout: 'saku-2022', title: '要介護認定申請書(佐久市)', score: 0.58 }], thumbnail: '/api/v1/pages/w1/thumbnail' },
    { ...scanned, id: 'w2', file: '窓口-0015.tif', page: 2, state: 'waiting', code: 'O033', reason: { ja: '紙の位置を合わせられません(ずれ 0.9 mm)', en: 'The page cannot be placed well enough (0.9 mm)' }, received: at(30), layout: 'komoro-2021', residual_mm: 0.91, guesses: [], thumbnail: '/api/v1/pages/w2/thumbnail' },
]; // prettier-ignore

const row: CaseRow = { suspended: false, waiting_for: null, id: 'c1', municipality: '202088', process: 'care-certification', title: '要介護認定申請 2026-1129-0012', label: '山田 花子', status: 'incident', started: at(300), at: [{ element: 'Register', name: '業務システムへ登録' }], due: at(-2880) };
const rows: CaseRow[] = [
    row,
    { ...row, id: 'c2', title: '要介護認定申請 2026-1129-0013', status: 'running', at: [{ element: 'Verify', name: '確認' }], due: at(120) },
    { ...row, id: 'c3', title: '児童手当認定請求 2026-1128-0101', municipality: '202011', status: 'completed', at: [], due: null },
];

const tasks: Task[] = [
    { form: 'decide', created: at(400), id: 'k1', case: 'c2', municipality: '202088', element: 'Decide', name: '支給の決裁', role: '決裁者', claimed_by: null, due: at(-300) },
    { form: 'ask', created: at(400), id: 'k2', case: 'c1', municipality: '202088', element: 'Ask', name: '申請者へ問い合わせ', role: '検証者', claimed_by: 'sato', due: null },
]; // prettier-ignore

const plain = { name: false, shown: null, sensitive: false };
const file: CaseFile = {
    ...row,
    record: {
        form: 'care-certification',
        fields: [
            { ...plain, field: 'insured.number', title: '被保険者番号', text: '0012345678', raw: '００１２３４５６７８', confidence: 0.998, doubt: null, confirmed_by: null, crop: '/api/v1/crops/i1', page: 'p1' },
            { ...plain, field: 'insured.name', title: '氏名', name: true, text: '山田 花子', raw: '山田　花子', confidence: 0.71, doubt: null, confirmed_by: '佐藤 検証', crop: '/api/v1/crops/i3', page: 'p1' },
            { ...plain, field: 'insured.birth-date', title: '生年月日', text: '1937-03-04', raw: '昭和12年3月4日', confidence: 0.83, doubt: { ja: '「3」か「8」か確かでありません。漢字や濁点は形の似た字と取り違えるため、人が確かめます。町名の字を確かめる二つ目の読みがありません。この欄のまわりは位置合わせが確かではありません', en: '3 or 8 is not certain. Kanji and voicing marks are taken for others of like shape, so a person looks; there is no second reading of the town; placing is not certain around this field' }, confirmed_by: null, crop: '/api/v1/crops/i4', page: 'p1' },
            { ...plain, field: 'insured.my-number', title: '個人番号', text: null, raw: null, confidence: 1, doubt: null, confirmed_by: '佐藤 検証', crop: null, page: 'p1', sensitive: true },
            { ...plain, field: 'insured.former-name', title: '旧氏名', name: true, text: '葛\u{e0100}飾 \ue123子', raw: '𱍐野', confidence: 0.6, doubt: null, confirmed_by: null, crop: null, page: null },
            { ...plain, field: 'reason', title: '申請の理由', text: '', raw: null, confidence: 0.9, doubt: null, confirmed_by: null, crop: null, page: null },
        ],
    },
    path: [{ element: 'Start', name: '受付', at: at(300), actor: null }, { element: 'Verify', name: '確認', at: at(280), actor: '佐藤 検証' }, { element: 'Register', name: '業務システムへ登録', at: at(250), actor: null }],
    history: [
        { at: at(300), event: 'started', actor: null, element: null, name: null, text: { ja: '案件が始まりました', en: 'The case began' } },
        { at: at(280), event: 'task-completed', actor: '佐藤 検証', element: 'Verify', name: '確認', text: { ja: '作業が終わりました', en: 'A task was done' } },
        { at: at(250), event: 'incident', actor: null, element: 'Register', name: '業務システムへ登録', text: { ja: '障害が起きました', en: 'An incident' } },
    ],
    incidents: [{ id: 'x1', element: 'Register', name: '業務システムへ登録', code: 'B040', message: { ja: '業務システムが応答しません', en: 'The business system does not answer' }, at: at(250) }],
    tasks: [tasks[1] as Task],
    pages: [{ id: 'p1', file: '窓口-0012.tif', page: 1, url: '/api/v1/pages/p1/image' }],
    receipt: { number: 'Z00000042', system: '小諸市 介護保険システム' },
}; // prettier-ignore

const accounts: Account[] = [
    { id: 'a1', account: 'sato', name: '佐藤 検証', locked: false, must_change: false, created: at(90_000), grants: [{ municipality: '202088', roles: ['verifier', 'admin'] }] },
    { id: 'a2', account: 'suzuki', name: '鈴木 受付', locked: false, must_change: true, created: at(900), grants: [{ municipality: '202088', roles: ['reception'] }] },
    { id: 'a3', account: 'tanaka', name: '田中 入力', locked: true, must_change: false, created: at(80_000), grants: [{ municipality: '202088', roles: ['entry'] }] },
];

const audit: AuditRow[] = ['account.lock', 'my-number.crop', 'library.release', 'account.add', 'session.begin', 'session.begin'].map((action, i) => ({
    municipality: i === 5 ? '202011' : '202088', number: 420 - i, at: at(Math.min(i, 4) * 7), actor: i > 3 ? 'a1' : 'a2', actor_name: i > 3 ? '佐藤 検証' : '鈴木 受付', action, subject: i > 3 ? 'a1' : `c${i}`, subject_name: i > 3 ? '佐藤 検証' : `c${i}`, detail: i === 1 ? { reason: '本人確認' } : null, hash: 'ab'.repeat(32),
})); // prettier-ignore

const settings = { counters: false, third_person: true, sample_per_mille: 20, mask_pages: false, undo_seconds: 10, doubt_minutes: 240 };
const served = [
    { municipality: '202088', name: '小諸市', accounts: 12, watched: true, settings, systems: ['salary-change.register', 'care-certification.register'],
        forms: [{ form: 'care-certification', title: '要介護認定申請書', layouts: 2 }, { form: 'salary-change', title: '給与所得者異動届出書', layouts: 1 }] },
    { municipality: '202011', name: '長野市', accounts: 3, watched: false, settings: { ...settings, sample_per_mille: 0 }, systems: [], forms: [{ form: 'child-allowance', title: '児童手当認定請求書', layouts: 1 }] },
]; // prettier-ignore
const keys = ['', '202088', '202088', '202011'].map((municipality, i) => ({ id: `k${i}f09a7c31e`, municipality, name: { '': '', '202088': '小諸市', '202011': '長野市' }[municipality] ?? '', made: at(90_000 - i * 20_000), current: i !== 1, master: 'm7c01ab2290', opens: true }));

const hours = Array.from({ length: 24 }, (_, i) => ({ hour: at((23 - i) * 60), pages: i < 8 ? 0 : (i * 37) % 41, entries: i < 9 ? 0 : (i * 83) % 190, tasks_done: i, cases_done: i < 10 ? 0 : (i * 13) % 17 }));
const waits = [{ mode: 'exception', municipality: '202088', form: 'care-certification', form_title: '要介護認定申請書', waiting: 128, oldest: at(95), median_s: 2400 }];
const read = { sampled: 640, quadrants: { accepted_right: 512, accepted_wrong: 1, doubted_right: 98, doubted_wrong: 29 }, automation: 0.81, error_rate: 1 / 513, error_upper: 0.0108,
    targets: [{ target: 0.99, threshold: 0.962, automation: 0.79 }, { target: 0.995, threshold: null, automation: 0 }, { target: 0.999, threshold: null, automation: 0 }] }; // prettier-ignore
const quality = {
    forms: [{ form: 'care-certification', form_title: '要介護認定申請書', open: 9, ...read }, { form: 'benefit-claim', form_title: '給付金申請書', open: 0, ...read, sampled: 0, quadrants: { accepted_right: 0, accepted_wrong: 0, doubted_right: 10, doubted_wrong: 3 }, error_rate: 0, error_upper: 1, targets: [] }, { form: 'child-allowance', form_title: '児童手当認定請求書', open: 0, ...read, sampled: 4, quadrants: { accepted_right: 4, accepted_wrong: 0, doubted_right: 1, doubted_wrong: 0 }, error_rate: 0, error_upper: 0.527 }],
    fields: ['被保険者番号', '氏名', '生年月日'].map((field_title, i) => ({ form: 'care-certification', field: `f${i}`, field_title, ...read, sampled: 210 + i })),
};
const paces = ['exception', 'carousel'].map((mode, i) => ({ municipality: '202088', person: '佐藤 検証', mode, form: 'care-certification', form_title: '要介護認定申請書', field: 'f0', field_title: '被保険者番号', entries: 128 * (i + 1), keystrokes_median: 2.5 - i, active_s_median: 3.0895 - i }));

let findings = [{ id: 'f1', case: 'c1', municipality: '202088', form: 'care-certification', form_title: '要介護認定申請書', field: 'insured.number', field_title: '被保険者番号', stands: '0001234567', entered: '0001234561', found: at(190), settled_by: null, note: '' }];

const flow = (): string => readFileSync('../templates/flows/notification-entry.bpmn', 'utf8');

export function answerOffice(method: string, path: string, url: URL, _body: Record<string, unknown>): unknown {
    const answers: Record<string, unknown> = {
        '/intake/batches': { batches, next: null }, '/pages': { pages: waiting, next: null }, '/layouts': { layouts }, '/cases': { cases: rows, next: null }, '/cases/c1': file, '/cases/c2': { ...file, id: 'c2', incidents: [] },
        '/tasks': { tasks, next: null }, '/accounts': { accounts, next: null }, '/audit': { rows: audit, next: null },
        '/municipalities': { municipalities: served }, '/keys': { key_file: 'readable', keys }, '/quality': quality, '/findings': { findings, more: false }, '/counters': { rows: paces },
        '/status': { queues: queues(), throughput: { hours }, waits, reconciliation: { sheets: 84, pages: 168, in_cases: 148, waiting: 4, dropped: 1 } },
    }; // prettier-ignore
    if (path === '/cases/c1' && url.searchParams.get('reason'))
        return { ...file, record: { ...file.record, fields: file.record?.fields.map((one) => (one.text === null ? { ...one, text: '123456789018' } : one)) } };
    if (path === '/intake/batches/b1')
        return { ...batches[2], list: [{ name: '白紙.txt', state: 'failed', code: 'S003', reason: { ja: '画像として読めません', en: 'No picture' } }] };
    if (path === '/findings/f1/settle') {
        findings = [];
        return null;
    }
    if (method === 'GET') return path === '/cases/c1/flow' ? flow() : answers[path];
    if (path === '/scans') return { batch: 'b9', file: 'f', state: 'queued' };
    if (/^\/pages\/\w+\/turn$/.test(path)) return { ...waiting[0], turned: 1 };
    if (/^\/cases\/\w+\/split$/.test(path)) return { pages: ['w1'] };
    if (path === '/pages/assign') return { case: 'c9' };
    if (/^\/(pages|cases|tasks|incidents)\//.test(path)) return null;
    if (/^\/accounts/.test(path)) return accounts[0];
    return undefined;
}
