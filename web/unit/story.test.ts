import assert from 'node:assert/strict';
import { test } from 'node:test';
import { story, whereNow } from '../src/cases/story.js';

const event = (name: string, element: string | null, title: string | null): { event: string; element: string | null; name: string | null } => ({ event: name, element, name: title });

const history = [
    event('case-started', null, null), event('element-entered', 'fork', 'fork'), event('element-entered', 'Register', '登録'), event('element-cancelled', 'Register', '登録'),
    event('element-entered', 'End', '完了'), event('element-cancelled', 'End', '完了'), event('case-completed', null, null),
]; // prettier-ignore

test('the joints of a drawing are no steps, and the end of a finished case is not cancelled', () => {
    const told = (status: string): string[] => story({ history, status }).map((one) => `${one.event} ${one.name ?? ''}`.trim());
    assert.deepEqual(told('completed'), ['case-started', 'element-entered 登録', 'element-cancelled 登録', 'element-entered 完了', 'case-completed']);
    assert.ok(told('running').includes('element-cancelled 完了'), 'elsewhere it is said');
});

test('where a case is, by names where there are any', () => {
    assert.deepEqual(whereNow([{ element: 'Register', name: '登録' }, { element: 'join', name: 'join' }]).map((one) => one.name), ['登録']);
    assert.deepEqual(whereNow([{ element: 'join', name: 'join' }]).length, 1);
    assert.deepEqual(whereNow([]), []);
});
