// What lint says, in the order of the text; each goes to its place.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { pick } from '../base/language.js';
import { Part } from '../base/part.js';
import { s } from './say.js';
import type { Finding } from './types.js';

const most = 100;

@customElement('finding-list')
export class FindingList extends Part {
    @property({ attribute: false }) findings: Finding[] | null = null;
    @property({ attribute: false }) elsewhere = 0;
    @property({ attribute: false }) own = '';
    @property({ type: Boolean }) checking = false;

    protected override render(): TemplateResult {
        const all = this.findings ?? [];
        const errors = all.filter((one) => one.severity === 'error').length;
        return html`<section class="findings" aria-label=${s('findings')}><h2>${s('findings')}
                <span role="status" class="tag ${this.findings === null ? '' : errors > 0 ? 'bad' : 'good'}">${this.findings === null ? s('checking') : html`<span aria-hidden="true">${errors > 0 ? '✕' : '✓'}</span> ${s('errors', errors)}, ${s('warnings', all.length - errors)}`}</span></h2>
            ${this.elsewhere > 0 ? html`<p class="hint">${s('elsewhere', this.elsewhere)}</p>` : nothing}
            <ul>${all.slice(0, most).map((one) => html`<li class=${one.severity}><button class="finding" @click=${() => this.dispatchEvent(new CustomEvent('jump', { detail: one }))}>
                <span class="sign" aria-hidden="true">${one.severity === 'error' ? '✕' : '⚠'}</span> <b>${one.line ? s('at', one.line) : ''}${one.file && one.file !== this.own ? html` <code>${one.file.split(':').at(-1)}</code>` : nothing}</b> <code>${one.code}</code> ${pick(one.message)}</button></li>`)}</ul>
            ${all.length > most ? html`<p class="hint" role="status">${s('findingsCut', most, all.length - most)}</p>` : nothing}</section>`;
    }
}
