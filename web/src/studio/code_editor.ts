// The XML editor. CodeMirror writes its styles into the document's head, which the policy refuses, but takes constructed style
// sheets where it stands in a shadow root: so it stands in one.
import { autocompletion, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { xml, type ElementSpec } from '@codemirror/lang-xml';
import { bracketMatching, foldGutter, HighlightStyle, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, type ChangeDesc, type Extension } from '@codemirror/state';
import { EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { LitElement } from 'lit';
import { customElement } from 'lit/decorators.js';
import { changes, language, pick } from '../base/language.js';
import { offsetAt, type TextChange } from './box_text.js';
import { phrases } from './editor_words.js';
import type { Finding } from './types.js';

const look = EditorView.theme({
    '&': { height: '100%', fontSize: '0.875rem', backgroundColor: 'var(--ground)', color: 'var(--ink)' },
    '.cm-scroller': { fontFamily: "'Noto Sans Mono CJK JP', 'Noto Sans Mono', monospace", lineHeight: '1.6' },
    '.cm-gutters': { backgroundColor: 'var(--shade)', color: 'var(--soft)', borderRight: '1px solid var(--line)' },
    '.cm-activeLine': { backgroundColor: 'var(--key-pale)' },
    '&.cm-focused': { outline: '3px solid var(--color-neutral-black)', outlineOffset: '-3px' },
    '.cm-tooltip': { maxWidth: '36rem', backgroundColor: 'var(--ground)', border: '1px solid var(--edge)' },
    '.cm-tooltip-autocomplete ul li[aria-selected]': { backgroundColor: 'var(--key)', color: 'var(--ground)' },
    '.cm-completionDetail': { fontStyle: 'normal', color: 'inherit', opacity: '0.85' },
});
const colours = syntaxHighlighting(
    HighlightStyle.define([
        { tag: tags.tagName, color: 'var(--key)', fontWeight: '700' },
        { tag: tags.attributeName, color: 'var(--studio-attribute, #6b3f00)' },
        { tag: tags.attributeValue, color: 'var(--studio-value, #0b5a2b)' },
        { tag: tags.comment, color: 'var(--soft)' },
        { tag: [tags.angleBracket, tags.processingInstruction, tags.definitionOperator], color: 'var(--soft)' },
    ]),
);

const ownPhrases = (): Extension => (language() === 'ja' ? EditorState.phrases.of(phrases) : []);

export interface EditorEvents {
    changed: (text: string, changes: ChangeDesc) => void;
    cursor: (offset: number) => void;
    save: () => void;
}

@customElement('code-editor')
export class CodeEditor extends LitElement {
    label = '';
    events: EditorEvents | null = null;
    private view_: EditorView | null = null;
    private readonly language_ = new Compartment();
    private readonly writable_ = new Compartment();
    private readonly phrases_ = new Compartment();
    private readonly spoken_ = (): void => this.view_?.dispatch({ effects: this.phrases_.reconfigure(ownPhrases()) });
    private waiting_: { text: string; editable: boolean } | null = null;

    protected override createRenderRoot(): HTMLElement {
        return this;
    }

    override connectedCallback(): void {
        super.connectedCallback();
        changes.addEventListener('change', this.spoken_);
        if (this.view_) return;
        const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
        this.view_ = new EditorView({ root, parent: root, state: this.state_('') });
        if (this.waiting_) this.load(this.waiting_.text, this.waiting_.editable);
    }

    override disconnectedCallback(): void {
        super.disconnectedCallback();
        changes.removeEventListener('change', this.spoken_);
        this.view_?.destroy();
        this.view_ = null;
    }

    private state_(text: string, editable = true): EditorState {
        return EditorState.create({
            doc: text,
            extensions: [
                lineNumbers(), foldGutter(), history(), indentOnInput(), bracketMatching(), highlightActiveLine(), highlightSelectionMatches(), search({ top: true }),
                this.language_.of(xml()), autocompletion({ icons: false }), lintGutter(), look, colours, this.phrases_.of(ownPhrases()),
                this.writable_.of(EditorState.readOnly.of(!editable)),
                EditorView.contentAttributes.of({ 'aria-label': this.label, spellcheck: 'false', tabindex: '0' }),
                keymap.of([
                    { key: 'Mod-s', preventDefault: true, run: () => (this.events?.save(), true) },
                    ...completionKeymap, ...lintKeymap, ...searchKeymap, ...historyKeymap, ...defaultKeymap,
                ]),
                EditorView.updateListener.of((update) => {
                    if (update.docChanged) this.events?.changed(update.state.doc.toString(), update.changes.desc);
                    if (update.selectionSet || update.docChanged) this.events?.cursor(update.state.selection.main.head);
                }),
            ],
        }); // prettier-ignore
    }

    get text(): string {
        return this.view_?.state.doc.toString() ?? this.waiting_?.text ?? '';
    }

    // Another text from outside: nothing of what was there can be undone into it.
    load(text: string, editable: boolean): void {
        this.waiting_ = { text, editable };
        this.view_?.setState(this.state_(text, editable));
    }

    complete(elements: readonly ElementSpec[]): void {
        this.view_?.dispatch({ effects: this.language_.reconfigure(xml({ elements })) });
    }

    mark(findings: readonly Finding[]): void {
        const view = this.view_;
        if (!view) return;
        const text = this.text;
        const diagnostics = findings.map((one) => {
            const from = Math.min(offsetAt(text, Math.max(1, one.line), Math.max(1, one.column)), text.length);
            const word = /^[\w:.<-]+/.exec(text.slice(from, from + 80));
            return { from, to: Math.min(text.length, from + Math.max(1, word?.[0].length ?? 1)), severity: one.severity, message: `${one.code} ${pick(one.message)}` };
        });
        view.dispatch(setDiagnostics(view.state, diagnostics));
    }

    // One change of the text, undone as one.
    edit(change: TextChange): void {
        this.view_?.dispatch({ changes: change, userEvent: 'input.box' });
    }

    replace(text: string): void {
        const view = this.view_;
        if (view) view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, userEvent: 'input.replace' });
    }

    show(offset: number, focus: boolean): void {
        const view = this.view_;
        if (!view) return;
        const at = Math.min(offset, view.state.doc.length);
        view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'center' }) });
        if (focus) view.focus();
    }
}
