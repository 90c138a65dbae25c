// Which element shows which address. A screen's code is fetched when it is first opened.
import { html, type TemplateResult } from 'lit';
import { t } from '../base/language.js';
import { showProblem, pageGone } from '../base/notices.js';
import { office } from '../base/office.js';
import type { Route } from '../base/route.js';
import { openScreens } from '../base/screens.js';
import './password_form.js';

interface Shown {
    load: () => Promise<unknown>;
    show: (route: Route) => TemplateResult;
    loaded?: boolean;
    loading?: boolean;
}

const screens: Record<string, Shown> = {
    intake: { load: () => Promise.all([import('../intake/intake_screen.js'), import('../intake/batch_screen.js')]),
        show: (route) => (route.rest[0] ? html`<batch-screen .batch=${route.rest[0]}></batch-screen>` : html`<intake-screen></intake-screen>`) },
    verify: { load: () => import('../verify/verify_screen.js'), show: (route) => html`<verify-screen .route=${route}></verify-screen>` },
    cases: { load: () => import('../cases/cases_screen.js'), show: (route) => html`<cases-screen .route=${route}></cases-screen>` },
    // Who may not edit the library sees which papers there are.
    forms: { load: () => (office.may('library.write') ? import('../studio/studio_screen.js') : import('../office/forms_screen.js')),
        show: (route) => (office.may('library.write') ? html`<studio-screen .route=${route}></studio-screen>` : html`<forms-screen></forms-screen>`) },
    status: { load: () => import('../office/status_screen.js'), show: (route) => html`<status-screen .route=${route}></status-screen>` },
    retention: { load: () => import('../office/retention_screen.js'), show: (route) => html`<retention-screen .route=${route}></retention-screen>` },
    audit: { load: () => import('../office/audit_screen.js'), show: () => html`<audit-screen></audit-screen>` },
    admin: { load: () => import('../office/admin_screen.js'), show: (route) => html`<admin-screen .route=${route}></admin-screen>` },
    keys: { load: () => import('./keys_screen.js'), show: () => html`<keys-screen></keys-screen>` },
    me: { load: () => Promise.resolve(), loaded: true, // small, and needed where a password must be changed
        show: () => html`<password-form></password-form>` },
};

// `arrived` is called when the code of a screen is there: then it can be shown.
export function screenOf(route: Route, arrived: () => void): TemplateResult {
    const open = openScreens(office.session?.permissions ?? []);
    const screen = screens[route.screen];
    const allowed = route.screen === 'keys' || route.screen === 'me' || open.some((one) => one.id === route.screen);
    if (!screen || !allowed) return html`<p class="empty">${t(open.length === 0 ? 'noPermission' : 'noScreen')}</p>`;
    if (screen.loaded) return screen.show(route);
    if (!screen.loading) {
        screen.loading = true;
        screen
            .load()
            .then(() => (screen.loaded = true))
            .catch(() => showProblem(pageGone()))
            .finally(() => {
                screen.loading = false;
                if (screen.loaded) arrived();
            });
    }
    return html`<p class="waiting" role="status">${t('loading')}</p>`;
}
