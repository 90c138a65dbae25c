// The frame around every screen: who is at work, where to go, whether the server is there, what went wrong.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { api, Problem } from '../base/api.js';
import type { Session } from '../base/api_types.js';
import { ime } from '../base/ime.js';
import { language, setLanguage, t } from '../base/language.js';
import { clearProblems, showProblem } from '../base/notices.js';
import { office } from '../base/office.js';
import { Part } from '../base/part.js';
import { go, parseRoute, type Route } from '../base/route.js';
import { firstScreen, openScreens } from '../base/screens.js';
import { live } from './live_queues.js';
import { screenOf } from './screen_of.js';
import './login.js';
import './notice_list.js';

@customElement('toitsu-app')
export class App extends Part {
    @state() private ready_ = false;
    @state() private route_: Route = parseRoute(location.hash);
    // Set while somebody has to log in again; what it does lets the waiting requests go on.
    @state() private again_: (() => void) | null = null;
    private waiting_: Promise<void> | null = null;

    override connectedCallback(): void {
        super.connectedCallback();
        ime.watch(document);
        this.listen(window, 'hashchange', () => {
            this.route_ = parseRoute(location.hash);
            clearProblems();
            this.querySelector<HTMLElement>('#content')?.focus({ preventScroll: true });
        });
        this.listen(window, 'online', () => void live.refresh());
        this.listen(window, 'offline', () => void live.refresh());
        this.listen(live.changes, 'change', () => this.requestUpdate());
        this.listen(office.changes, 'change', () => {
            if (office.session && !office.session.must_change) live.start(); // the first own password has just been given
            this.requestUpdate();
        });
        api.sessionEnded = () => this.logInAgain_();
        void this.begin_();
    }

    private async begin_(): Promise<void> {
        setLanguage((localStorage.getItem('toitsu-language') as 'ja' | 'en' | null) ?? 'ja');
        try {
            const session = await api.session();
            if (session) this.enter_(session);
        } catch (problem) {
            showProblem(problem);
        }
        this.ready_ = true;
    }

    private enter_(session: Session): void {
        office.enter(session);
        const first = firstScreen(session.permissions);
        if (this.route_.screen === '' && !session.must_change && first) go(first);
    }

    private logInAgain_(): Promise<void> {
        if (!office.session) return Promise.reject(new Problem(401, 'V000', { ja: t('logIn'), en: t('logIn') }));
        this.waiting_ ??= new Promise<void>((resolve) => {
            this.again_ = (): void => {
                this.again_ = null;
                this.waiting_ = null;
                resolve();
            };
        });
        return this.waiting_;
    }

    private readonly loggedIn_ = (event: CustomEvent<Session>): void => {
        const session = event.detail;
        if (this.again_ && office.session && office.session.account.id !== session.account.id) {
            location.reload();
            return;
        }
        if (this.again_) {
            office.session = session;
            live.stop();
            live.start();
            this.again_();
        } else this.enter_(session);
    };

    private async logOut_(): Promise<void> {
        try {
            await api.delete('/session');
        } catch (problem) {
            showProblem(problem);
            if (problem instanceof Problem && problem.offline) return;
        }
        live.stop();
        office.leave();
        go('');
    }

    private changeLanguage_(): void {
        const next = language() === 'ja' ? 'en' : 'ja';
        localStorage.setItem('toitsu-language', next);
        setLanguage(next);
    }

    protected override updated(): void {
        document.documentElement.lang = language();
        const screen = openScreens(office.session?.permissions ?? []).find((one) => one.id === this.route_.screen);
        document.title = `${screen ? `${t(screen.word)} – ` : ''}${t('brand')}`;
    }

    protected override render(): TemplateResult {
        if (!this.ready_) return html`<p class="waiting" role="status">${t('loading')}</p>`;
        if (!office.session) {
            return html`${this.languageButton_('corner')}<notice-list></notice-list>
                <main id="content"><login-form @logged-in=${this.loggedIn_}></login-form></main>`;
        }
        return html`
            <a class="skip" href="#content" @click=${this.skip_}>${t('skip')}</a>
            ${this.header_()} ${this.connection_()}
            <notice-list></notice-list>
            ${this.again_
                ? html`<section class="again" aria-label=${t('sessionContinue')}><login-form again account=${office.session.account.id} @logged-in=${this.loggedIn_}></login-form></section>`
                : nothing}
            <main id="content" tabindex="-1" class="screen-${this.route_.screen}">
                ${office.session.must_change ? html`<password-form></password-form>` : screenOf(this.route_, () => this.requestUpdate())}
            </main>
        `;
    }

    private readonly skip_ = (event: Event): void => {
        event.preventDefault();
        this.querySelector<HTMLElement>('#content')?.focus();
    };

    private header_(): TemplateResult {
        const session = office.session as Session;
        return html`<header class="top">
            <a class="brand" href="#/"><span class="brand-mark" aria-hidden="true"></span><span>${t('brand')}</span></a>
            <nav aria-label=${t('mainMenu')}>
                <ul>
                    ${openScreens(session.permissions).map(
                        (screen) => html`<li>
                            <a href="#/${screen.id}" aria-current=${this.route_.screen === screen.id ? 'page' : nothing}>${t(screen.word)}</a>
                        </li>`,
                    )}
                </ul>
            </nav>
            <div class="top-end">
                ${session.grants.length > 1
                    ? html`<label class="choose-municipality"
                          ><span class="unseen">${t('municipality')}</span>
                          <select @change=${(event: Event) => (office.municipality = (event.target as HTMLSelectElement).value)}>
                              <option value="" ?selected=${office.municipality === ''}>${t('allMunicipalities')}</option>
                              ${session.grants.map(
                                  (one) =>
                                      html`<option value=${one.municipality} ?selected=${office.municipality === one.municipality}>${one.name}</option>`,
                              )}
                          </select></label
                      >`
                    : html`<span class="municipality">${session.grants[0]?.name ?? ''}</span>`}
                <a class="quiet" href="#/keys" aria-current=${this.route_.screen === 'keys' ? 'page' : nothing}>${t('help')}</a>
                ${this.languageButton_('quiet')}
                <a class="quiet who" href="#/me" aria-current=${this.route_.screen === 'me' ? 'page' : nothing}>${session.account.name}</a>
                <button class="quiet" @click=${this.logOut_}>${t('logOut')}</button>
            </div>
        </header>`;
    }

    private languageButton_(kind: string): TemplateResult {
        return html`<button class=${kind} lang=${language() === 'ja' ? 'en' : 'ja'} @click=${this.changeLanguage_}>${t('otherLanguage')}</button>`;
    }

    private connection_(): TemplateResult | typeof nothing {
        if (live.connection !== 'offline') return nothing;
        return html`<p class="connection offline" role="status"><span class="sign" aria-hidden="true">⚠</span> ${t('offline')}</p>`;
    }
}
