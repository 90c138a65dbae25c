// Who is at work here, and for which municipality: what every screen asks. No value of any case is kept in the browser.
import { api } from './api.js';
import type { Session } from './api_types.js';
import { setLanguage, t } from './language.js';

const chosen = 'toitsu-municipality';

class Office {
    session: Session | null = null;
    readonly changes = new EventTarget();
    private municipality_ = '';

    enter(session: Session): void {
        this.session = session;
        setLanguage((localStorage.getItem('toitsu-language') as 'ja' | 'en' | null) ?? session.language ?? 'ja');
        const stored = localStorage.getItem(chosen) ?? '';
        const own = session.grants.map((grant) => grant.municipality);
        this.municipality_ = own.includes(stored) ? stored : own.length === 1 ? (own[0] ?? '') : '';
        this.changed_();
    }

    leave(): void {
        this.session = null;
        api.csrf = '';
        this.changed_();
    }

    may(permission: string): boolean {
        return this.session?.permissions.includes(permission) ?? false;
    }

    // '' for all of them.
    get municipality(): string {
        return this.municipality_;
    }

    set municipality(id: string) {
        this.municipality_ = id;
        localStorage.setItem(chosen, id);
        this.changed_();
    }

    // "" is nobody's yet: a page that fits no paper and was handed in without saying whose it is.
    nameOf(municipality: string): string {
        if (municipality === '') return t('nobodys');
        return this.session?.grants.find((grant) => grant.municipality === municipality)?.name ?? municipality;
    }

    private changed_(): void {
        this.changes.dispatchEvent(new Event('change'));
    }
}

export const office = new Office();
