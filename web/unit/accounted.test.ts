import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accounted } from '../src/office/accounted.js';

test('a page that was set aside is accounted for, and nothing is ever less than none', () => {
    assert.deepEqual(accounted({ sheets: 40, pages: 39, in_cases: 37, waiting: 2, dropped: 1 }), { arrived: 40, reading: 0 });
    assert.deepEqual(accounted({ sheets: 40, pages: 40, in_cases: 30, waiting: 2, dropped: 1 }), { arrived: 40, reading: 7 });
    assert.deepEqual(accounted({ sheets: 3, pages: 2, in_cases: 3, waiting: 1, dropped: 0 }), { arrived: 4, reading: 0 }); // counted at two moments
    assert.deepEqual(accounted({ sheets: 0, pages: 0, in_cases: 0, waiting: 0, dropped: 0 }), { arrived: 0, reading: 0 });
});
