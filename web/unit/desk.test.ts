import assert from 'node:assert/strict';
import { test } from 'node:test';
import './browser.js';
import { Problem, unreachable } from '../src/base/api.js';
import type { EntriesAnswer, Entry, Item, Work } from '../src/base/api_types.js';
import { Desk, type DeskOptions } from '../src/verify/desk.js';
import { acceptance, doubted, type Slot } from '../src/verify/slot.js';
import { item, work } from './items.js';

const refused = (code: string): Problem => new Problem(409, code, { ja: '断り', en: 'Refused' });

// A server of a few lines: gives the works in order, keeps what it hears, answers or fails as it is told.
class Server {
    heard: { lease: string; entries: Entry[]; key: string }[] = [];
    undone: string[] = [];
    back: string[] = [];
    beats: string[] = [];
    failures: (Problem | null)[] = []; // for the next posts, in order
    refuse = new Map<string, Problem>(); // by item
    held: Promise<void> | null = null; // posts wait for it

    constructor(private readonly works: (Work | null)[]) {}

    next = async (): Promise<Work | null> => this.works.shift() ?? null;
    entries = async (lease: string, entries: Entry[], key: string): Promise<EntriesAnswer> => {
        this.heard.push({ lease, entries, key });
        await this.held;
        const failure = this.failures.shift();
        if (failure) throw failure;
        return {
            entries: entries.map((one) => {
                const problem = this.refuse.get(one.item);
                return problem
                    ? { id: null, item: one.item, state: 'refused' as const, problem: { code: problem.code, status: 409, detail: problem.detail } }
                    : { id: `e-${one.item}`, item: one.item, state: 'done' as const };
            }),
            case: null,
        };
    };
    undo = async (entry: string): Promise<{ item: Item; lease: Work['lease'] }> => {
        this.undone.push(entry);
        const failure = this.failures.shift();
        if (failure) throw failure;
        return { item: item(entry.slice(2), { revision: 7 }), lease: { id: 'again', until: '' } };
    };
    heartbeat = async (lease: string): Promise<{ until: string }> => {
        this.beats.push(lease);
        const failure = this.failures.shift();
        if (failure) throw failure;
        return { until: 'later' };
    };
    giveBack = async (lease: string): Promise<void> => void this.back.push(lease);
}

async function desk(server: Server, options: DeskOptions = {}): Promise<Desk> {
    const made = new Desk(server, { wait: () => new Promise((resolve) => setImmediate(resolve)), ...options });
    await made.fill();
    return made;
}
const accept = (one: Desk): void => one.decide(acceptance(one.slot as Slot));
const settled = async (one: Desk): Promise<void> => {
    for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
    await one.outbox.idle();
};

test('the next field is there before the server has answered, and what was decided goes out in order', async () => {
    let release = (): void => undefined;
    const server = new Server([work('l1', [item('a'), item('b')]), work('l2', [item('c')])]);
    server.held = new Promise((resolve) => (release = resolve));
    const one = await desk(server);
    assert.equal(one.slot?.item.id, 'a');
    accept(one);
    assert.equal(one.slot?.item.id, 'b', 'at once');
    (one.slot as Slot).text = 'typed';
    accept(one);
    assert.equal(one.slot?.item.id, 'c', 'the next sheet was fetched before');
    assert.equal(one.outbox.waiting, 2);
    release();
    await settled(one);
    assert.deepEqual(server.heard.map((post) => [post.lease, post.entries[0]?.item, post.entries[0]?.action, post.entries[0]?.text]), [
        ['l1', 'a', 'accept', undefined],
        ['l1', 'b', 'correct', 'typed'],
    ]);
    assert.equal(one.decided, 2);
});

test('when the network is gone an entry is sent again with the same key, and nothing is lost', async () => {
    const server = new Server([work('l1', [item('a'), item('b')])]);
    server.failures = [unreachable(), unreachable(), null];
    const one = await desk(server);
    accept(one);
    accept(one);
    await settled(one);
    assert.equal(server.heard.length, 4);
    assert.equal(new Set(server.heard.slice(0, 3).map((post) => post.key)).size, 1, 'one key for all tries');
    assert.deepEqual(server.heard[0]?.entries, server.heard[2]?.entries);
    assert.notEqual(server.heard[3]?.key, server.heard[0]?.key);
    assert.equal(one.outbox.waiting, 0);
    assert.equal(one.outbox.failing, false);
});

test('an entry that is refused comes back with the reason and with what was typed', async () => {
    const server = new Server([work('l1', [item('a')]), work('l2', [item('b'), item('c')])]);
    server.refuse.set('a', refused('V031'));
    const one = await desk(server);
    (one.slot as Slot).text = 'typed';
    accept(one);
    await settled(one);
    assert.equal(one.slot?.item.id, 'b', 'who types is not torn away');
    assert.equal(one.returned[0]?.text, 'typed');
    assert.equal(one.returned[0]?.problem?.code, 'V031');
    accept(one);
    accept(one);
    assert.equal(one.slot?.item.id, 'a', 'it is the next');
    server.refuse.clear();
    accept(one);
    await settled(one);
    assert.equal(server.heard.at(-1)?.entries[0]?.text, 'typed');
    assert.equal(one.returned.length, 0);
    assert.equal(one.decided, 3);
});

test('a whole post that is refused returns all of it', async () => {
    const server = new Server([work('l1', [item('a'), item('b')], 'carousel')]);
    server.failures = [refused('V040')];
    const one = await desk(server);
    one.decideAll((one.sheet?.slots ?? []).map((slot) => [slot, acceptance(slot)]));
    await settled(one);
    assert.deepEqual(one.returned.map((slot) => slot.item.id), ['a', 'b']);
    assert.equal(one.state, 'working');
    one.drop(one.slot as Slot);
    one.drop(one.slot as Slot);
    await settled(one);
    assert.equal(one.state, 'empty');
});

test('what has not left yet is taken back without a word to the server', async () => {
    let release = (): void => undefined;
    const server = new Server([work('l1', [item('a'), item('b'), item('c')])]);
    server.held = new Promise((resolve) => (release = resolve));
    const one = await desk(server);
    accept(one);
    accept(one);
    assert.equal(one.undo(), true);
    assert.equal(one.slot?.item.id, 'b');
    release();
    await settled(one);
    assert.deepEqual(server.heard.map((post) => post.entries[0]?.item), ['a']);
    assert.deepEqual(server.undone, []);
});

test('what has left is taken back by an event of its own, and then entered with the new revision and lease', async () => {
    const server = new Server([work('l1', [item('a')]), work('l2', [item('b')])]);
    const one = await desk(server);
    accept(one);
    await settled(one);
    assert.equal(one.slot?.item.id, 'b');
    assert.equal(one.undo(), true);
    assert.equal(one.slot?.item.id, 'a', 'over the border of a sheet');
    (one.slot as Slot).text = 'mended';
    accept(one);
    assert.equal(one.slot?.item.id, 'b');
    await settled(one);
    assert.deepEqual(server.undone, ['e-a']);
    assert.deepEqual([server.heard[1]?.lease, server.heard[1]?.entries[0]?.revision, server.heard[1]?.entries[0]?.text], ['again', 7, 'mended']);
});

test('an undo that the server refuses leaves the decision as it was', async () => {
    const server = new Server([work('l1', [item('a'), item('b')])]);
    const one = await desk(server);
    accept(one);
    await settled(one);
    server.failures = [refused('V045')];
    one.undo();
    assert.equal(one.slot?.item.id, 'a');
    await settled(one);
    assert.equal(one.slot?.item.id, 'b');
    assert.equal(one.refusedUndo?.code, 'V045');
    assert.equal(one.decided, 1);
});

test('Shift+Enter goes back: to an open field, or by taking back the last decision', async () => {
    const server = new Server([work('l1', [item('a'), item('b'), item('c')])]);
    const one = await desk(server);
    assert.equal(one.back(), false, 'nothing is before the first');
    one.skip();
    assert.equal(one.slot?.item.id, 'b');
    assert.equal(one.back(), true);
    assert.equal(one.slot?.item.id, 'a');
    accept(one);
    accept(one);
    assert.equal(one.slot?.item.id, 'c');
    assert.equal(one.back(), true);
    assert.equal(one.slot?.item.id, 'b');
    assert.equal(one.back(), true);
    assert.equal(one.slot?.item.id, 'a');
});

test('a field that was skipped is asked again before the sheet ends', async () => {
    const server = new Server([work('l1', [item('a'), item('b')])]);
    const one = await desk(server);
    one.skip();
    accept(one);
    assert.equal(one.slot?.item.id, 'a');
});

test('nothing waits: said so, and work that comes is taken', async () => {
    const works: (Work | null)[] = [null];
    const one = await desk(new Server(works));
    assert.equal(one.state, 'empty');
    works.push(work('l1', [item('a')]));
    await one.fill();
    assert.equal(one.state, 'working');
    assert.equal(one.slot?.item.id, 'a');
});

test('a server that is away at the start is said, and tried again', async () => {
    const server = new Server([work('l1', [item('a')])]);
    const next = server.next;
    server.next = () => Promise.reject(unreachable());
    const one = await desk(server);
    assert.equal(one.state, 'failed');
    server.next = next;
    await one.fill();
    assert.equal(one.state, 'working');
});

test('F4 copies from the case before, not from the same case', async () => {
    const same = { field: 'town', form: 'f' };
    const server = new Server([
        work('l1', [item('a', { ...same, case: 'c1', text: 'Nagano' })]),
        work('l2', [item('b', { ...same, case: 'c2', text: 'x' })]),
        work('l3', [item('c', { ...same, case: 'c3', text: 'y' })]),
    ]);
    const one = await desk(server);
    assert.equal(one.previous(one.slot as Slot), null);
    accept(one);
    assert.equal(one.previous(one.slot as Slot), 'Nagano');
    (one.slot as Slot).text = 'Ueda';
    accept(one);
    one.undo();
    assert.equal(one.previous(one.slot as Slot), 'Nagano', 'its own earlier value is not the case before');
});

test('leases are kept alive; one that is gone is not used for what was only fetched', async () => {
    const server = new Server([work('l1', [item('a')]), work('l2', [item('b')]), work('l3', [item('c')])]);
    const one = await desk(server);
    await one.beat();
    assert.deepEqual(server.beats, ['l1', 'l2']);
    assert.equal(one.sheet?.slots[0]?.lease.until, 'later');
    server.failures = [null, refused('V041')];
    await one.beat();
    await settled(one);
    assert.deepEqual(one.leases.map((lease) => lease.id), ['l1', 'l3']);
    server.failures = [unreachable(), unreachable()];
    await one.beat();
    assert.equal(one.sheet?.lost, false, 'a network that is away takes no lease');
    server.failures = [refused('V041'), null];
    await one.beat();
    assert.equal(one.sheet?.lost, true);
    one.close();
    assert.deepEqual(server.back, ['l3']);
});

test('what was typed under a lease that ended stands in its field when it is given again', async () => {
    const server = new Server([work('l1', [item('a'), item('b')]), work('l2', [item('c')]), work('l4', [item('b'), item('a')])]);
    const one = await desk(server);
    (one.slot as Slot).text = 'typed a';
    server.failures = [refused('V125')];
    accept(one);
    await settled(one);
    assert.equal(one.expired, true);
    assert.equal(one.slot?.item.id, 'c', 'the rest of that lease is nobody\'s any more');
    accept(one);
    await settled(one);
    assert.deepEqual(one.sheet?.slots.map((slot) => [slot.item.id, slot.text]), [['b', 'read b'], ['a', 'typed a']]);
    assert.equal(one.returned.length, 0);
});

test('a page that was taken back goes out under the leases that its fields have then', async () => {
    const server = new Server([work('l1', [item('a'), item('b')], 'carousel'), work('l2', [item('c')])]);
    let count = 0;
    const undo = server.undo;
    server.undo = async (entry) => ({ ...(await undo(entry)), lease: { id: `own${++count}`, until: '' } });
    const one = await desk(server);
    const all = (): void => one.decideAll((one.sheet?.slots ?? []).map((slot) => [slot, acceptance(slot)]));
    all();
    await settled(one);
    one.undo();
    all();
    await settled(one);
    assert.deepEqual(server.heard.map((post) => [post.lease, post.entries.map((entry) => entry.item)]), [['l1', ['a', 'b']], ['own1', ['a']], ['own2', ['b']]]);
});

test('leaving waits for what was decided before it gives the rest back', async () => {
    let release = (): void => undefined;
    const server = new Server([work('l1', [item('a'), item('b')])]);
    server.held = new Promise((resolve) => (release = resolve));
    const one = await desk(server);
    accept(one);
    one.close();
    assert.deepEqual(server.back, []);
    release();
    await settled(one);
    assert.deepEqual(server.back, ['l1']);
});

test('keystrokes and seconds are counted where the municipality wants it, pauses are not', async () => {
    let now = 0;
    const server = new Server([work('l1', [item('a'), item('b')])]);
    const one = await desk(server, { count: true, now: () => now });
    now = 400;
    one.touch(true);
    now = 60_000; // a visitor
    one.touch(true);
    now = 60_500;
    accept(one);
    await settled(one);
    assert.deepEqual([server.heard[0]?.entries[0]?.keystrokes, server.heard[0]?.entries[0]?.active_ms], [2, 900]);
});

test('where it does not want it nothing is counted or sent', async () => {
    const server = new Server([work('l1', [item('a')])]);
    const one = await desk(server);
    one.touch(true);
    accept(one);
    await settled(one);
    assert.ok(!('keystrokes' in (server.heard[0]?.entries[0] ?? {})));
    assert.ok(!('active_ms' in (server.heard[0]?.entries[0] ?? {})));
});

test('entries say what was done', () => {
    const sheet = { lease: { id: 'l', until: '' } } as never;
    const make = (more: Partial<Item>): Slot => {
        const made = item('a', more);
        return Object.assign(Object.create(null), { item: made, text: made.text ?? '', note: '', sheet, changed: false }) as Slot;
    };
    assert.equal(acceptance(make({})).action, 'accept');
    assert.deepEqual(acceptance({ ...make({ text: null }), text: 'blind' } as Slot), { item: 'a', revision: 1, action: 'correct', text: 'blind' });
    assert.equal(doubted({ ...make({}), note: ' why ' } as Slot).note, 'why');
    assert.ok(!('note' in doubted(make({}))));
});
