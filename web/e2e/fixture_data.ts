// Made-up work for the fixture server: persons who do not exist, drawn as pictures that look written.
import type { Item, Queue } from '../src/base/api_types.js';

const hand = 'YOzC, Klee One, cursive';
const esc = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

export const cropPicture = (text: string): string =>
    `<svg xmlns="http://www.w3.org/2000/svg" width="${Math.max(260, [...text].length * 44 + 40)}" height="72"><rect width="100%" height="100%" fill="#fdfdfa"/>` +
    `<path d="M4 66h2000" stroke="#9a9a9a"/><text x="16" y="50" font-family="${hand}" font-size="38" fill="#23233a">${esc(text)}</text></svg>`;

export const pageSize = { width: 1654, height: 2339 };
const rows: [string, string, number][] = [
    ['被保険者番号', '0012345678', 420], ['フリガナ', 'ヤマダ　ハナコ', 520], ['氏名', '山田　花子', 640],
    ['生年月日', '昭和12年 3月 4日', 760], ['住所', '長野県小諸市相生町三丁目3番3号', 880], ['申請区分', '新規　・　更新　・　変更', 1000],
    ['申請の理由', '歩行が難しくなったため', 1120],
]; // prettier-ignore
export const boxOf = (row: number): [number, number, number, number] => [520, (rows[row]?.[2] ?? 420) - 62, 900, 92];

export const pagePicture = (): string =>
    `<svg xmlns="http://www.w3.org/2000/svg" width="${pageSize.width}" height="${pageSize.height}"><rect width="100%" height="100%" fill="#fffffc"/>` +
    `<text x="827" y="230" text-anchor="middle" font-family="Noto Serif CJK JP" font-size="54">介護保険 要介護認定 申請書</text>` +
    rows.map(([title, value, y]) => `<rect x="180" y="${y - 70}" width="1280" height="108" fill="none" stroke="#555" stroke-width="2"/><path d="M500 ${y - 70}v108" stroke="#555" stroke-width="2"/>` +
        `<text x="210" y="${y}" font-family="Noto Sans CJK JP" font-size="32">${title}</text><text x="540" y="${y + 6}" font-family="${hand}" font-size="46" fill="#23233a">${value}</text>`).join('') + '</svg>'; // prettier-ignore

export const written = new Map<string, string>(); // what the crop of an item shows
let next = 1;

function item(row: number, shown: string, more: Partial<Item>): Item {
    const id = `i${next++}`;
    written.set(id, shown);
    return {
        id, task: `t${id}`, case: 'c1', municipality: '202088', form: 'care-certification', form_title: '要介護認定申請書', field: `f${row}`,
        field_title: rows[row]?.[0] ?? '', type: 'text', required: false, length: null, options: [], input: { mode: 'text', lang: 'ja', max: 60 },
        text: shown, candidates: [], why: null, policy: 'verify', crop: `/api/v1/crops/${id}`,
        page: { id: 'p1', url: '/api/v1/pages/p1/image', ...pageSize, box: boxOf(row) }, entries: [], sensitive: false, group: null, row: null, revision: 1, ...more,
    }; // prettier-ignore
}

export function caseItems(number: number): Item[] {
    const own = { case: `c${number}` };
    return [
        item(0, '0012345678', { ...own, type: 'digits', required: true, length: 10, input: { mode: 'digits', lang: null, max: 10 }, text: '001234567', why: { ja: '10桁ではありません', en: 'Not ten digits' } }),
        item(1, 'ヤマダ　ハナコ', { ...own, type: 'kana', input: { mode: 'kana', lang: 'ja', max: 40 }, text: 'ヤマダ ハナコ', candidates: [{ text: 'ヤマダ ハナヨ', confidence: 0.31 }, { text: 'ヤマタ ハナコ', confidence: 0.12 }], why: { ja: '氏名と合いません', en: 'Does not fit the name' } }),
        item(2, '山田　花子', { ...own, type: 'person-name', required: true, text: '山田 花子', policy: 'double', candidates: [{ text: '山田 花子', confidence: 0.71 }, { text: '山口 花子', confidence: 0.11 }, { text: '山田 華子', confidence: 0.08 }], why: { ja: '手書きの氏名は人が確かめます', en: 'Handwritten names are always checked' } }),
        item(3, '昭和12年 3月 4日', { ...own, type: 'date', input: { mode: 'date', lang: null, max: null }, text: '1937-03-04', why: { ja: '「3」か「8」か確かでありません', en: '3 or 8 is not certain' } }),
        item(5, '新規・更新・変更', { ...own, type: 'choice', input: { mode: 'choice', lang: null, max: null }, options: [{ code: 'new', title: '新規' }, { code: 'renewal', title: '更新' }, { code: 'change', title: '変更' }], text: 'new', why: { ja: '丸が二つあります', en: 'Two circles' } }),
    ]; // prettier-ignore
}

const numbers = Array.from({ length: 24 }, (_, i) => String(10203040 + i * 7919).padStart(10, '0'));
export const carouselItems = (): Item[] =>
    numbers.map((number, i) => item(0, number, { case: `k${i}`, type: 'digits', required: true, length: 10, input: { mode: 'digits', lang: null, max: 10 }, text: i % 7 === 3 ? number.replace(/.$/, '1') : number, page: null })); // prettier-ignore

export const blindItems = (): Item[] => [2, 4, 6].map((row) => item(row, rows[row]?.[1] ?? '', { case: 'b1', text: null, policy: 'double', page: null, required: row === 2 }));

export const compareItems = (): Item[] =>
    [['山田 花子', '山田 華子', '山田　花子'], ['長野県小諸市相生町3-3-3', '長野県小諸市相生町3-3-8', '長野県小諸市相生町三丁目3番3号'], ['歩行が難しい', '歩行がむずかしい', '歩行が難しくなったため']].map(([a = '', b = '', shown = ''], i) =>
        item([2, 4, 6][i] ?? 2, shown, { case: 'm1', text: null, type: i === 0 ? 'person-name' : 'text', entries: [{ label: 'A', text: a }, { label: 'B', text: b }] })); // prettier-ignore

export const queues = (): Queue[] => {
    const base = { municipality: '202088', form: 'care-certification', form_title: '要介護認定申請書', field: null, field_title: null, oldest: new Date(Date.now() - 95 * 60_000).toISOString() };
    return [
        { ...base, mode: 'exception', waiting: 128 },
        { ...base, mode: 'exception', municipality: '202011', form: 'child-allowance', form_title: '児童手当認定請求書', waiting: 12, oldest: new Date(Date.now() - 12 * 60_000).toISOString() },
        { ...base, mode: 'carousel', field: 'f0', field_title: '被保険者番号', waiting: 240 },
        { ...base, mode: 'blind', waiting: 18 },
        { ...base, mode: 'compare', waiting: 3 },
        { ...base, mode: 'qa', waiting: 9 },
    ]; // prettier-ignore
};
