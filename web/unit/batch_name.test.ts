import assert from 'node:assert/strict';
import { test } from 'node:test';
import { batchName } from '../src/intake/batch_name.js';

test('a batch is named by its files, a scanner by its name, the command in words', () => {
    assert.equal(batchName({ id: 'b', name: '窓口 1.tif', files: 5 }), '窓口 1.tif ほか 4 ファイル');
    assert.equal(batchName({ id: 'b', name: '窓口 1.tif', files: 1 }), '窓口 1.tif');
    assert.equal(batchName({ id: 'b', name: '窓口スキャナー 11/29 午後', files: 12 }), '窓口スキャナー 11/29 午後');
    assert.equal(batchName({ id: 'b', name: 'toitsu intake', files: 0 }), 'コマンドで取り込み');
    assert.equal(batchName({ id: 'b', name: '', files: 0 }), 'b');
});
