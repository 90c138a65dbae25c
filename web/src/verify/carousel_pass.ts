// Many crops of one field: arrows go from crop to crop, what differs is typed over, Enter accepts the page.
// Two guards, for a wrong value that nobody looked at is the worst: Enter in a crop that is being mended ends the mending only,
// and a page is accepted when every crop of it has been on the screen.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Code, Entry } from '../base/api_types.js';
import { pick, t } from '../base/language.js';
import { nameNote } from '../base/name_text.js';
import { Part } from '../base/part.js';
import { codeAt, codePalette } from './code_palette.js';
import { crop } from './crop.js';
import type { Desk } from './desk.js';
import { acceptance, coded, doubted, type Sheet, type Slot } from './slot.js';
import { isTyped, takesQuestion, titleOf, toggled, warning } from './value.js';
import { focusValue, inputId, isName } from './value_input.js';
import type { Meaning } from './verify_keys.js';

interface Cell {
    doubt: boolean;
    code: Code | null;
    editing: boolean;
    inView: boolean;
    loaded: boolean;
    failed: boolean; // its crop cannot be shown: nobody can say that it is right
}

// Addresses and sentences need room beside their crops; numbers and dates stand close together.
const isLong = (sheet: Sheet): boolean => sheet.slots.some((slot) => slot.item.input.mode === 'text' && (slot.item.text?.length ?? 0) > 12);

@customElement('carousel-pass')
export class CarouselPass extends Part {
    @property({ attribute: false }) desk!: Desk;
    @state() private says_ = '';
    @state() private palette_ = false;
    private shown_: Sheet | null = null;
    private focused_: Slot | null = null;
    private cells_ = new Map<Slot, Cell>();
    private watcher_: IntersectionObserver | null = null;

    get spaceDoubts(): boolean {
        const { slot } = this.desk;
        return slot !== null && !this.palette_ && !this.cell_(slot).editing;
    }

    get askHelps(): boolean {
        const { slot } = this.desk;
        return slot !== null && !takesQuestion(slot.item);
    }

    override disconnectedCallback(): void {
        super.disconnectedCallback();
        this.watcher_?.disconnect();
    }

    private cell_(slot: Slot): Cell {
        let cell = this.cells_.get(slot);
        if (!cell) this.cells_.set(slot, (cell = { doubt: false, code: null, editing: false, inView: false, loaded: slot.item.crop === null, failed: false }));
        return cell;
    }

    private get open_(): Slot[] {
        return this.desk.sheet?.slots.filter((slot) => slot.open) ?? [];
    }

    press(meant: Meaning, event: KeyboardEvent): boolean {
        const { slot } = this.desk;
        if (!slot) return false;
        const cell = this.cell_(slot);
        if (this.palette_ && meant.digit !== undefined) return this.code_(slot, codeAt(meant.digit));
        if (meant.candidate !== undefined) {
            const candidate = slot.item.candidates[meant.candidate - 1];
            if (candidate) this.change_(slot, candidate.text);
            return candidate !== undefined;
        }
        if (meant.digit !== undefined && !isTyped(slot.item)) return this.option_(slot, meant.digit);
        const arrow = /^Arrow(Left|Right|Up|Down)$/.exec(meant.combo)?.[1];
        if (arrow) return this.arrow_(arrow, event);
        switch (meant.action) {
            case 'accept':
                this.accept_(slot, cell);
                return true;
            case 'back':
                return this.desk.back();
            case 'doubt':
                cell.doubt = !cell.doubt;
                this.requestUpdate();
                return true;
            case 'palette':
                this.palette_ = !this.palette_;
                return true;
            case 'copy':
                if (this.desk.previous(slot) === null) this.says_ = t('nothingToCopy');
                else this.change_(slot, this.desk.previous(slot) ?? '');
                return true;
            case 'restore':
                if (this.palette_) this.palette_ = false;
                else Object.assign(cell, { doubt: false, code: null, editing: false });
                slot.restore();
                this.refocus_(slot);
                return true;
            default:
                return false;
        }
    }

    private refocus_(slot: Slot): void {
        this.requestUpdate();
        void this.updateComplete.then(() => focusValue(this, slot));
    }

    private change_(slot: Slot, text: string, editing = false): void {
        slot.text = text;
        slot.warned = null;
        Object.assign(this.cell_(slot), { code: null, editing });
        this.says_ = '';
        if (editing) this.requestUpdate();
        else this.refocus_(slot);
    }

    private option_(slot: Slot, digit: number): boolean {
        const codes = slot.item.input.mode === 'flag' ? ['true', 'false'] : slot.item.options.map((one) => one.code);
        const code = codes[digit - 1];
        if (code !== undefined) this.change_(slot, slot.item.input.mode === 'choices' ? toggled(slot.text, code, codes) : code);
        return code !== undefined;
    }

    private code_(slot: Slot, code: Code | undefined): boolean {
        if (!code) return false;
        this.cell_(slot).code = code;
        this.palette_ = false;
        this.refocus_(slot);
        return true;
    }

    private arrow_(arrow: string, event: KeyboardEvent): boolean {
        const input = event.target instanceof HTMLInputElement ? event.target : null;
        const slot = this.desk.slot as Slot;
        if (input && !input.readOnly && this.cell_(slot).editing && (arrow === 'Left' || arrow === 'Right')) {
            const edge = arrow === 'Left' ? 0 : input.value.length;
            if (input.selectionStart !== edge || input.selectionEnd !== edge) return false; // the caret moves
        }
        const open = this.open_;
        const columns = getComputedStyle(this.querySelector('.cells') as Element).gridTemplateColumns.split(' ').length;
        const step = { Left: -1, Right: 1, Up: -columns, Down: columns }[arrow] ?? 0;
        const next = open[open.indexOf(slot) + step];
        if (next) {
            this.desk.select(next);
            this.refocus_(next);
        }
        return true;
    }

    private accept_(slot: Slot, cell: Cell): void {
        if (cell.editing) {
            const warn = warning(slot.item, slot.text);
            if (warn && slot.warned !== slot.text) {
                slot.warned = slot.text;
                this.says_ = t(warn, warn === 'warnMax' ? (slot.item.input.max ?? '') : (slot.item.length ?? ''));
                return;
            }
            cell.editing = false;
            this.says_ = t('carouselMended');
            this.refocus_(slot);
            return;
        }
        const hidden = this.open_.filter((one) => this.cell_(one).failed && !this.cell_(one).doubt && !this.cell_(one).code && !one.changed);
        if (hidden[0]) {
            for (const one of hidden) this.cell_(one).doubt = true;
            this.says_ = t('carouselHidden', hidden.length);
            this.desk.select(hidden[0]);
            this.refocus_(hidden[0]);
            return;
        }
        const unseen = this.open_.filter((one) => !this.cell_(one).failed && !(this.cell_(one).inView && this.cell_(one).loaded));
        if (unseen[0]) {
            this.says_ = t('carouselUnseen', unseen.length);
            this.desk.select(unseen[0]);
            this.refocus_(unseen[0]);
            this.querySelector(`[data-item="${CSS.escape(unseen[0].item.id)}"]`)?.scrollIntoView({ block: 'start' });
            return;
        }
        const empty = this.open_.filter((one) => one.text.trim() === '' && one.warned !== one.text && !this.cell_(one).doubt && !this.cell_(one).code);
        if (empty[0]) {
            for (const one of empty) one.warned = one.text;
            this.says_ = t('carouselEmpty', empty.length);
            this.desk.select(empty[0]);
            this.refocus_(empty[0]);
            return;
        }
        this.says_ = '';
        this.desk.decideAll(
            this.open_.map((one): [Slot, Entry] => {
                const { doubt, code } = this.cell_(one);
                return [one, doubt ? doubted(one) : code ? coded(one, code) : acceptance(one)];
            }),
        );
    }

    protected override willUpdate(): void {
        if (this.desk.sheet === this.shown_) return;
        this.palette_ = false;
        this.cells_ = new Map();
        this.watcher_?.disconnect();
        this.watcher_ = null;
    }

    protected override updated(): void {
        const { sheet, slot } = this.desk;
        if (sheet !== this.shown_ && sheet) {
            this.watcher_ = new IntersectionObserver((entries) => {
                for (const entry of entries) {
                    const seen = this.open_.find((one) => one.item.id === (entry.target as HTMLElement).dataset.item);
                    if (seen && entry.isIntersecting) this.cell_(seen).inView = true;
                }
            }, { threshold: 0.6 }); // prettier-ignore
            for (const cell of this.querySelectorAll('.cell')) this.watcher_.observe(cell);
        }
        this.shown_ = sheet;
        if (slot !== this.focused_ && slot) focusValue(this, slot);
        this.focused_ = slot;
    }

    protected override render(): TemplateResult {
        const { sheet, slot } = this.desk;
        const first = sheet?.slots[0];
        if (!sheet || !first) return html``;
        const options = first.item.input.mode === 'flag' ? [t('yes'), t('no')] : first.item.options.map((one) => one.title);
        return html`<div class="carousel">
            <div class="carousel-head"><h2 lang="ja">${first.item.field_title}</h2>
                ${isTyped(first.item) ? nothing : html`<ul class="legend" lang="ja">${options.slice(0, 9).map((title, index) => html`<li><kbd>${index + 1}</kbd> ${title}</li>`)}</ul>`}
                <p class="carousel-says" role="status">${this.says_}</p>
                ${this.palette_ && slot ? codePalette((code) => this.code_(slot, code)) : nothing}
            </div>
            <ol class="cells ${isLong(sheet) ? 'wide' : ''}">${repeat(this.open_, (one) => one.item.id, (one, index) => this.cellOf_(one, index, one === slot))}</ol>
        </div>`;
    }

    private cellOf_(slot: Slot, index: number, active: boolean): TemplateResult {
        const { item } = slot;
        const cell = this.cell_(slot);
        const kind = slot.problem ? 'returned' : cell.doubt ? 'doubt' : cell.code ? 'coded' : slot.changed ? 'mended' : '';
        const sign = { returned: '⚠', doubt: '⏸', coded: '⊘', mended: '✎', '': '' }[kind];
        const says = slot.problem ? pick(slot.problem.detail) : cell.doubt ? t('doubtDone') : cell.code ? t(`code_${cell.code}`) : slot.changed ? t('mendedSign') : '';
        const id = inputId(slot);
        return html`<li class="cell ${kind} ${active ? 'active' : ''}" data-item=${item.id}>
            ${crop(item.crop, `${item.field_title} ${index + 1}`, { loaded: () => (cell.loaded = true), failed: () => (cell.failed = true) })}
            <input id=${id} class="value ${item.input.mode} ${isTyped(item) ? (isName(item) ? 'name' : '') : 'chosen'}" lang=${item.input.lang ?? 'ja'} autocomplete="off" spellcheck="false"
                aria-label="${item.field_title} ${index + 1}" aria-describedby="${id}-says" ?readonly=${!isTyped(item)}
                .value=${live(isTyped(item) ? slot.text : titleOf(item, slot.text, t('yes'), t('no')))}
                @input=${(event: Event) => this.change_(slot, (event.target as HTMLInputElement).value, true)}
                @focus=${(event: Event) => { this.desk.select(slot); if (!cell.editing) (event.target as HTMLInputElement).select(); }} />
            ${isTyped(item) ? nameNote(slot.text) : nothing}
            <span class="cell-says" id="${id}-says"><span class="sign" aria-hidden="true">${sign}</span> ${says}</span>
        </li>`;
    }
}
