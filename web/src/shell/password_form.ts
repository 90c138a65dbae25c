import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { api, Problem } from '../base/api.js';
import { pick, t } from '../base/language.js';
import { showDone } from '../base/notices.js';
import { office } from '../base/office.js';
import { Part } from '../base/part.js';
import { go, parseRoute } from '../base/route.js';
import { firstScreen, openScreens } from '../base/screens.js';
import { words } from '../base/words.js';

@customElement('password-form')
export class PasswordForm extends Part {
    @state() private problem_: Problem | null = null;
    @state() private seen_ = false; // what is typed is shown

    private readonly submit_ = async (event: Event): Promise<void> => {
        event.preventDefault();
        const target = event.target as HTMLFormElement;
        const form = new FormData(target);
        const first = office.session?.must_change ?? false;
        this.problem_ = null;
        try {
            await api.put('/session/password', { old: String(form.get('old')), new: String(form.get('new')) });
            target.reset();
            showDone({ ja: words.passwordChanged[0], en: words.passwordChanged[1] });
            const session = await api.session(); // another session may have been given
            if (!session) return;
            office.enter(session);
            const here = parseRoute(location.hash).screen;
            if (first && !openScreens(session.permissions).some((one) => one.id === here)) go(firstScreen(session.permissions));
        } catch (problem) {
            if (!(problem instanceof Problem)) throw problem;
            this.problem_ = problem;
        }
    };

    protected override render(): TemplateResult {
        return html`<form class="card narrow" @submit=${this.submit_}>
            <h1>${t('changePassword')}</h1>
            ${office.session?.must_change ? html`<p>${t('mustChangeWhy')}</p>` : nothing}
            ${this.problem_ ? html`<p class="problem" role="alert"><span class="sign" aria-hidden="true">⚠</span> ${pick(this.problem_.detail)}</p>` : nothing}
            <input class="unseen" autocomplete="username" tabindex="-1" aria-hidden="true" .value=${office.session?.account.id ?? ''} />
            <label for="old">${t('oldPassword')}</label>
            <input id="old" name="old" type=${this.seen_ ? 'text' : 'password'} spellcheck="false" autocomplete="current-password" required />
            <label for="new">${t('newPassword')}</label>
            <p class="hint" id="new-hint">${t('passwordHint')}</p>
            <input id="new" name="new" type=${this.seen_ ? 'text' : 'password'} spellcheck="false" autocomplete="new-password" minlength="12" required aria-describedby="new-hint" />
            <label class="show-password"><input type="checkbox" .checked=${this.seen_} @change=${(event: Event) => (this.seen_ = (event.target as HTMLInputElement).checked)} />${t('showPassword')}</label>
            <button class="primary">${t('save')}</button>
        </form>
        <p class="foot"><a href="/licences.txt">${t('licences')}</a></p>`;
    }
}
