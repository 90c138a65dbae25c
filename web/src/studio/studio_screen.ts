// 様式 studio: the library, a file of it, requests to publish.
import './studio.css';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { act } from '../base/act.js';
import { api } from '../base/api.js';
import type { Wording } from '../base/api_types.js';
import { pick, when } from '../base/language.js';
import { office } from '../base/office.js';
import { Paged } from '../base/paged.js';
import { Part } from '../base/part.js';
import { go, type Route } from '../base/route.js';
import { requestTag } from './request_view.js';
import { s } from './say.js';
import type { Kind, LibraryFile, PublishRequest } from './types.js';
import type { StudioWord } from './words.js';
import './studio_file.js';

const kinds: Kind[] = ['form', 'layout', 'flow', 'decision'];

@customElement('studio-screen')
export class StudioScreen extends Part {
    @property({ attribute: false }) route!: Route;
    @state() private search_ = '';
    @state() private kind_ = '';
    @state() private copying_: LibraryFile | null = null;
    @state() private unwritable_: Wording | null = null;
    private readonly files_ = new Paged<LibraryFile>(this, 'files');
    private readonly requests_ = new Paged<PublishRequest>(this, 'requests');
    private shown_ = '';

    override connectedCallback(): void {
        super.connectedCallback();
        this.listen(office.changes, 'change', () => this.requestUpdate());
    }

    protected override willUpdate(_changed: PropertyValues<this>): void {
        const place = this.route.rest.join('/');
        if (place === this.shown_ && (place !== '' || this.files_.rows !== null)) return;
        this.shown_ = place;
        this.copying_ = null;
        if (place === '') {
            void this.files_.load('/library');
            void api.get<{ unwritable: Wording | null }>('/library?limit=1').then((answer) => (this.unwritable_ = answer.unwritable)).catch(() => undefined); // prettier-ignore
        } else if (place === 'requests') void this.requests_.load('/library/requests');
    }

    protected override render(): TemplateResult {
        const [first, second] = this.route.rest;
        if (first === 'requests' && second) return html`${keyed(second, html`<request-view request=${second}></request-view>`)}`;
        if (first && first !== 'requests') return html`${keyed(first, html`<studio-file .file=${first}></studio-file>`)}`;
        const tab = (address: string, word: StudioWord, on: boolean): TemplateResult => html`<a href="#/${address}" aria-current=${on ? 'page' : nothing}>${s(word)}</a>`;
        return html`<div class="page-text wide"><div class="title-row"><h1>${s('title')}</h1><nav class="tabs" aria-label=${s('title')}>${tab('forms', 'library', !first)}${tab('forms/requests', 'requests', first === 'requests')}</nav></div>
            ${first === 'requests' ? this.requestList_() : this.library_()}</div>`;
    }

    private library_(): TemplateResult {
        const rows = (this.files_.rows ?? []).filter((one) => (!this.kind_ || one.kind === this.kind_) && (!office.municipality || !one.municipality || one.municipality === office.municipality) && `${one.title} ${one.path} ${one.name}`.includes(this.search_.trim()))
            .sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || (a.path < b.path ? -1 : 1));
        return html`<p class="hint">${s('hint')}</p>
            ${this.unwritable_ ? html`<p class="problem"><span class="sign" aria-hidden="true">⚠</span> ${pick(this.unwritable_)}</p>` : nothing}
            <search class="filters"><label>${s('search')}<input type="search" @input=${(event: Event) => (this.search_ = (event.target as HTMLInputElement).value)} /></label>
                <label>${s('kind')}<select @change=${(event: Event) => (this.kind_ = (event.target as HTMLSelectElement).value)}><option value="">${s('all')}</option>${kinds.map((one) => html`<option value=${one}>${s(`kind_${one}`)}</option>`)}</select></label></search>
            ${this.copying_ ? this.copyForm_(this.copying_) : nothing}
            ${rows.length > 0 ? html`<table class="library"><thead><tr><th scope="col">${s('name')}</th><th scope="col">${s('kind')}</th><th scope="col" class="number">${s('version')}</th><th scope="col">${s('publishedBy')}</th><th scope="col">${s('state')}</th><th scope="col"><span class="unseen">${s('newLayout')}</span></th></tr></thead>
                <tbody>${rows.map((one) => this.row_(one))}</tbody></table>` : nothing}
            ${this.files_.foot()}`;
    }

    private row_(one: LibraryFile): TemplateResult {
        return html`<tr><th scope="row"><a href="#/forms/${encodeURIComponent(one.id)}">${one.title}</a><br /><span class="hint">${one.path}${one.municipality ? ` · ${office.nameOf(one.municipality)}` : ''}</span></th>
            <td>${s(`kind_${one.kind}`)}</td><td class="number">${one.version ?? one.published?.number ?? ''}</td>
            <td>${one.published ? html`${one.published.released_by_name ?? s('before')}<br /><span class="hint">${when(one.published.at)}</span>` : nothing}</td>
            <td>${one.draft ? html`<span class="tag busy">${s('drafted', one.draft.by_name)}</span> ` : nothing}${one.request ? html`<a class="tag warn" href="#/forms/requests/${one.request}">${s('asked')}</a>` : nothing}${one.tag ? nothing : html`<span class="tag">${s('unpublished')}</span>`}${one.editable ? nothing : html`<span class="tag">${s('readOnly')}</span>`}</td>
            <td>${one.kind === 'layout' && one.tag && one.editable ? html`<button class="small" aria-label="${s('newLayout')}: ${one.title}" @click=${() => (this.copying_ = one)}>${s('newLayout')}</button>` : nothing}</td></tr>`;
    }

    private copyForm_(from: LibraryFile): TemplateResult {
        return html`<form class="ask" @submit=${(event: Event) => void this.copy_(event, from)}><label>${s('newLayoutName')}<input name="name" required pattern="[a-z][a-z0-9\\-]*" value="${from.name}-2" /></label>
            <div class="row-buttons"><button class="primary">${s('newLayoutMake')}</button><button type="button" @click=${() => (this.copying_ = null)}>${s('keep')}</button></div></form>`;
    }

    private async copy_(event: Event, from: LibraryFile): Promise<void> {
        event.preventDefault();
        const name = String(new FormData(event.target as HTMLFormElement).get('name') ?? '');
        const id = from.id.replace(/[^:]+$/, `${name}.xml`);
        const made = await act(async () => {
            const { text } = await api.get<{ text: string }>(`/library/files/${encodeURIComponent(from.id)}`);
            const renamed = text.replace(new RegExp(`(\\sid=["'])${from.name}(["'])`), `$1${name}$2`).replace(/(<layout\b[^>]*?)\sversion="\d+"/, '$1');
            return api.ask(`/library/drafts/${encodeURIComponent(id)}`, { method: 'PUT', body: { text: renamed, base: null }, headers: { 'If-None-Match': '*' } });
        });
        if (made) go(`forms/${encodeURIComponent(id)}`);
    }

    private requestList_(): TemplateResult {
        const rows = this.requests_.rows ?? [];
        return html`${rows.length > 0 ? html`<table><thead><tr><th scope="col">${s('note')}</th><th scope="col">${s('state')}</th><th scope="col">${s('whoAsked')}</th><th scope="col">${s('files')}</th></tr></thead>
            <tbody>${rows.map((one) => html`<tr><th scope="row"><a href="#/forms/requests/${one.id}">${one.note || one.id}</a></th><td>${requestTag(one.state)}</td><td>${one.asked_by_name}<br /><span class="hint">${when(one.asked)}</span></td><td>${one.files.map((file) => html`${file.title}<br /><span class="hint">${file.path}</span><br />`)}</td></tr>`)}</tbody></table>` : nothing}${this.requests_.foot()}`;
    }
}
