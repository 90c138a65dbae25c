// Lines that differ, readable without their colours.
import { html, type TemplateResult } from 'lit';
import { s } from './say.js';
import { textDiff } from './text_diff.js';

const kinds = { '-': 'gone', '+': 'new', ' ': 'same', '…': 'more' };

export function diffView(before: string, after: string): TemplateResult {
    const lines = textDiff(before, after);
    if (lines.length === 0) return html`<p class="hint">${s('diffNone')}</p>`;
    return html`<pre class="text lines" tabindex="0" role="group" aria-label=${s('lines')}>${lines.map((one) => html`<span class=${kinds[one.sign]}>${one.sign === '…' ? '…' : `${one.sign} ${String(one.line).padStart(4)}  ${one.text}`}${'\n'}</span>`)}</pre>`;
}
