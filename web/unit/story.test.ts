import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CaseFile } from '../src/base/api_types.js';
import { story, whereNow } from '../src/cases/story.js';

const event = (name: string, element: string | null, title: string | null): CaseFile['history'][number] => ({ at: '', event: name, actor: null, element, name: title });

const history = [
    event('caseStarted', null, null), event('elementEntered', 'fork', 'fork'), event('elementEntered', 'Register', '登録'), event('elementCancelled', 'Register', '登録'),
    event('elementEntered', 'End', '完了'), event('elementCancelled', 'End', '完了'), event('caseCompleted', null, null),
]; // prettier-ignore

test('the joints of a drawing are no steps, and the end of a finished case is not cancelled', () => {
    const told = (status: string): string[] => story({ history, status }).map((one) => `${one.event} ${one.name ?? ''}`.trim());
    assert.deepEqual(told('completed'), ['caseStarted', 'elementEntered 登録', 'elementCancelled 登録', 'elementEntered 完了', 'caseCompleted']);
    assert.ok(told('running').includes('elementCancelled 完了'), 'elsewhere it is said');
});

test('where a case is, by names where there are any', () => {
    assert.deepEqual(whereNow([{ element: 'Register', name: '登録' }, { element: 'join', name: 'join' }]).map((one) => one.name), ['登録']);
    assert.deepEqual(whereNow([{ element: 'join', name: 'join' }]).length, 1);
    assert.deepEqual(whereNow([]), []);
});
