import assert from 'node:assert/strict';
import { test } from 'node:test';
import './browser.js';
import { unreachable } from '../src/base/api.js';
import { variableOf } from '../src/cases/variable.js';
import { Uploads, type Send } from '../src/intake/upload.js';

const file = (name: string): { name: string; file: Blob } => ({ name, file: new Blob(['x']) });
const settled = async (): Promise<void> => {
    for (let i = 0; i < 30; i++) await new Promise((resolve) => setImmediate(resolve));
};

test('the first file opens the batch that all others join, two at a time', async () => {
    const sent: [string, string | null][] = [];
    let together = 0;
    let most = 0;
    const send: Send = async (_file, name, batch) => {
        sent.push([name, batch]);
        most = Math.max(most, ++together);
        await new Promise((resolve) => setImmediate(resolve));
        together -= 1;
        return { batch: batch ?? 'b1' };
    };
    const uploads = new Uploads(send, () => undefined);
    uploads.add(['1', '2', '3', '4'].map(file));
    await settled();
    assert.deepEqual(sent, [['1', null], ['2', 'b1'], ['3', 'b1'], ['4', 'b1']]); // prettier-ignore
    assert.ok(most <= 2);
    assert.equal(uploads.count('sent'), 4);
    uploads.add([file('5')]);
    await settled();
    assert.deepEqual(sent.at(-1), ['5', null], 'a later drop is a batch of its own');
});

test('a file that fails stays, and goes again with its key', async () => {
    const keys: string[] = [];
    let fail = true;
    const uploads = new Uploads(
        async (_file, _name, _batch, key) => {
            keys.push(key);
            if (fail) throw unreachable();
            return { batch: 'b' };
        },
        () => undefined,
    );
    uploads.add([file('1')]);
    await settled();
    assert.equal(uploads.list[0]?.state, 'failed');
    assert.equal(uploads.list[0]?.problem?.offline, true);
    fail = false;
    uploads.again(uploads.list[0] as never);
    await settled();
    assert.equal(uploads.list[0]?.state, 'sent');
    assert.equal(new Set(keys).size, 1);
});

test('values for the flow are what they look like, and identifiers stay text', () => {
    assert.deepEqual(['true', ' false ', 'null', '12', '-3.5', '007', '12345678901234567890', '', '承認', '{"a": 1}', '{a'].map(variableOf), [
        true, false, null, 12, -3.5, '007', '12345678901234567890', '', '承認', { a: 1 }, '{a',
    ]); // prettier-ignore
});
