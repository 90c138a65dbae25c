// What came of reading the samples, or of running tests.
import { html, nothing, type TemplateResult } from 'lit';
import { pick } from '../base/language.js';
import { s } from './say.js';
import type { Change, TrialResult } from './types.js';
import type { StudioWord } from './words.js';

const outcomes = ['right', 'doubtful', 'doubtful-wrong', 'wrong'];
const states = ['read', 'ambiguous', 'rejected']; // of a whole page

const passedTag = (passed: boolean): TemplateResult =>
    html`<span class="tag ${passed ? 'good' : 'bad'}"><span aria-hidden="true">${passed ? '✓' : '✕'}</span> ${s(passed ? 'passed' : 'notPassed')}</span>`;

const outcomeName = (word: string): string => (outcomes.includes(word) ? s(`outcome_${word}` as StudioWord) : states.includes(word) ? s(`page_${word}` as StudioWord) : word);

type Names = ReadonlyMap<string, string>;
const fieldName = (field: string, names: Names): TemplateResult => (names.has(field) ? html`${names.get(field)} <span class="hint">${field}</span>` : html`<code>${field}</code>`);

function changes(title: StudioWord, rows: Change[], names: Names): TemplateResult | typeof nothing {
    if (rows.length === 0) return nothing;
    return html`<table><caption>${s(title)}</caption><thead><tr><th scope="col">${s('sample')}</th><th scope="col">${s('field')}</th><th scope="col">${s('was')}</th><th scope="col">${s('is')}</th></tr></thead>
        <tbody>${rows.map((one) => html`<tr><th scope="row">${one.sample}</th><td>${one.field ? fieldName(one.field, names) : s('wholePage')}</td><td>${outcomeName(one.was)}</td><td>${outcomeName(one.is)}</td></tr>`)}</tbody></table>`;
}

export function resultView(result: TrialResult, names: Names = new Map()): TemplateResult {
    const samples = result.forms.flatMap((form) => form.samples);
    const empty = samples.length === 0 && result.tests.length === 0;
    const count = (fields: { outcome: string }[], outcome: string): number => fields.filter((one) => one.outcome === outcome).length;
    const doubtful = samples.flatMap((one) => one.fields.filter((field) => field.outcome !== 'right').map((field) => ({ sample: one.sample, ...field })));
    return html`<p>${passedTag(result.passed)} ${empty ? s('trialEmpty') : nothing}</p>
        ${result.elsewhere ? html`<p class="hint">${s('elsewhere', result.elsewhere)}</p>` : nothing}
        ${result.errors.map((one) => html`<p class="problem"><span class="sign" aria-hidden="true">⚠</span> <code>${one.code}</code> ${pick(one.message)} <code>${one.path}</code></p>`)}
        ${result.forms.map((form) => html`${changes('worse', form.worse, names)}${changes('better', form.better, names)}`)}
        ${samples.length > 0
            ? html`<table class="samples"><thead><tr><th scope="col">${s('sample')}</th><th scope="col" class="number">${s('residual')}</th><th scope="col" class="number">${s('right')}</th><th scope="col" class="number">${s('doubtful')}</th><th scope="col" class="number">${s('doubtfulWrong')}</th><th scope="col" class="number">${s('wrong')}</th></tr></thead>
            <tbody>${samples.map((one) => html`<tr><th scope="row">${one.sample}${one.status === 'read' ? nothing : html` <span class="tag bad"><span aria-hidden="true">⚠</span> ${outcomeName(one.status)}</span>`}</th><td class="number">${one.status === 'read' ? one.residual_mm.toFixed(2) : '–'}</td>
                ${outcomes.map((outcome) => html`<td class="number">${count(one.fields, outcome)}</td>`)}</tr>`)}</tbody></table>`
            : nothing}
        ${doubtful.length > 0
            ? html`<details><summary>${s('perField')}</summary><table><thead><tr><th scope="col">${s('sample')}</th><th scope="col">${s('field')}</th><th scope="col">${s('is')}</th></tr></thead>
            <tbody>${doubtful.map((one) => html`<tr><td>${one.sample}</td><th scope="row">${fieldName(one.field, names)}</th><td>${outcomeName(one.outcome)}</td></tr>`)}</tbody></table></details>`
            : nothing}
        ${result.tests.length > 0
            ? html`<table><thead><tr><th scope="col">${s('testName')}</th><th scope="col">${s('state')}</th></tr></thead>
            <tbody>${result.tests.map((one) => html`<tr><th scope="row">${one.title || one.id} <span class="hint">${one.path}</span>${one.passed ? nothing : html`<br />${s('expected', pick(one.expected))}<br />${s('got', pick(one.got))}`}</th><td>${passedTag(one.passed)}</td></tr>`)}</tbody></table>`
            : nothing}`;
}
