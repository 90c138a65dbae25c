// A page that no machine could place: why, what it looks like, and what a person can do about it.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { act } from '../base/act.js';
import { api } from '../base/api.js';
import type { LayoutName, WaitingPage } from '../base/api_types.js';
import { ime } from '../base/ime.js';
import { pick, t, when } from '../base/language.js';
import { Part } from '../base/part.js';
import './corner_editor.js';
import { layoutOf } from './layout_name.js';
import { pictureOf } from './page_strip.js';
import type { CornerEditor } from './corner_editor.js';


@customElement('waiting-page')
export class WaitingPageCard extends Part {
    @property({ attribute: false }) page!: WaitingPage;
    @property({ attribute: false }) layouts: LayoutName[] = [];
    @property({ attribute: false }) selected: string[] = []; // pages that somebody wants to be one submission
    @state() private open_: 'none' | 'look' | 'corners' | 'dismiss' = 'none';
    @state() private done_: 'assigned' | 'dismissed' | null = null;
    @state() private made_: { case: string; pages: string[] } | null = null; // by this card
    @state() private chosen_ = '';

    // What a person types or picks.
    private layoutOf_(text: string): string | null {
        return layoutOf(text, this.layouts) ?? this.page.guesses.find((guess) => guess.title === text.trim())?.layout ?? null;
    }

    private async assign_(layout: string): Promise<void> {
        const corners = this.open_ === 'corners' ? this.querySelector<CornerEditor>('corner-editor')?.corners : undefined;
        const pages = this.selected.includes(this.page.id) ? this.selected : [this.page.id];
        const body = { pages, layout, ...(corners?.length === 4 && { corners }) };
        const answer = await act(() => api.post<{ case?: string } | null>('/pages/assign', body), 'pageAssigned');
        if (answer === undefined) return;
        this.done_ = 'assigned';
        this.made_ = { case: answer?.case ?? '', pages };
        this.tell_(pages);
    }

    // The picture as people see it; the scan itself stays as it is.
    private async turn_(quarters: 1 | 3): Promise<void> {
        const page = await act(() => api.post<WaitingPage>(`/pages/${encodeURIComponent(this.page.id)}/turn`, { quarters }));
        if (page) this.page = page;
        this.open_ = this.open_ === 'corners' ? 'none' : this.open_; // they lie elsewhere on the turned picture
    }

    // R turns where nothing is typed (Shift+R the other way), V shows it so that it can be read: keys of the card that has
    // the focus, as WCAG 2.1.4 asks.
    private readonly key_ = (event: KeyboardEvent): void => {
        const typing = event.target instanceof HTMLInputElement && event.target.type !== 'checkbox';
        const key = event.key.toLowerCase();
        if ((key !== 'r' && key !== 'v') || typing || event.ctrlKey || event.altKey || event.metaKey || ime.takes(event)) return;
        event.preventDefault();
        if (key === 'v') this.toggle_('look');
        else void this.turn_(event.shiftKey ? 3 : 1);
    };

    // What opens is seen, and the reason can be typed at once.
    private toggle_(what: 'look' | 'corners' | 'dismiss'): void {
        this.open_ = this.open_ === what ? 'none' : what;
        if (this.open_ === 'none') return;
        void this.updateComplete.then(() => {
            this.querySelector('form.panel, corner-editor, .strip-picture')?.scrollIntoView({ block: 'nearest' });
            this.querySelector<HTMLInputElement>('form.panel input')?.focus({ preventScroll: true });
        });
    }

    private async dismiss_(event: Event): Promise<void> {
        event.preventDefault();
        const reason = String(new FormData(event.target as HTMLFormElement).get('reason'));
        if ((await act(() => api.post(`/pages/${encodeURIComponent(this.page.id)}/dismiss`, { reason }))) === undefined) return;
        this.done_ = 'dismissed';
        this.tell_();
    }

    private async restore_(): Promise<void> {
        if ((await act(() => api.post(`/pages/${encodeURIComponent(this.page.id)}/restore`))) === undefined) return;
        this.done_ = null;
        this.open_ = 'none';
        this.tell_();
    }

    // The case that this card has made is taken apart, as long as nobody has acted on it.
    private async takeBack_(): Promise<void> {
        const made = this.made_;
        if (!made || (await act(() => api.post(`/cases/${encodeURIComponent(made.case)}/split`, { reason: t('undoReason') }), 'undone')) === undefined) return;
        this.made_ = null;
        this.dispatchEvent(new CustomEvent('page-again', { bubbles: true, detail: made.pages }));
    }

    private tell_(assigned: string[] = []): void {
        this.dispatchEvent(new CustomEvent('page-changed', { bubbles: true, detail: assigned }));
    }

    // Taken back: it waits as before.
    again(): void {
        this.done_ = null;
        this.open_ = 'none';
    }

    // Assigned together with another page.
    assigned(): void {
        this.done_ = 'assigned';
    }

    protected override render(): TemplateResult {
        const { page } = this;
        const name = t('pageOf', page.file, page.page);
        if (this.done_) {
            return html`<article class="waiting-page done" aria-label=${name}><p><span class="sign" aria-hidden="true">✓</span> ${name} – ${t(this.done_ === 'assigned' ? 'pageAssigned' : 'pageDismissed')}
                ${this.done_ === 'dismissed' ? html`<button class="small" @click=${this.restore_}>${t('restore')}</button>` : nothing}
                ${this.done_ === 'assigned' && this.made_?.case ? html`<button class="small" @click=${() => void this.takeBack_()}>${t('restore')}</button>` : nothing}</p></article>`;
        }
        const chosen = this.layoutOf_(this.chosen_);
        const id = `layout-${page.id}`;
        return html`<article class="waiting-page" aria-label=${name} @keydown=${this.key_}>
            <img class="thumbnail" src=${pictureOf(page.thumbnail, page)} alt=${t('thumbnailOf', name)} loading="lazy" />
            <div class="waiting-body">
                <h3>${name}</h3>
                <p class="reason"><span class="sign" aria-hidden="true">⚠</span> ${pick(page.reason)} ${page.code ? html`<code>${page.code}</code>` : nothing}</p>
                <p class="hint">${when(page.received)}${page.residual_mm !== null ? html` · ${t('residual', page.residual_mm.toFixed(2))}` : nothing}</p>
                ${page.guesses.length > 0 ? html`<div class="guesses"><span class="hint">${t('guesses')}</span>
                    ${page.guesses.slice(0, 4).map((guess) => html`<button class="small" @click=${() => void this.assign_(guess.layout)}>${guess.title} <span class="share">${Math.round(guess.score * 100)}%</span></button>`)}</div>` : nothing}
                <div class="choose-layout">
                    <label for=${id}>${t('layout')}</label>
                    <input id=${id} list="all-layouts" autocomplete="off" placeholder=${t('layoutSearch')} .value=${this.chosen_} @input=${(event: Event) => (this.chosen_ = (event.target as HTMLInputElement).value)} />
                    <button class="primary" ?disabled=${chosen === null} @click=${() => chosen !== null && void this.assign_(chosen)}>${t('assign')}</button>
                </div>
                <div class="row-buttons">
                    <label class="together"><input type="checkbox" .checked=${this.selected.includes(page.id)} @change=${(event: Event) => this.dispatchEvent(new CustomEvent('page-selected', { bubbles: true, detail: { page: page.id, on: (event.target as HTMLInputElement).checked } }))} />${t('together')}${this.selected.length > 1 && this.selected.includes(page.id) ? html` <span class="tag busy">${t('togetherCount', this.selected.length)}</span>` : nothing}</label>
                    <button class="small" aria-keyshortcuts="R" @click=${() => void this.turn_(1)}><span aria-hidden="true">⟳</span> ${t('turn')} <kbd aria-hidden="true">R</kbd></button>
                    <button class="small" aria-keyshortcuts="V" aria-expanded=${this.open_ === 'look' ? 'true' : 'false'} @click=${() => this.toggle_('look')}>${t('readable')} <kbd aria-hidden="true">V</kbd></button>
                    <button class="small" aria-expanded=${this.open_ === 'corners' ? 'true' : 'false'} @click=${() => this.toggle_('corners')}>${t('fixCorners')}</button>
                    <button class="small danger" aria-expanded=${this.open_ === 'dismiss' ? 'true' : 'false'} @click=${() => this.toggle_('dismiss')}>${t('dismissPage')}</button>
                </div>
                ${this.open_ === 'look' ? html`<div class="strip-picture" tabindex="0" role="region" aria-label=${name}><img src=${pictureOf(`/api/v1/pages/${encodeURIComponent(page.id)}/image?width=1400`, page)} alt=${t('thumbnailOf', name)} /></div>` : nothing}
                ${this.open_ === 'corners' ? html`<corner-editor picture=${pictureOf(`/api/v1/pages/${encodeURIComponent(page.id)}/image?width=100000`, page)} .scan=${page.width && page.height ? { width: page.width, height: page.height } : null}></corner-editor>` : nothing}
                ${this.open_ === 'dismiss' ? html`<form class="panel" @submit=${this.dismiss_}><label for="reason-${page.id}">${t('dismissReason')}</label>
                          <input id="reason-${page.id}" name="reason" required maxlength="200" autocomplete="off" /><button class="danger">${t('dismissPage')}</button></form>` : nothing}
            </div>
        </article>`;
    }
}
