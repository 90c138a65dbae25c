import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { count, setLanguage, since, t } from '../src/base/language.js';
import { words, type Word } from '../src/base/words.js';

const sources = (folder: string): string[] =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
        entry.isDirectory() ? sources(join(folder, entry.name)) : entry.name.endsWith('.ts') ? [join(folder, entry.name)] : [],
    );
const code = sources('src').filter((file) => !file.includes('words'));

test('every word has both languages, with the same values in them', () => {
    for (const [word, [ja, en]] of Object.entries(words)) {
        assert.ok(ja.trim() && en.trim(), word);
        const values = (text: string): string[] => [...new Set(text.match(/\{\d\}/g) ?? [])].sort();
        assert.deepEqual(values(ja), values(en), word);
        assert.doesNotMatch(en.replace(/[●“”–…×→←↑↓]/g, ''), word === 'otherLanguage' ? /^$/ : /[\u3040-\u30ff\u4e00-\u9fff]/, `${word} is Japanese in English`);
    }
});

test('no area has a word that another one has: the later would win silently', () => {
    const seen = new Map<string, string>();
    for (const file of sources('src/words')) {
        for (const match of readFileSync(file, 'utf8').matchAll(/^    (\w+): \[/gm)) {
            const word = match[1] as string;
            assert.equal(seen.get(word), undefined, `${word} in ${file}`);
            seen.set(word, file);
        }
    }
    assert.equal(seen.size, Object.keys(words).length);
});

test('every word is used somewhere', () => {
    const text = code.map((file) => readFileSync(file, 'utf8')).join('\n');
    const families = [...text.matchAll(/`(\w+_)\$\{/g)].map((match) => match[1] as string);
    for (const word of Object.keys(words)) {
        const used = new RegExp(`['".]${word}\\b`).test(text) || families.some((family) => word.startsWith(family));
        assert.ok(used, `${word} is used nowhere`);
    }
});

test('no Japanese stands in the code itself, except where a message carries both languages', () => {
    for (const file of code) {
        readFileSync(file, 'utf8').split('\n').forEach((line, index) => {
            const bare = line.replace(/\/\/.*$/, '').replace(/\bja: ?[`'].*?[`']/g, '').replace(/[０-９●]/g, '');
            if (/[\u3040-\u30ff\u4e00-\u9fff]/.test(bare)) assert.fail(`${file}:${index + 1}: ${line.trim()}`);
        });
    }
});

test('a style attribute would be refused by the Content-Security-Policy', () => {
    for (const file of code) assert.doesNotMatch(readFileSync(file, 'utf8'), /\sstyle=/, file);
    assert.doesNotMatch(readFileSync('index.html', 'utf8'), /\sstyle=|<style|<script(?![^>]*src=)|\son\w+=/);
});

test('the language is a switch', () => {
    assert.equal(t('keyTaken', 'A'), '「A」から移しました');
    setLanguage('en');
    assert.equal(t('keyTaken' satisfies Word, 'A'), 'Taken from “A”');
    assert.equal(count(1234), '1,234');
    const now = Date.parse('2026-11-29T12:00:00+09:00');
    assert.equal(since('2026-11-29T11:30:00+09:00', now), '30 min');
    assert.equal(since('2026-11-29T02:00:00+09:00', now), '10 h');
    assert.equal(since('2026-11-25T02:00:00+09:00', now), '4 d');
    assert.equal(since(null, now), '');
    setLanguage('ja');
});
