// The studio's text work: places, attributes, moved boxes, completion from the schema, its words.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { attributeAt, moved, offsetAt, tagEnd } from '../src/studio/box_text.js';
import { elementsOf } from '../src/studio/completion.js';
import { phrases } from '../src/studio/editor_words.js';
import { TextState } from '../src/studio/text_state.js';
import { textDiff } from '../src/studio/text_diff.js';
import { studioWords } from '../src/studio/words.js';

const layout = `<layout id="a">
  <page number="1">
    <!-- 𠮷野家 --><place field="name" title='a > b box="1"'
      box="20.0  40 60.55 8" cells="3"/>
  </page>
</layout>`;

test('places count lines and characters, also those of two units', () => {
    const at = offsetAt(layout, 3, layout.split('\n')[2]?.indexOf('<place') as number); // one character fewer than units, one-based
    assert.equal(layout.slice(at, at + 6), '<place');
    assert.equal(offsetAt(layout, 99, 1), layout.length);
    assert.equal(offsetAt('ab\ncd', 1, 99), 2);
});

test('an attribute is found in its own tag, not within another value', () => {
    const from = layout.indexOf('<place');
    const box = attributeAt(layout, from, 'box');
    assert.equal(box && layout.slice(box.from, box.to), '20.0  40 60.55 8');
    assert.equal(attributeAt(layout, from, 'nothing'), null);
    assert.equal(attributeAt(layout, layout.indexOf('<page'), 'box'), null, 'of a child it is none');
    assert.equal(layout.slice(from, tagEnd(layout, from)).endsWith('/>'), true);
    assert.equal(tagEnd('<a b="', 0), 6, 'what is not finished ends with the text');
});

test('a moved box changes its numbers and nothing else', () => {
    const from = layout.indexOf('<place');
    const change = moved(layout, from, [1, 0, 0.1, 0]);
    assert.equal(change?.insert, '21  40 60.65 8', 'blanks and untouched numbers stay as written');
    assert.equal(moved(layout, from, [0, 0, 0, 0]), null);
    assert.equal(moved(layout, from, [-100, 0, -100, 0])?.insert, '0  40 0.5 8', 'never off the page, never without a size');
    assert.equal(moved('<place box="1 2 3"/>', 0, [1, 0, 0, 0]), null);
    assert.equal(moved('<place box="1 2 3 x"/>', 0, [1, 0, 0, 0]), null);
    assert.equal(moved('<place/>', 0, [1, 0, 0, 0]), null);
});

test('completion offers children, attributes, values, and the fields of the form', () => {
    const words = {
        root: 'layout', root_type: 'Layout',
        types: [
            { name: 'Layout', about: '', attributes: [{ name: 'id', about: 'i', required: true, values: [] }], children: [{ element: 'page', type: 'Page', about: 'p' }] },
            { name: 'Page', about: '', attributes: [], children: [{ element: 'place', type: 'Place', about: '' }, { element: 'page', type: 'Page', about: '' }] },
            { name: 'Place', about: '', attributes: [{ name: 'field', about: '', required: true, values: [] }, { name: 'written', about: '', required: false, values: [{ value: 'hand', about: 'h' }] }], children: [] },
        ],
    }; // prettier-ignore
    const specs = elementsOf(words, [{ id: 'name', title: 'N', type: 'text', options: [] }]);
    assert.deepEqual(specs.map((one) => one.name), ['layout', 'page', 'place']); // a page within a page ends, too
    const place = specs.find((one) => one.name === 'place');
    const of = (name: string): unknown => (place?.attributes ?? []).flatMap((one) => (typeof one !== 'string' && one.name === name ? (one.values ?? []) : []));
    assert.deepEqual(of('field'), [{ label: 'name', detail: 'N' }]);
    assert.deepEqual(of('written'), [{ label: 'hand', detail: 'h' }]);
    assert.deepEqual(elementsOf({ root: '', root_type: '', types: [] }, []), []);
});

test('every word of the studio has both languages and is used', () => {
    const code = readdirSync('src/studio').filter((name) => name.endsWith('.ts') && name !== 'words.ts').map((name) => readFileSync(join('src/studio', name), 'utf8')).join('\n');
    const families = [...code.matchAll(/`(\w+_)\$\{/g)].map((match) => match[1] as string);
    for (const [word, [ja, en]] of Object.entries(studioWords)) {
        assert.ok(ja && en, word);
        assert.deepEqual(ja.match(/\{\d\}/g)?.sort(), en.match(/\{\d\}/g)?.sort(), word);
        assert.doesNotMatch(en, /[\u3040-\u30ff\u4e00-\u9fff]/, word);
        assert.ok(new RegExp(`['".]${word}\\b`).test(code) || families.some((family) => word.startsWith(family)), `${word} is used nowhere`);
    }
});

test('lines that differ are told with their number and a line around them', () => {
    const before = 'a\nb\nc\nd\ne\nf\ng\nh';
    assert.deepEqual(textDiff(before, before), []);
    assert.deepEqual(textDiff(before, before.replace('b', 'x').replace('\ng', '')).map((one) => `${one.sign}${one.text}`), [' a', '-b', '+x', ' c', '…', ' f', '-g', ' h']);
    assert.deepEqual(textDiff('', 'a'), [{ sign: '-', text: '', line: 1 }, { sign: '+', text: 'a', line: 1 }]);
    assert.equal(textDiff('a\nb', 'a\nb\nc').at(-1)?.line, 3);
});

test('a stale draft goes on from what is published by now, not from what was published when it was opened', async (t) => {
    const sent: { method: string; body: unknown }[] = [];
    let tag = 'one';
    const before = globalThis.fetch;
    t.after(() => (globalThis.fetch = before));
    globalThis.fetch = (async (url: string, asked: RequestInit) => {
        const draft = { id: 'f', text: 'mine', base: tag === 'one' ? 'none' : 'two', current: tag === 'two', revision: 3, by_name: '', at: '', editors: [] };
        if (asked.method === 'PUT') sent.push({ method: 'PUT', body: JSON.parse(String(asked.body)) });
        const answer = url.includes('/drafts/') ? draft : { file: { id: 'f', tag, draft: {}, editable: true }, text: tag === 'one' ? 'old' : 'new', versions: [] };
        return new Response(JSON.stringify(answer), { status: 200 });
    }) as typeof fetch;
    const text = new TextState('f', () => undefined, () => undefined);
    await text.open();
    assert.equal(text.published, 'old');
    tag = 'two'; // published meanwhile
    assert.equal(await text.rebase(), true);
    assert.deepEqual(sent, [{ method: 'PUT', body: { text: 'mine', base: 'two' } }]);
    assert.deepEqual([text.published, text.draft?.current], ['new', true], 'differences are seen against it');
});

test('an answer about an older text is dropped, also before the newer one is asked about', async (t) => {
    const asked: { text: string; answer: () => void }[] = [];
    const arrived: string[] = [];
    const before = globalThis.fetch;
    t.after(() => (globalThis.fetch = before));
    globalThis.fetch = (async (url: string, ask: RequestInit) => {
        const said = (value: unknown): Response => new Response(JSON.stringify(value), { status: 200 });
        if (!url.endsWith('/library/check')) return said({ file: { id: 'f', tag: 'one', draft: null, editable: true }, text: 'old', versions: [] });
        const { text } = JSON.parse(String(ask.body)) as { text: string };
        return new Promise<Response>((resolve) => asked.push({ text, answer: () => resolve(said({ findings: [{ code: text }], elsewhere: 0, pages: null, fields: [] })) }));
    }) as typeof fetch;
    const until = async (is: () => boolean): Promise<void> => {
        for (let i = 0; i < 500 && !is(); i++) await new Promise((resolve) => setTimeout(resolve, 10));
        assert.ok(is());
    };
    const text = new TextState('f', () => undefined, (checked) => void arrived.push(checked.findings[0]?.code ?? ''));
    await text.open();
    text.checkSoon(0);
    await until(() => asked.length === 1);
    text.typed('moved'); // asked about in 300 ms
    asked[0]?.answer();
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.deepEqual([arrived, text.checked, text.checking], [[], null, true]);
    await until(() => asked.length === 2);
    asked[1]?.answer();
    await until(() => !text.checking);
    assert.deepEqual([asked.map((one) => one.text), arrived], [['old', 'moved'], ['moved']]);
    await text.save();
});

test('everything the editor says itself has Japanese words', () => {
    const said = ['search', 'autocomplete', 'lint', 'view', 'commands', 'language'].flatMap((name) => {
        const source = readFileSync(`node_modules/@codemirror/${name}/dist/index.js`, 'utf8');
        return [...source.matchAll(/phrase\((?:view, )?(?:[\w.]+ \? "([^"]+)" : )?"([^"]+)"/g)].flatMap((one) => [one[1], one[2]]).filter((one) => one !== undefined);
    });
    assert.ok(said.length > 25);
    assert.deepEqual([...new Set(said)].filter((one) => !(one in phrases)), []);
});
