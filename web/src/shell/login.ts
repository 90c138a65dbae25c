import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { api, Problem } from '../base/api.js';
import { pick, t } from '../base/language.js';
import { Part } from '../base/part.js';

// Logging in; with `again`, in the middle of work whose session has ended.
@customElement('login-form')
export class LoginForm extends Part {
    @property({ type: Boolean }) again = false;
    @property() account = '';
    @state() private problem_: Problem | null = null;
    @state() private busy_ = false;

    protected override firstUpdated(): void {
        this.querySelector<HTMLInputElement>(this.again ? '#password' : '#account')?.focus();
    }

    private readonly submit_ = async (event: Event): Promise<void> => {
        event.preventDefault();
        const form = new FormData(event.target as HTMLFormElement);
        this.busy_ = true;
        this.problem_ = null;
        try {
            const session = await api.login(String(form.get('account')), String(form.get('password')));
            this.dispatchEvent(new CustomEvent('logged-in', { detail: session }));
        } catch (problem) {
            if (!(problem instanceof Problem)) throw problem;
            this.problem_ = problem;
            await this.updateComplete;
            this.querySelector<HTMLInputElement>('#password')?.select();
        } finally {
            this.busy_ = false;
        }
    };

    protected override render(): TemplateResult {
        return html`<form class="login card" @submit=${this.submit_}>
            ${this.again
                ? html`<h2>${t('sessionContinue')}</h2>
                      <p class="strong">${t('sessionEnded')}</p>
                      <p class="hint">${t('otherAccount')}</p>`
                : html`<div class="login-mark"><span class="brand-mark" aria-hidden="true"></span><span>${t('brand')}</span></div>
                      <h1>${t('logInTitle')}</h1>`}
            ${this.problem_
                ? html`<p class="problem" role="alert" id="login-problem">
                      <span class="sign" aria-hidden="true">⚠</span><span class="unseen">${t('errorSign')}:</span> ${pick(this.problem_.detail)}
                  </p>`
                : nothing}
            <label for="account">${t('account')}</label>
            <input id="account" name="account" autocomplete="username" autocapitalize="none" spellcheck="false" required .value=${this.account} />
            <label for="password">${t('password')}</label>
            <input id="password" name="password" type="password" autocomplete="current-password" required
                aria-describedby=${this.problem_ ? 'login-problem' : nothing} />
            <button class="primary" ?disabled=${this.busy_}>${t('logIn')}</button>
        </form>`;
    }
}
