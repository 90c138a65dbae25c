// 監査: what was done, by whom, the newest first. Each row is chained to the one before it; `toitsu audit verify` checks that.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { AuditRow } from '../base/api_types.js';
import { t, when } from '../base/language.js';
import { office } from '../base/office.js';
import { Paged } from '../base/paged.js';
import { Part } from '../base/part.js';
import { actionWords, actorName, acts, auditActions, detailWords, subjectWords, type AuditAct } from './audit_rows.js';

@customElement('audit-screen')
export class AuditScreen extends Part {
    @state() private action_ = '';
    @state() private actor_ = '';
    private readonly rows_ = new Paged<AuditRow>(this, 'rows');
    private readonly people_ = new Map<string, string>(); // whoever has been seen in the trail
    private readonly load_ = (): void => void this.rows_.load('/audit', { municipality: office.municipality, action: this.action_, actor: this.actor_ });

    override connectedCallback(): void {
        super.connectedCallback();
        this.load_();
        this.listen(office.changes, 'change', this.load_);
    }

    private filters_(): TemplateResult {
        const choice = (label: string, any: string, values: [string, string][], now: string, choose: (value: string) => void): TemplateResult => html`<label>${label}<select @change=${(event: Event) => { choose((event.target as HTMLSelectElement).value); this.load_(); }}>
            <option value="" ?selected=${now === ''}>${any}</option>${values.map(([value, words]) => html`<option value=${value} ?selected=${now === value}>${words}</option>`)}</select></label>`;
        return html`<search class="filters">
            ${choice(t('action'), t('anyAction'), auditActions.map((one) => [one, actionWords(one)]), this.action_, (value) => (this.action_ = value))}
            ${choice(t('who'), t('anyPerson'), [...this.people_], this.actor_, (value) => (this.actor_ = value))}</search>`;
    }

    protected override render(): TemplateResult {
        const rows = this.rows_.rows ?? [];
        for (const one of rows) this.people_.set(one.actor, actorName(one));
        return html`<div class="page-text wide"><div class="title-row"><h1>${t('audit')}</h1><button class="small" @click=${() => void this.rows_.again()}>${t('refresh')}</button></div>
            <p class="hint">${t('auditHint')}</p>${this.filters_()}
            ${rows.length > 0 ? html`<table class="audit"><thead><tr><th scope="col">${t('when')}</th><th scope="col">${t('who')}</th><th scope="col">${t('action')}</th><th scope="col">${t('subject')}</th><th scope="col">${t('municipality')}</th></tr></thead>
            <tbody>${acts(rows, this.rows_.more).map((one) => this.act_(one))}</tbody></table>` : nothing}
            ${this.rows_.foot()}</div>`;
    }

    private act_({ row, places }: AuditAct): TemplateResult {
        const subject = subjectWords(row);
        const detail = detailWords(row.detail);
        const [first] = places;
        const place = (one: AuditAct['places'][number]): TemplateResult => html`${office.nameOf(one.municipality) || t('theStation')} <span class="hint" title=${one.hash}>${t('auditNumber', one.number)}</span>`;
        return html`<tr><td class="nowrap">${when(row.at)}</td><td>${actorName(row)}</td><td title=${row.action}>${actionWords(row.action)}</td>
            <td>${subject}${detail ? html`<br /><span class="hint">${detail}</span>` : nothing}</td>
            <td>${places.length === 1 && first ? place(first) : html`<details><summary>${t('municipalityCount', places.length)}</summary><ul>${places.map((one) => html`<li>${place(one)}</li>`)}</ul></details>`}</td></tr>`;
    }
}
