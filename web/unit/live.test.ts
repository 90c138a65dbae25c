import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Problem, unreachable } from '../src/base/api.js';
import type { Queue } from '../src/base/api_types.js';
import { Live } from '../src/base/live.js';

const queue = (waiting: number): Queue => ({ mode: 'exception', municipality: '202088', form: null, form_title: null, field: null, field_title: null, waiting, oldest: '' });

class Source extends EventTarget {
    closed = false;
    readyState = 1;
    close(): void {
        this.closed = true;
    }
    tell(data: string): void {
        this.dispatchEvent(Object.assign(new Event('queues'), { data }));
    }
}
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function made(poll: () => Promise<Queue[]>, later: (call: () => void) => unknown = () => undefined): { live: Live; sources: Source[] } {
    const sources: Source[] = [];
    const live = new Live(
        () => {
            const source = new Source();
            sources.push(source);
            return source as never;
        },
        poll,
        10_000,
        later,
    );
    return { live, sources };
}

test('counts come by events; half an event changes nothing', async (t) => {
    const { live, sources } = made(async () => [queue(1)]);
    t.after(() => live.stop());
    live.start();
    await settled();
    assert.equal(live.queues?.[0]?.waiting, 1);
    sources[0]?.tell(JSON.stringify({ queues: [queue(7)] }));
    assert.equal(live.queues?.[0]?.waiting, 7);
    sources[0]?.tell('{"queues": [');
    assert.equal(live.queues?.[0]?.waiting, 7);
    sources[0]?.tell(JSON.stringify([queue(8)]));
    assert.equal(live.queues?.[0]?.waiting, 8);
});

test('where events do not pass the counts are asked for, and it is said; an event ends that', async (t) => {
    let waiting = 1;
    const { live, sources } = made(async () => [queue(waiting)]);
    t.after(() => live.stop());
    live.start();
    waiting = 2;
    sources[0]?.dispatchEvent(new Event('error'));
    await settled();
    await live.refresh();
    assert.equal(live.connection, 'polling');
    assert.equal(live.queues?.[0]?.waiting, 2);
    sources[0]?.dispatchEvent(new Event('open'));
    assert.equal(live.connection, 'live');
});

test('a stream that an answer has closed for good is opened anew, later', async (t) => {
    const waiting: (() => void)[] = [];
    const { live, sources } = made(async () => [], (call) => waiting.push(call));
    t.after(() => live.stop());
    live.start();
    const first = sources[0] as Source;
    first.readyState = 2;
    first.dispatchEvent(new Event('error'));
    assert.equal(sources.length, 1);
    waiting.shift()?.();
    assert.equal(sources.length, 2);
    (sources[1] as Source).readyState = 2;
    sources[1]?.dispatchEvent(new Event('error'));
    live.stop();
    waiting.shift()?.();
    assert.equal(sources.length, 2, 'and not when nobody listens any more');
});

test('a server that is away is offline, one that refuses is there', async (t) => {
    let problem: Problem | null = unreachable();
    const { live } = made(() => (problem ? Promise.reject(problem) : Promise.resolve([])));
    t.after(() => live.stop());
    live.start();
    await settled();
    assert.equal(live.connection, 'offline');
    problem = null;
    await live.refresh();
    assert.equal(live.connection, 'live');
    problem = new Problem(403, 'V011', { ja: '', en: '' });
    await live.refresh();
    assert.equal(live.connection, 'live');
});
