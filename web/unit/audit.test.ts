import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { AuditRow } from '../src/base/api_types.js';
import { words } from '../src/base/words.js';
import { actionWords, actorName, acts, auditActions, detailWords, subjectWords } from '../src/office/audit_rows.js';

const row = (municipality: string, number: number, at: string, more: Partial<AuditRow> = {}): AuditRow => ({ municipality, number, at, actor: 'a1', actor_name: '佐藤', action: 'session.begin', subject: 'a1', subject_name: '佐藤', detail: {}, hash: '', ...more });

// Every file that writes the trail: what looks like a code there and is no permission is one.
function written(folder: string): string[] {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
        if (entry.isDirectory()) return written(join(folder, entry.name));
        if (!entry.name.endsWith('.cpp')) return [];
        const text = readFileSync(join(folder, entry.name), 'utf8');
        if (!/audit::append|\btold\(/.test(text)) return [];
        return [...text.matchAll(/"([a-z]+(?:-[a-z]+)*\.[a-z]+(?:-[a-z]+)*)"/g)].map((match) => match[1] as string);
    });
}

test('every code that the server and the console write has words in both languages', () => {
    const files = /\.(json|sqlite|xml|csv|dmn|bpmn|jsonl|zip|txt|png)$/;
    const codes = [...new Set(['server', 'station', 'authoring', 'cli'].flatMap((folder) => written(join('../apps', folder))))].filter((one) => !files.test(one));
    assert.ok(codes.length > 10, codes.join(' '));
    for (const code of [...codes, ...auditActions]) {
        assert.notEqual(actionWords(code), code, `${code} has no words`);
        assert.ok((auditActions as readonly string[]).includes(code), `${code} cannot be filtered by`);
    }
    assert.equal(Object.keys(words).filter((one) => one.startsWith('act_')).length, auditActions.length, 'words of an act that nobody writes');
});

test('one act in the chains of many municipalities is one row; twice in one chain is two', () => {
    const at = '2026-11-29T10:00:00.000+09:00';
    const rows = [row('202088', 7, at), row('202011', 3, at), row('202088', 6, at), row('202011', 2, '2026-11-29T09:00:00.000+09:00'), row('202011', 1, '2026-11-29T09:00:00.000+09:00', { action: 'session.end' })];
    const all = acts(rows);
    assert.deepEqual(all.map((one) => one.places.map((place) => [place.municipality, place.number])), [[['202088', 7], ['202011', 3]], [['202088', 6]], [['202011', 2]], [['202011', 1]]]); // prettier-ignore
    assert.equal(acts(rows, true).length, 3, 'the last may go on on the next page');
    assert.equal(acts(rows.slice(0, 2), true).length, 1, 'but something is shown');
});

test('whoever has no account is told in words', () => {
    assert.equal(actorName(row('', 1, '')), '佐藤');
    const nameless = (actor: string): AuditRow => row('', 1, '', { actor, actor_name: actor }); // as the server answers them
    assert.equal(actorName(nameless('a9')), 'a9');
    for (const actor of ['console', 'system']) assert.notEqual(actorName(nameless(actor)), actor);
});

test('targets and details are words', () => {
    assert.equal(subjectWords(row('', 1, '', { subject: 'c1', subject_name: undefined as unknown as string })), 'c1');
    assert.equal(subjectWords(row('', 1, '')), '佐藤');
    assert.equal(detailWords({ roles: ['verifier', 'admin'], reason: '' }), '役割: 検証者、管理者');
    assert.equal(detailWords({ own: true, odd: 3 }), '本人が変更: はい / odd: 3');
    assert.equal(detailWords(null), '');
});
