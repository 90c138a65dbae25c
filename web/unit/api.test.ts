import assert from 'node:assert/strict';
import { test } from 'node:test';
import './browser.js';
import { Client, newKey, Problem, problemOf, query } from '../src/base/api.js';
import { parseRoute } from '../src/base/route.js';
import { openScreens } from '../src/base/screens.js';

interface Heard {
    path: string;
    init: RequestInit;
}

function client(...answers: (Response | Error)[]): { api: Client; heard: Heard[] } {
    const heard: Heard[] = [];
    const api = new Client(async (path, init) => {
        heard.push({ path: String(path), init: init ?? {} });
        const answer = answers.shift() ?? new Response(null, { status: 500 });
        if (answer instanceof Error) throw answer;
        return answer;
    });
    return { api, heard };
}
const header = (one: Heard | undefined, name: string): string | null => new Headers(one?.init.headers).get(name);
const session = { account: { id: 'a', name: 'A' }, grants: [], permissions: [], csrf: 'token', language: 'ja' };

test('the CSRF token of the session goes with everything that changes something, a key with what creates', async () => {
    const { api, heard } = client(Response.json(session), Response.json({}), Response.json({}));
    await api.session();
    await api.get('/x');
    await api.post('/y', { a: 1 }, 'key-1');
    assert.equal(header(heard[1], 'X-CSRF-Token'), null);
    assert.equal(header(heard[2], 'X-CSRF-Token'), 'token');
    assert.equal(header(heard[2], 'Idempotency-Key'), 'key-1');
    assert.equal(heard[2]?.init.body, '{"a":1}');
    assert.equal(heard[2]?.path, '/api/v1/y');
});

test('a problem keeps its code, its two languages and its place', async () => {
    const body = { code: 'V012', detail: { ja: '断ります', en: 'Refused' }, place: 'x' };
    const { api } = client(new Response(JSON.stringify(body), { status: 409 }));
    await assert.rejects(api.post('/x'), (problem: Problem) => {
        assert.deepEqual([problem.status, problem.code, problem.detail.en, problem.place], [409, 'V012', 'Refused', 'x']);
        assert.equal(problem.passing, false);
        return true;
    });
    assert.equal(problemOf(502, null).passing, true);
    assert.match(problemOf(500, { title: 'T' }).detail.ja, /T/);
    assert.match(problemOf(418, null).detail.ja, /418/);
});

test('a server that is not there is a problem that passes', async () => {
    const { api } = client(new TypeError('failed'));
    await assert.rejects(api.get('/x'), (problem: Problem) => problem.offline && problem.passing);
});

test('an answer that breaks off in the middle was none', async () => {
    const { api } = client(new Response('{"a": ', { status: 200 }));
    await assert.rejects(api.get('/x'), (problem: Problem) => problem.offline);
});

test('nobody logged in is no error', async () => {
    const { api } = client(new Response('{}', { status: 401 }));
    assert.equal(await api.session(), null);
});

test('when the session ends a request waits for the new one, then goes out again with its token and the same key', async () => {
    const { api, heard } = client(new Response('{}', { status: 401 }), Response.json({ ...session, csrf: 'second' }), Response.json({ ok: true }));
    api.csrf = 'first';
    api.sessionEnded = async () => void (await api.login('a', 'p'));
    assert.deepEqual(await api.post('/verify/entries', { entries: [] }, 'k'), { ok: true });
    assert.deepEqual(heard.map((one) => one.path), ['/api/v1/verify/entries', '/api/v1/session', '/api/v1/verify/entries']);
    assert.equal(header(heard[2], 'X-CSRF-Token'), 'second');
    assert.equal(header(heard[2], 'Idempotency-Key'), 'k');
});

test('nothing answers with nothing', async () => {
    const { api } = client(new Response(null, { status: 204 }));
    assert.equal(await api.post('/verify/next'), null);
});

test('keys are 128 random bits', () => {
    const keys = new Set(Array.from({ length: 1000 }, newKey));
    assert.equal(keys.size, 1000);
    for (const key of keys) assert.match(key, /^[0-9a-f]{32}$/);
});

test('addresses', () => {
    assert.equal(query({ a: 'x y', b: '', c: null, d: 3 }), '?a=x+y&d=3');
    assert.equal(query({}), '');
    assert.deepEqual(parseRoute('#/cases/a%2Fb?q=1').rest, ['a/b']);
    assert.equal(parseRoute('#/cases/a?q=1').query.get('q'), '1');
    assert.equal(parseRoute('').screen, '');
    assert.deepEqual(parseRoute('#/cases/%').rest, ['%']);
});

test('only what a permission opens is shown', () => {
    assert.deepEqual(openScreens(['cases.read', 'verify.enter']).map((one) => one.id), ['verify', 'cases']);
    assert.deepEqual(openScreens([]), []);
});
