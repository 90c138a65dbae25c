// 様式: which papers the station knows. Editing them is the studio's work, by files until it is there.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { LayoutName } from '../base/api_types.js';
import { t } from '../base/language.js';
import { office } from '../base/office.js';
import { Paged } from '../base/paged.js';
import { Part } from '../base/part.js';

@customElement('forms-screen')
export class FormsScreen extends Part {
    @state() private search_ = '';
    private readonly layouts_ = new Paged<LayoutName>(this, 'layouts');

    override connectedCallback(): void {
        super.connectedCallback();
        void this.layouts_.load('/layouts');
        this.listen(office.changes, 'change', () => this.requestUpdate());
    }

    protected override render(): TemplateResult {
        const rows = (this.layouts_.rows ?? []).filter((one) => (!office.municipality || one.municipality === office.municipality) && `${one.title} ${one.id} ${one.form}`.includes(this.search_.trim()));
        return html`<div class="page-text wide"><h1>${t('forms')}</h1><p class="hint">${t('formsHint')}</p>
            <search class="filters"><label>${t('layoutSearch')}<input type="search" @input=${(event: Event) => (this.search_ = (event.target as HTMLInputElement).value)} /></label></search>
            ${rows.length > 0 ? html`<table><thead><tr><th scope="col">${t('layout')}</th><th scope="col">${t('municipality')}</th><th scope="col">${t('form')}</th><th scope="col">${t('identifier')}</th></tr></thead>
            <tbody>${rows.map((one) => html`<tr><th scope="row">${one.title}</th><td>${office.nameOf(one.municipality)}</td><td>${one.form}</td><td><code>${one.id}</code></td></tr>`)}</tbody></table>` : nothing}
            ${this.layouts_.foot()}</div>`;
    }
}
