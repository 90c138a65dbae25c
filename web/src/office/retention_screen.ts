// 保存期間: what is over, the lists that two people agree on, and the 廃棄記録 of what was destroyed.
import './retention.css';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { t } from '../base/language.js';
import { Part } from '../base/part.js';
import type { Route } from '../base/route.js';
import type { Word } from '../base/words.js';
import './retention_due.js';
import './retention_lists.js';
import './retention_records.js';

@customElement('retention-screen')
export class RetentionScreen extends Part {
    @property({ attribute: false }) route!: Route;

    protected override render(): TemplateResult {
        const [part = '', municipality = '', number = ''] = this.route.rest;
        const tab = (address: string, word: Word): TemplateResult => html`<a href="#/retention${address && `/${address}`}" aria-current=${part === address ? 'page' : nothing}>${t(word)}</a>`;
        return html`<div class="page-text wide"><div class="title-row screen-only"><h1>${t('retention')}</h1>
                <nav class="tabs" aria-label=${t('retention')}>${tab('', 'retDue')}${tab('lists', 'retLists')}${tab('records', 'retRecords')}</nav></div>
            ${part === 'lists' ? html`<retention-lists></retention-lists>` : part === 'records' ? html`<retention-records .municipality=${municipality} .number=${number}></retention-records>` : html`<retention-due></retention-due>`}
        </div>`;
    }
}
