// Two people entered the same field differently; a third one decides: 1, 2, 3 (neither: an own value) or 0 (illegible, ●).
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { t } from '../base/language.js';
import { nameNote, nameText } from '../base/name_text.js';
import { Part } from '../base/part.js';
import { keys } from '../shell/own_keys.js';
import { crop } from './crop.js';
import type { Desk } from './desk.js';
import './page_view.js';
import type { PageView } from './page_view.js';
import { chosen, coded, doubted, type Slot } from './slot.js';
import { differences, isTyped, takesQuestion, titleOf } from './value.js';
import { focusValue, valueInput } from './value_input.js';
import type { Meaning } from './verify_keys.js';

@customElement('compare-pass')
export class ComparePass extends Part {
    @property({ attribute: false }) desk!: Desk;
    @state() private own_ = false; // 3: neither is right
    @state() private note_ = false;
    private shown_: Slot | null = null;

    get spaceDoubts(): boolean {
        return false; // the choices are no text: Space works there as it is
    }

    get askHelps(): boolean {
        const { slot } = this.desk;
        return slot !== null && !this.note_ && !takesQuestion(slot.item);
    }

    press(meant: Meaning, event: KeyboardEvent): boolean {
        const { slot } = this.desk;
        if (!slot) return false;
        const choosing = !this.own_ && !this.note_;
        if (meant.digit !== undefined && choosing && this.contains(event.target as Node)) return this.choose_(slot, meant.digit);
        switch (meant.action) {
            case 'accept': {
                if (this.note_) this.desk.decide(doubted(slot));
                else if (this.own_) this.decideOwn_(slot);
                else {
                    const on = this.querySelector<HTMLInputElement>('.choices input:checked');
                    if (on) this.choose_(slot, Number(on.value));
                }
                return true;
            }
            case 'back':
                this.desk.back();
                return true;
            case 'doubt':
                this.note_ = true;
                void this.updateComplete.then(() => this.querySelector<HTMLInputElement>('#note')?.focus());
                return true;
            case 'restore':
                this.own_ = false;
                this.note_ = false;
                void this.updateComplete.then(() => this.focusChoices_());
                return true;
            default:
                return meant.action !== undefined && (this.querySelector<PageView>('page-view')?.act(meant.action) ?? false);
        }
    }

    private decideOwn_(slot: Slot): void {
        this.desk.decide({ item: slot.item.id, revision: slot.item.revision, action: 'correct', text: slot.text });
    }

    private choose_(slot: Slot, digit: number): boolean {
        if (digit === 1 || digit === 2) this.desk.decide(chosen(slot, digit));
        else if (digit === 0) this.desk.decide(coded(slot, 'illegible'));
        else if (digit === 3) {
            this.own_ = true;
            void this.updateComplete.then(() => focusValue(this, slot));
        } else return false;
        return true;
    }

    private focusChoices_(): void {
        const inputs = this.querySelectorAll<HTMLInputElement>('.choices input');
        for (const input of inputs) input.checked = false;
        inputs[0]?.focus({ preventScroll: true });
    }

    protected override willUpdate(): void {
        if (this.desk.slot === this.shown_) return;
        this.own_ = false;
        this.note_ = false;
    }

    protected override updated(): void {
        if (this.desk.slot === this.shown_) return;
        this.shown_ = this.desk.slot;
        this.focusChoices_();
    }

    protected override render(): TemplateResult {
        const { slot } = this.desk;
        if (!slot) return html``;
        const { item } = slot;
        const page = item.page;
        const titled = (text: string): string => titleOf(item, text, t('yes'), t('no'));
        const [first, second] = [item.entries[0]?.text ?? '', item.entries[1]?.text ?? ''].map(titled) as [string, string];
        const [a, b] = differences(first, second);
        const choice = (digit: number, label: string, body: unknown): TemplateResult => html`<label class="choice">
            <input type="radio" name="choice" value=${digit} aria-label="${digit}: ${label}" @click=${(event: MouseEvent) => event.detail > 0 && this.choose_(slot, digit)} />
            <kbd aria-hidden="true">${digit}</kbd><span class="choice-body"><span class="choice-label">${label}</span>${body}</span></label>`;
        const marked = (parts: { text: string; same: boolean }[]): TemplateResult =>
            html`<span class="name entry-text">${parts.map((one) => (one.same ? nameText(one.text) : html`<mark>${nameText(one.text)}</mark>`))}${parts.length === 0 ? html`<span class="hint">${t('emptyValue')}</span>` : nothing}</span>`;
        return html`<div class="pass ${page ? '' : 'no-page'}">
            <div class="fields"><div class="field active">
                <div class="field-head"><span class="field-title" lang="ja" id="v-${item.id}-title">${item.field_title}</span>
                    ${item.sensitive ? html`<span class="tag warn"><span aria-hidden="true">㊙</span> ${t('sensitive')}</span>` : nothing}</div>
                ${crop(item.crop, item.field_title)}
                <fieldset class="choices"><legend>${t('compareAsk')}</legend>
                    ${choice(1, t('entryA', item.entries[0]?.label ?? 'A'), marked(a))} ${choice(2, t('entryA', item.entries[1]?.label ?? 'B'), marked(b))}
                    ${choice(3, t('neither'), nothing)} ${choice(0, t('illegibleDot'), nothing)}
                </fieldset>
                ${this.own_ ? html`<div class="panel">
                          ${isTyped(item) ? html`<label for="v-${item.id}">${t('ownValue')}</label>` : nothing}
                          ${valueInput(slot, { changed: (text) => { slot.text = text; this.requestUpdate(); }, focused: () => undefined }, 'own-hint')}
                          ${isTyped(item) ? nameNote(slot.text) : nothing}<p class="hint" id="own-hint">${t('ownHint', keys.map.accept[0] ?? '', keys.map.restore[0] ?? '')}</p></div>` : nothing}
                ${this.note_ ? html`<div class="panel"><label for="note">${t('noteTitle')}</label>
                          <input id="note" maxlength="200" autocomplete="off" .value=${slot.note} @input=${(event: Event) => (slot.note = (event.target as HTMLInputElement).value)} />
                          <p class="hint">${t('noteHint', keys.map.accept[0] ?? '', keys.map.restore[0] ?? '')}</p></div>` : nothing}
            </div></div>
            ${page ? html`<aside class="page-side" aria-label=${t('pagePicture')}><page-view .page=${page} .box=${page.box} label=${t('pageWith', item.field_title)}></page-view></aside>` : nothing}
        </div>`;
    }
}
