// How the browser tests end what they began.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { atEnd, type Test } from '../e2e/ending.js';

test('endings run last to first, all of them, and the first that fails is told', async () => {
    const hooks: (() => Promise<void> | void)[] = [];
    const t = { after: (hook: () => Promise<void> | void): void => void hooks.push(hook) } as Test;
    const ended: string[] = [];
    atEnd(t, () => void ended.push('folder'));
    atEnd(t, async () => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        ended.push('server');
        throw new Error('the server');
    });
    atEnd(t, () => {
        ended.push('page');
        throw new Error('the page');
    });
    assert.equal(hooks.length, 1);
    await assert.rejects(async () => hooks[0]?.(), /the page/);
    assert.deepEqual(ended, ['page', 'server', 'folder']);
});

test('the endings of two tests are apart', async () => {
    const ended: string[] = [];
    const hooks: (() => Promise<void> | void)[] = [];
    for (const name of ['one', 'two']) atEnd({ after: (hook: () => Promise<void> | void) => void hooks.push(hook) } as Test, () => void ended.push(name));
    await hooks[1]?.();
    assert.deepEqual(ended, ['two']);
});
