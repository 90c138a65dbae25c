// 廃棄記録: what was destroyed, for good. One of them is a page that is printed and bound.
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { api, Problem } from '../base/api.js';
import { pick, t, when } from '../base/language.js';
import { office } from '../base/office.js';
import { Paged } from '../base/paged.js';
import { Part } from '../base/part.js';
import { words, type Word } from '../base/words.js';
import { periodText } from './retention_period.js';
import type { DisposalRecord, RecordLine, RecordRow } from './retention_types.js';

const known = (word: string, otherwise: string): string => (word in words ? t(word as Word) : otherwise);

@customElement('retention-records')
export class RetentionRecords extends Part {
    @property() municipality = '';
    @property() number = '';
    @state() private record_: DisposalRecord | null = null;
    @state() private problem_: Problem | null = null;
    private readonly rows_ = new Paged<RecordRow>(this, 'records');

    override connectedCallback(): void {
        super.connectedCallback();
        this.listen(office.changes, 'change', () => void this.load_());
    }

    protected override willUpdate(changed: PropertyValues): void {
        if (changed.has('municipality') || changed.has('number')) void this.load_();
    }

    private async load_(): Promise<void> {
        this.record_ = null;
        this.problem_ = null;
        if (!this.number) return this.rows_.load('/retention/records', { municipality: office.municipality });
        try {
            this.record_ = await api.get<DisposalRecord>(`/retention/records/${encodeURIComponent(this.municipality)}/${encodeURIComponent(this.number)}`);
        } catch (problem) {
            if (!(problem instanceof Problem)) throw problem;
            this.problem_ = problem;
        }
    }

    protected override render(): TemplateResult {
        if (this.problem_) return html`<p class="problem" role="alert"><span class="sign" aria-hidden="true">⚠</span> ${pick(this.problem_.detail)}</p>`;
        if (this.number) return this.record_ ? this.sheet_(this.record_) : html`<p class="waiting" role="status">${t('loading')}</p>`;
        const rows = this.rows_.rows ?? [];
        return html`${rows.length > 0 ? html`<table><thead><tr><th scope="col">${t('retRecord')}</th><th scope="col">${t('municipality')}</th><th scope="col">${t('retFinished')}</th><th scope="col">${t('retHowMany')}</th></tr></thead>
            <tbody>${rows.map((one) => html`<tr><th scope="row"><a href="#/retention/records/${one.municipality || '-'}/${one.number}">${t('retNumber', one.number)}</a></th><td>${office.nameOf(one.municipality)}</td><td>${when(one.finished)}</td><td>${t('retManyIs', one.cases, one.pages_set_aside)}</td></tr>`)}</tbody></table>` : nothing}${this.rows_.foot()}`;
    }

    private sheet_(one: DisposalRecord): TemplateResult {
        const all = one.totals;
        const fact = (word: Word, text: unknown): TemplateResult => html`<dt>${t(word)}</dt><dd>${text}</dd>`;
        return html`<p class="row-buttons screen-only"><a href="#/retention/records">${t('retBack')}</a><button class="small" @click=${() => window.print()}>${t('retPrint')}</button><a href="/api/v1/retention/records/${one.municipality || '-'}/${one.number}?as=csv" download>${t('retCsv')}</a></p>
            <article class="disposal-record" aria-labelledby="record-title"><h2 id="record-title">${t('retRecord')}</h2><p class="record-number">${one.municipality_name || t('nobodys')}　${t('retNumber', one.number)}</p>
            <dl>${one.note ? fact('retTitle', one.note) : nothing}
                ${fact('retAskedBy', html`${one.asked_by_name}　${when(one.asked)}`)}${fact('retApprovedBy', html`${one.approved_by_name}　${when(one.approved)}`)}${fact('retFinished', when(one.finished))}
                ${fact('retGround', html`${one.ground ? html`${one.ground}　` : nothing}${t(one.begins === 'end' ? 'retBegins_end' : 'retBegins_fiscal_year')}`)}${fact('retMethod', pick(one.method))}
                ${fact('retTotals', t('retTotalsSay', all.cases, all.pages_set_aside, all.pages, all.originals, all.entries, all.crops, all.spared))}
                ${fact('retLeft', html`<ul>${all.originals_left > 0 ? html`<li>${t('retLeft_originals', all.originals_left)}</li>` : nothing}${one.left.map((left) => html`<li>${left.what === 'watched-folder' ? t('retLeft_watched', left.folder ?? '', left.files ?? 0) : t(left.what === 'backups' ? 'retLeft_backups' : 'retLeft_business')}</li>`)}</ul>`)}</dl>
            <table><thead><tr><th scope="col">${t('retSubject')}</th><th scope="col">${t('form')}</th><th scope="col">${t('retVersion')}</th><th scope="col">${t('retEnded')}</th><th scope="col">${t('retPeriod')}</th><th scope="col">${t('retBegins')}</th><th scope="col">${t('retDueDay')}</th><th scope="col">${t('retPagesShort')}</th><th scope="col">${t('retOriginalsShort')}</th><th scope="col">${t('retEntriesShort')}</th><th scope="col">${t('retResult')}</th></tr></thead>
            <tbody>${one.lines.map((line) => this.line_(line))}</tbody></table>
            <p class="record-hash">sha-256 ${one.sha256}</p></article>`;
    }

    private line_(line: RecordLine): TemplateResult {
        const why = line.why ? ` – ${known(`retWhy_${line.why}`, line.why)}` : '';
        return html`<tr><th scope="row"><code>${line.subject}</code></th><td>${line.kind === 'page' ? t('retPage') : line.form_title}</td><td>${line.kind === 'page' ? '–' : line.form_version}</td><td class="nowrap">${line.ended}</td><td class="nowrap">${periodText(line.period)}</td><td class="nowrap">${line.begins ?? '–'}</td><td class="nowrap">${line.due ?? '–'}</td>
            <td>${line.pages}</td><td>${line.originals}</td><td>${line.entries}</td><td>${t(`retLine_${line.state}`)}${why}${line.again ? html`<br />${t('retAgain', line.again)}` : nothing}</td></tr>`;
    }
}
