// Which element shows which address. A screen's code is fetched when it is first opened.
import { html, type TemplateResult } from 'lit';
import { t } from '../base/language.js';
import { showProblem, pageGone } from '../base/notices.js';
import { office } from '../base/office.js';
import type { Route } from '../base/route.js';
import { openScreens } from '../base/screens.js';

interface Shown {
    load: () => Promise<unknown>;
    show: (route: Route) => TemplateResult;
    loaded?: boolean;
    loading?: boolean;
}

const screens: Record<string, Shown> = {
    verify: { load: () => import('../verify/verify_screen.js'), show: (route) => html`<verify-screen .route=${route}></verify-screen>` },
    keys: { load: () => import('./keys_screen.js'), show: () => html`<keys-screen></keys-screen>` },
    me: { load: () => Promise.resolve(), loaded: true, show: () => html`<password-form></password-form>` },
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
