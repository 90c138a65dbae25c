// 見つかった違い: values that nobody had to look at and that the blind sample has shown to be wrong. The case may have gone on, so
// each stays here until somebody has mended it where it is by now and says how.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { act } from '../base/act.js';
import { api, Problem, query } from '../base/api.js';
import type { Finding } from '../base/api_types.js';
import { pick, since, t } from '../base/language.js';
import { office } from '../base/office.js';
import { Part } from '../base/part.js';

@customElement('findings-part')
export class FindingsPart extends Part {
    @state() private findings_: Finding[] = [];
    @state() private more_ = false;
    @state() private problem_: Problem | null = null;

    override connectedCallback(): void {
        super.connectedCallback();
        void this.load_();
        this.listen(office.changes, 'change', () => void this.load_());
    }

    private async load_(): Promise<void> {
        try {
            const answer = await api.get<{ findings: Finding[]; more: boolean }>(`/findings${query({ municipality: office.municipality })}`);
            this.findings_ = answer.findings;
            this.more_ = answer.more;
            this.problem_ = null;
        } catch (problem) {
            if (!(problem instanceof Problem)) throw problem;
            this.findings_ = [];
            // Who reads no cases is shown no values either.
            this.problem_ = problem.status === 403 ? null : problem;
        }
    }

    private async settle_(event: SubmitEvent, finding: Finding): Promise<void> {
        event.preventDefault();
        const note = String(new FormData(event.target as HTMLFormElement).get('note') ?? '').trim();
        if (!note) return;
        await act(() => api.post(`/findings/${finding.id}/settle`, { note }), 'findingSettled');
        await this.load_(); // somebody else may have been faster
    }

    protected override render(): TemplateResult | typeof nothing {
        if (this.problem_) return html`<p class="problem" role="alert"><span class="sign" aria-hidden="true">⚠</span> ${pick(this.problem_.detail)}</p>`;
        if (this.findings_.length === 0) return nothing;
        return html`<section class="findings"><h2><span aria-hidden="true">⚠</span> ${t('findingsTitle', `${this.findings_.length}${this.more_ ? '+' : ''}`)}</h2><p class="hint">${t('findingsHint')}</p>
            <table><thead><tr><th scope="col">${t('form')}</th><th scope="col">${t('field')}</th><th scope="col">${t('stands')}</th><th scope="col">${t('enteredByPeople')}</th><th scope="col">${t('foundSince')}</th><th scope="col">${t('howMended')}</th></tr></thead>
            <tbody>${this.findings_.map((one) => html`<tr><td>${one.form_title}</td><th scope="row"><a href="#/cases/${one.case}">${one.field_title}</a></th><td class="value">${one.stands}</td><td class="value">${one.entered}</td><td>${since(one.found)}</td>
                <td><form class="inline" @submit=${(event: SubmitEvent) => void this.settle_(event, one)}><input name="note" required maxlength="200" autocomplete="off" aria-label=${`${one.field_title} ${t('howMended')}`} placeholder=${t('howMendedExample')} /><button class="button">${t('mendedIt')}</button></form></td></tr>`)}</tbody></table>${this.more_ ? html`<p class="hint" role="status">${t('shownFirst', this.findings_.length)}</p>` : nothing}</section>`;
    }
}
