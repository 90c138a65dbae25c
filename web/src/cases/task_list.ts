// Tasks for people: of one's role, or of one case. Claimed, given back, and done with what the flow wants to know.
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { act } from '../base/act.js';
import { api } from '../base/api.js';
import type { Task } from '../base/api_types.js';
import { t } from '../base/language.js';
import { office } from '../base/office.js';
import { Paged } from '../base/paged.js';
import { Part } from '../base/part.js';
import { live } from '../shell/live_queues.js';
import { dueTag } from './cases_screen.js';
import { variableOf } from './variable.js';

@customElement('task-list')
export class TaskList extends Part {
    @property({ attribute: false }) tasks: Task[] | null = null; // of one case; otherwise those of my role are fetched
    @state() private open_: string | null = null;
    @state() private rows_ = 1;
    private readonly mine_ = new Paged<Task>(this, 'tasks');

    override connectedCallback(): void {
        super.connectedCallback();
        this.listen(office.changes, 'change', () => this.tasks === null && void this.load_());
        this.listen(live.changes, 'change', () => this.requestUpdate());
    }

    protected override firstUpdated(_changed: PropertyValues<this>): void {
        if (this.tasks === null) void this.load_();
    }

    private load_(): Promise<void> {
        return this.mine_.load('/tasks', { municipality: office.municipality });
    }

    // What somebody has opened meanwhile on another task stays open.
    private async tell_(task: Task, what: 'claim' | 'release' | 'complete', body?: unknown): Promise<void> {
        if ((await act(() => api.post(`/tasks/${encodeURIComponent(task.id)}/${what}`, body), 'done')) === undefined) return;
        if (this.open_ === task.id) this.open_ = null;
        if (this.tasks === null) await this.load_();
        this.dispatchEvent(new CustomEvent('task-changed'));
    }

    private async complete_(task: Task, event: Event): Promise<void> {
        event.preventDefault();
        const form = new FormData(event.target as HTMLFormElement);
        const names = form.getAll('name').map(String);
        const values = form.getAll('value').map(String);
        const variables: Record<string, unknown> = {};
        names.forEach((name, at) => {
            if (name.trim()) variables[name.trim()] = variableOf(values[at] ?? '');
        });
        await this.tell_(task, 'complete', { variables });
    }

    protected override render(): TemplateResult {
        const tasks = this.tasks ?? this.mine_.rows ?? [];
        const me = office.session?.account.id;
        return html`${tasks.length > 0 ? html`<ul class="tasks">${tasks.map((task) => {
                const mine = task.claimed_by === me || task.claimed_by === office.session?.account.name;
                return html`<li class="task"><div class="title-row"><div><strong>${task.name || task.element}</strong>
                        ${this.tasks === null && task.case ? html`<a href="#/cases/${encodeURIComponent(task.case)}">${t('toCase')}</a>` : nothing}
                        <span class="hint">${task.municipality ? office.nameOf(task.municipality) : ''} ${task.role ?? ''}</span>
                        ${task.claimed_by ? html`<span class="tag ${mine ? 'busy' : ''}">${t('claimedBy', mine ? t('me') : task.claimed_by)}</span>` : nothing} ${dueTag(task.due)}</div>
                    ${task.form === 'verify' ? this.verify_(task) : office.may('tasks.work') ? html`<span class="row-buttons">
                        ${task.claimed_by ? nothing : html`<button class="small" @click=${() => void this.tell_(task, 'claim')}>${t('claim')}</button>`}
                        ${mine ? html`<button class="small" @click=${() => void this.tell_(task, 'release')}>${t('release')}</button>` : nothing}
                        ${!task.claimed_by || mine ? html`<button class="small" aria-expanded=${this.open_ === task.id ? 'true' : 'false'} @click=${() => { this.open_ = this.open_ === task.id ? null : task.id; this.rows_ = 1; }}>${t('complete')}</button>` : nothing}</span>` : nothing}</div>
                    ${this.open_ === task.id ? this.form_(task) : nothing}</li>`;
            })}</ul>` : nothing}
            ${this.tasks === null ? this.mine_.foot() : nothing}`;
    }

    // Work is given in turn and never chosen: the way leads there only while something waits for this person.
    private verify_(task: Task): TemplateResult {
        const waits = (live.queues ?? []).some((one) => one.waiting > 0 && (!task.municipality || one.municipality === task.municipality));
        return waits ? html`<span class="to-verify"><a href="#/verify">${t('toVerify')}</a><br /><span class="hint">${t('toVerifyHint')}</span></span>` : html`<span class="hint">${t('verifyWaits')}</span>`;
    }

    private form_(task: Task): TemplateResult {
        return html`<form class="panel" @submit=${(event: Event) => void this.complete_(task, event)}>
            <p class="hint">${t('completeHint')}</p>
            ${Array.from({ length: this.rows_ }, (_, at) => html`<div class="variable"><label>${t('variableName')}<input name="name" autocomplete="off" spellcheck="false" value=${at === 0 ? 'approved' : ''} /></label>
                <label>${t('value')}<input name="value" autocomplete="off" value=${at === 0 ? 'true' : ''} /></label></div>`)}
            <p class="row-buttons"><button type="button" class="small" @click=${() => (this.rows_ += 1)}>${t('addVariable')}</button><button class="primary">${t('complete')}</button></p>
        </form>`;
    }
}
