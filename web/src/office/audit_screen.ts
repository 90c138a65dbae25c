// 監査: what was done, by whom, the newest first. Each row is chained to the one before it; `toitsu audit verify` checks that.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { AuditRow } from '../base/api_types.js';
import { t, when } from '../base/language.js';
import { office } from '../base/office.js';
import { Paged } from '../base/paged.js';
import { Part } from '../base/part.js';

// A detail is a small object without personal data; people read it as "name: value".
const told = (detail: unknown): string =>
    detail === null || detail === undefined ? '' : typeof detail !== 'object' ? String(detail)
        : Object.entries(detail).map(([name, value]) => `${name}: ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`).join(', '); // prettier-ignore

@customElement('audit-screen')
export class AuditScreen extends Part {
    private readonly rows_ = new Paged<AuditRow>(this, 'rows');

    override connectedCallback(): void {
        super.connectedCallback();
        const load = (): void => void this.rows_.load('/audit', { municipality: office.municipality });
        load();
        this.listen(office.changes, 'change', load);
    }

    protected override render(): TemplateResult {
        const rows = this.rows_.rows ?? [];
        return html`<div class="page-text wide"><div class="title-row"><h1>${t('audit')}</h1><button class="small" @click=${() => void this.rows_.again()}>${t('refresh')}</button></div>
            <p class="hint">${t('auditHint')}</p>
            ${rows.length > 0 ? html`<table><thead><tr><th scope="col">${t('when')}</th><th scope="col">${t('who')}</th><th scope="col">${t('action')}</th><th scope="col">${t('subject')}</th><th scope="col">${t('municipality')}</th><th scope="col" class="number">${t('auditNumber')}</th></tr></thead>
            <tbody>${rows.map((one) => html`<tr><td class="nowrap">${when(one.at)}</td><td>${one.actor_name || one.actor}</td><td><code>${one.action}</code></td><td>${one.subject}${told(one.detail) ? html`<br /><span class="hint">${told(one.detail)}</span>` : nothing}</td><td>${office.nameOf(one.municipality)}</td><td class="number" title=${one.hash}>${one.number}</td></tr>`)}</tbody></table>` : nothing}
            ${this.rows_.foot()}</div>`;
    }
}
