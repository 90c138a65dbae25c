// One file of the library: its text, beside it the page with the boxes, below it what lint, samples and comparison say.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { act } from '../base/act.js';
import { api } from '../base/api.js';
import { when } from '../base/language.js';
import { showProblem } from '../base/notices.js';
import { Part } from '../base/part.js';
import { go } from '../base/route.js';
import { moved, offsetAt, tagEnd, type Box } from './box_text.js';
import { elementsOf } from './completion.js';
import type { CodeEditor } from './code_editor.js';
import type { PageBoard, Move } from './page_board.js';
import { diffView } from './diff_view.js';
import { s } from './say.js';
import { TextState } from './text_state.js';
import type { BoxPage, Checked, Finding, PageBox, Vocabulary } from './types.js';
import './box_numbers.js';
import './code_editor.js';
import './finding_list.js';
import './flow_picture.js';
import './page_board.js';
import './studio_tools.js';

@customElement('studio-file')
export class StudioFile extends Part {
    @property() file = '';
    @state() private pages_: BoxPage[] | null = null; // of the last text without mistakes
    @state() private old_ = false;
    @state() private page_ = 0;
    @state() private chosen_: number[] = [];
    @state() private drawing_: string | null = null;
    @state() private sure_ = false;
    @state() private problem_ = false;
    private state_: TextState | null = null;
    private words_: Vocabulary | null = null;
    private offsets_: number[][] = []; // where each box's element begins, by page, moved along with what is typed
    private fields_ = '';
    private drawLater_: ReturnType<typeof setTimeout> | undefined;
    private drawTurn_ = 0;

    override connectedCallback(): void {
        super.connectedCallback();
        this.listen(window, 'beforeunload', (event) => {
            if (this.state_?.dirty) event.preventDefault();
        });
        this.atEnd(() => {
            this.state_?.close();
            clearTimeout(this.drawLater_);
            if (this.drawing_) URL.revokeObjectURL(this.drawing_);
        });
        void this.open_();
    }

    private get editor_(): CodeEditor | null {
        return this.querySelector<CodeEditor>('code-editor');
    }

    private async open_(): Promise<void> {
        const text = new TextState(this.file, () => this.requestUpdate(), (checked) => this.arrived_(checked));
        try {
            await text.open();
            if (text.editable && text.file) this.words_ = await api.get<Vocabulary>(`/library/vocabulary?kind=${text.file.kind}`);
        } catch (problem) {
            showProblem(problem);
            this.problem_ = true;
            return;
        }
        this.state_ = text;
        this.requestUpdate();
        await this.updateComplete;
        const editor = this.editor_;
        if (!editor) return;
        editor.events = {
            changed: (value, changes) => {
                this.offsets_ = this.offsets_.map((page) => page.map((at) => changes.mapPos(at, 1)));
                text.typed(value);
            },
            cursor: (at) => this.cursor_(at),
            save: () => void text.save(),
        };
        this.reload_();
    }

    private reload_(): void {
        const text = this.state_;
        if (!text) return;
        this.editor_?.load(text.text, text.editable);
        this.fields_ = '';
        if (this.words_) this.editor_?.complete(elementsOf(this.words_, []));
        text.checkSoon(0);
    }

    private arrived_(checked: Checked): void {
        const text = this.state_;
        const editor = this.editor_;
        if (!text || !editor) return;
        editor.mark(checked.findings.filter((one) => one.file === text.id));
        this.old_ = checked.pages === null;
        if (checked.pages) {
            this.pages_ = checked.pages;
            this.offsets_ = checked.pages.map((page) => page.boxes.map((box) => (box.own ? offsetAt(text.text, box.line, box.column) : -1)));
            if (this.page_ >= checked.pages.length) this.page_ = 0;
            this.drawSoon_();
        }
        const fields = JSON.stringify(checked.fields);
        if (this.words_ && checked.fields.length > 0 && fields !== this.fields_) {
            this.fields_ = fields;
            editor.complete(elementsOf(this.words_, checked.fields));
        }
    }

    private drawSoon_(): void {
        clearTimeout(this.drawLater_);
        this.drawLater_ = setTimeout(() => void this.draw_(), this.drawing_ ? 400 : 0);
    }

    private async draw_(): Promise<void> {
        const turn = ++this.drawTurn_;
        const page = this.pages_?.[this.page_];
        if (!this.state_ || !page) return;
        try {
            const answer = await api.send('/library/drawing', { method: 'POST', body: { ...this.state_.subject(), page: page.number }, headers: { Accept: 'image/svg+xml' } });
            const url = URL.createObjectURL(await answer.blob());
            if (turn !== this.drawTurn_ || !this.isConnected) return URL.revokeObjectURL(url);
            if (this.drawing_) URL.revokeObjectURL(this.drawing_);
            this.drawing_ = url;
        } catch {
            // A text that changed meanwhile and has mistakes now: the check says them, the picture stays.
        }
    }

    // The boxes of the element that the cursor stands in.
    private cursor_(at: number): void {
        const text = this.state_?.text ?? '';
        const offsets = this.offsets_[this.page_] ?? [];
        const within = (from: number): boolean => from >= 0 && from <= at && at <= tagEnd(text, from);
        const here = offsets.flatMap((from, index) => (within(from) ? [index] : []));
        if (here.length > 0 || this.shadowFocused_()) {
            if (here.length > 0 && here.join() !== this.chosen_.join()) this.chosen_ = here;
            if (here.length > 0) return;
        }
        // It may stand on another page.
        this.offsets_.forEach((page, index) => {
            if (index !== this.page_ && page.some(within)) this.turn_(index);
        });
    }

    private shadowFocused_(): boolean {
        return this.editor_?.shadowRoot?.activeElement !== null;
    }

    private turn_(page: number): void {
        this.page_ = page;
        this.chosen_ = [];
        this.drawTurn_++;
        if (this.drawing_) URL.revokeObjectURL(this.drawing_);
        this.drawing_ = null;
        this.drawSoon_();
    }

    private choose_(index: number, open: boolean): void {
        if (!this.chosen_.includes(index) || open) this.chosen_ = [index];
        const at = this.offsets_[this.page_]?.[index] ?? -1;
        if (at >= 0) this.editor_?.show(at, open);
        this.chosen_ = [index, ...this.chosen_.filter((one) => one !== index)];
    }

    private move_(index: number, by: Box): void {
        const text = this.state_;
        const page = this.pages_?.[this.page_];
        const at = this.offsets_[this.page_]?.[index] ?? -1;
        if (!text?.editable || !page || at < 0) return;
        const change = moved(text.text, at, by);
        if (!change) return;
        this.editor_?.edit(change);
        // At once on the page, before the server has said so; rows of one element go together.
        const boxes = page.boxes.map((box, one): PageBox => (this.offsets_[this.page_]?.[one] === at ? { ...box, box: box.box.map((value, side) => Math.max(0, Math.round((value + (by[side] as number)) * 100) / 100)) as Box } : box));
        this.pages_ = (this.pages_ ?? []).map((one, number) => (number === this.page_ ? { ...one, boxes } : one));
    }

    private readonly jump_ = (event: CustomEvent<Finding>): void => {
        const finding = event.detail;
        const text = this.state_;
        if (!text || !finding.line) return;
        if (finding.file && finding.file !== text.id) return go(`forms/${encodeURIComponent(finding.file)}`);
        this.editor_?.show(offsetAt(text.text, finding.line, Math.max(1, finding.column)), true);
    };

    private readonly replaced_ = (event: CustomEvent<string>): void => {
        this.editor_?.replace(event.detail);
        this.editor_?.show(0, true);
    };

    private async discard_(): Promise<void> {
        const text = this.state_;
        if (!text) return;
        this.sure_ = false;
        const fresh = text.published === null;
        await act(async () => {
            await text.discard();
            if (fresh) return go('forms');
            await text.open();
            this.reload_();
        });
    }

    private async settle_(yours: boolean): Promise<void> {
        await this.state_?.settle(yours);
        if (!yours) this.reload_();
    }

    protected override render(): TemplateResult {
        const text = this.state_;
        const back = html`<a class="crumb" href="#/forms">${s('back')}</a>`;
        if (this.problem_) return html`<div class="page-text wide">${back}</div>`;
        if (!text?.file) return html`<p class="waiting" role="status">${s('loading')}</p>`;
        const file = text.file;
        return html`<div class="studio">
            <header class="studio-head">${back}<h1>${file.title} <span class="hint"><code>${file.path}</code></span></h1>${this.saveRow_(text)}</header>
            ${text.conflict ? this.conflict_(text) : nothing}
            ${text.draft && !text.draft.current ? html`<p class="problem" role="alert"><span class="sign" aria-hidden="true">⚠</span> ${s('stale')} <button class="small" @click=${() => void text.rebase()}>${s('rebase')}</button></p>` : nothing}
            <div class="studio-work ${file.kind === 'layout' || file.kind === 'flow' ? '' : 'one'}">
                <section class="studio-editor" aria-label=${s('editor')}><code-editor .label=${s('editor')}></code-editor><p class="hint">${s('editorKeys')}</p></section>
                ${file.kind === 'layout' ? this.board_(text) : file.kind === 'flow' ? html`<section aria-label=${s('flow')}><flow-picture .text=${text.text}></flow-picture></section>` : nothing}
            </div>
            ${text.editable ? html`<finding-list .findings=${text.checked?.findings ?? null} .elsewhere=${text.checked?.elsewhere ?? 0} .own=${text.id} ?checking=${text.checking} @jump=${this.jump_}></finding-list>
                <studio-tools .text=${text} @replaced=${this.replaced_}></studio-tools>` : nothing}
        </div>`;
    }

    private saveRow_(text: TextState): TemplateResult {
        if (!text.editable) return html`<span class="tag">${s('readOnly')}</span>`;
        const says = text.saving ? s('saving') : text.dirty ? s('unsaved') : text.draft ? s('saved', when(text.draft.at)) : s('noDraft');
        return html`<div class="row-buttons"><span role="status" class="hint">${says}</span>
            <button class="primary" ?disabled=${!text.dirty || text.saving} @click=${() => void text.save()}>${s('save')}</button>
            ${text.draft && !this.sure_ ? html`<button @click=${() => (this.sure_ = true)}>${s('discard')}</button>` : nothing}
            ${this.sure_ ? html`<button @click=${() => void this.discard_()}>${s('discardSure')}</button><button @click=${() => (this.sure_ = false)}>${s('keep')}</button>` : nothing}</div>`;
    }

    private conflict_(text: TextState): TemplateResult {
        const { theirs, yours } = text.conflict as NonNullable<TextState['conflict']>;
        return html`<section class="problem studio-conflict" role="alert"><h2>${s('conflict')}</h2><p>${s('conflictHint', theirs.by_name, when(theirs.at))}</p>
            ${diffView(theirs.text, yours)}
            <div class="two"><label>${s('theirs')}<textarea readonly rows="8" .value=${theirs.text}></textarea></label><label>${s('yours')}<textarea readonly rows="8" .value=${yours}></textarea></label></div>
            <p class="row-buttons"><button @click=${() => void this.settle_(false)}>${s('takeTheirs')}</button><button @click=${() => void this.settle_(true)}>${s('takeYours')}</button></p></section>`;
    }

    private board_(text: TextState): TemplateResult {
        const page = this.pages_?.[this.page_];
        const first = this.chosen_[0];
        const box = first === undefined ? null : (page?.boxes[first] ?? null);
        const at = first === undefined ? -1 : (this.offsets_[this.page_]?.[first] ?? -1);
        return html`<section class="studio-page" aria-label=${s('board')}>
            <div class="row-buttons">${(this.pages_?.length ?? 0) > 1 ? this.pages_?.map((one, index) => html`<button class="small" aria-pressed=${index === this.page_ ? 'true' : 'false'} @click=${() => this.turn_(index)}>${s('page', one.number)}</button>`) : nothing}
                ${this.old_ ? html`<span class="tag warn"><span aria-hidden="true">⚠</span> ${s(this.pages_ ? 'boardOld' : 'boardWrong')}</span>` : nothing}</div>
            ${page ? html`<page-board .page=${page} .drawing=${this.drawing_} .chosen=${this.chosen_} ?editable=${text.editable} ?old=${this.old_}
                @box-chosen=${(event: CustomEvent<number>) => this.choose_(event.detail, false)} @box-opened=${(event: CustomEvent<number>) => this.choose_(event.detail, true)}
                @box-moved=${(event: CustomEvent<Move>) => this.moveBoard_(event)}></page-board>
                <box-numbers .box=${box} ?editable=${text.editable} ?listed=${at >= 0 && moved(text.text, at, [1, 0, 0, 0]) === null} @numbers=${(event: CustomEvent<Box>) => first !== undefined && this.move_(first, event.detail)}></box-numbers>
                <p class="hint">${s('boardHint')}</p>` : nothing}
        </section>`;
    }

    private moveBoard_(event: CustomEvent<Move>): void {
        const board = event.target as PageBoard;
        this.move_(event.detail.index, event.detail.by);
        void this.updateComplete.then(() => board.focusBox(event.detail.index));
    }
}
