// 読取の品質: what the blind sample proves about the machine. Two numbers decide: how many accepted values are wrong – with the bound
// that holds at 95 % – and how many fields nobody would have to look at if so many had to be right.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { api, Problem, query } from '../base/api.js';
import type { Quality } from '../base/api_types.js';
import { count, pick, t } from '../base/language.js';
import { office } from '../base/office.js';
import { Part } from '../base/part.js';
import './findings_part.js';

// An upper bound this high says nothing: too little was compared.
const tooLittle = (row: Quality['forms'][number] | Quality['fields'][number]): boolean => row.quadrants.accepted_right + row.quadrants.accepted_wrong === 0 || row.error_upper > 0.1;

export const percent = (share: number, digits = 1): string => `${(share * 100).toFixed(digits)}%`;

@customElement('quality-part')
export class QualityPart extends Part {
    @state() private quality_: Quality | null = null;
    @state() private problem_: Problem | null = null;

    override connectedCallback(): void {
        super.connectedCallback();
        void this.load_();
        this.listen(office.changes, 'change', () => void this.load_());
    }

    private async load_(): Promise<void> {
        try {
            this.quality_ = await api.get<Quality>(`/quality${query({ municipality: office.municipality })}`);
            this.problem_ = null;
        } catch (problem) {
            if (!(problem instanceof Problem)) throw problem;
            this.problem_ = problem;
        }
    }

    protected override render(): TemplateResult {
        if (this.problem_) return html`<p class="problem" role="alert"><span class="sign" aria-hidden="true">⚠</span> ${this.problem_.status === 404 ? t('notAvailable') : pick(this.problem_.detail)}</p>`;
        if (!this.quality_) return html`<p class="waiting" role="status">${t('loading')}</p>`;
        const { forms, fields } = this.quality_;
        return html`<findings-part></findings-part><p class="hint">${t('qualityHint')}</p>
            ${forms.length === 0 ? html`<p class="empty">${t('noSample')}</p>` : forms.filter((one) => one.sampled > 0).map((one) => this.form_(one, fields.filter((field) => field.form === one.form)))}${this.unsampled_(forms.filter((one) => one.sampled === 0))}`;
    }

    // Nothing was compared: what is known is how much passed unseen, and what people found of what was doubted.
    private unsampled_(forms: Quality['forms']): TemplateResult | typeof nothing {
        if (forms.length === 0) return nothing;
        return html`<section class="quality"><h2>${t('notComparedTitle')}</h2><p class="hint">${t('notCompared')}</p>
            <table><thead><tr><th scope="col">${t('form')}</th><th scope="col" class="number">${t('passedUnseen')}</th><th scope="col" class="number">${t('doubtedRight')}</th><th scope="col" class="number">${t('doubtedWrong')}</th></tr></thead>
            <tbody>${forms.map((one) => html`<tr><th scope="row">${one.form_title ?? one.form}</th><td class="number">${percent(one.automation)}</td><td class="number">${count(one.quadrants.doubted_right)}</td><td class="number">${count(one.quadrants.doubted_wrong)}</td></tr>`)}</tbody></table></section>`;
    }

    private form_(form: Quality['forms'][number], fields: Quality['fields']): TemplateResult {
        const { quadrants: four } = form;
        const proven = form.targets.filter((one) => one.threshold !== null);
        return html`<section class="quality"><h2>${form.form_title}</h2>
            <div class="quality-body">
                <table class="quadrants"><caption>${t('quadrants', count(form.sampled))}</caption>
                    <thead><tr><td></td><th scope="col" class="number">${t('readRight')}</th><th scope="col" class="number">${t('readWrong')}</th></tr></thead>
                    <tbody><tr><th scope="row">${t('letThrough')}</th><td class="number">${count(four.accepted_right)}</td><td class="number ${four.accepted_wrong > 0 ? 'danger' : ''}">${four.accepted_wrong > 0 ? html`<span aria-hidden="true">⚠</span> ` : nothing}${count(four.accepted_wrong)}</td></tr>
                        <tr><th scope="row">${t('doubted')}</th><td class="number">${count(four.doubted_right)}</td><td class="number">${count(four.doubted_wrong)}</td></tr></tbody></table>
                <dl class="quality-facts">
                    <div><dt>${t('automation')}</dt><dd>${percent(form.automation)} <span class="hint">${t('automationSays')}</span><meter min="0" max="1" value=${form.automation} aria-label=${t('automation')}></meter></dd></div>
                    <div><dt>${t('errorRate')}</dt><dd>${tooLittle(form) ? html`– <span class="hint">${t('tooLittle', count(four.accepted_right + four.accepted_wrong))}</span>` : html`${percent(form.error_rate, 2)} <span class="hint">${t('atMost', percent(form.error_upper, 2))}</span>`}</dd></div>
                    ${form.open ? html`<div><dt>${t('sampleOpen')}</dt><dd>${count(form.open)}</dd></div>` : nothing}
                </dl>
                <table class="targets"><caption>${t('targetsTitle')}</caption><thead><tr><th scope="col" class="number">${t('target')}</th><th scope="col" class="number">${t('threshold')}</th><th scope="col" class="number">${t('automation')}</th></tr></thead>
                    <tbody>${form.targets.map((one) => html`<tr><th scope="row" class="number">${percent(one.target)}</th><td class="number">${one.threshold === null ? t('notProven') : percent(one.threshold)}</td><td class="number">${one.threshold === null ? '–' : percent(one.automation)}</td></tr>`)}</tbody></table>
            </div>
            ${proven.length === 0 ? html`<p class="hint">${t('moreSample')}</p>` : nothing}
            ${fields.length > 0 ? html`<details><summary>${t('byField')}</summary><table><thead><tr><th scope="col">${t('field')}</th><th scope="col" class="number">${t('sampledShort')}</th><th scope="col" class="number">${t('acceptedWrong')}</th><th scope="col" class="number">${t('doubtedRight')}</th><th scope="col" class="number">${t('automation')}</th><th scope="col" class="number">${t('errorUpper')}</th></tr></thead>
                <tbody>${fields.map((one) => html`<tr><th scope="row">${one.field_title}</th><td class="number">${count(one.sampled)}</td><td class="number">${count(one.quadrants.accepted_wrong)}</td><td class="number">${count(one.quadrants.doubted_right)}</td><td class="number">${percent(one.automation)}</td><td class="number">${tooLittle(one) ? '–' : percent(one.error_upper, 2)}</td></tr>`)}</tbody></table></details>` : nothing}
        </section>`;
    }
}
