// ベリファイ: the choice of a queue, and the work itself. The next sheet comes by itself until one stops.
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { api } from '../base/api.js';
import type { EntriesAnswer, Item, Lease, Mode, Queue, Work } from '../base/api_types.js';
import { count, pick, since, t } from '../base/language.js';
import { office } from '../base/office.js';
import { Part } from '../base/part.js';
import { byAge, goOn, groupQueues, worthwhile, type Line, type QueueGroup } from '../base/queue_groups.js';
import { go, type Route } from '../base/route.js';
import { shown as shownKey } from '../base/keys.js';
import { live } from '../shell/live_queues.js';
import { keys } from '../shell/own_keys.js';
import './carousel_pass.js';
import type { CarouselPass } from './carousel_pass.js';
import './compare_pass.js';
import type { ComparePass } from './compare_pass.js';
import { fetchPictures } from './crop.js';
import { aheadFor, Desk } from './desk.js';
import './field_pass.js';
import type { FieldPass } from './field_pass.js';
import { keyHints, keyList } from './key_hints.js';
import { meaning, typesText } from './verify_keys.js';

const modes: Mode[] = ['exception', 'carousel', 'blind', 'compare', 'qa'];
const beatEvery = 30_000;
const lookEvery = 15_000;
const sizes: Record<Mode, number> = { exception: 1, carousel: 24, blind: 10, compare: 10, qa: 10 };

const shownAtFirst = 8;

const oldestOf = (queues: Queue[]): Queue | undefined => [...queues].sort(byAge)[0];

const pathOf = (line: Line): string => {
    const search = new URLSearchParams();
    if (line.municipality) search.set('municipality', line.municipality);
    if (line.form) search.set('form', line.form);
    if (line.field) search.set('field', line.field);
    return `verify/${line.mode}?${search.toString()}`;
};

@customElement('verify-screen')
export class VerifyScreen extends Part {
    @property({ attribute: false }) route!: Route;
    @state() private desk_: Desk | null = null;
    @state() private help_ = false;
    private at_ = '';
    private readonly whole_ = new Set<Mode>(); // whose queues are all shown
    private readonly open_ = new Set<string>(); // groups whose lines are shown

    override connectedCallback(): void {
        super.connectedCallback();
        this.listen(document, 'keydown', (event) => this.key_(event as KeyboardEvent));
        this.listen(live.changes, 'change', () => {
            this.requestUpdate();
            const waits = live.queues?.some((one) => one.mode === this.mode_ && one.waiting > 0);
            if (waits && this.desk_ && !this.desk_.sheet) void this.desk_.fill();
        });
        this.listen(office.changes, 'change', () => this.requestUpdate());
        this.listen(window, 'beforeunload', (event) => {
            if (this.desk_ && this.desk_.outbox.waiting > 0) event.preventDefault();
        });
        this.listen(window, 'pagehide', () => this.desk_?.close());
        const beat = setInterval(() => void this.desk_?.beat(), beatEvery);
        const look = setInterval(() => this.desk_ && !this.desk_.sheet && void this.desk_.fill(), lookEvery);
        this.atEnd(() => clearInterval(beat));
        this.atEnd(() => clearInterval(look));
        this.atEnd(() => this.desk_?.close());
    }

    private get mode_(): Mode | null {
        return modes.find((mode) => mode === this.route.rest[0]) ?? null;
    }

    private get pass_(): FieldPass | ComparePass | CarouselPass | null {
        return this.querySelector('field-pass, compare-pass, carousel-pass');
    }

    protected override willUpdate(_changed: PropertyValues<this>): void {
        const search = this.route.query;
        const at = `${this.mode_ ?? ''}?${search.toString()}`;
        if (at === this.at_) return;
        this.at_ = at;
        this.desk_?.close();
        this.desk_ = this.mode_ ? this.begin_(this.mode_, search) : null;
    }

    private begin_(mode: Mode, search: URLSearchParams): Desk {
        const filter: Record<string, unknown> = { mode, count: sizes[mode] };
        for (const name of ['municipality', 'form', 'field']) if (search.get(name)) filter[name] = search.get(name);
        const desk = new Desk(
            {
                next: () => api.post<Work | null>('/verify/next', filter),
                entries: (lease, entries, key) => api.post<EntriesAnswer>('/verify/entries', { lease, entries }, key),
                undo: (entry) => api.post<{ item: Item; lease: Lease }>(`/verify/entries/${encodeURIComponent(entry)}/undo`),
                heartbeat: (lease) => api.post<Lease>(`/verify/leases/${encodeURIComponent(lease)}/heartbeat`),
                giveBack: async (lease) => void (await api.send(`/verify/leases/${encodeURIComponent(lease)}`, { method: 'DELETE', keepalive: true })),
            },
            { ahead: aheadFor(mode), fetched: fetchPictures, count: office.session?.counters ?? false },
        );
        desk.changes.addEventListener('change', () => {
            this.requestUpdate();
            this.pass_?.requestUpdate();
        });
        void desk.fill();
        return desk;
    }

    private key_(event: KeyboardEvent): void {
        const { desk_: desk, pass_: pass } = this;
        const target = event.target as Node;
        if (!desk || (target !== document.body && target !== document.querySelector('main') && !this.contains(target))) return;
        const meant = meaning(event, pass ?? { spaceDoubts: false, askHelps: false });
        if (pass) desk.touch(!['Shift', 'Control', 'Alt', 'Meta'].includes(event.key));
        if (!meant) return;
        // A button or link that has the focus keeps its own Enter and Space.
        const pressing = target instanceof HTMLElement && target.closest('button, a, summary') && (meant.combo === 'Enter' || meant.combo === 'Space');
        if (pressing) return;
        let ours = false;
        if (meant.action === 'help') ours = this.help_ = !this.help_;
        else if (meant.action === 'undo') ours = !(typesText(event.target) && desk.slot?.changed) && desk.undo();
        else ours = pass?.press(meant, event) ?? false;
        if (ours || meant.action === 'help') event.preventDefault();
    }

    protected override render(): TemplateResult {
        return this.mode_ && this.desk_ ? this.work_(this.mode_, this.desk_) : this.choice_();
    }

    private work_(mode: Mode, desk: Desk): TemplateResult {
        const { sheet, slot } = desk;
        const item = slot?.item;
        const at = sheet && slot ? sheet.slots.filter((one) => !one.open).length + 1 : 0;
        const returned = desk.returned.length;
        const helpKey = shownKey(keys.map.help[0] ?? '?'); // the one that works everywhere
        return html`<div class="work mode-${mode}">
            <div class="work-bar">
                <h1>${t(`mode_${mode}`)}</h1>
                ${item ? html`<span class="work-form" lang="ja">${item.form_title}</span><span class="work-municipality" lang="ja">${office.nameOf(item.municipality)}</span>` : nothing}
                ${sheet && slot && mode !== 'carousel' ? html`<span class="work-at">${t('position', Math.min(at, sheet.slots.length), sheet.slots.length)}</span>` : nothing}
                ${sheet && mode === 'carousel' ? html`<span class="work-at">${t('crops', sheet.slots.length)}</span>` : nothing}
                <span class="work-end">
                    ${returned > 0 ? html`<span class="tag bad"><span aria-hidden="true">⚠</span> ${t('returnedCount', returned)}</span>` : nothing}
                    ${desk.outbox.failing ? html`<span class="tag warn"><span aria-hidden="true">⚠</span> ${t('unsent', desk.outbox.waiting)}</span>` : nothing}
                    ${desk.counted.fields > 0 ? html`<span class="done-count">${t('ownPace', (desk.counted.keystrokes / desk.counted.fields).toFixed(1), (desk.counted.ms / 1000 / desk.counted.fields).toFixed(1))}</span>` : nothing}
                    <span class="done-count">${t('doneCount', count(desk.decided))}</span>
                    <button class="icon" aria-label="${t('help')} ${helpKey}" title="${t('help')} (${helpKey})" aria-expanded=${this.help_ ? 'true' : 'false'} @click=${() => (this.help_ = !this.help_)}>${helpKey}</button>
                    <a class="stop" href="#/verify">${t('stop')}</a>
                </span>
            </div>
            ${sheet?.lost ? html`<p class="problem" role="alert"><span class="sign" aria-hidden="true">⚠</span> ${t('leaseLost')}</p>` : nothing}
            ${desk.expired ? html`<p class="problem" role="alert"><span class="sign" aria-hidden="true">⚠</span> ${t('leaseEnded')}</p>` : nothing}
            ${desk.refusedUndo ? html`<p class="problem" role="alert"><span class="sign" aria-hidden="true">⚠</span> ${t('undoRefused')} ${pick(desk.refusedUndo.detail)}</p>` : nothing}
            ${this.help_ ? keyList(() => (this.help_ = false)) : nothing}
            ${desk.state === 'working' ? this.passOf_(mode, desk) : this.nothing_(desk)}
            ${desk.state === 'working' ? keyHints(mode) : nothing}
        </div>`;
    }

    private passOf_(mode: Mode, desk: Desk): TemplateResult {
        if (mode === 'carousel') return html`<carousel-pass .desk=${desk}></carousel-pass>`;
        if (mode === 'compare') return html`<compare-pass .desk=${desk}></compare-pass>`;
        return html`<field-pass .desk=${desk}></field-pass>`;
    }

    private nothing_(desk: Desk): TemplateResult {
        if (desk.state === 'waiting') return html`<p class="waiting" role="status">${t('loading')}</p>`;
        if (desk.state === 'failed')
            return html`<div class="empty" role="alert"><p>${pick(desk.problem?.detail)}</p><p><button @click=${() => void desk.fill()}>${t('tryAgain')}</button></p></div>`;
        const search = this.route.query;
        const line: Line = { mode: this.mode_ as Mode, municipality: search.get('municipality') ?? '', form: search.get('form'), field: search.get('field') };
        const next = goOn(live.queues ?? [], line, office.municipality);
        const sign = html`<p class="big-sign" aria-hidden="true">✓</p>`;
        if (!next) return html`<div class="empty" role="status">${sign}<p class="strong">${t('nothingWaits')}</p><p>${t('nothingWaitsHint')}</p><p><a href="#/verify">${t('otherWork')}</a></p></div>`;
        const where = next.line.municipality ? office.nameOf(next.line.municipality) : t('allMunicipalities');
        return html`<div class="empty" role="status">${sign}<p class="strong">${t('nothingHere')}</p><p>${t('elsewhere', t(`mode_${next.line.mode}`), count(next.waiting))}</p>
            <p><button class="primary go-on" @click=${() => go(pathOf(next.line))}>${t('goOn', t(`mode_${next.line.mode}`), where)} <kbd aria-hidden="true">Enter</kbd></button></p><p><a href="#/verify">${t('otherWork')}</a></p></div>`;
    }

    // Enter goes on: the button has the focus as soon as it is there, unless somebody is elsewhere on the page.
    protected override updated(): void {
        const button = this.querySelector<HTMLElement>('.go-on');
        if (button && (document.activeElement === document.body || document.activeElement === document.querySelector('main'))) button.focus();
    }

    private choice_(): TemplateResult {
        const queues = live.queues?.filter((one) => !office.municipality || one.municipality === office.municipality);
        if (!queues) return html`<p class="waiting" role="status">${t('loading')}</p>`;
        const waiting = queues.filter((one) => one.waiting > 0);
        const oldest = oldestOf(waiting);
        return html`<div class="page-text">
            <div class="title-row"><h1>${t('verify')}</h1>
                ${oldest ? html`<button class="primary" autofocus @click=${() => go(pathOf({ mode: oldest.mode, municipality: office.municipality }))}>${t('beginOldest', t(`mode_${oldest.mode}`))}</button>` : nothing}</div>
            <p class="hint">${t('givenInTurn')}</p>
            ${waiting.length === 0 ? html`<div class="empty"><p class="big-sign" aria-hidden="true">✓</p><p class="strong">${t('nothingWaits')}</p></div>` : nothing}
            ${modes.map((mode) => this.modeQueues_(mode, waiting.filter((one) => one.mode === mode)))}
        </div>`;
    }

    // One line for a form; where it comes from several municipalities or fields, these are a click away.
    private modeQueues_(mode: Mode, queues: Queue[]): TemplateResult | typeof nothing {
        if (queues.length === 0) return nothing;
        const groups = groupQueues(queues);
        const row = (line: Line, what: unknown, where: string, one: { waiting: number; oldest: string | null }): TemplateResult => html`<tr>
            <th scope="row"><a href="#/${pathOf(line)}">${what}</a></th>
            <td>${where}</td><td class="number">${count(one.waiting)}</td><td class="number">${since(one.oldest)}</td></tr>`;
        const shown = this.whole_.has(mode) ? groups : groups.slice(0, shownAtFirst);
        const rest = groups.slice(shown.length);
        const all = { waiting: groups.reduce((sum, one) => sum + one.waiting, 0), oldest: groups[0]?.oldest ?? null };
        return html`<section class="queues"><h2>${t(`mode_${mode}`)}</h2><p class="hint">${t(`modeSays_${mode}`)}</p>
            <table><thead><tr><th scope="col">${t('queueWhat')}</th><th scope="col">${t('municipality')}</th><th scope="col" class="number">${t('queueWaiting')}</th><th scope="col" class="number">${t('queueOldest')}</th></tr></thead>
            <tbody>${groups.length > 1 ? row({ mode, municipality: office.municipality }, html`<strong>${t('asItComes')}</strong>`, office.municipality ? office.nameOf(office.municipality) : t('allMunicipalities'), all) : nothing}
                ${shown.map((one) => this.group_(one, row))}</tbody></table>
            ${rest.length > 0 ? html`<p class="more"><button class="small" @click=${() => { this.whole_.add(mode); this.requestUpdate(); }}>${t('moreQueues', rest.length, count(rest.reduce((sum, one) => sum + one.waiting, 0)))}</button></p>` : nothing}</section>`;
    }

    private group_(group: QueueGroup, row: (line: Line, what: unknown, where: string, one: { waiting: number; oldest: string | null }) => TemplateResult): TemplateResult {
        const [first] = group.rows;
        const title = (one: Queue): TemplateResult => html`${one.form_title ?? one.form ?? t('allForms')}${one.field_title ? html` – ${one.field_title}` : nothing}`;
        if (group.rows.length === 1 && first) return row(first, title(first), office.nameOf(first.municipality), first);
        const key = `${group.mode} ${group.form ?? ''}`;
        const open = this.open_.has(key);
        const several = group.municipalities.length > 1;
        const line = { mode: group.mode, form: group.form, municipality: several ? office.municipality : (group.municipalities[0] ?? '') };
        return html`<tr><th scope="row"><a href="#/${pathOf(line)}">${group.title ?? t('asItComes')}</a>
                <button class="small parts" aria-expanded=${open ? 'true' : 'false'} @click=${() => { if (open) this.open_.delete(key); else this.open_.add(key); this.requestUpdate(); }}>${t('queueParts', group.rows.length)}<span class="unseen"> ${group.title ?? ''}</span></button></th>
            <td>${several ? t('municipalityCount', group.municipalities.length) : office.nameOf(group.municipalities[0] ?? '')}</td><td class="number">${count(group.waiting)}</td><td class="number">${since(group.oldest)}</td></tr>
            ${(open ? group.rows : worthwhile(group)).map((one) => html`<tr class="open"><th scope="row"><a href="#/${pathOf(one)}">${one.field_title ?? title(one)}</a></th><td>${office.nameOf(one.municipality)}</td><td class="number">${count(one.waiting)}</td><td class="number">${since(one.oldest)}</td></tr>`)}`;
    }
}
