import type { Item, Work } from '../src/base/api_types.js';

export function item(id: string, more: Partial<Item> = {}): Item {
    return {
        id, task: `t-${id}`, case: 'c1', municipality: '202010', form: 'care', form_title: '要介護認定申請書', field: `f-${id}`, field_title: id,
        type: 'text', required: false, length: null, options: [], input: { mode: 'text', lang: 'ja', max: null }, text: `read ${id}`, candidates: [],
        why: null, policy: 'verify', crop: `/crops/${id}`, page: null, entries: [], sensitive: false, group: null, row: null, revision: 1, ...more,
    }; // prettier-ignore
}

export const work = (lease: string, items: Item[], mode: Work['mode'] = 'exception'): Work => ({ lease: { id: lease, until: '2026-11-29T12:00:00Z' }, mode, items });
