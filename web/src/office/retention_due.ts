// What is over: choose, ask for it to be destroyed, hold what must stay.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { act } from '../base/act.js';
import { api, newKey, Problem, query } from '../base/api.js';
import { pick, t, when } from '../base/language.js';
import { office } from '../base/office.js';
import { Part } from '../base/part.js';
import { go } from '../base/route.js';
import { periodText } from './retention_period.js';
import type { Disposal, Due, KeptThing } from './retention_types.js';

@customElement('retention-due')
export class RetentionDue extends Part {
    @state() private answer_: Due | null = null;
    @state() private problem_: Problem | null = null;
    @state() private chosen_ = new Set<string>();
    @state() private holding_ = ''; // the case whose reason is being asked for
    private until_ = '';
    private turn_ = 0;

    override connectedCallback(): void {
        super.connectedCallback();
        void this.load_();
        this.listen(office.changes, 'change', () => void this.load_());
    }

    private async load_(after: string | null = null): Promise<void> {
        const turn = ++this.turn_;
        try {
            const answer = await api.get<Due>(`/retention/due${query({ municipality: office.municipality, until: this.until_ || null, after })}`);
            if (turn !== this.turn_) return;
            this.answer_ = after && this.answer_ ? { ...answer, things: [...this.answer_.things, ...answer.things] } : answer;
            if (!after) this.chosen_ = new Set();
            this.problem_ = null;
        } catch (problem) {
            if (turn !== this.turn_) return;
            if (!(problem instanceof Problem)) throw problem;
            this.problem_ = problem;
        }
    }

    // A list is of one municipality: of the chosen lines' ('' – pages that are nobody's), else of the one that is looked at.
    private get municipality_(): string | null {
        const chosen = new Set(this.answer_?.things.filter((one) => this.chosen_.has(one.id)).map((one) => one.municipality));
        if (chosen.size > 0) return chosen.size === 1 ? ([...chosen][0] ?? null) : null;
        const own = office.session?.grants ?? [];
        return office.municipality || (own.length === 1 ? own[0]?.municipality : null) || null;
    }

    private async ask_(event: SubmitEvent): Promise<void> {
        event.preventDefault();
        const note = String(new FormData(event.target as HTMLFormElement).get('note') ?? '').trim();
        const things = [...this.chosen_];
        const body = { municipality: this.municipality_, note, ...(things.length > 0 && { things }) };
        if ((await act(() => api.post<Disposal>('/retention/disposals', body, newKey()), 'retAsked')) === undefined) return;
        go('retention/lists');
    }

    private async hold_(event: SubmitEvent, one: KeptThing): Promise<void> {
        event.preventDefault();
        const reason = String(new FormData(event.target as HTMLFormElement).get('reason') ?? '').trim();
        if (!reason) return;
        if ((await act(() => api.post('/retention/holds', { case: one.id, reason }), 'retHeld')) === undefined) return;
        this.holding_ = '';
        await this.load_();
    }

    private async release_(one: KeptThing): Promise<void> {
        await act(() => api.post(`/retention/holds/${encodeURIComponent(one.id)}/release`), 'retReleased');
        await this.load_();
    }

    private choose_(id: string): void {
        const chosen = new Set(this.chosen_);
        if (!chosen.delete(id)) chosen.add(id);
        this.chosen_ = chosen;
    }

    private startHolding_(id: string): void {
        this.holding_ = this.holding_ === id ? '' : id;
        void this.updateComplete.then(() => this.querySelector<HTMLInputElement>('input[name=reason]')?.focus());
    }

    protected override render(): TemplateResult {
        const answer = this.answer_;
        const due = answer?.things.filter((one) => one.status === 'due') ?? [];
        const all = due.length > 0 && due.every((one) => this.chosen_.has(one.id));
        const asks = office.may('retention.ask');
        return html`<p class="hint">${t('retHint')}</p>
            <div class="filters"><label>${t('retUntil')}<input type="date" .value=${answer?.until ?? ''} @change=${(event: Event) => { this.until_ = (event.target as HTMLInputElement).value; void this.load_(); }} /></label></div>
            ${this.problem_ ? html`<p class="problem" role="alert"><span class="sign" aria-hidden="true">⚠</span> ${pick(this.problem_.detail)}</p>` : nothing}
            ${answer === null ? (this.problem_ ? nothing : html`<p class="waiting" role="status">${t('loading')}</p>`) : html`
            <p role="status">${t('retCounts', answer.counts.due, answer.counts.held, answer.counts.listed, answer.counts.never)}</p>
            ${answer.counts.unknown > 0 ? html`<p class="hint">${t('retUnknown', answer.counts.unknown)}</p>` : nothing}
            ${asks && answer.counts.due > 0 && !this.until_ ? this.asking_() : nothing}
            ${answer.things.length === 0 ? html`<p class="empty">${t('nothing')}</p>` : html`<div class="scrolls" tabindex="0" role="group" aria-label=${t('retDue')}><table><thead><tr>
                ${asks ? html`<th scope="col"><input type="checkbox" aria-label=${t('retChooseAll')} .checked=${all} @change=${() => (this.chosen_ = new Set(all ? [] : due.map((one) => one.id)))} /></th>` : nothing}
                <th scope="col">${t('retSubject')}</th><th scope="col">${t('form')}</th><th scope="col">${t('municipality')}</th><th scope="col">${t('retEnded')}</th><th scope="col">${t('retPeriod')}</th><th scope="col">${t('retDueDay')}</th><th scope="col">${t('state')}</th></tr></thead>
                <tbody>${answer.things.map((one) => this.row_(one, asks))}</tbody></table></div>`}
            ${answer.next ? html`<p class="more"><button @click=${() => void this.load_(answer.next)}>${t('more')}</button></p>` : nothing}`}`;
    }

    private asking_(): TemplateResult {
        if (this.municipality_ === null) return html`<p class="hint">${t('retOneMunicipality')}</p>`;
        return html`<form class="panel retention-ask" @submit=${(event: SubmitEvent) => void this.ask_(event)}>
            <label>${t('retNote')}<input name="note" maxlength="120" autocomplete="off" /></label>
            <p class="row-buttons"><button class="primary">${t(this.chosen_.size > 0 ? 'retAsk' : 'retAskAll')}</button><span role="status">${this.chosen_.size > 0 ? t('retChosen', this.chosen_.size) : nothing}</span></p></form>`;
    }

    private row_(one: KeptThing, asks: boolean): TemplateResult {
        const name = one.id.length > 20 ? `${one.id.slice(0, 12)}…${one.kind === 'page' ? one.id.slice(64) : ''}` : one.id;
        const holds = one.kind === 'case' && office.may('retention.hold');
        const sign = { due: '◌', held: '⊘', listed: '☰', never: '∞' }[one.status];
        return html`<tr>${asks ? html`<td>${one.status === 'due' ? html`<input type="checkbox" aria-label=${t('retChoose', name)} .checked=${this.chosen_.has(one.id)} @change=${() => this.choose_(one.id)} />` : nothing}</td>` : nothing}
            <th scope="row"><code title=${one.id}>${name}</code></th><td>${one.kind === 'page' ? t('retPage') : one.form_title || one.form}</td><td class="nowrap">${office.nameOf(one.municipality)}</td>
            <td class="nowrap">${one.ended}</td><td class="nowrap">${periodText(one.period)}</td><td class="nowrap">${one.due ?? '–'}</td>
            <td><span class="tag ${one.status === 'held' ? 'warn' : ''}"><span aria-hidden="true">${sign}</span> ${t(`retStatus_${one.status}`)}</span>
                ${one.again ? html`<br /><span class="hint">${t('retAgain', one.again)}</span>` : nothing}
                ${one.hold ? html`<br /><span class="hint">${t('retHeldBy', one.hold.reason, one.hold.person, when(one.hold.at))}</span>` : nothing}
                ${holds && one.status === 'held' ? html` <button class="small" aria-label="${t('retRelease')}: ${name}" @click=${() => void this.release_(one)}>${t('retRelease')}</button>` : nothing}
                ${holds && (one.status === 'due' || one.status === 'listed') ? html` <button class="small" aria-expanded=${this.holding_ === one.id ? 'true' : 'false'} aria-label="${t('retHold')}: ${name}" @click=${() => this.startHolding_(one.id)}>${t('retHold')}</button>` : nothing}
                ${this.holding_ === one.id ? html`<form class="inline" @submit=${(event: SubmitEvent) => void this.hold_(event, one)}><label>${t('retHoldReason')}<input name="reason" required maxlength="120" autocomplete="off" /></label><button class="small">${t('retHold')}</button></form>` : nothing}</td></tr>`;
    }
}
