// 受付: hand files in, watch what becomes of them, and mend what no machine could place.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { act } from '../base/act.js';
import { api } from '../base/api.js';
import type { Batch, LayoutName, WaitingPage } from '../base/api_types.js';
import { count, pick, t, when } from '../base/language.js';
import { showProblem } from '../base/notices.js';
import { office } from '../base/office.js';
import { Paged } from '../base/paged.js';
import { Part } from '../base/part.js';
import { droppedFiles, sendScan, Uploads } from './upload.js';
import { batchName } from './batch_name.js';
import './waiting_page.js';
import type { WaitingPageCard } from './waiting_page.js';

@customElement('intake-screen')
export class IntakeScreen extends Part {
    @state() private over_ = false;
    @state() private layouts_: LayoutName[] = [];
    @state() private selected_: string[] = [];
    @state() private where_ = ''; // whose scans, where an account serves several municipalities
    @state() private missing_ = false;
    @state() private files_: Batch | null = null; // a batch whose files are shown
    private readonly batches_ = new Paged<Batch>(this, 'batches');
    private readonly waiting_ = new Paged<WaitingPage>(this, 'pages');
    private readonly uploads_ = new Uploads((file, name, batch, key) => sendScan(file, name, batch, key, this.municipality_), () => this.sent_());
    private sentBefore_ = 0;
    private waitingBefore_: number | null = null;

    override connectedCallback(): void {
        super.connectedCallback();
        void this.load_();
        this.listen(office.changes, 'change', () => void this.load_());
        const timer = setInterval(() => void this.batches_.again(), 4000);
        this.atEnd(() => clearInterval(timer));
        this.listen(window, 'beforeunload', (event) => {
            if (this.uploads_.count('sending') + this.uploads_.count('waiting') > 0) event.preventDefault();
        });
    }

    // New waiting pages appear by themselves, unless somebody is at work among them or may want to take something back.
    protected override updated(): void {
        const waiting = (this.batches_.rows ?? []).reduce((sum, one) => sum + one.pages.waiting, 0);
        if (waiting === this.waitingBefore_) return;
        const first = this.waitingBefore_ === null;
        this.waitingBefore_ = waiting;
        const list = this.querySelector('.waiting-pages');
        if (!first && list && !list.contains(document.activeElement) && !list.querySelector('.done, .panel, corner-editor')) void this.waiting_.again();
    }

    private get municipality_(): string {
        const own = office.session?.grants ?? [];
        return office.municipality || this.where_ || (own.length === 1 ? (own[0]?.municipality ?? '') : '');
    }

    private add_(files: { name: string; file: Blob }[]): void {
        this.missing_ = this.municipality_ === '';
        if (this.missing_) void this.updateComplete.then(() => this.querySelector<HTMLSelectElement>('#whose')?.focus());
        else this.uploads_.add(files);
    }

    private async load_(): Promise<void> {
        void this.batches_.load('/intake/batches', { municipality: office.municipality });
        void this.waiting_.load('/pages', { state: 'waiting', municipality: office.municipality });
        try {
            const answer = await api.get<LayoutName[] | { layouts: LayoutName[] }>('/layouts');
            this.layouts_ = Array.isArray(answer) ? answer : answer.layouts;
        } catch (problem) {
            showProblem(problem);
        }
    }

    private sent_(): void {
        this.requestUpdate();
        const sent = this.uploads_.count('sent');
        if (sent !== this.sentBefore_) void this.batches_.again();
        this.sentBefore_ = sent;
    }

    private readonly drop_ = async (event: DragEvent): Promise<void> => {
        event.preventDefault();
        this.over_ = false;
        if (event.dataTransfer) this.add_(await droppedFiles(event.dataTransfer));
    };

    // Pages of one submission are assigned together, in the order in which they stand here.
    private readonly select_ = (event: CustomEvent<{ page: string; on: boolean }>): void => {
        const { page, on } = event.detail;
        const wanted = on ? [...this.selected_, page] : this.selected_.filter((one) => one !== page);
        this.selected_ = (this.waiting_.rows ?? []).map((one) => one.id).filter((id) => wanted.includes(id));
    };

    private readonly changed_ = (event: CustomEvent<string[]>): void => {
        const assigned = event.detail;
        for (const card of this.querySelectorAll<WaitingPageCard>('waiting-page')) if (assigned.includes(card.page.id)) card.assigned();
        this.selected_ = this.selected_.filter((one) => !assigned.includes(one));
        void this.batches_.again();
    };

    private readonly again_ = (event: CustomEvent<string[]>): void => {
        for (const card of this.querySelectorAll<WaitingPageCard>('waiting-page')) if (event.detail.includes(card.page.id)) card.again();
        void this.batches_.again();
    };

    private async showFiles_(batch: Batch): Promise<void> {
        this.files_ = this.files_?.id === batch.id ? null : ((await act(() => api.get<Batch>(`/intake/batches/${encodeURIComponent(batch.id)}`))) ?? null);
    }

    private readonly chosen_ = (event: Event): void => {
        const input = event.target as HTMLInputElement;
        this.add_([...(input.files ?? [])].map((file) => ({ name: file.webkitRelativePath || file.name, file })));
        input.value = '';
    };

    protected override render(): TemplateResult {
        return html`<div class="page-text wide">
            <h1>${t('intake')}</h1>
            ${office.may('intake.add') ? this.dropZone_() : nothing}
            ${this.uploads_.list.length > 0 ? this.sending_() : nothing}
            ${office.may('pages.assign') || office.may('intake.read') ? html`<section><div class="title-row"><h2>${t('waitingPages')}</h2><button class="small" @click=${() => void this.waiting_.again()}>${t('refresh')}</button></div>
                <datalist id="all-layouts">${this.layouts_.map((one) => html`<option value="${one.title} (${one.id})"></option>`)}</datalist>
                <div class="waiting-pages" @page-changed=${this.changed_} @page-again=${this.again_} @page-selected=${this.select_}>${repeat(this.waiting_.rows ?? [], (one) => one.id, (one) => html`<waiting-page .page=${one} .layouts=${this.layouts_} .selected=${this.selected_}></waiting-page>`)}</div>
                ${this.waiting_.rows?.length === 0 ? html`<p class="hint"><span aria-hidden="true">✓</span> ${t('noWaitingPages')}</p>` : this.waiting_.foot()}</section>` : nothing}
            <section><h2>${t('batches')}</h2>${this.batchTable_()}</section>
        </div>`;
    }

    private dropZone_(): TemplateResult {
        return html`<div class="drop ${this.over_ ? 'over' : ''}" @dragover=${(event: DragEvent) => { event.preventDefault(); this.over_ = true; }} @dragleave=${() => (this.over_ = false)} @drop=${this.drop_}>
            <p class="drop-sign" aria-hidden="true">⇩</p>
            <p><strong>${t('dropHere')}</strong></p><p class="hint">${t('dropHint')}</p>
            ${(office.session?.grants.length ?? 0) > 1 && !office.municipality ? html`<label class="whose">${t('whose')}<select id="whose" aria-invalid=${this.missing_ ? 'true' : nothing} @change=${(event: Event) => { this.where_ = (event.target as HTMLSelectElement).value; this.missing_ = false; }}>
                <option value="">${t('chooseOne')}</option>${office.session?.grants.map((one) => html`<option value=${one.municipality} ?selected=${this.where_ === one.municipality}>${one.name}</option>`)}</select></label>
                ${this.missing_ ? html`<p class="problem" role="alert"><span class="sign" aria-hidden="true">⚠</span> ${t('whoseFirst')}</p>` : nothing}` : nothing}
            <p class="row-buttons">
                <label class="file-button">${t('chooseFiles')}<input class="unseen" type="file" multiple accept=".tif,.tiff,.pdf,.png,.jpg,.jpeg,.webp" @change=${this.chosen_} /></label>
                <label class="file-button">${t('chooseFolder')}<input class="unseen" type="file" webkitdirectory @change=${this.chosen_} /></label>
            </p>
        </div>`;
    }

    private sending_(): TemplateResult {
        const { list } = this.uploads_;
        const sent = this.uploads_.count('sent');
        const failed = list.filter((one) => one.state === 'failed');
        return html`<section class="sending" aria-label=${t('sending')}>
            <p role="status">${t('sentOf', count(sent), count(list.length))}</p>
            <progress max=${list.length} value=${sent} aria-label=${t('sending')}></progress>
            ${failed.map((one) => html`<p class="problem"><span class="sign" aria-hidden="true">⚠</span> ${one.name}: ${pick(one.problem?.detail)} <button class="small" @click=${() => this.uploads_.again(one)}>${t('tryAgain')}</button></p>`)}
        </section>`;
    }

    private batchTable_(): TemplateResult {
        const rows = this.batches_.rows ?? [];
        return html`${rows.length > 0 ? html`<table><thead><tr><th scope="col">${t('batch')}</th><th scope="col">${t('municipality')}</th><th scope="col">${t('handedIn')}</th><th scope="col">${t('state')}</th><th scope="col" class="number">${t('files')}</th><th scope="col" class="number">${t('pages')}</th>
            <th scope="col" class="number">${t('inCases')}</th><th scope="col" class="number">${t('waitingShort')}</th><th scope="col" class="number">${t('dropped')}</th></tr></thead>
            <tbody>${rows.map((one) => html`<tr><th scope="row"><a href="#/intake/${encodeURIComponent(one.id)}" title=${t('stripOpen')}>${batchName(one)}</a></th><td>${one.municipality ? office.nameOf(one.municipality) : ''}</td><td>${when(one.created)}${one.person ? html`<br /><span class="hint">${one.person}</span>` : nothing}</td><td>${this.state_(one)} ${(one.failed ?? 0) + (one.known ?? 0) > 0 ? html`<button class="small" aria-expanded=${this.files_?.id === one.id ? 'true' : 'false'} @click=${() => void this.showFiles_(one)}>${(one.failed ?? 0) > 0 ? t('failedFiles', count(one.failed ?? 0)) : t('knownFiles', count(one.known ?? 0))}</button>` : nothing}</td><td class="number">${one.files > 0 ? count(one.files) : '–'}</td><td class="number">${count(one.pages.total)}</td>
                <td class="number">${count(one.pages.in_cases)}</td><td class="number">${count(one.pages.waiting)}</td><td class="number">${count(one.pages.dropped)}</td></tr>${this.files_?.id === one.id ? this.fileRow_(this.files_) : nothing}`)}</tbody></table>` : nothing}
            ${this.batches_.foot()}`;
    }

    private fileRow_(batch: Batch): TemplateResult {
        const told = batch.list?.filter((one) => one.code) ?? [];
        return html`<tr class="open"><td colspan="9"><ul>${told.map((one) => html`<li><span class="sign" aria-hidden="true">⚠</span> ${one.name}: ${pick(one.reason)} ${one.code ? html`<code>${one.code}</code>` : nothing}</li>`)}</ul></td></tr>`;
    }

    private state_(batch: Batch): TemplateResult {
        const open = batch.pages.total - batch.pages.in_cases - batch.pages.waiting - batch.pages.dropped;
        const busy = open > 0 || ['reading', 'open', 'receiving', 'working'].includes(batch.state);
        if (busy) return html`<span class="tag busy"><span aria-hidden="true">…</span> ${t('batchReading')}</span>`;
        if (batch.pages.waiting > 0) return html`<span class="tag warn"><span aria-hidden="true">⚠</span> ${t('batchWaiting')}</span>`;
        return html`<span class="tag good"><span aria-hidden="true">✓</span> ${t('batchDone')}</span>`;
    }
}
