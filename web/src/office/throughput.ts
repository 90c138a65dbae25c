// What the last hours brought: plots, and the same as one table.
import { html, type TemplateResult } from 'lit';
import type { HourRow } from '../base/api_types.js';
import { count, t } from '../base/language.js';
import type { Word } from '../base/words.js';
import { bars } from './bars.js';

const series: [keyof Omit<HourRow, 'hour'>, Word, Word][] = [['pages', 'hours_pages', 'unitPages'], ['entries', 'hours_entries', 'unitEntries'], ['cases_done', 'hours_cases', 'unitCases']]; // prettier-ignore

const hourOf = (iso: string): string => new Date(iso).toLocaleTimeString('ja-JP', { hour: 'numeric' });

export function throughput(hours: HourRow[]): TemplateResult {
    const table = html`<details><summary>${t('asTable')}</summary><table><thead><tr><th scope="col">${t('hour')}</th>${series.map(([, word]) => html`<th scope="col" class="number">${t(word)}</th>`)}</tr></thead>
        <tbody>${hours.map((one) => html`<tr><th scope="row">${hourOf(one.hour)}</th>${series.map(([name]) => html`<td class="number">${count(one[name] ?? 0)}</td>`)}</tr>`)}</tbody></table></details>`;
    return html`<section><h2>${t('hoursTitle')}</h2>
        <div class="plots">${series.map(([name, word, unit]) => bars(t(word), t(unit), hours.map((one) => ({ label: hourOf(one.hour), value: one[name] ?? 0 })), 6))}</div>${table}</section>`;
}
