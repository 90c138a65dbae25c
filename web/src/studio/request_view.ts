// One request to publish: what it changes, what came of the samples, and the decision of another person.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { act } from '../base/act.js';
import { api } from '../base/api.js';
import { list, when } from '../base/language.js';
import { pick } from '../base/language.js';
import { showDone, showProblem } from '../base/notices.js';
import { Part } from '../base/part.js';
import { diffView } from './diff_view.js';
import { s } from './say.js';
import { resultView } from './trial_view.js';
import type { PublishRequest, RequestDifferences } from './types.js';
import { studioWords, type StudioWord } from './words.js';

const signs: Record<PublishRequest['state'], [string, string]> = {
    testing: ['busy', '…'], ready: ['good', '✓'], failed: ['bad', '✕'], releasing: ['busy', '…'], released: ['good', '✓'], refused: ['warn', '↩'], withdrawn: ['', '↩'],
}; // prettier-ignore

export function requestTag(state: PublishRequest['state']): TemplateResult {
    const [kind, sign] = signs[state];
    return html`<span class="tag ${kind}"><span aria-hidden="true">${sign}</span> ${s(`request_${state}` as StudioWord)}</span>`;
}

const undecided = (state: PublishRequest['state']): boolean => ['testing', 'ready', 'failed'].includes(state);

@customElement('request-view')
export class RequestView extends Part {
    @property() request = '';
    @state() private shown_: PublishRequest | null = null;
    @state() private refusing_ = false;
    @state() private busy_ = false;
    @state() private differences_ = new Map<string, RequestDifferences['files'][number]>();
    private look_: ReturnType<typeof setTimeout> | undefined;

    override connectedCallback(): void {
        super.connectedCallback();
        this.atEnd(() => clearTimeout(this.look_));
        void this.load_();
    }

    private async load_(): Promise<void> {
        try {
            this.shown_ = await api.get<PublishRequest>(`/library/requests/${encodeURIComponent(this.request)}`);
        } catch (problem) {
            showProblem(problem);
            return;
        }
        if (this.shown_.state === 'testing') this.look_ = setTimeout(() => void this.load_(), 1000);
        if (!undecided(this.shown_.state) || this.differences_.size > 0) return;
        try {
            const { files } = await api.get<RequestDifferences>(`/library/requests/${encodeURIComponent(this.request)}/differences`);
            this.differences_ = new Map(files.map((file) => [file.id, file]));
        } catch (problem) {
            showProblem(problem);
        }
    }

    private async release_(): Promise<void> {
        this.busy_ = true;
        const done = await act(() => api.post<PublishRequest>(`/library/requests/${this.request}/release`));
        this.busy_ = false;
        if (!done) return void this.load_();
        this.shown_ = done;
        const word = studioWords[done.takes_effect === 'now' ? 'releasedDone' : 'releasedRestart'];
        showDone({ ja: word[0], en: word[1] });
    }

    private readonly refuse_ = async (event: Event): Promise<void> => {
        event.preventDefault();
        const reason = String(new FormData(event.target as HTMLFormElement).get('reason') ?? '');
        const done = await act(() => api.post<PublishRequest>(`/library/requests/${this.request}/refuse`, { reason }));
        this.refusing_ = false;
        if (done) this.shown_ = done;
        else void this.load_();
    };

    protected override render(): TemplateResult {
        const one = this.shown_;
        const back = html`<a class="crumb" href="#/forms/requests">${s('requests')}</a>`;
        if (!one) return html`<div class="page-text wide">${back}<p class="waiting" role="status">${s('loading')}</p></div>`;
        return html`<div class="page-text wide">${back}<h1>${one.note || s('requests')} ${requestTag(one.state)}</h1>
            <p class="facts"><span>${s('whoAsked')}: ${one.asked_by_name}</span><span>${when(one.asked)}</span>${one.decided_by_name ? html`<span>${s('decided', one.decided_by_name, when(one.decided))}</span>` : nothing}${one.reason ? html`<span>${s('reason')}: ${one.reason}</span>` : nothing}</p>
            ${undecided(one.state) ? this.decide_(one) : nothing}
            ${one.files.map((file) => this.file_(file))}
            ${one.result ? html`<section><h2>${s('trial')}</h2>${resultView(one.result)}</section>` : nothing}</div>`;
    }

    private file_(file: PublishRequest['files'][number]): TemplateResult {
        const differences = this.differences_.get(file.id);
        const changes = differences?.changes ?? [];
        return html`<section><h2>${file.title} <span class="hint"><code>${file.path}</code>${file.version ? html` ${s('version')} ${file.version}` : nothing} ${s('editors', list(file.editors))}</span></h2>
            ${changes.length > 0 ? html`<table><thead><tr><th scope="col">${s('change')}</th><th scope="col">${s('kind')}</th></tr></thead><tbody>${changes.map((one) => html`<tr><th scope="row">${pick(one.what ?? one.message)}</th><td>${one.breaking === undefined ? pick(one.kind_text) || one.kind : html`<span class="tag ${one.breaking ? 'bad' : 'good'}">${s(one.breaking ? 'breaking' : 'safe')}</span>`}</td></tr>`)}</tbody></table>` : nothing}
            ${differences?.problem ? html`<p class="hint">${pick(differences.problem)}</p>` : nothing}
            ${differences ? (differences.before === null ? html`<p class="hint">${s('newFile')}</p>` : diffView(differences.before, file.text ?? '')) : nothing}
            <details><summary>XML</summary><pre class="text" tabindex="0">${file.text ?? ''}</pre></details></section>`;
    }

    private decide_(one: PublishRequest): TemplateResult {
        return html`<div class="row-buttons">${one.may_release ? html`<button class="primary" ?disabled=${this.busy_} @click=${() => void this.release_()}>${s('release')}</button>` : nothing}
                <button @click=${() => (this.refusing_ = !this.refusing_)}>${s(one.mine ? 'withdraw' : 'refuse')}</button>
                ${one.state === 'ready' && !one.may_release ? html`<span class="hint">${s('fourEyes')}</span>` : nothing}</div>
            ${this.refusing_ ? html`<form class="ask" @submit=${this.refuse_}><label>${s('refuseReason')}<input name="reason" ?required=${!one.mine} maxlength="400" /></label><div class="row-buttons"><button class="primary">${s(one.mine ? 'withdraw' : 'refuse')}</button></div></form>` : nothing}`;
    }
}
