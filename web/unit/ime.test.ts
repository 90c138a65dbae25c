import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ImeGuard, isImeKey } from '../src/base/ime.js';

const enter = { isComposing: false, keyCode: 13 };

test('a key of the input method is known by isComposing and by code 229', () => {
    assert.equal(isImeKey(enter), false);
    assert.equal(isImeKey({ isComposing: true, keyCode: 13 }), true);
    assert.equal(isImeKey({ isComposing: false, keyCode: 229 }), true);
});

test('the Enter that ends a composition is taken in the tick of its end, and no longer', () => {
    const waiting: (() => void)[] = [];
    const guard = new ImeGuard((call) => waiting.push(call));
    assert.equal(guard.takes(enter), false);
    guard.started();
    assert.equal(guard.composing, true);
    assert.equal(guard.takes(enter), true, 'even where the browser does not say isComposing');
    guard.ended();
    assert.equal(guard.composing, false);
    assert.equal(guard.takes(enter), true, 'the same key press, told once more');
    for (const call of waiting) call();
    assert.equal(guard.takes(enter), false);
});

test('the guard hears compositions of a whole document', () => {
    const target = new EventTarget();
    const guard = new ImeGuard(() => undefined);
    guard.watch(target);
    target.dispatchEvent(new Event('compositionstart'));
    assert.equal(guard.takes(enter), true);
    target.dispatchEvent(new Event('compositionend'));
    assert.equal(guard.composing, false);
    assert.equal(guard.takes(enter), true);
});
