// 廃棄案: lists that somebody has asked for; another person approves, and then what stands on them is destroyed.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { act } from '../base/act.js';
import { api, query } from '../base/api.js';
import { t, when } from '../base/language.js';
import { office } from '../base/office.js';
import { Paged } from '../base/paged.js';
import { Part } from '../base/part.js';
import { periodText } from './retention_period.js';
import type { Disposal, DisposalFile } from './retention_types.js';

const kAgain = 5_000; // while something is being destroyed

@customElement('retention-lists')
export class RetentionLists extends Part {
    @state() private open_: DisposalFile | null = null;
    @state() private sure_ = ''; // the list whose approval is being asked about
    private readonly rows_ = new Paged<Disposal>(this, 'disposals');

    override connectedCallback(): void {
        super.connectedCallback();
        const load = (): void => void this.rows_.load('/retention/disposals', { municipality: office.municipality });
        load();
        this.listen(office.changes, 'change', load);
        const timer = setInterval(() => this.rows_.rows?.some((one) => one.state === 'approved') && void this.rows_.again(), kAgain);
        this.atEnd(() => clearInterval(timer));
    }

    private async decide_(one: Disposal, what: 'approve' | 'withdraw'): Promise<void> {
        await act(() => api.post(`/retention/disposals/${one.id}/${what}`), what === 'approve' ? 'retApproved' : 'retWithdrawn');
        this.sure_ = '';
        await this.rows_.again();
    }

    private async show_(one: Disposal): Promise<void> {
        if (this.open_?.id === one.id) this.open_ = null;
        else this.open_ = await this.linesOf_(one.id, null);
    }

    private async linesOf_(id: string, after: string | null): Promise<DisposalFile | null> {
        return (await act(() => api.get<DisposalFile>(`/retention/disposals/${id}${query({ after })}`))) ?? null;
    }

    private async more_(list: DisposalFile): Promise<void> {
        const next = await this.linesOf_(list.id, list.next);
        if (next && this.open_?.id === list.id) this.open_ = { ...next, lines: [...this.open_.lines, ...next.lines] };
    }

    private askSure_(one: Disposal): void {
        this.sure_ = one.id;
        void this.updateComplete.then(() => this.querySelector<HTMLButtonElement>('.sure .cancel')?.focus());
    }

    protected override render(): TemplateResult {
        const rows = this.rows_.rows ?? [];
        return html`${rows.length > 0 ? html`<div class="scrolls" tabindex="0" role="group" aria-label=${t('retLists')}><table><thead><tr><th scope="col">${t('retTitle')}</th><th scope="col">${t('municipality')}</th><th scope="col">${t('retHowMany')}</th><th scope="col">${t('retAskedBy')}</th><th scope="col">${t('retDecidedBy')}</th><th scope="col">${t('state')}</th></tr></thead>
            <tbody>${repeat(rows, (one) => one.id, (one) => this.row_(one))}</tbody></table></div>` : nothing}${this.rows_.foot()}`;
    }

    private row_(one: Disposal): TemplateResult {
        const name = one.note || one.id.slice(0, 8);
        const approves = one.state === 'asked' && office.may('retention.approve');
        const withdraws = one.state === 'asked' && (office.may('retention.ask') || office.may('retention.approve'));
        return html`<tr><th scope="row">${name}</th><td>${office.nameOf(one.municipality)}</td><td>${t('retManyIs', one.cases, one.pages)}${one.state === 'done' ? html`<br />${t('retOutcome', one.erased, one.spared)}` : nothing}</td>
            <td>${one.asked_by}<br /><span class="hint">${when(one.asked)}</span></td><td>${one.decided_by ?? '–'}${one.decided ? html`<br /><span class="hint">${when(one.decided)}</span>` : nothing}</td>
            <td><span class="tag ${one.state === 'asked' ? 'warn' : ''}">${t(`retState_${one.state}`)}</span>
                <span class="row-buttons"><button class="small" aria-expanded=${this.open_?.id === one.id ? 'true' : 'false'} aria-label="${t('retShowLines')}: ${name}" @click=${() => void this.show_(one)}>${t('retShowLines')}</button>
                ${approves && !one.own ? html`<button class="small danger" aria-label="${t('retApprove')}: ${name}" @click=${() => this.askSure_(one)}>${t('retApprove')}</button>` : nothing}
                ${withdraws ? html`<button class="small" aria-label="${t('retWithdraw')}: ${name}" @click=${() => void this.decide_(one, 'withdraw')}>${t('retWithdraw')}</button>` : nothing}</span>
                ${approves && one.own ? html`<p class="hint">${t('retOwn')}</p>` : nothing}
                ${this.sure_ === one.id ? html`<div class="sure" role="alertdialog" aria-label=${t('retApprove')}><p>${t('retApproveSure', one.cases + one.pages)}</p><p class="row-buttons"><button class="small danger" @click=${() => void this.decide_(one, 'approve')}>${t('retApproveYes')}</button><button class="small cancel" @click=${() => (this.sure_ = '')}>${t('cancel')}</button></p></div>` : nothing}</td></tr>
            ${this.open_?.id === one.id ? html`<tr class="open"><td colspan="6">${this.lines_(this.open_)}</td></tr>` : nothing}`;
    }

    private lines_(list: DisposalFile): TemplateResult {
        return html`<table><thead><tr><th scope="col">${t('retSubject')}</th><th scope="col">${t('form')}</th><th scope="col">${t('retEnded')}</th><th scope="col">${t('retPeriod')}</th><th scope="col">${t('retDueDay')}</th><th scope="col">${t('state')}</th></tr></thead>
            <tbody>${list.lines.map((line) => html`<tr><th scope="row"><code>${line.id}</code></th><td>${line.kind === 'page' ? t('retPage') : line.form_title}</td><td class="nowrap">${line.ended}</td><td class="nowrap">${periodText(line.period)}</td><td class="nowrap">${line.due ?? '–'}</td>
                <td>${t(`retLine_${line.state}`)}${line.why ? html` – ${t(`retWhy_${line.why}`)}` : nothing}</td></tr>`)}</tbody></table>${list.next ? html`<p class="more"><button @click=${() => void this.more_(list)}>${t('more')}</button> <span class="hint">${t('retLinesShown', list.lines.length, list.cases + list.pages)}</span></p>` : nothing}`;
    }
}
