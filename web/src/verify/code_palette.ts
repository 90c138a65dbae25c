// The codes for what is no value: 1 blank, 2 illegible, 3 written wrongly, 4 to be asked.
import { html, type TemplateResult } from 'lit';
import type { Code } from '../base/api_types.js';
import { t } from '../base/language.js';

export const codes: Code[] = ['blank', 'illegible', 'mistake', 'inquire'];
export const codeAt = (digit: number): Code | undefined => codes[digit - 1];

export function codePalette(chosen: (code: Code) => void): TemplateResult {
    return html`<div class="panel palette" role="group" aria-label=${t('paletteTitle')}>
        <p class="hint">${t('paletteHint')}</p>${codes.map((code, index) => html`<button class="small" @click=${() => chosen(code)}><kbd aria-hidden="true">${index + 1}</kbd> ${t(`code_${code}`)}</button>`)}
    </div>`;
}
