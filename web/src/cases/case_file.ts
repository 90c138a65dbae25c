// One case: its record with the crop behind every value and who confirmed it, its way on the flow, what stopped it.
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { act } from '../base/act.js';
import { api, Problem, query } from '../base/api.js';
import type { CaseFile, Incident, RecordField } from '../base/api_types.js';
import { pick, t, when } from '../base/language.js';
import { nameText } from '../base/name_text.js';
import { showProblem } from '../base/notices.js';
import { office } from '../base/office.js';
import { Part } from '../base/part.js';
import { go } from '../base/route.js';
import { cropUrl, withReason } from '../verify/crop.js';
import { dueTag, statusTag } from './cases_screen.js';
import { hasName, stepName, story, whereNow } from './story.js';
import './task_list.js';

// A mark on the paper, or none.
const isFlag = (field: RecordField): boolean => !field.shown && (field.text === 'true' || field.text === 'false');
const shownText = (field: RecordField): string => (field.shown && pick(field.shown)) || (isFlag(field) ? t(field.text === 'true' ? 'yes' : 'no') : (field.text ?? ''));

@customElement('case-file')
export class CaseFileView extends Part {
    @property() case = '';
    @state() private file_: CaseFile | null = null;
    @state() private problem_: Problem | null = null;
    @state() private flow_ = false;
    @state() private asking_ = false;
    @state() private splitting_ = false;
    @state() private opened_ = new Set<string>(); // originals
    private reason_ = ''; // why what is covered is shown

    protected override willUpdate(changed: PropertyValues<this>): void {
        if (!changed.has('case')) return;
        this.reason_ = '';
        void this.load_();
    }

    private async load_(): Promise<void> {
        try {
            this.file_ = await api.get<CaseFile>(`/cases/${encodeURIComponent(this.case)}${query({ reason: this.reason_ })}`);
            this.problem_ = null;
        } catch (problem) {
            if (problem instanceof Problem) this.problem_ = problem;
            else showProblem(problem);
        }
    }

    // Takes the case apart: its pages wait again in 受付.
    private readonly split_ = async (event: Event): Promise<void> => {
        event.preventDefault();
        const reason = String(new FormData(event.target as HTMLFormElement).get('reason')).trim();
        if ((await act(() => api.post(`/cases/${encodeURIComponent(this.case)}/split`, { reason }), 'splitDone')) !== undefined) go('intake');
    };

    private async operate_(path: string): Promise<void> {
        await act(() => api.post(path), 'done');
        await this.load_();
    }

    protected override render(): TemplateResult {
        const file = this.file_;
        if (this.problem_) return html`<div class="page-text"><p class="problem" role="alert"><span class="sign" aria-hidden="true">⚠</span> ${pick(this.problem_.detail)}</p><p><a href="#/cases">${t('caseSearch')}</a></p></div>`;
        if (!file) return html`<p class="waiting" role="status">${t('loading')}</p>`;
        return html`<div class="page-text wide case-file">
            <p class="crumb"><a href="#/cases">${t('cases')}</a></p>
            <div class="title-row"><h1>${file.title || file.process}${file.label ? html` <span class="case-label">${file.label}</span>` : nothing}</h1>
                ${(office.may('cases.operate') || office.may('pages.assign')) && file.status !== 'completed' ? html`<span class="row-buttons">
                    ${office.may('pages.assign') ? html`<button class="small" aria-expanded=${this.splitting_ ? 'true' : 'false'} @click=${() => (this.splitting_ = !this.splitting_)}>${t('splitCase')}</button>` : nothing}
                    ${!office.may('cases.operate') ? nothing : file.suspended ? html`<button class="small" @click=${() => void this.operate_(`/cases/${encodeURIComponent(file.id)}/resume`)}>${t('resume')}</button>` : html`<button class="small" @click=${() => void this.operate_(`/cases/${encodeURIComponent(file.id)}/suspend`)}>${t('suspend')}</button>`}</span>` : nothing}</div>
            ${this.splitting_ ? html`<form class="panel" @submit=${this.split_}><label for="why-split">${t('splitReason')}</label><input id="why-split" name="reason" required maxlength="200" autocomplete="off" /><p class="hint">${t('splitHint')}</p>
                <p class="row-buttons"><button class="danger">${t('splitCase')}</button><button type="button" @click=${() => (this.splitting_ = false)}>${t('cancel')}</button></p></form>` : nothing}
            <p class="facts">${statusTag(file.suspended ? 'suspended' : file.status)} <span>${office.nameOf(file.municipality)}</span> <span>${t('started')} ${when(file.started)}</span> ${file.due ? html`<span>${t('due')} ${dueTag(file.due)}</span>` : nothing}
                ${file.receipt ? html`<span>${t('receipt')} <strong>${file.receipt.number}</strong> <span class="hint">${file.receipt.system}</span></span>` : nothing}
                <span class="hint">${file.id}</span></p>
            ${file.incidents?.length ? html`<section><h2>${t('incidents')}</h2>${file.incidents.map((one) => this.incident_(one))}</section>` : nothing}
            ${file.tasks?.length ? html`<section><h2>${t('openTasks')}</h2><task-list .tasks=${file.tasks} @task-changed=${() => void this.load_()}></task-list></section>` : nothing}
            ${file.pages?.length ? html`<section><h2>${t('originals')}</h2>${file.pages.map((one) => this.page_(one))}</section>` : nothing}
            ${file.record ? html`<section><div class="title-row"><h2>${t('record')}</h2>${file.record.fields.some((one) => one.text === null) && office.may('my-number.read') ? html`<button class="small" aria-expanded=${this.asking_ ? 'true' : 'false'} @click=${() => (this.asking_ = !this.asking_)}>${t('revealNumber')}</button>` : nothing}</div>${this.asking_ ? this.ask_() : nothing}${this.record_(file.record.fields)}</section>` : nothing}
            <section><h2>${t('path')}</h2>
                <div class="path"><div class="path-table">
                    <table><thead><tr><th scope="col">${t('step')}</th><th scope="col">${t('when')}</th><th scope="col">${t('who')}</th></tr></thead>
                    <tbody>${file.path.filter((one) => one.name && hasName(one)).map((one) => html`<tr><th scope="row">${one.name}</th><td>${when(one.at)}</td><td>${one.actor ?? ''}</td></tr>`)}
                        ${whereNow(file.at).map((one) => html`<tr class="now"><th scope="row"><span class="sign" aria-hidden="true">▶</span> ${one.name || one.element}</th><td colspan="2">${t('isHere')}</td></tr>`)}</tbody></table></div>
                    <div class="path-flow">${this.flow_ ? html`<flow-view case=${file.id} .at=${file.at.map((one) => one.element)} .path=${file.path.map((one) => one.element)}></flow-view>` : html`<button @click=${() => void this.showFlow_()}>${t('showFlow')}</button>`}</div>
                </div></section>
            ${file.history?.length ? html`<details><summary>${t('history')}</summary><table><thead><tr><th scope="col">${t('when')}</th><th scope="col">${t('event')}</th><th scope="col">${t('step')}</th><th scope="col">${t('who')}</th></tr></thead>
                <tbody>${story(file).map((one) => html`<tr><td class="nowrap">${when(one.at)}</td><td>${pick(one.text) || one.event}</td><td>${stepName(one)}</td><td>${one.actor ?? ''}</td></tr>`)}</tbody></table></details>` : nothing}
        </div>`;
    }

    private ask_(): TemplateResult {
        const show = (event: Event): void => {
            event.preventDefault();
            this.reason_ = String(new FormData(event.target as HTMLFormElement).get('reason')).trim();
            this.asking_ = false;
            void this.load_();
        };
        return html`<form class="panel" @submit=${show}><label for="why-shown">${t('revealReason')}</label><input id="why-shown" name="reason" required maxlength="200" autocomplete="off" /><p class="hint">${t('revealHint')}</p></form>`;
    }

    // The drawing's code is the largest of all: it is fetched when somebody wants to see it.
    private async showFlow_(): Promise<void> {
        if ((await act(() => import('./flow_view.js'))) !== undefined) this.flow_ = true;
    }

    // Fetched when somebody opens it: whoever looks at a case looks at its values first.
    private page_(page: CaseFile['pages'][number]): TemplateResult {
        const file = page.file ?? page.id;
        const name = page.page && page.page > 1 ? t('pageOf', file, page.page) : file;
        const address = withReason(`${page.url}?width=1400`, this.reason_ || null);
        const toggled = (event: Event): void => {
            const open = new Set(this.opened_);
            if ((event.target as HTMLDetailsElement).open) open.add(page.id);
            else open.delete(page.id);
            this.opened_ = open;
        };
        return html`<details class="original" @toggle=${toggled}><summary>${name}</summary>${this.opened_.has(page.id) ? html`<a href=${address} target="_blank" rel="noopener"><img src=${address} alt=${t('originalOf', name)} /></a>` : nothing}</details>`;
    }

    private incident_(incident: Incident): TemplateResult {
        const id = encodeURIComponent(incident.id);
        return html`<div class="problem"><p><span class="sign" aria-hidden="true">⚠</span> <strong>${incident.name ?? incident.element ?? ''}</strong> ${pick(incident.message)} ${incident.code ? html`<code>${incident.code}</code>` : nothing}</p>
            ${office.may('cases.operate') ? html`<p class="row-buttons"><button class="small" @click=${() => void this.operate_(`/incidents/${id}/retry`)}>${t('retryIncident')}</button>
                <button class="small" @click=${() => void this.operate_(`/incidents/${id}/skip`)}>${t('skipIncident')}</button></p>` : nothing}</div>`;
    }

    private record_(fields: RecordField[]): TemplateResult {
        return html`<table class="record"><thead><tr><th scope="col">${t('field')}</th><th scope="col">${t('value')}</th><th scope="col">${t('crop')}</th><th scope="col">${t('proof')}</th></tr></thead>
            <tbody>${fields.map((one) => html`<tr>
                <th scope="row">${one.title || one.field}</th>
                <td><span class="record-value ${one.name ? 'name' : ''}">${one.text === null ? html`<span class="hint">${t('covered')}</span>` : (shownText(one) && nameText(shownText(one))) || html`<span class="hint">${t('emptyValue')}</span>`}</span>${one.raw && one.raw !== one.text && !isFlag(one) ? html`<br /><span class="hint on-paper">${t('onPaper')} ${nameText(one.raw)}</span>` : nothing}</td>
                <td>${one.crop ? html`<img class="record-crop" src=${withReason(cropUrl(one.crop, 1), one.sensitive ? this.reason_ : null)} alt=${t('cropOf', one.title || one.field)} loading="lazy" />` : nothing}</td>
                <td>${this.proof_(one)}</td></tr>`)}</tbody></table>`;
    }

    private proof_(field: RecordField): TemplateResult {
        if (field.confirmed_by) return html`<span class="tag good"><span aria-hidden="true">✓</span> ${t('confirmedBy', field.confirmed_by)}</span>`;
        if (field.doubt) return html`<span class="tag warn"><span aria-hidden="true">⚠</span> ${pick(field.doubt)}</span>`;
        if (!field.crop && !field.text) return field.text === null ? html`` : html`<span class="hint">${t('notOnPaper')}</span>`; // the paper has no place for it
        if (field.confidence === null) return html``;
        return html`<span class="tag"><span aria-hidden="true">⚙</span> ${t('byMachine', (field.confidence * 100).toFixed(1))}</span>`;
    }
}
