// 状況: what waits, what was done today, and whether every sheet is accounted for.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { api, Problem, query } from '../base/api.js';
import type { Queue, Status, Wait } from '../base/api_types.js';
import { count, pick, since, t } from '../base/language.js';
import { office } from '../base/office.js';
import { Part } from '../base/part.js';
import { byAge, groupQueues, type QueueGroup } from '../base/queue_groups.js';
import type { Word } from '../base/words.js';
import { words } from '../base/words.js';
import type { Route } from '../base/route.js';
import { live } from '../shell/live_queues.js';
import { accounted } from './accounted.js';
import './pace_part.js';
import './quality_part.js';
import { throughput } from './throughput.js';

const parts = ['in_cases', 'waiting', 'dropped'] as const;
const shownAtFirst = 8;
const sum = (rows: { waiting: number }[]): number => rows.reduce((all, one) => all + one.waiting, 0);

@customElement('status-screen')
export class StatusScreen extends Part {
    @property({ attribute: false }) route!: Route;
    @state() private status_: Status | null = null;
    @state() private problem_: Problem | null = null;
    private readonly open_ = new Set<string>(); // groups whose lines are shown

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
        const { arrived, reading } = accounted(all);
        return html`<section><h2>${t('reconciliation')}</h2>
            <div class="tiles">
                <p class="tile"><span class="tile-name">${t('part_arrived')}</span><span class="tile-number">${count(arrived)}</span></p>
                ${parts.map((part) => html`<p class="tile"><span class="tile-name">${t(`part_${part}`)}</span><span class="tile-number">${count(all[part])}</span>
                    <meter min="0" max=${Math.max(1, arrived)} value=${all[part]} aria-label=${t(`part_${part}`)}></meter></p>`)}
            </div>
            <p class="tag ${reading === 0 ? 'good' : 'busy'} sum"><span aria-hidden="true">${reading === 0 ? '✓' : '…'}</span> ${reading === 0 ? t('sumRight') : t('sumOpen', count(reading))}</p></section>`;
    }

    // How long cases have waited, by form: the oldest says what hurts, the middle one how it is.
    private waits_(waits: Wait[]): TemplateResult | typeof nothing {
        if (waits.length === 0) return nothing;
        const sorted = [...waits].sort(byAge);
        const first = 6;
        const rest = sorted.slice(first);
        const table = (rows: Wait[]): TemplateResult => html`<table><thead><tr><th scope="col">${t('kind')}</th><th scope="col">${t('form')}</th><th scope="col">${t('municipality')}</th><th scope="col" class="number">${t('queueWaiting')}</th><th scope="col" class="number">${t('waitMedian')}</th><th scope="col" class="number">${t('queueOldest')}</th></tr></thead>
            <tbody>${rows.map((one) => html`<tr><td>${`mode_${one.mode}` in words ? t(`mode_${one.mode}` as Word) : one.mode}</td><th scope="row">${one.form_title ?? one.form}</th><td>${office.nameOf(one.municipality)}</td><td class="number">${count(one.waiting)}</td><td class="number">${since(new Date(Date.now() - one.median_s * 1000).toISOString())}</td><td class="number">${since(one.oldest)}</td></tr>`)}</tbody></table>`;
        return html`<section><h2>${t('waitsTitle')}</h2>${table(sorted.slice(0, first))}${rest.length > 0 ? html`<details><summary>${t('moreLines', rest.length, count(sum(rest)))}</summary>${table(rest)}</details>` : nothing}</section>`;
    }

    // One line for a form in one kind of work; its municipalities and fields are under it.
    private queues_(queues: Queue[]): TemplateResult {
        const groups = groupQueues(queues.filter((one) => one.waiting > 0)).sort((a, b) => b.waiting - a.waiting);
        if (groups.length === 0) return html`<section><h2>${t('queuesTitle')}</h2><p class="empty">${t('nothingWaits')}</p></section>`;
        const most = Math.max(1, ...groups.map((one) => one.waiting));
        const rest = groups.slice(shownAtFirst);
        const table = (rows: QueueGroup[]): TemplateResult => html`<table><thead><tr><th scope="col">${t('kind')}</th><th scope="col">${t('queueWhat')}</th><th scope="col">${t('municipality')}</th><th scope="col" class="number">${t('queueWaiting')}</th><th scope="col"><span class="unseen">${t('share')}</span></th><th scope="col" class="number">${t('queueOldest')}</th></tr></thead>
            <tbody>${rows.map((one) => this.group_(one, most))}</tbody></table>`;
        return html`<section><h2>${t('queuesTitle')}</h2><p class="hint">${t('queuesCount')}</p>${table(groups.slice(0, shownAtFirst))}${rest.length > 0 ? html`<details><summary>${t('moreLines', rest.length, count(sum(rest)))}</summary>${table(rest)}</details>` : nothing}</section>`;
    }

    private group_(group: QueueGroup, most: number): TemplateResult {
        const key = `${group.mode} ${group.form ?? ''}`;
        const open = this.open_.has(key);
        const title = group.title ?? t('allForms');
        const only = group.rows.length === 1 ? group.rows[0] : undefined;
        return html`<tr><td>${t(`mode_${group.mode}`)}</td><th scope="row">${title}${only?.field_title ? ` – ${only.field_title}` : ''}
                ${only ? nothing : html`<button class="small parts" aria-expanded=${open ? 'true' : 'false'} @click=${() => { if (open) this.open_.delete(key); else this.open_.add(key); this.requestUpdate(); }}>${t('queueParts', group.rows.length)}<span class="unseen"> ${title}</span></button>`}</th>
            <td>${group.municipalities.length > 1 ? t('municipalityCount', group.municipalities.length) : office.nameOf(group.municipalities[0] ?? '')}</td>
            <td class="number">${count(group.waiting)}</td><td class="bar"><meter min="0" max=${most} value=${group.waiting} aria-label=${t('share')}></meter></td><td class="number">${since(group.oldest)}</td></tr>
            ${open ? group.rows.map((one) => html`<tr class="open"><td></td><td>${one.field_title ?? title}</td><td>${office.nameOf(one.municipality)}</td><td class="number">${count(one.waiting)}</td><td></td><td class="number">${since(one.oldest)}</td></tr>`) : nothing}`;
    }
}
