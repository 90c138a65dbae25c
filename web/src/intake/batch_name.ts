// What people call a batch: its first file and how many there are; what the command took in has no file of its own.
import type { Batch } from '../base/api_types.js';
import { count, t } from '../base/language.js';

export function batchName(batch: Pick<Batch, 'id' | 'name' | 'files'>): string {
    if (batch.name === 'toitsu intake') return t('byCommand');
    const name = batch.name || batch.id;
    return batch.files > 1 && /\.\w{2,5}$/.test(name) ? t('andMoreFiles', name, count(batch.files - 1)) : name;
}
