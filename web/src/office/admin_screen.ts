// 管理: accounts and their roles in one's municipalities. An administrator gives rights and reads no case.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { act } from '../base/act.js';
import { api, newKey } from '../base/api.js';
import type { Account } from '../base/api_types.js';
import { list, t } from '../base/language.js';
import { office } from '../base/office.js';
import { Paged } from '../base/paged.js';
import { Part } from '../base/part.js';
import { byRoles, held, type Role, type SameRoles } from './grants.js';
import type { Route } from '../base/route.js';
import type { Word } from '../base/words.js';
import './settings_part.js';

const roles = ['reception', 'entry', 'verifier', 'decider', 'author', 'auditor', 'admin'] as const;
type Grants = Account['grants'];

// "202088/verifier" for each box that is ticked.
const grantsOf = (form: FormData): Grants => {
    const by = new Map<string, Role[]>();
    for (const value of form.getAll('grant').map(String)) {
        const [municipality = '', name] = value.split('/');
        const role = roles.find((one) => one === name);
        if (role) by.set(municipality, [...(by.get(municipality) ?? []), role]);
    }
    return [...by].map(([municipality, own]) => ({ municipality, roles: own }));
};

@customElement('admin-screen')
export class AdminScreen extends Part {
    @property({ attribute: false }) route!: Route;
    @state() private open_: string | null = null; // an account's id, or 'new'
    private readonly accounts_ = new Paged<Account>(this, 'accounts');

    override connectedCallback(): void {
        super.connectedCallback();
        void this.accounts_.load('/accounts');
    }

    private get municipalities_(): { municipality: string; name: string }[] {
        return office.session?.grants.filter((one) => one.roles.includes('admin')) ?? [];
    }

    private async save_(event: Event, account: Account | null): Promise<void> {
        event.preventDefault();
        const form = new FormData(event.target as HTMLFormElement);
        const text = (name: string): string => String(form.get(name) ?? '');
        const password = text('password');
        const body = { name: text('name'), grants: grantsOf(form), ...(password && { password }) };
        const call = (): Promise<Account> =>
            account ? api.put<Account>(`/accounts/${encodeURIComponent(account.id)}`, body) : api.post<Account>('/accounts', { account: text('account'), ...body }, newKey());
        if ((await act(call, 'saved')) === undefined) return;
        this.open_ = null;
        await this.accounts_.again();
    }

    private async lock_(account: Account): Promise<void> {
        await act(() => api.put(`/accounts/${encodeURIComponent(account.id)}`, { locked: !account.locked }), 'saved');
        await this.accounts_.again();
    }

    private toggle_(id: string): void {
        this.open_ = this.open_ === id ? null : id;
        void this.updateComplete.then(() => this.querySelector<HTMLInputElement>('.account-form input')?.focus());
    }

    protected override render(): TemplateResult {
        const part = this.route.rest[0] ?? '';
        const tab = (address: string, word: Word): TemplateResult => html`<a href="#/admin${address && `/${address}`}" aria-current=${part === address ? 'page' : nothing}>${t(word)}</a>`;
        const head = html`<div class="title-row"><h1>${t('admin')}</h1><nav class="tabs" aria-label=${t('admin')}>${tab('', 'accounts')}${tab('municipalities', 'servedTitle')}${tab('keys', 'keysOfData')}</nav></div>`;
        if (part === 'municipalities' || part === 'keys') return html`<div class="page-text wide">${head}<settings-part .about=${part}></settings-part></div>`;
        return html`<div class="page-text wide">${head}${this.accountTable_()}</div>`;
    }

    private accountTable_(): TemplateResult {
        const rows = this.accounts_.rows ?? [];
        return html`<p class="row-buttons"><button class="primary" aria-expanded=${this.open_ === 'new' ? 'true' : 'false'} @click=${() => this.toggle_('new')}>${t('newAccount')}</button></p>
            ${this.open_ === 'new' ? this.form_(null) : nothing}
            ${rows.length > 0 ? html`<table><thead><tr><th scope="col">${t('account')}</th><th scope="col">${t('personName')}</th><th scope="col">${t('rolesTitle')}</th><th scope="col">${t('state')}</th><th scope="col"><span class="unseen">${t('change')}</span></th></tr></thead>
            <tbody>${repeat(rows, (one) => one.id, (one) => html`<tr><th scope="row">${one.account}</th><td>${one.name}</td><td>${byRoles(one.grants).map((same) => this.sameRoles_(same))}</td>
                <td>${one.locked ? html`<span class="tag bad"><span aria-hidden="true">⊘</span> ${t('locked')}</span>` : one.must_change ? html`<span class="tag warn"><span aria-hidden="true">…</span> ${t('firstPassword')}</span>` : html`<span class="tag good"><span aria-hidden="true">✓</span> ${t('active')}</span>`}</td>
                <td><span class="row-buttons"><button class="small" aria-expanded=${this.open_ === one.id ? 'true' : 'false'} aria-label="${t('change')}: ${one.account}" @click=${() => this.toggle_(one.id)}>${t('change')}</button>
                    <button class="small ${one.locked ? '' : 'danger'}" aria-label="${t(one.locked ? 'unlock' : 'lock')}: ${one.account}" @click=${() => void this.lock_(one)}>${t(one.locked ? 'unlock' : 'lock')}</button></span></td></tr>
                ${this.open_ === one.id ? html`<tr class="open"><td colspan="5">${this.form_(one)}</td></tr>` : nothing}`)}</tbody></table>` : nothing}
            ${this.accounts_.foot()}`;
    }

    private sameRoles_({ roles: held, municipalities }: SameRoles): TemplateResult {
        const names = municipalities.map((one) => office.nameOf(one));
        const words = list(held.map((role) => this.role_(role)));
        if (names.length < 4) return html`<div>${list(names)}: ${words}</div>`;
        return html`<details class="inline-details"><summary>${t('municipalityCount', names.length)}: ${words}</summary>${list(names)}</details>`;
    }

    // The box for all municipalities sets those of each; what one of them says makes it say so.
    private setAll_(event: Event, role: string): void {
        const { form, checked } = event.target as HTMLInputElement;
        for (const box of form?.querySelectorAll<HTMLInputElement>('input[name=grant]') ?? []) if (box.value.endsWith(`/${role}`)) box.checked = checked;
    }

    private sayAll_(event: Event, role: string): void {
        const { form } = event.target as HTMLInputElement;
        const boxes = [...(form?.querySelectorAll<HTMLInputElement>('input[name=grant]') ?? [])].filter((one) => one.value.endsWith(`/${role}`));
        const all = form?.querySelector<HTMLInputElement>(`input[data-all="${role}"]`);
        if (!all) return;
        all.checked = boxes.every((one) => one.checked);
        all.indeterminate = !all.checked && boxes.some((one) => one.checked);
    }

    private role_(role: string): string {
        const known = roles.find((one) => one === role);
        return known ? t(`role_${known}`) : role;
    }

    private form_(account: Account | null): TemplateResult {
        const has = (municipality: string, role: Role): boolean => account?.grants.some((one) => one.municipality === municipality && one.roles.includes(role)) ?? false;
        const municipalities = this.municipalities_.map((one) => one.municipality);
        const everywhere = (role: Role): ReturnType<typeof held> => held(account?.grants ?? [], municipalities, role);
        const several = municipalities.length > 1;
        const each = this.municipalities_.map((one) => html`<fieldset><legend>${one.name}</legend><div class="options">${roles.map((role) => html`<label class="option"><input type="checkbox" name="grant" value="${one.municipality}/${role}" .checked=${has(one.municipality, role)} @change=${(event: Event) => this.sayAll_(event, role)} />${t(`role_${role}`)}</label>`)}</div></fieldset>`);
        return html`<form class="account-form panel" @submit=${(event: Event) => void this.save_(event, account)}>
            <div class="account-fields">
                ${account ? nothing : html`<label>${t('account')}<input name="account" required autocomplete="off" autocapitalize="none" spellcheck="false" /></label>`}
                <label>${t('personName')}<input name="name" required autocomplete="off" .value=${account?.name ?? ''} /></label>
                <label>${t(account ? 'resetPassword' : 'firstPassword')}<input name="password" type="text" autocomplete="off" minlength="12" spellcheck="false" ?required=${!account} aria-describedby="password-says" /></label>
            </div>
            <p class="hint" id="password-says">${t('passwordHint')}。${t('firstPasswordHint')}</p>
            ${several ? html`<fieldset><legend>${t('allOf', this.municipalities_.length)}</legend><div class="options">${roles.map((role) => html`<label class="option"><input type="checkbox" data-all=${role} .checked=${everywhere(role) === 'all'} .indeterminate=${everywhere(role) === 'some'} @change=${(event: Event) => this.setAll_(event, role)} />${t(`role_${role}`)}</label>`)}</div></fieldset>
                <details ?open=${roles.some((role) => everywhere(role) === 'some')}><summary>${t('eachMunicipality')}</summary>${each}</details>` : each}
            <p class="row-buttons"><button class="primary">${t('save')}</button><button type="button" @click=${() => (this.open_ = null)}>${t('cancel')}</button></p>
        </form>`;
    }
}
