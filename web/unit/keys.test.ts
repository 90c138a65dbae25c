import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actions, clash, comboOf, defaultKeys, isCharacter, Keys, parseKeymap, shown, type KeyPress } from '../src/base/keys.js';

const press = (key: string, code: string, modifiers: Partial<KeyPress> = {}): KeyPress => ({
    key, code, altKey: false, ctrlKey: false, shiftKey: false, metaKey: false, ...modifiers,
}); // prettier-ignore

const memory = (): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> & { kept: Map<string, string> } => {
    const kept = new Map<string, string>();
    return {
        kept,
        getItem: (name) => kept.get(name) ?? null,
        setItem: (name, value) => void kept.set(name, value),
        removeItem: (name) => void kept.delete(name),
    };
};

test('combinations are written as people write them', () => {
    assert.equal(comboOf(press('Enter', 'Enter')), 'Enter');
    assert.equal(comboOf(press('Enter', 'NumpadEnter')), 'Enter');
    assert.equal(comboOf(press('Enter', 'Enter', { shiftKey: true })), 'Shift+Enter');
    assert.equal(comboOf(press('z', 'KeyZ', { ctrlKey: true })), 'Ctrl+Z');
    assert.equal(comboOf(press('ArrowLeft', 'ArrowLeft', { altKey: true })), 'Alt+ArrowLeft');
    assert.equal(comboOf(press(' ', 'Space')), 'Space');
    assert.equal(comboOf(press('?', 'Slash', { shiftKey: true })), '?');
    assert.equal(comboOf(press('¡', 'Digit1', { altKey: true })), 'Alt+1', 'by its place where Alt makes another character');
    assert.equal(comboOf(press('２', 'Digit2')), '2', 'full-width digits of an input method');
    assert.equal(comboOf(press('+', 'Semicolon', { altKey: true, shiftKey: true })), 'Alt+Plus', 'a Japanese keyboard');
    assert.equal(comboOf(press('=', 'Equal', { altKey: true })), 'Alt+Plus', 'an English one, without Shift');
    assert.equal(comboOf(press('+', 'NumpadAdd', { altKey: true })), 'Alt+Plus');
    assert.equal(comboOf(press('-', 'Minus', { altKey: true })), 'Alt+Minus');
    assert.equal(comboOf(press('-', 'Minus')), '-', 'typed, a minus is a minus');
});

test('every key of the specification does what it says', () => {
    const keys = new Keys(null);
    const expected: [KeyPress, string][] = [
        [press('Enter', 'Enter'), 'accept'],
        [press('Enter', 'Enter', { shiftKey: true }), 'back'],
        [press('F2', 'F2'), 'page'],
        [press('F4', 'F4'), 'copy'],
        [press('F8', 'F8'), 'palette'],
        [press(' ', 'Space'), 'doubt'],
        [press('z', 'KeyZ', { ctrlKey: true }), 'undo'],
        [press('Escape', 'Escape'), 'restore'],
        [press('?', 'Slash', { shiftKey: true }), 'help'],
        [press('ArrowUp', 'ArrowUp', { altKey: true }), 'panUp'],
        [press('+', 'NumpadAdd', { altKey: true }), 'zoomIn'],
        [press('-', 'NumpadSubtract', { altKey: true }), 'zoomOut'],
    ];
    for (const [event, action] of expected) assert.equal(keys.actionOf(event), action, comboOf(event));
    assert.equal(keys.actionOf(press('a', 'KeyA')), undefined);
});

test('keys are shown as they are printed', () => {
    assert.deepEqual(['Alt+ArrowLeft', 'Alt+Plus', 'Escape', 'Ctrl+Z'].map(shown), ['Alt+←', 'Alt+＋', 'Esc', 'Ctrl+Z']);
});

test('no key means two things', () => {
    for (const action of actions) for (const combo of defaultKeys[action]) assert.equal(clash(defaultKeys, action, combo), undefined);
});

test('characters are known as such', () => {
    assert.ok(isCharacter('?') && isCharacter('a') && isCharacter('Space'));
    assert.ok(!isCharacter('F4') && !isCharacter('Ctrl+Z') && !isCharacter('Enter'));
});

test('a key that is given to another action leaves the one it had, is kept, and can be taken back', () => {
    const storage = memory();
    const keys = new Keys(storage);
    keys.assign('doubt', 'F4');
    assert.deepEqual(keys.map.doubt, ['F4']);
    assert.deepEqual(keys.map.copy, []);
    const again = new Keys(storage);
    assert.deepEqual(again.map.doubt, ['F4']);
    assert.deepEqual(again.map.copy, []);
    again.reset();
    assert.deepEqual(again.map, defaultKeys);
    assert.equal(storage.kept.size, 0);
});

test('nonsense in the storage is not taken for keys', () => {
    for (const text of ['{', 'null', '7', '{"accept": 3}', '{"accept": [1]}', '{"other": ["F1"]}']) {
        assert.deepEqual(parseKeymap(text), defaultKeys);
    }
});
