// The keys that matter now, at the lower edge; and all of them, beside the work and never over it.
import { html, nothing, type TemplateResult } from 'lit';
import type { Mode } from '../base/api_types.js';
import { actions, shown, type Action } from '../base/keys.js';
import { t } from '../base/language.js';
import type { Word } from '../base/words.js';
import { keys } from '../shell/own_keys.js';

const useful: Record<Mode, Action[]> = {
    exception: ['accept', 'back', 'restore', 'copy', 'palette', 'doubt', 'undo', 'page', 'help'],
    carousel: ['accept', 'restore', 'palette', 'doubt', 'undo', 'help'],
    blind: ['accept', 'back', 'palette', 'doubt', 'undo', 'page', 'help'],
    compare: ['doubt', 'undo', 'page', 'help'],
    qa: ['accept', 'back', 'palette', 'doubt', 'undo', 'page', 'help'],
};

export function keyHints(mode: Mode): TemplateResult {
    const hint = (key: string, words: string, more = ''): TemplateResult => html`<span class="key-hint" title=${more || nothing}><kbd>${key}</kbd>${words}</span>`;
    return html`<p class="key-hints">
        ${mode === 'compare' ? hint(t('keyCompare'), t('choose')) : ''}
        ${useful[mode].map((action) => hint(shown(keys.map[action][0] ?? '–'), t(`short_${action}` as Word), t(`key_${action}`)))}
    </p>`;
}

export function keyList(close: () => void): TemplateResult {
    return html`<section class="key-list" aria-label=${t('keysTitle')} tabindex="0">
        <dl>${actions.map((action) => html`<div><dt>${keys.map[action].map((combo) => html`<kbd>${shown(combo)}</kbd> `)}</dt><dd>${t(`key_${action}`)}</dd></div>`)}
            <div><dt><kbd>${t('keyCandidate')}</kbd></dt><dd>${t('keyCandidateSays')}</dd></div></dl>
        <p><a href="#/keys">${t('keysChange')}</a> <button class="small" @click=${close}>${t('close')}</button></p>
    </section>`;
}
