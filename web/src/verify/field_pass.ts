// The exception pass, the blind second entry and the quality sample: fields one below the other, each with its crop above its
// input; beside them the page with the place marked.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { repeat } from 'lit/directives/repeat.js';
import { codePoints } from '../base/gaiji.js';
import { pick, t } from '../base/language.js';
import { nameNote, nameText } from '../base/name_text.js';
import { office } from '../base/office.js';
import { Part } from '../base/part.js';
import { keys } from '../shell/own_keys.js';
import { codePalette, codeAt } from './code_palette.js';
import { crop, withReason } from './crop.js';
import type { Desk } from './desk.js';
import './page_view.js';
import type { PageView } from './page_view.js';
import type { Slot } from './slot.js';
import { acceptance, coded, doubted } from './slot.js';
import { digitChooses, isTyped, takesQuestion, takesSpace, titleOf, warning } from './value.js';
import type { Box } from './view.js';
import { focusValue, inputId, isName, valueInput } from './value_input.js';
import type { Meaning } from './verify_keys.js';

@customElement('field-pass')
export class FieldPass extends Part {
    @property({ attribute: false }) desk!: Desk;
    @state() private panel_: 'none' | 'palette' | 'note' | 'reason' = 'none';
    @state() private says_ = '';
    @state() private narrow_ = false; // no room beside the fields: the page stands under the one that is worked at
    private pageOpen_ = true;
    private shown_: Slot | null = null;

    override connectedCallback(): void {
        super.connectedCallback();
        const narrow = matchMedia('(max-width: 60rem)');
        this.narrow_ = narrow.matches;
        this.listen(narrow, 'change', () => (this.narrow_ = narrow.matches));
    }

    get spaceDoubts(): boolean {
        const slot = this.desk.slot;
        return slot !== null && this.panel_ === 'none' && !takesSpace(slot.item);
    }

    get askHelps(): boolean {
        const slot = this.desk.slot;
        return slot !== null && this.panel_ === 'none' && !takesQuestion(slot.item);
    }

    // Whether the key was one of ours.
    press(meant: Meaning): boolean {
        const { slot } = this.desk;
        if (!slot) return false;
        if (this.panel_ === 'palette' && meant.digit !== undefined) {
            const code = codeAt(meant.digit);
            if (code) this.decide_(slot, () => this.desk.decide(coded(slot, code)));
            return code !== undefined;
        }
        if (meant.candidate !== undefined) return this.candidate_(slot, meant.candidate);
        if (meant.digit !== undefined && digitChooses(slot.item) && this.panel_ === 'none') {
            if (!isTyped(slot.item)) return this.option_(slot, meant.digit);
            return !slot.changed && slot.item.candidates.length > 0 && this.candidate_(slot, meant.digit);
        }
        switch (meant.action) {
            case 'accept':
                if (this.panel_ === 'palette') return false;
                if (this.panel_ === 'reason') this.reveal_(slot);
                else if (this.panel_ === 'note') this.decide_(slot, () => this.desk.decide(doubted(slot)));
                else this.accept_(slot);
                return true;
            case 'back':
                this.desk.back();
                return true;
            case 'copy':
                this.copy_(slot);
                return true;
            case 'palette':
            case 'doubt':
                this.open_(meant.action === 'palette' ? 'palette' : 'note');
                return true;
            case 'restore':
                if (this.panel_ !== 'none') this.open_('none');
                else {
                    slot.restore();
                    this.requestUpdate();
                    void this.updateComplete.then(() => focusValue(this, slot));
                }
                return true;
            default:
                return meant.action !== undefined && (this.querySelector<PageView>('page-view')?.act(meant.action) ?? false);
        }
    }

    private copy_(slot: Slot): void {
        const before = this.desk.previous(slot);
        if (before === null) this.says_ = t('nothingToCopy');
        else this.change_(slot, before);
        focusValue(this, slot);
    }

    // 個人番号 is covered until somebody who may see it says why; the server writes that into the audit trail.
    private reveal_(slot: Slot): void {
        const reason = this.querySelector<HTMLInputElement>('#reveal')?.value.trim() ?? '';
        if (!reason) return;
        for (const one of slot.sheet.slots) if (one.item.sensitive) one.reason = reason;
        this.open_('none');
    }

    private decide_(slot: Slot, call: () => void): void {
        this.panel_ = 'none';
        slot.note = slot.note.trim();
        call();
    }

    private accept_(slot: Slot): void {
        const warn = warning(slot.item, slot.text);
        if (warn && slot.warned !== slot.text) {
            slot.warned = slot.text;
            this.requestUpdate();
            return;
        }
        this.desk.decide(acceptance(slot));
    }

    private candidate_(slot: Slot, place: number): boolean {
        const candidate = slot.item.candidates[place - 1];
        if (!candidate) return false;
        this.change_(slot, candidate.text);
        return true;
    }

    private option_(slot: Slot, place: number): boolean {
        const input = this.querySelectorAll<HTMLInputElement>(`#${CSS.escape(inputId(slot))} input`)[place - 1];
        if (!input) return false;
        input.focus();
        input.click();
        return true;
    }

    private change_(slot: Slot, text: string): void {
        slot.text = text;
        this.says_ = '';
        slot.warned = null;
        this.desk.select(slot);
        this.requestUpdate();
    }

    private open_(panel: 'none' | 'palette' | 'note' | 'reason'): void {
        this.panel_ = panel;
        void this.updateComplete.then(() => {
            const inside = this.querySelector<HTMLElement>('.panel input, .panel button');
            if (inside) inside.focus();
            else if (this.desk.slot) focusValue(this, this.desk.slot);
        });
    }

    protected override updated(): void {
        const { slot } = this.desk;
        if (slot === this.shown_) return;
        this.shown_ = slot;
        if (slot) focusValue(this, slot);
    }

    protected override willUpdate(): void {
        if (this.desk.slot === this.shown_) return;
        this.panel_ = 'none';
        this.says_ = '';
    }

    protected override render(): TemplateResult {
        const { sheet, slot } = this.desk;
        if (!sheet) return html``;
        const page = slot?.item.page ?? null;
        return html`<div class="pass ${page ? '' : 'no-page'}">
            <ol class="fields" aria-label=${t('fieldsOf')}>
                ${keyed(sheet, repeat(sheet.slots, (one) => one.item.id, (one) => this.field_(one, one === slot)))}
            </ol>
            ${slot && !this.narrow_ ? this.page_(slot) : nothing}
        </div>`;
    }

    private page_(slot: Slot): TemplateResult | typeof nothing {
        const { page } = slot.item;
        if (!page) return nothing;
        const others = slot.sheet.slots.filter((one) => one !== slot && one.item.page?.id === page.id).map((one) => one.item.page?.box as Box);
        return html`<aside class="page-side" aria-label=${t('pagePicture')}>
            <page-view .page=${slot.reason ? { ...page, url: withReason(page.url, slot.reason) } : page} .box=${page.box} .others=${others} label=${t('pageWith', slot.item.field_title)}></page-view></aside>`;
    }

    private pageUnder_(slot: Slot): TemplateResult | typeof nothing {
        if (!slot.item.page) return nothing;
        return html`<details class="page-under" ?open=${this.pageOpen_} @toggle=${(event: Event) => (this.pageOpen_ = (event.target as HTMLDetailsElement).open)}><summary>${t('pagePicture')}</summary>${this.page_(slot)}</details>`;
    }

    private field_(slot: Slot, active: boolean): TemplateResult {
        const { item } = slot;
        const id = inputId(slot);
        const title = html`<span class="field-title" lang="ja" id="${id}-title">${item.field_title}</span>`;
        if (!slot.open) {
            const what = slot.entry?.action === 'doubt' ? t('doubtDone') : slot.entry?.code ? t(`code_${slot.entry.code}`) : titleOf(item, slot.text, t('yes'), t('no'));
            return html`<li class="field done"><span class="sign" aria-hidden="true">${slot.entry?.action === 'doubt' ? '⏸' : '✓'}</span>
                <span class="unseen">${t('decidedSign')}</span>${title}<span class="done-value ${isName(item) && slot.entry?.action !== 'doubt' && !slot.entry?.code ? 'name' : ''}">${what ? nameText(what) : t('emptyValue')}</span></li>`;
        }
        const warn = slot.warned !== null && slot.warned === slot.text ? warning(item, slot.text) : null;
        return html`<li class="field ${active ? 'active' : ''} ${slot.state}" aria-current=${active ? 'step' : nothing}>
            <div class="field-head">
                ${isTyped(item) ? html`<label for=${id}>${title}</label>` : title}
                ${item.required ? html`<span class="tag">${t('required')}</span>` : nothing}
                ${item.policy === 'double' ? html`<span class="tag busy">${t('policyDouble')}</span>` : nothing}
                ${item.sensitive ? html`<span class="tag warn"><span aria-hidden="true">㊙</span> ${t('sensitive')}</span>` : nothing}
                ${item.sensitive && slot.reason === null && office.may('my-number.read') ? html`<button class="small" @click=${() => { this.desk.select(slot); this.open_('reason'); }}>${t('revealNumber')}</button>` : nothing}
                ${item.why ? html`<span class="why" id="${id}-why"><span class="sign" aria-hidden="true">⚠</span> ${pick(item.why)}</span>` : nothing}
            </div>
            ${crop(item.crop, item.field_title, { reason: slot.reason })}
            ${valueInput(slot, { changed: (text) => this.change_(slot, text), focused: () => this.desk.select(slot) }, `${id}-why ${id}-says`)}
            ${active ? this.candidates_(slot) : nothing}
            <div id="${id}-says" class="field-says" role=${active ? 'status' : nothing}>
                ${slot.problem ? html`<p class="problem"><span class="sign" aria-hidden="true">⚠</span> <strong>${t('cameBack')}</strong> ${pick(slot.problem.detail)} <code>${slot.problem.code}</code>
                          <button class="small" title=${t('giveUpHint')} @click=${() => this.desk.drop(slot)}>${t('giveUp')}</button></p><p class="hint">${t('giveUp')}: ${t('giveUpHint')}</p>` : nothing}
                ${warn ? html`<p class="warned"><span class="sign" aria-hidden="true">⚠</span> ${t(warn, warn === 'warnMax' ? (item.input.max ?? '') : (item.length ?? ''))}</p>` : nothing}
                ${active && this.says_ ? html`<p class="hint">${this.says_}</p>` : nothing}
                ${isTyped(item) ? nameNote(slot.text) : nothing}
            </div>
            ${active && this.narrow_ ? this.pageUnder_(slot) : nothing}
            ${active && this.panel_ === 'palette' ? codePalette((code) => this.decide_(slot, () => this.desk.decide(coded(slot, code)))) : nothing}
            ${active && this.panel_ === 'note' ? this.note_(slot) : nothing}
            ${active && this.panel_ === 'reason' ? html`<div class="panel"><label for="reveal">${t('revealReason')}</label><input id="reveal" maxlength="200" autocomplete="off" /><p class="hint">${t('revealHint')}</p></div>` : nothing}
        </li>`;
    }

    private candidates_(slot: Slot): TemplateResult | typeof nothing {
        const { candidates } = slot.item;
        if (!isTyped(slot.item) || candidates.every((one) => one.text === slot.item.text)) return nothing;
        return html`<ul class="candidates" aria-label=${t('candidates')}>
            ${candidates.slice(0, 9).map(
                (one, index) => html`<li><button class="candidate" aria-pressed=${slot.text === one.text} title=${codePoints(one.text)}
                    @mousedown=${(event: Event) => event.preventDefault()} @click=${() => this.change_(slot, one.text)}>
                    <kbd aria-hidden="true">${index + 1}</kbd><span class="name">${nameText(one.text)}</span><span class="share">${Math.round(one.confidence * 100)}%</span></button></li>`,
            )}
        </ul>`;
    }

    private note_(slot: Slot): TemplateResult {
        return html`<div class="panel"><label for="note">${t('noteTitle')}</label>
            <input id="note" .value=${slot.note} maxlength="200" autocomplete="off" @input=${(event: Event) => (slot.note = (event.target as HTMLInputElement).value)} />
            <p class="hint">${t('noteHint', keys.map.accept[0] ?? '', keys.map.restore[0] ?? '')}</p></div>`;
    }
}
