import assert from 'node:assert/strict';
import { test } from 'node:test';
import { viewAt, within } from '../src/verify/view.js';

const page = { width: 1654, height: 2339 };

test('a place is looked at with what stands around it, and never beyond the page', () => {
    for (const box of [[0, 0, 50, 20], [1600, 2300, 54, 39], [300, 900, 900, 90], [0, 0, 1654, 2339]] as const) {
        const view = viewAt(box, page, 0.8);
        assert.ok(view.x >= 0 && view.x + view.width <= page.width + 1, `${box}`);
        assert.ok(view.y >= 0, `${box}`);
        assert.ok(view.width >= Math.min(page.width, box[2]), 'the whole place is seen');
        assert.ok(Math.abs(view.width / view.height - 0.8) < 1e-9, 'in the shape of its frame');
    }
});

test('from field to field the scale stays, unless the next place would not fit', () => {
    const first = viewAt([300, 900, 400, 60], page, 0.8);
    assert.equal(viewAt([300, 1500, 700, 90], page, 0.8, first.width).width, first.width);
    assert.equal(viewAt([300, 1500, 300, 90], page, 0.8, 400).width, 400, 'what somebody has zoomed into too');
    assert.ok(viewAt([100, 1500, 1400, 90], page, 0.8, 400).width >= 1400);
});

test('limits that cross are the lower one', () => {
    assert.equal(within(5, 0, 3), 3);
    assert.equal(within(-5, 0, 3), 0);
    assert.equal(within(5, 0, -3), 0);
});
