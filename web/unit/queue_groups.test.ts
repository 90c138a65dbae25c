import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Queue } from '../src/base/api_types.js';
import { byAge, goOn, groupQueues, worthwhile } from '../src/base/queue_groups.js';

const queue = (mode: Queue['mode'], municipality: string, form: string, waiting: number, oldest: string, field?: string): Queue => ({ mode, municipality, form, form_title: null, field: field ?? null, field_title: null, waiting, oldest });
const many = [
    queue('carousel', '202011', 'a', 1, '2026-11-29T10:00', 'f1'), queue('carousel', '202011', 'a', 3, '2026-11-29T09:00', 'f2'), queue('carousel', '202088', 'a', 1, '2026-11-29T11:00', 'f1'),
    queue('exception', '202011', 'a', 2, '2026-11-29T08:00'), queue('exception', '202088', 'b', 5, '2026-11-29T12:00'),
]; // prettier-ignore

test('one line for a form in one kind of work, the oldest first, and nothing left out of the sum', () => {
    const groups = groupQueues(many);
    assert.deepEqual(groups.map((one) => [one.mode, one.form, one.waiting, one.municipalities.length, one.oldest]), [
        ['exception', 'a', 2, 1, '2026-11-29T08:00'], ['carousel', 'a', 5, 2, '2026-11-29T09:00'], ['exception', 'b', 5, 1, '2026-11-29T12:00'],
    ]); // prettier-ignore
    assert.deepEqual(groups[1]?.rows.map((one) => one.waiting), [3, 1, 1]);
    assert.deepEqual(groups.map((one) => worthwhile(one).length), [0, 0, 1], 'what is worth a page of crops is seen at once');
});

test('what has no time comes last', () => {
    assert.deepEqual([{ oldest: null }, { oldest: '2026' }, { oldest: '2025' }].sort(byAge).map((one) => one.oldest), ['2025', '2026', null]);
});

test('an empty line sends on: the same kind here, another kind here, then anywhere; what is in other hands is not offered again', () => {
    assert.deepEqual(goOn(many, { mode: 'exception', municipality: '202011' }, ''), { line: { mode: 'exception', municipality: '' }, waiting: 5 });
    assert.deepEqual(goOn(many, { mode: 'exception', municipality: '202011' }, '202011'), { line: { mode: 'carousel', municipality: '202011' }, waiting: 4 });
    assert.deepEqual(goOn(many, { mode: 'carousel', municipality: '202011' }, '202029'), { line: { mode: 'carousel', municipality: '' }, waiting: 1 });
    assert.deepEqual(goOn(many, { mode: 'exception', municipality: '' }, ''), { line: { mode: 'carousel', municipality: '' }, waiting: 5 });
    assert.equal(goOn(many.slice(0, 3), { mode: 'carousel', municipality: '' }, ''), null);
    assert.equal(goOn([], { mode: 'carousel', municipality: '' }, ''), null);
});
