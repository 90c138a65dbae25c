// 外字 and variants: which characters are marked, and that no value is changed by looking at it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clusters, codePoints, isPrivate, isVariant, pieces } from '../src/base/gaiji.js';

const katsu = '葛\u{e0100}';

test('a variation selector belongs to the character before it, and everything together is the same text again', () => {
    assert.deepEqual(clusters(`${katsu}飾 𠮷\ue000`), [katsu, '飾', ' ', '𠮷', '\ue000']);
    for (const text of ['', '\u{e0100}', `${katsu}${katsu}`, '辻󠄁󠄂', 'a\ufe0fb']) assert.equal(clusters(text).join(''), text);
    assert.equal(codePoints(katsu), 'U+845B U+E0100');
    assert.equal(codePoints('𠮷a'), 'U+20BB7 U+0061');
});

test('private use and variants are known', () => {
    assert.deepEqual(['\ue000', '\uf8ff', '\u{f0000}', '\u{10fffd}', '髙', katsu].map(isPrivate), [true, true, true, true, false, false]);
    assert.deepEqual([katsu, '葛', '☺\ufe0f'].map(isVariant), [true, false, false]);
});

test('what the font cannot draw is marked, what every font has is not asked for', () => {
    const asked: string[] = [];
    const probe = (one: string): 'drawn' | 'missing' | 'base' => {
        asked.push(one);
        return one === '𰻝' ? 'missing' : one === katsu ? 'base' : 'drawn';
    };
    assert.deepEqual(pieces(`ヤマダ 山田𰻝${katsu}\ue123です`, probe), [
        { text: 'ヤマダ 山田', mark: null }, { text: '𰻝', mark: 'missing' }, { text: katsu, mark: 'variant' }, { text: '\ue123', mark: 'private' }, { text: 'です', mark: null },
    ]); // prettier-ignore
    assert.deepEqual(asked, ['山', '田', '𰻝', katsu]);
    assert.deepEqual(pieces('', probe), []);
});
