// 案件: find a case; the tasks that wait for one's role.
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { CaseRow } from '../base/api_types.js';
import { list, t, when } from '../base/language.js';
import { office } from '../base/office.js';
import { Paged } from '../base/paged.js';
import { Part } from '../base/part.js';
import { go, type Route } from '../base/route.js';
import type { Word } from '../base/words.js';
import './case_file.js';
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

    private list_(): TemplateResult {
        const { query } = this.route;
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
            ${(this.cases_.rows?.length ?? 0) > 0 ? html`<table><thead><tr><th scope="col">${t('case')}</th><th scope="col">${t('municipality')}</th><th scope="col">${t('state')}</th><th scope="col">${t('at')}</th><th scope="col">${t('started')}</th><th scope="col">${t('due')}</th></tr></thead>
            <tbody>${this.cases_.rows?.map((one) => html`<tr><th scope="row"><a href="#/cases/${encodeURIComponent(one.id)}">${one.title || one.process}</a><br /><span class="hint">${one.id}</span></th>
                <td>${office.nameOf(one.municipality)}</td><td>${statusTag(one.suspended ? 'suspended' : one.status)}</td><td>${list(one.at.map((at) => at.name || at.element))}</td><td>${when(one.started)}</td><td>${dueTag(one.due)}</td></tr>`)}</tbody></table>` : nothing}
            ${this.cases_.foot()}`;
    }
}
