// One batch: its pages in the order of the scans, and what a person does about them – joins waiting pages to one case, takes a case
// apart, drops, restores, turns. Every one of these is taken back by Ctrl+Z.
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { act } from '../base/act.js';
import { api, Problem, query } from '../base/api.js';
import type { Batch, LayoutName, WaitingPage } from '../base/api_types.js';
import { ime } from '../base/ime.js';
import { count, pick, t } from '../base/language.js';
import { showDone, showProblem } from '../base/notices.js';
import { office } from '../base/office.js';
import { Part } from '../base/part.js';
import { words } from '../base/words.js';
import { layoutOf, titled } from './layout_name.js';
import { pictureOf, stateWord, type PageStrip } from './page_strip.js';
import { runsOf, Choice, tally } from './strip.js';
import { drop, join, restore, split, turn, type Deed } from './undoing.js';
import './page_strip.js';

type Panel = 'none' | 'join' | 'split' | 'drop';
const path = (page: string): string => `/pages/${encodeURIComponent(page)}`;
const step = 100; // pages that are shown at once
const most = 50; // pages of one case, as the server takes them

// What is only looked at: that it succeeds says nothing about what somebody did before.
async function seen<T>(call: () => Promise<T>): Promise<T | undefined> {
    try {
        return await call();
    } catch (problem) {
        showProblem(problem);
        return undefined;
    }
}

@customElement('batch-screen')
export class BatchScreen extends Part {
    @property() batch = '';
    @state() private told_: Batch | null = null;
    @state() private pages_: WaitingPage[] = [];
    @state() private layouts_: LayoutName[] = [];
    @state() private panel_: Panel = 'none';
    @state() private deeds_: Deed[] = [];
    @state() private busy_ = false;
    @state() private unknown_ = false; // no such layout
    @state() private large_ = false;
    @state() private keys_ = false;
    @state() private turn_ = 0;
    private readonly choice_ = new Choice(0);
    private next_: string | null = null;

    override connectedCallback(): void {
        super.connectedCallback();
        const timer = setInterval(() => {
            if (this.told_?.state === 'reading' && !this.busy_ && this.panel_ === 'none') void this.look_();
        }, 4000);
        this.atEnd(() => clearInterval(timer));
    }

    protected override willUpdate(changed: PropertyValues<this>): void {
        if (!changed.has('batch')) return;
        this.pages_ = [];
        this.deeds_ = [];
        void this.load_(0);
        void seen(() => api.get<{ layouts: LayoutName[] }>('/layouts')).then((answer) => (this.layouts_ = answer?.layouts ?? []));
    }

    // Pages are asked for again only when the counts say that something has become of one.
    private async look_(): Promise<void> {
        const before = JSON.stringify(this.told_?.pages);
        await this.count_();
        if (JSON.stringify(this.told_?.pages) !== before) await this.load_(this.pages_.length);
    }

    private async count_(): Promise<void> {
        this.told_ = (await seen(() => api.get<Batch>(`/intake/batches/${encodeURIComponent(this.batch)}`))) ?? this.told_;
    }

    private async load_(least: number): Promise<void> {
        const found: WaitingPage[] = [];
        let after: string | null = null;
        await this.count_();
        do {
            const answer: { pages: WaitingPage[]; next: string | null } | undefined = await seen(() => this.ask_(after));
            if (!answer) return;
            found.push(...answer.pages);
            after = answer.next;
        } while (after !== null && found.length < least);
        this.take_(found, after);
    }

    private ask_(after: string | null): Promise<{ pages: WaitingPage[]; next: string | null }> {
        return api.get(`/intake/batches/${encodeURIComponent(this.batch)}/pages${query({ after, limit: step })}`);
    }

    private async more_(): Promise<void> {
        const answer = await seen(() => this.ask_(this.next_));
        if (answer) this.take_([...this.pages_, ...answer.pages], answer.next);
    }

    private take_(pages: WaitingPage[], next: string | null): void {
        this.pages_ = pages;
        this.next_ = next;
        this.choice_.count = pages.length;
        this.turn_ += 1;
    }

    private get targets_(): WaitingPage[] {
        return this.choice_.targets.map((at) => this.pages_[at]).filter((one): one is WaitingPage => one !== undefined);
    }

    // What is allowed now, and why not where something is chosen that does not fit.
    private may_(what: Panel | 'restore' | 'turn'): boolean {
        const targets = this.targets_;
        if (this.busy_ || targets.length === 0 || !office.may('pages.assign')) return false;
        if (what === 'restore') return targets.every((one) => one.state === 'dismissed');
        if (what === 'split') return targets.every((one) => one.state === 'case' && one.case && one.case === targets[0]?.case);
        return targets.every((one) => one.state === 'waiting') && (what !== 'join' || targets.length <= most);
    }

    private readonly key_ = (event: KeyboardEvent): void => {
        if (ime.takes(event) || event.altKey || event.metaKey) return;
        const typing = event.target instanceof HTMLInputElement;
        if (event.ctrlKey && event.key.toLowerCase() === 'z' && !typing) {
            event.preventDefault();
            void this.undo_();
        } else if (event.key === 'Escape' && this.panel_ !== 'none') {
            this.open_('none');
        } else if (!typing && !event.ctrlKey && (event.target as Element).closest('page-strip')) {
            const keys: Record<string, () => void> = {
                enter: () => this.open_('join'), s: () => this.open_('split'), delete: () => (this.may_('restore') ? void this.restore_() : this.open_('drop')),
                r: () => this.may_('turn') && void this.do_(() => turn(this.targets_, event.shiftKey ? 3 : 1)), v: () => this.enlarge_(), '?': () => (this.keys_ = !this.keys_), f1: () => (this.keys_ = !this.keys_),
            }; // prettier-ignore
            const call = keys[event.key.toLowerCase()];
            if (!call) return;
            event.preventDefault();
            call();
        }
    };

    private open_(panel: Panel): void {
        if (panel !== 'none' && !this.may_(panel)) return;
        this.panel_ = panel;
        this.unknown_ = false;
        if (panel === 'none') this.strip_()?.focusActive();
        else void this.updateComplete.then(() => this.querySelector<HTMLInputElement>('.strip-panel input')?.select());
    }

    // Where the picture stands below the strip it comes into sight.
    private enlarge_(): void {
        this.large_ = !this.large_;
        if (this.large_) void this.updateComplete.then(() => this.querySelector('.strip-page-large')?.scrollIntoView({ block: 'nearest' }));
    }

    private strip_(): PageStrip | null {
        return this.querySelector<PageStrip>('page-strip');
    }

    private async do_(call: () => Promise<Deed>): Promise<void> {
        this.busy_ = true;
        const deed = await act(call);
        this.busy_ = false;
        if (deed) {
            this.deeds_ = [...this.deeds_, deed];
            this.choice_.all([]);
            this.open_('none'); // at once: a key pressed now is meant for the strip
        }
        await this.again_(deed?.pages ?? this.targets_.map((one) => one.id));
    }

    private async undo_(): Promise<void> {
        const last = this.deeds_.at(-1);
        if (!last || this.busy_) return;
        this.busy_ = true;
        this.deeds_ = this.deeds_.slice(0, -1);
        try {
            await last.undo();
            showDone({ ja: words.undone[0], en: words.undone[1] });
        } catch (problem) {
            showProblem(problem);
            // Where the server could not be asked it can be tried again; where it has refused it is over.
            if (problem instanceof Problem && problem.passing) this.deeds_ = [...this.deeds_, last];
        }
        this.busy_ = false;
        await this.again_(last.pages);
    }

    // What was touched is asked for anew, everything else stays where it is.
    private async again_(touched: string[]): Promise<void> {
        const here = this.pages_.filter((one) => touched.includes(one.id));
        const fresh = await seen(() => Promise.all(here.map((one) => api.get<WaitingPage>(path(one.id)))));
        if (fresh) this.pages_ = this.pages_.map((one) => fresh.find((page) => page.id === one.id) ?? one);
        await this.count_();
        if (this.panel_ === 'none') this.strip_()?.focusActive();
    }

    private async restore_(): Promise<void> {
        await this.do_(() => restore(this.targets_));
    }

    private readonly submit_ = (event: Event): void => {
        event.preventDefault();
        const said = String(new FormData(event.target as HTMLFormElement).get('said')).trim();
        const targets = this.targets_;
        if (this.panel_ === 'join') {
            const layout = layoutOf(said, this.layouts_);
            if (layout !== null) void this.do_(() => join(targets, layout));
            else this.querySelector<HTMLInputElement>('.strip-panel input')?.select();
            this.unknown_ = layout === null;
        } else if (this.panel_ === 'split') {
            const made = targets[0]?.case ?? '';
            void this.do_(() => split(made, said, this.pages_.filter((one) => one.case === made)));
        } else {
            void this.do_(() => drop(targets, said));
        }
    };

    protected override render(): TemplateResult {
        const told = this.told_;
        if (!told) return html`<p class="waiting" role="status">${t('loading')}</p>`;
        const { sheets, kept, dropped, open } = tally(told.pages);
        return html`<div class="page-text wide batch" @keydown=${this.key_}>
            <p class="crumb"><a href="#/intake">${t('intake')}</a></p>
            <div class="title-row"><h1>${told.name || told.id}</h1><p class="sum" role="status">${t('stripSum', count(sheets), count(kept), count(dropped))} <span class="hint">${t('stripKept', count(told.pages.in_cases), count(told.pages.waiting))}</span>${open > 0 || told.state === 'reading' ? html` <span class="tag busy"><span aria-hidden="true">…</span> ${t('batchReading')}</span>` : nothing}</p></div>
            ${office.may('pages.assign') ? this.tools_() : nothing}
            <datalist id="all-layouts">${this.layouts_.map((one) => html`<option value=${titled(one)}></option>`)}</datalist>
            ${this.panel_ !== 'none' ? this.panelOf_() : nothing}
            <p class="hint" id="strip-hint">${t('stripHint')} <button class="small" aria-expanded=${this.keys_ ? 'true' : 'false'} @click=${() => (this.keys_ = !this.keys_)}>${t('keysTitle')} <kbd aria-hidden="true">?</kbd></button></p>
            ${this.keys_ ? this.keyList_() : nothing}
            <div class="strip-side ${this.large_ ? 'large' : ''}">
                <div><page-strip .pages=${this.pages_} .choice=${this.choice_} .turn=${this.turn_} @strip-changed=${() => (this.turn_ += 1)}></page-strip>
                    ${this.pages_.length === 0 ? html`<p class="empty">${t('nothing')}</p>` : nothing}
                    ${this.next_ ? html`<p class="more">${t('shownOf', count(this.pages_.length), count(told.pages.total))} <button @click=${() => void this.more_()}>${t('more')}</button></p>` : nothing}</div>
                ${this.aside_()}
            </div></div>`;
    }

    private tools_(): TemplateResult {
        const chosen = this.choice_.chosen.length;
        const last = this.deeds_.at(-1);
        const button = (what: Panel, word: 'stripJoin' | 'stripSplit' | 'dismissPage', key: string): TemplateResult =>
            html`<button class="small" aria-expanded=${this.panel_ === what ? 'true' : 'false'} ?disabled=${!this.may_(what)} @click=${() => this.open_(this.panel_ === what ? 'none' : what)}>${t(word)} <kbd aria-hidden="true">${key}</kbd></button>`;
        return html`<div class="bulk" role="group" aria-label=${t('stripActions')}>
            <span class="bulk-count" role="status">${chosen > 0 ? t('chosenPages', chosen) : t('noneChosen')}</span>
            ${button('join', 'stripJoin', 'Enter')} ${button('split', 'stripSplit', 'S')} ${button('drop', 'dismissPage', 'Del')}
            <button class="small" ?disabled=${!this.may_('restore')} @click=${() => void this.restore_()}>${t('stripRestore')} <kbd aria-hidden="true">Del</kbd></button>
            <button class="small" ?disabled=${!this.may_('turn')} @click=${() => void this.do_(() => turn(this.targets_, 1))}>${t('turn')} <kbd aria-hidden="true">R</kbd></button>
            <span class="undo" role="status">${this.busy_ ? t('working') : (last?.said() ?? '')}</span>
            <button class="small" ?disabled=${!last || this.busy_} @click=${() => void this.undo_()}>${t('restore')} <kbd aria-hidden="true">Ctrl+Z</kbd></button>
        </div>`;
    }

    private panelOf_(): TemplateResult {
        const targets = this.choice_.targets;
        const word = { none: 'cancel', join: 'stripJoin', split: 'stripSplit', drop: 'dismissPage' }[this.panel_] as 'stripJoin' | 'stripSplit' | 'dismissPage';
        const first = this.targets_[0];
        const known = this.layouts_.find((one) => one.id === (first?.guesses[0]?.layout ?? first?.layout));
        const label = { none: 'cancel', join: 'layout', split: 'splitReason', drop: 'dismissReason' }[this.panel_] as 'layout' | 'splitReason' | 'dismissReason';
        return html`<form class="panel strip-panel" @submit=${this.submit_}>
            ${this.panel_ === 'join' ? html`<p>${targets.length > 1 ? t('joinOrder', targets.map((at) => at + 1).join(' → ')) : t('joinOne', (targets[0] ?? 0) + 1)}</p>` : nothing}
            <label for="strip-said">${t(label)}</label>
            <input id="strip-said" name="said" required maxlength="200" autocomplete="off" aria-invalid=${this.unknown_ ? 'true' : nothing} aria-describedby=${this.unknown_ ? 'strip-unknown' : nothing} list=${this.panel_ === 'join' ? 'all-layouts' : nothing} placeholder=${this.panel_ === 'join' ? t('layoutSearch') : nothing} .value=${this.panel_ === 'join' && known ? titled(known) : ''} />
            ${this.unknown_ ? html`<p class="problem" role="alert" id="strip-unknown"><span class="sign" aria-hidden="true">⚠</span> ${t('layoutUnknown')}</p>` : nothing}
            ${this.panel_ === 'split' ? html`<p class="hint">${t('splitHint')}</p>` : nothing}
            <p class="row-buttons"><button class=${this.panel_ === 'join' ? 'primary' : 'danger'} ?disabled=${this.busy_}>${t(word)}</button><button type="button" @click=${() => this.open_('none')}>${t('cancel')}</button></p></form>`;
    }

    // The page that has the focus, larger. The picture that can be read is asked for only when somebody wants it: that stands in the trail.
    private aside_(): TemplateResult {
        const page = this.pages_[this.choice_.active];
        if (!page) return html`<aside></aside>`;
        const run = runsOf(this.pages_).find((one) => one.pages.some((each) => each.page === page));
        const name = t('pageOf', page.file, page.page);
        const layout = this.layouts_.find((one) => one.id === page.layout);
        const companions = page.case ? this.pages_.flatMap((one, at) => (one.case === page.case ? [at + 1] : [])) : [];
        return html`<aside class="strip-page-large" aria-label=${t('pageNumber', this.choice_.active + 1)}>
            <h2>${t('pageNumber', this.choice_.active + 1)} <span class="hint">${name}</span></h2>
            <p>${run ? html`<span class="tag ${run.kind === 'case' ? 'good' : run.kind === 'waiting' ? 'warn' : ''}">${t(stateWord[run.kind], run.number)}</span>` : nothing} ${layout ? layout.title : nothing}</p>
            ${companions.length > 1 ? html`<p>${t('casePages', companions.join(' · '))}</p>` : nothing}
            ${page.state !== 'case' && page.reason ? html`<p class="reason">${pick(page.reason)} ${page.code ? html`<code>${page.code}</code>` : nothing}</p>` : nothing}
            ${page.state !== 'case' && page.note ? html`<p>${t('noteSays', page.note)}</p>` : nothing}
            <p class="row-buttons">${page.case && office.may('cases.read') ? html`<a href="#/cases/${page.case}">${t('openCase')}</a>` : nothing}
                ${office.may('pages.assign') ? html`<button class="small" aria-pressed=${this.large_ ? 'true' : 'false'} @click=${() => this.enlarge_()}>${t('readable')} <kbd aria-hidden="true">V</kbd></button>` : nothing}</p>
            <div class="strip-picture" tabindex="0" role="region" aria-label=${name}><img src=${pictureOf(page.thumbnail.replace(/width=\d+$/, `width=${this.large_ ? 1400 : 400}`), page)} alt=${t('thumbnailOf', name)} /></div>
        </aside>`;
    }

    private keyList_(): TemplateResult {
        const row = (key: string, word: Parameters<typeof t>[0]): TemplateResult => html`<div><dt>${key.split(' ').map((one) => html`<kbd>${one}</kbd> `)}</dt><dd>${t(word)}</dd></div>`;
        return html`<section class="key-list" aria-label=${t('keysTitle')}><dl>
            ${row('← → ↑ ↓', 'stripKeyMove')} ${row('Shift+←/→', 'stripKeyRange')} ${row('Space', 'stripKeyToggle')} ${row('Ctrl+A', 'stripKeyAll')} ${row('Esc', 'stripKeyNone')}
            ${row('Enter', 'stripJoin')} ${row('S', 'stripSplit')} ${row('Del', 'stripKeyDrop')} ${row('R Shift+R', 'stripKeyTurn')} ${row('V', 'readable')} ${row('Ctrl+Z', 'stripKeyUndo')} ${row('?', 'keysTitle')}
        </dl></section>`;
    }
}
