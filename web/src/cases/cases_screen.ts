// 案件: find a case; the tasks that wait for one's role.
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { api } from '../base/api.js';
import type { CaseRow } from '../base/api_types.js';
import { list, pick, t, when } from '../base/language.js';
import { showProblem } from '../base/notices.js';
import { office } from '../base/office.js';
import { Paged } from '../base/paged.js';
import { Part } from '../base/part.js';
import { go, type Route } from '../base/route.js';
import type { Word } from '../base/words.js';
import { forEach, type BulkAction, type BulkResult } from './bulk.js';
import './case_file.js';
import { whereNow } from './story.js';
import './task_list.js';

const statuses = ['running', 'incident', 'completed'] as const;
const signs: Record<string, [string, string]> = { running: ['busy', '▶'], incident: ['bad', '⚠'], completed: ['good', '✓'], suspended: ['warn', '⏸'] };

export function statusTag(status: string): TemplateResult {
    const [kind, sign] = signs[status] ?? ['', '•'];
    const word = `status_${status}` as Word;
    return html`<span class="tag ${kind}"><span aria-hidden="true">${sign}</span> ${status in signs ? t(word) : status}</span>`;
}

// A day that has passed is said, not only coloured.
export function dueTag(due: string | null | undefined): TemplateResult | typeof nothing {
    if (!due) return nothing;
    const late = new Date(due).getTime() < Date.now();
    return html`<span class=${late ? 'tag bad' : ''}>${late ? html`<span aria-hidden="true">⚠</span> ${t('overdue')} ` : nothing}${when(due)}</span>`;
}

@customElement('cases-screen')
export class CasesScreen extends Part {
    @property({ attribute: false }) route!: Route;
    @state() private chosen_ = new Set<string>();
    @state() private results_ = new Map<string, BulkResult>();
    @state() private busy_ = false;
    private readonly cases_ = new Paged<CaseRow>(this, 'cases');
    private asked_ = '';
    private there_ = false; // the list is on the screen
    private typing_: ReturnType<typeof setTimeout> | undefined;

    override connectedCallback(): void {
        super.connectedCallback();
        this.listen(office.changes, 'change', () => this.requestUpdate());
        this.atEnd(() => clearTimeout(this.typing_));
    }

    private get tasks_(): boolean {
        return !office.may('cases.read') || this.route.query.has('tasks');
    }

    protected override willUpdate(_changed: PropertyValues<this>): void {
        if (this.route.rest[0] || this.tasks_) {
            this.there_ = false;
            return;
        }
        const query = this.route.query;
        const asked = { municipality: office.municipality, status: query.get('status'), q: query.get('q') };
        const same = this.asked_ === JSON.stringify(asked);
        if (same && this.there_) return;
        this.there_ = true;
        this.asked_ = JSON.stringify(asked);
        if (!same) Object.assign(this, { chosen_: new Set(), results_: new Map() });
        if (!same) this.cases_.rows = null; // who comes back from a case sees the list as it was until it is renewed
        void this.cases_.load('/cases', asked);
    }

    private search_(change: Record<string, string>): void {
        const query = new URLSearchParams(this.route.query);
        for (const [name, value] of Object.entries(change)) if (value) query.set(name, value); else query.delete(name); // prettier-ignore
        go(`cases?${query.toString()}`);
    }

    protected override render(): TemplateResult {
        const id = this.route.rest[0];
        if (id) return html`<case-file case=${id}></case-file>`;
        const tab = (address: string, word: Word, on: boolean): TemplateResult => html`<a href="#/${address}" aria-current=${on ? 'page' : nothing}>${t(word)}</a>`;
        return html`<div class="page-text wide">
            <div class="title-row"><h1>${t('cases')}</h1>
                ${office.may('cases.read') && office.may('tasks.work') ? html`<nav class="tabs" aria-label=${t('cases')}>${tab('cases', 'caseSearch', !this.tasks_)}${tab('cases?tasks=1', 'myTasks', this.tasks_)}</nav>` : nothing}</div>
            ${this.tasks_ ? html`<task-list></task-list>` : this.list_()}
        </div>`;
    }

    private choose_(id: string, on: boolean): void {
        this.chosen_ = on ? new Set(this.chosen_).add(id) : new Set([...this.chosen_].filter((one) => one !== id));
    }

    private async bulk_(action: BulkAction): Promise<void> {
        const rows = (this.cases_.rows ?? []).filter((one) => this.chosen_.has(one.id));
        this.busy_ = true;
        this.results_ = new Map();
        try {
            await forEach(api, action, rows, (id, result) => (this.results_ = new Map(this.results_).set(id, result)));
        } catch (problem) {
            showProblem(problem);
        }
        this.busy_ = false;
        this.chosen_ = new Set(rows.filter((one) => this.results_.get(one.id) !== 'done').map((one) => one.id)); // what is left to do
        await this.cases_.again();
    }

    private bulkBar_(): TemplateResult {
        const done = [...this.results_.values()].filter((one) => one === 'done').length;
        const button = (action: BulkAction, word: Word): TemplateResult => html`<button class="small" ?disabled=${this.busy_ || this.chosen_.size === 0} @click=${() => void this.bulk_(action)}>${t(word)}</button>`;
        return html`<div class="bulk" role="group" aria-label=${t('chosenCount', this.chosen_.size)}><span class="bulk-count">${t('chosenCount', this.chosen_.size)}</span>
            ${button('retry', 'bulkRetry')} ${button('suspend', 'suspend')} ${button('resume', 'resume')}
            <span role="status">${this.results_.size > 0 && !this.busy_ ? t('bulkSays', done, this.results_.size) : ''}</span></div>`;
    }

    private resultOf_(id: string): TemplateResult | typeof nothing {
        const result = this.results_.get(id);
        if (result === undefined) return nothing;
        if (result === 'waiting') return html`<span aria-hidden="true">…</span>`;
        if (result === 'done') return html`<span class="tag good"><span aria-hidden="true">✓</span> ${t('bulkDone')}</span>`;
        return html`<span class="tag bad"><span aria-hidden="true">⚠</span> ${result === 'nothing' ? t('bulkNothing') : pick(result)}</span>`;
    }

    private list_(): TemplateResult {
        const { query } = this.route;
        const bulk = office.may('cases.operate');
        const rows = this.cases_.rows ?? [];
        const every = rows.length > 0 && rows.every((one) => this.chosen_.has(one.id));
        return html`<search class="filters">
                <label>${t('searchText')}<input type="search" .value=${query.get('q') ?? ''} @input=${(event: Event) => {
                    const value = (event.target as HTMLInputElement).value;
                    clearTimeout(this.typing_);
                    this.typing_ = setTimeout(() => this.search_({ q: value }), 250);
                }} /></label>
                <label>${t('state')}<select @change=${(event: Event) => this.search_({ status: (event.target as HTMLSelectElement).value })}>
                    <option value="">${t('anyStatus')}</option>
                    ${statuses.map((one) => html`<option value=${one} ?selected=${query.get('status') === one}>${t(`status_${one}`)}</option>`)}</select></label>
            </search>
            ${bulk && rows.length > 0 ? this.bulkBar_() : nothing}
            ${rows.length > 0 ? html`<table><thead><tr>${bulk ? html`<th scope="col"><input type="checkbox" aria-label=${t('chooseAll')} .checked=${every} @change=${() => (this.chosen_ = new Set(every ? [] : rows.map((one) => one.id)))} /></th>` : nothing}<th scope="col">${t('case')}</th><th scope="col">${t('municipality')}</th><th scope="col">${t('state')}</th><th scope="col">${t('at')}</th><th scope="col">${t('started')}</th><th scope="col">${t('due')}</th>${this.results_.size > 0 ? html`<th scope="col">${t('result')}</th>` : nothing}</tr></thead>
            <tbody>${rows.map((one) => html`<tr>${bulk ? html`<td><input type="checkbox" aria-label=${t('chooseCase', one.title || one.id)} .checked=${this.chosen_.has(one.id)} @change=${(event: Event) => this.choose_(one.id, (event.target as HTMLInputElement).checked)} /></td>` : nothing}<th scope="row"><a href="#/cases/${encodeURIComponent(one.id)}">${one.title || one.process}</a>${one.label ? html` <span class="case-label">${one.label}</span>` : nothing}<br /><span class="hint">${one.id}</span></th>
                <td>${office.nameOf(one.municipality)}</td><td>${statusTag(one.suspended ? 'suspended' : one.status)}</td><td>${list(whereNow(one.at).map((at) => at.name || at.element))}${one.waiting_for ? html`<br /><span class="hint">${t('waitingFor', one.waiting_for)}</span>` : nothing}</td><td>${when(one.started)}</td><td>${dueTag(one.due)}</td>${this.results_.size > 0 ? html`<td>${this.resultOf_(one.id)}</td>` : nothing}</tr>`)}</tbody></table>` : nothing}
            ${this.cases_.foot()}`;
    }
}
