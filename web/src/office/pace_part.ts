// 作業のペース: keystrokes and seconds of one field, to whoever entered them before anybody else.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { PaceRow } from '../base/api_types.js';
import { count, t } from '../base/language.js';
import { office } from '../base/office.js';
import { Paged } from '../base/paged.js';
import { Part } from '../base/part.js';
import { words, type Word } from '../base/words.js';

const tenth = (value: number): string => (Math.round(value * 10) / 10).toFixed(1);

@customElement('pace-part')
export class PacePart extends Part {
    private readonly rows_ = new Paged<PaceRow>(this, 'rows');

    override connectedCallback(): void {
        super.connectedCallback();
        const load = (): void => void this.rows_.load('/counters', { municipality: office.municipality });
        load();
        this.listen(office.changes, 'change', load);
    }

    protected override render(): TemplateResult {
        if (this.rows_.problem?.status === 404) return html`<p class="empty">${t('noCounters')}</p>`;
        const rows = this.rows_.rows ?? [];
        const several = rows.some((one) => one.person !== rows[0]?.person);
        const mode = (name: string): string => (`mode_${name}` in words ? t(`mode_${name}` as Word) : name);
        return html`<p class="hint">${t('paceHint')}</p>
            ${rows.length > 0 ? html`<table><thead><tr>${several ? html`<th scope="col">${t('who')}</th>` : nothing}<th scope="col">${t('kind')}</th><th scope="col">${t('form')}</th><th scope="col">${t('field')}</th><th scope="col" class="number">${t('today_entries')}</th><th scope="col" class="number">${t('keystrokes')}</th><th scope="col" class="number">${t('activeSeconds')}</th></tr></thead>
            <tbody>${rows.map((one) => html`<tr>${several ? html`<td>${one.person}</td>` : nothing}<td>${mode(one.mode)}</td><td>${one.form_title}</td><th scope="row">${one.field_title}</th><td class="number">${count(one.entries)}</td><td class="number">${tenth(one.keystrokes_median)}</td><td class="number">${tenth(one.active_s_median)}</td></tr>`)}</tbody></table>` : nothing}
            ${this.rows_.foot()}`;
    }
}
