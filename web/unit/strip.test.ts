// The strip of a batch's pages: what stands together, what is chosen and in which order, where the arrows lead.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WaitingPage } from '../src/base/api_types.js';
import { Choice, rowNeighbour, runsOf, tally } from '../src/intake/strip.js';

const page = (id: string, state: WaitingPage['state'], made: string | null = null): WaitingPage =>
    ({ id, file: 'a.tif', page: 1, state, code: null, reason: null, received: '', layout: null, residual_mm: null, guesses: [], thumbnail: '', case: made, width: null, height: null, turned: 0, together: [], corners: null, note: null });

test('pages stand as they were scanned: a case in one frame, and under its number again where it goes on', () => {
    const runs = runsOf([page('1', 'case', 'a'), page('2', 'case', 'a'), page('3', 'case', 'b'), page('4', 'waiting'), page('5', 'waiting'), page('6', 'dismissed'), page('7', 'case', 'a'), page('8', 'case'), page('9', 'case')]);
    assert.deepEqual(runs.map((run) => [run.kind, run.number, run.pages.map((one) => one.at)]), [
        ['case', 1, [0, 1]], ['case', 2, [2]], ['waiting', 0, [3, 4]], ['dismissed', 0, [5]], ['case', 1, [6]], ['case', 3, [7]], ['case', 4, [8]],
    ]); // prettier-ignore
    assert.deepEqual(runsOf([]), []);
});

test('sheets are what was kept and what was dropped; what is being read is neither', () => {
    assert.deepEqual(tally({ total: 14, in_cases: 6, waiting: 5, dropped: 1 }), { sheets: 12, kept: 11, dropped: 1, open: 2 });
});

test('pages are joined in the order in which they were chosen', () => {
    const choice = new Choice(9);
    assert.deepEqual(choice.targets, [0], 'nothing chosen: the page that has the focus');
    choice.move(3);
    choice.extend(5);
    assert.deepEqual(choice.targets, [3, 4, 5]);
    choice.extend(4);
    assert.deepEqual(choice.targets, [3, 4], 'a range is given back as far as it was walked back');
    choice.move(8);
    choice.extend(7);
    assert.deepEqual(choice.targets, [3, 4, 8, 7], 'backwards: in that order');
    choice.toggle(4);
    assert.deepEqual([choice.targets, choice.active], [[3, 8, 7], 4]);
    choice.extend(99);
    assert.deepEqual([choice.targets, choice.active], [[3, 4, 5, 6, 7, 8], 8]);
    choice.count = 5;
    assert.deepEqual([choice.targets, choice.active], [[3, 4], 4], 'what is gone is not chosen');
    choice.all([]);
    choice.move(-3);
    assert.equal(choice.active, 0);
    assert.deepEqual(new Choice(0).targets, []);
});

test('up and down lead to the nearest page of the next row, and stay where there is none', () => {
    const boxes = [{ left: 0, top: 0 }, { left: 100, top: 0 }, { left: 200, top: 4 }, { left: 0, top: 150 }, { left: 120, top: 150 }, { left: 0, top: 300 }];
    assert.equal(rowNeighbour(boxes, 1, 1), 4);
    assert.equal(rowNeighbour(boxes, 2, 1), 4);
    assert.equal(rowNeighbour(boxes, 4, -1), 1);
    assert.equal(rowNeighbour(boxes, 4, 1), 5);
    assert.equal(rowNeighbour(boxes, 1, -1), 1);
    assert.equal(rowNeighbour(boxes, 5, 1), 5);
    assert.equal(rowNeighbour([], 0, 1), 0);
});
