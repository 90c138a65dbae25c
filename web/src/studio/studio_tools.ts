// Below the editor: samples, differences, the unify report, history, and asking for publication.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { act } from '../base/act.js';
import { api } from '../base/api.js';
import { pick, when } from '../base/language.js';
import { showDone, showProblem } from '../base/notices.js';
import { Part } from '../base/part.js';
import { go } from '../base/route.js';
import { diffView } from './diff_view.js';
import { s } from './say.js';
import type { TextState } from './text_state.js';
import { resultView } from './trial_view.js';
import type { Differences, LibraryFile, PublishRequest, Trial, Unified, Version } from './types.js';
import { studioWords, type StudioWord } from './words.js';

type Tool = 'trial' | 'diff' | 'unify' | 'history' | 'ask';
const every = 700; // milliseconds between two looks at a trial

@customElement('studio-tools')
export class StudioTools extends Part {
    @property({ attribute: false }) text!: TextState;
    @state() private tool_: Tool = 'trial';
    @state() private trial_: Trial | null = null;
    @state() private differences_: Differences | null = null;
    @state() private unified_: Unified | null = null;
    @state() private others_: LibraryFile[] | null = null;
    @state() private busy_ = false;
    private look_: ReturnType<typeof setTimeout> | undefined;

    override connectedCallback(): void {
        super.connectedCallback();
        this.atEnd(() => clearTimeout(this.look_));
    }

    private async run_(): Promise<void> {
        this.trial_ = (await act(() => api.post<Trial>('/library/trials', this.text.subject()))) ?? this.trial_;
        this.lookAgain_();
    }

    private lookAgain_(): void {
        clearTimeout(this.look_);
        if (this.trial_?.state !== 'waiting' && this.trial_?.state !== 'running') return;
        this.look_ = setTimeout(async () => {
            try {
                if (this.trial_) this.trial_ = await api.get<Trial>(`/library/trials/${this.trial_.id}`);
            } catch (problem) {
                showProblem(problem);
                this.trial_ = null;
            }
            this.lookAgain_();
        }, every);
    }

    private async stop_(): Promise<void> {
        const trial = this.trial_;
        if (!trial) return;
        await act(() => api.delete(`/library/trials/${trial.id}`));
        clearTimeout(this.look_);
        this.trial_ = { ...trial, state: 'stopped' };
    }

    private async compare_(): Promise<void> {
        this.busy_ = true;
        this.differences_ = (await act(() => api.post<Differences>('/library/diff', this.text.subject()))) ?? null;
        this.busy_ = false;
    }

    private async unify_(): Promise<void> {
        const form = this.text.id.split(':').slice(0, 2).concat('form.xml').join(':');
        this.busy_ = true;
        this.unified_ = (await act(() => api.post<Unified>('/library/unify', { form, with: this.text.draft ? [this.text.id] : [] }))) ?? null;
        this.busy_ = false;
    }

    private async open_(tool: Tool): Promise<void> {
        this.tool_ = tool;
        if (tool !== 'ask' || this.others_) return;
        const answer = await act(() => api.get<{ files: LibraryFile[] }>('/library'));
        this.others_ = (answer?.files ?? []).filter((one) => one.draft && one.editable && !one.request && one.id !== this.text.id);
    }

    private async old_(version: Version): Promise<void> {
        const answer = await act(() => api.get<{ text: string }>(`/library/files/${this.text.path}/versions/${version.number}`));
        if (answer) this.dispatchEvent(new CustomEvent('replaced', { detail: answer.text }));
    }

    private readonly ask_ = async (event: Event): Promise<void> => {
        event.preventDefault();
        const draft = this.text.draft;
        if (!draft) return;
        const form = new FormData(event.target as HTMLFormElement);
        const with_ = (this.others_ ?? []).filter((one) => form.has(one.id)).map((one) => ({ id: one.id, revision: one.draft?.revision ?? 0 }));
        this.busy_ = true;
        const asked = await act(() => api.post<PublishRequest>('/library/requests', { files: [{ id: this.text.id, revision: draft.revision }, ...with_], note: String(form.get('note') ?? '') }));
        this.busy_ = false;
        if (!asked) return;
        showDone({ ja: studioWords.askDone[0], en: studioWords.askDone[1] });
        go(`forms/requests/${asked.id}`);
    };

    protected override render(): TemplateResult {
        const kind = this.text.file?.kind;
        const paper = kind === 'form' || kind === 'layout';
        const tools: [Tool, StudioWord][] = [['trial', 'trial'], ['diff', 'diff'], ...(paper ? ([['unify', 'unify']] as [Tool, StudioWord][]) : []), ['history', 'history'], ['ask', 'ask']];
        return html`<section class="studio-tools"><div class="tool-buttons" role="group" aria-label=${s('trial')}>
                ${tools.map(([tool, word]) => html`<button aria-pressed=${tool === this.tool_ ? 'true' : 'false'} @click=${() => void this.open_(tool)}>${s(word)}</button>`)}</div>
            <div class="tool">${{ trial: () => this.trialTool_(paper), diff: () => this.diffTool_(), unify: () => this.unifyTool_(), history: () => this.historyTool_(), ask: () => this.askTool_() }[this.tool_]()}</div></section>`;
    }

    // Fields as the form calls them, where the check has said so.
    private names_(): Map<string, string> {
        return new Map((this.text.checked?.fields ?? []).map((one) => [one.id, one.title]));
    }

    private trialTool_(paper: boolean): TemplateResult {
        const trial = this.trial_;
        const working = trial?.state === 'waiting' || trial?.state === 'running';
        return html`<div class="row-buttons"><button class="primary" ?disabled=${working} @click=${() => void this.run_()}>${s(paper ? 'run' : 'runTests')}</button>
                ${working ? html`<button @click=${() => void this.stop_()}>${s('stop')}</button>` : nothing}
                <span role="status">${trial?.state === 'waiting' ? s('trial_waiting') : trial?.state === 'running' ? s('trial_running', trial.done, trial.expected || '…') : trial?.state === 'stopped' ? s('trial_stopped') : ''}</span></div>
            ${working && trial.expected ? html`<progress max=${trial.expected} .value=${trial.done} aria-label=${s('trial')}></progress>` : nothing}
            ${trial?.error ? html`<p class="problem">${pick(trial.error.message)} <code>${trial.error.code}</code></p>` : nothing}
            ${trial?.state === 'done' && trial.result ? resultView(trial.result, this.names_()) : working || trial?.error ? nothing : html`<p class="hint">${s('trialNone')}</p>`}`;
    }

    private diffTool_(): TemplateResult {
        const all = this.differences_;
        return html`<div class="row-buttons"><button class="primary" ?disabled=${this.busy_ || this.text.published === null} @click=${() => void this.compare_()}>${s('diffRun')}</button></div>
            ${this.text.published === null ? html`<p class="hint">${s('unpublished')}</p>` : nothing}
            ${all && all.changes.length === 0 ? html`<p>${s(this.text.file?.kind === 'decision' ? 'diffDecision' : 'diffMeaning')}</p>` : nothing}
            ${all && all.changes.length > 0 ? html`<table><thead><tr><th scope="col">${s('change')}</th><th scope="col">${s('kind')}</th><th scope="col">${s('reason')}</th></tr></thead>
                <tbody>${all.changes.map((one) => html`<tr><th scope="row">${pick(one.what ?? one.message)}</th><td>${one.breaking === undefined ? pick(one.kind_text) || one.kind : html`<span class="tag ${one.breaking ? 'bad' : 'good'}">${s(one.breaking ? 'breaking' : 'safe')}</span>`}</td><td>${pick(one.reason)}</td></tr>`)}</tbody></table>` : nothing}
            ${all && this.text.published !== null ? html`<h3>${s('lines')}</h3>${diffView(this.text.published, this.text.text)}` : nothing}
            ${this.text.published !== null ? html`<details><summary>${s('publishedText')}</summary><pre class="text" tabindex="0">${this.text.published}</pre></details>` : nothing}`;
    }

    private unifyTool_(): TemplateResult {
        const all = this.unified_;
        return html`<div class="row-buttons"><button class="primary" ?disabled=${this.busy_} @click=${() => void this.unify_()}>${s('unifyRun')}</button></div>
            ${all ? html`<p class="strong">${pick(all.summary)}</p>
                <table><thead><tr><th scope="col">${s('finding')}</th><th scope="col">${s('kind')}</th></tr></thead><tbody>${all.findings.map((one) => html`<tr><th scope="row">${pick(one.text)}</th><td><span class="tag ${one.weight === 'clash' ? 'bad' : one.weight === 'gap' ? 'warn' : ''}">${pick(one.kind_text) || one.kind}</span></td></tr>`)}</tbody></table>
                <h3>${s('adoption')}</h3>${all.changes.map((one) => html`<details><summary>${all.papers.find((paper) => paper.layout === one.layout)?.name ?? one.layout} – ${s('points', one.points)}</summary><ul class="steps">${one.steps.map((step) => html`<li>${pick(step.text)} <span class="hint">${s('points', step.points)}</span></li>`)}</ul></details>`)}` : nothing}`;
    }

    private historyTool_(): TemplateResult {
        if (this.text.versions.length === 0) return html`<p class="hint">${s('nothing')}</p>`;
        return html`<table><thead><tr><th scope="col">${s('version')}</th><th scope="col">${s('when')}</th><th scope="col">${s('whoAsked')}</th><th scope="col">${s('publishedBy')}</th><th></th></tr></thead>
            <tbody>${this.text.versions.map((one) => html`<tr><th scope="row">${one.number}</th><td>${when(one.at)}</td><td>${one.asked_by_name ?? s('before')}</td><td>${one.released_by_name ?? ''}</td><td><button class="small" @click=${() => void this.old_(one)}>${s('takeOld')}</button></td></tr>`)}</tbody></table>`;
    }

    private askTool_(): TemplateResult {
        const errors = this.text.checked?.findings.some((one) => one.severity === 'error') ?? true;
        const asked = this.text.file?.request;
        if (asked) return html`<p>${s('asked')} <a href="#/forms/requests/${asked}">${s('open')}</a></p>`;
        const why: StudioWord | null = !this.text.draft || this.text.dirty ? 'askUnsaved' : errors ? 'askErrors' : null;
        return html`<form class="ask" @submit=${this.ask_}><p class="hint">${s('askHint')}</p>
            <label>${s('note')}<input name="note" required maxlength="400" /></label>
            ${(this.others_?.length ?? 0) > 0 ? html`<fieldset><legend>${s('together')}</legend>${this.others_?.map((one) => html`<label class="together"><input type="checkbox" name=${one.id} /> ${one.title} <code>${one.path}</code></label>`)}</fieldset>` : nothing}
            <div class="row-buttons"><button class="primary" ?disabled=${why !== null || this.busy_}>${s('ask')}</button>${why ? html`<span class="hint">${s(why)}</span>` : nothing}</div></form>`;
    }
}
