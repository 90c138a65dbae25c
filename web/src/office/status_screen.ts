// 状況: what waits, what was done today, and whether every sheet is accounted for.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { api, Problem, query } from '../base/api.js';
import type { Queue, Status, Wait } from '../base/api_types.js';
import { count, pick, since, t } from '../base/language.js';
import { office } from '../base/office.js';
import { Part } from '../base/part.js';
import type { Word } from '../base/words.js';
import { words } from '../base/words.js';
import type { Route } from '../base/route.js';
import { live } from '../shell/live_queues.js';
import './pace_part.js';
import './quality_part.js';
import { throughput } from './throughput.js';

const parts = ['in_cases', 'waiting', 'dropped'] as const;

@customElement('status-screen')
export class StatusScreen extends Part {
    @property({ attribute: false }) route!: Route;
    @state() private status_: Status | null = null;
    @state() private problem_: Problem | null = null;

    override connectedCallback(): void {
        super.connectedCallback();
        void this.load_();
        this.listen(office.changes, 'change', () => void this.load_());
        this.listen(live.changes, 'change', () => void this.load_());
        const timer = setInterval(() => void this.load_(), 15_000);
        this.atEnd(() => clearInterval(timer));
    }

    private async load_(): Promise<void> {
        try {
            this.status_ = await api.get<Status>(`/status${query({ municipality: office.municipality })}`);
            this.problem_ = null;
        } catch (problem) {
            if (!(problem instanceof Problem)) throw problem;
            this.problem_ = problem;
        }
    }

    protected override render(): TemplateResult {
        const status = this.status_;
        const here = (one: { municipality: string }): boolean => !office.municipality || one.municipality === office.municipality;
        const part = this.route.rest[0] ?? '';
        const tab = (address: string, word: Word): TemplateResult => html`<a href="#/status${address && `/${address}`}" aria-current=${part === address ? 'page' : nothing}>${t(word)}</a>`;
        const head = html`<div class="title-row"><h1>${t('status')}</h1><nav class="tabs" aria-label=${t('status')}>${tab('', 'statusNow')}${tab('quality', 'quality')}${tab('pace', 'pace')}</nav></div>`;
        if (part === 'quality') return html`<div class="page-text wide">${head}<quality-part></quality-part></div>`;
        if (part === 'pace') return html`<div class="page-text wide">${head}<pace-part></pace-part></div>`;
        return html`<div class="page-text wide">${head}
            ${live.connection === 'polling' ? html`<p class="hint">${t('polling')}</p>` : nothing}
            ${this.problem_ ? html`<p class="problem" role="alert"><span class="sign" aria-hidden="true">⚠</span> ${pick(this.problem_.detail)}</p>` : nothing}
            ${status ? html`${this.reconciliation_(status.reconciliation)} ${status.throughput ? throughput(status.throughput.hours) : nothing} ${this.waits_((status.waits ?? []).filter(here))} ${this.queues_(status.queues.filter(here))}` : this.problem_ ? nothing : html`<p class="waiting" role="status">${t('loading')}</p>`}
        </div>`;
    }

    private reconciliation_(all: Status['reconciliation']): TemplateResult {
        const missing = all.pages - all.in_cases - all.waiting - all.dropped;
        return html`<section><h2>${t('reconciliation')}</h2>
            <div class="tiles">
                <p class="tile"><span class="tile-name">${t('sheets')}</span><span class="tile-number">${count(all.sheets)}</span></p>
                <p class="tile"><span class="tile-name">${t('pages')}</span><span class="tile-number">${count(all.pages)}</span></p>
                ${parts.map((part) => html`<p class="tile"><span class="tile-name">${t(`part_${part}`)}</span><span class="tile-number">${count(all[part])}</span>
                    <meter min="0" max=${Math.max(1, all.pages)} value=${all[part]} aria-label=${t(`part_${part}`)}></meter></p>`)}
            </div>
            <p class="tag ${missing === 0 ? 'good' : 'busy'} sum"><span aria-hidden="true">${missing === 0 ? '✓' : '…'}</span> ${missing === 0 ? t('sumRight') : t('sumOpen', count(missing))}</p></section>`;
    }

    // How long cases have waited, by form: the oldest says what hurts, the middle one how it is.
    private waits_(waits: Wait[]): TemplateResult | typeof nothing {
        if (waits.length === 0) return nothing;
        return html`<section><h2>${t('waitsTitle')}</h2><table><thead><tr><th scope="col">${t('kind')}</th><th scope="col">${t('form')}</th><th scope="col">${t('municipality')}</th><th scope="col" class="number">${t('queueWaiting')}</th><th scope="col" class="number">${t('waitMedian')}</th><th scope="col" class="number">${t('queueOldest')}</th></tr></thead>
            <tbody>${waits.map((one) => html`<tr><td>${`mode_${one.mode}` in words ? t(`mode_${one.mode}` as Word) : one.mode}</td><th scope="row">${one.form_title ?? one.form}</th><td>${office.nameOf(one.municipality)}</td><td class="number">${count(one.waiting)}</td><td class="number">${since(new Date(Date.now() - one.median_s * 1000).toISOString())}</td><td class="number">${since(one.oldest)}</td></tr>`)}</tbody></table></section>`;
    }

    private queues_(queues: Queue[]): TemplateResult {
        const most = Math.max(1, ...queues.map((one) => one.waiting));
        return html`<section><h2>${t('queuesTitle')}</h2>${queues.length === 0 ? html`<p class="empty">${t('nothingWaits')}</p>` : html`<table><thead><tr><th scope="col">${t('kind')}</th><th scope="col">${t('queueWhat')}</th><th scope="col">${t('municipality')}</th><th scope="col" class="number">${t('queueWaiting')}</th><th scope="col"><span class="unseen">${t('share')}</span></th><th scope="col" class="number">${t('queueOldest')}</th></tr></thead>
            <tbody>${queues.map((one) => html`<tr><td>${t(`mode_${one.mode}`)}</td><th scope="row">${one.form_title ?? one.form ?? t('allForms')}${one.field_title ? ` – ${one.field_title}` : ''}</th><td>${office.nameOf(one.municipality)}</td>
                <td class="number">${count(one.waiting)}</td><td class="bar"><meter min="0" max=${most} value=${one.waiting} aria-label=${t('share')}></meter></td><td class="number">${since(one.oldest)}</td></tr>`)}</tbody></table>`}</section>`;
    }
}
