import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differences, digitChooses, takesSpace, titleOf, toggled, warning } from '../src/verify/value.js';
import { item } from './items.js';

const digits = item('a', { input: { mode: 'digits', lang: null, max: 10 }, length: 10, required: true });

test('a value is looked at while it is typed', () => {
    assert.equal(warning(digits, ''), 'warnRequired');
    assert.equal(warning(digits, '01234'), 'warnLength');
    assert.equal(warning(digits, '０１２３４５６７８９'), null, 'full width is the same number');
    assert.equal(warning(digits, '012-345-6789'), null);
    assert.equal(warning(digits, '01234O6789'), 'warnDigits');
    assert.equal(warning(item('b', { input: { mode: 'kana', lang: 'ja', max: null } }), '山田'), 'warnKana');
    assert.equal(warning(item('b', { input: { mode: 'kana', lang: 'ja', max: null } }), 'ヤマダ'), null);
    assert.equal(warning(item('b', { input: { mode: 'text', lang: 'ja', max: 2 } }), '𠮷田家'), 'warnMax');
    assert.equal(warning(item('b', { input: { mode: 'text', lang: 'ja', max: 3 } }), '𠮷田家'), null, 'characters, not code units');
    assert.equal(warning(item('b'), ''), 'warnEmpty', 'what no machine could read is empty too');
});

test('several options are kept in the order of the form', () => {
    assert.equal(toggled('b', 'a', ['a', 'b', 'c']), 'a|b');
    assert.equal(toggled('a|b', 'a', ['a', 'b', 'c']), 'b');
    assert.equal(toggled('', 'c', ['a', 'b', 'c']), 'c');
});

test('titles for people', () => {
    const options = [{ code: 'n', title: '新規' }, { code: 'r', title: '更新' }]; // prettier-ignore
    assert.equal(titleOf(item('a', { options, input: { mode: 'choices', lang: null, max: null } }), 'n|r', 'y', 'n'), '新規、更新');
    assert.equal(titleOf(item('a', { options, input: { mode: 'choice', lang: null, max: null } }), 'zzz', 'y', 'n'), 'zzz');
    assert.equal(titleOf(item('a', { input: { mode: 'flag', lang: null, max: null } }), 'true', 'はい', 'いいえ'), 'はい');
});

test('a digit chooses, and Space doubts, only where they cannot be meant', () => {
    assert.equal(digitChooses(digits), false);
    assert.equal(digitChooses(item('a')), false, 'addresses have digits');
    assert.equal(digitChooses(item('a', { input: { mode: 'kana', lang: 'ja', max: null } })), true);
    assert.equal(takesSpace(item('a')), true);
    assert.equal(takesSpace(digits), false);
});

test('two entries are compared by character', () => {
    const [a, b] = differences('山田 太朗', '山田 太郎');
    assert.deepEqual(a, [{ text: '山田 太', same: true }, { text: '朗', same: false }]); // prettier-ignore
    assert.deepEqual(b, [{ text: '山田 太', same: true }, { text: '郎', same: false }]); // prettier-ignore
    const [short, long] = differences('1234', '12034');
    assert.deepEqual(short, [{ text: '1234', same: true }]);
    assert.deepEqual(long.filter((one) => !one.same), [{ text: '0', same: false }]);
    assert.deepEqual(differences('', ''), [[], []]);
    assert.deepEqual(differences('𠮷', '吉')[0], [{ text: '𠮷', same: false }]);
    assert.deepEqual(differences('葛\u{e0100}飾', '葛飾')[0], [{ text: '葛\u{e0100}', same: false }, { text: '飾', same: true }], 'a selector is no letter of its own');
});
