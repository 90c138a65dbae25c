// The chosen box in numbers: whoever cannot or will not drag types millimetres.
import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { Part } from '../base/part.js';
import type { Box } from './box_text.js';
import { s } from './say.js';
import type { PageBox } from './types.js';
import type { StudioWord } from './words.js';

const sides: StudioWord[] = ['left', 'top', 'wide', 'high'];

@customElement('box-numbers')
export class BoxNumbers extends Part {
    @property({ attribute: false }) box: PageBox | null = null;
    @property({ type: Boolean }) editable = false;
    @property({ type: Boolean }) listed = false; // its cells stand one by one

    private typed_(index: number, event: Event): void {
        const box = this.box;
        const value = Number((event.target as HTMLInputElement).value);
        if (!box || !Number.isFinite(value)) return;
        const by: Box = [0, 0, 0, 0];
        by[index] = Math.round((value - (box.box[index] as number)) * 100) / 100;
        if (by[index] !== 0) this.dispatchEvent(new CustomEvent<Box>('numbers', { detail: by }));
    }

    protected override render(): TemplateResult {
        const box = this.box;
        if (!box) return html`<p class="hint">${s('noBox')}</p>`;
        const fixed = !this.editable || !box.own || this.listed;
        return html`<fieldset class="box-numbers"><legend>${box.label} <code>${box.field}</code>${box.option ? html` = <code>${box.option}</code>` : ''}</legend>
            ${sides.map((side, index) => html`<label>${s(side)}<span class="unit"><input type="number" step="0.1" min="0" .value=${String(Math.round((box.box[index] as number) * 100) / 100)}
                ?disabled=${fixed} @change=${(event: Event) => this.typed_(index, event)} /> mm</span></label>`)}
            ${!box.own ? html`<p class="hint">${s('fixedBox')}</p>` : this.listed ? html`<p class="hint">${s('listedBox')}</p>` : ''}
        </fieldset>`;
    }
}
