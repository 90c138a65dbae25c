// The audit trail as people read it: one act is one row, however many municipalities' chains it stands in; codes and ids in words.
import type { AuditRow } from '../base/api_types.js';
import { list, t } from '../base/language.js';
import { words, type Word } from '../base/words.js';

// Of the server's and the console's (unit/audit.test.ts looks for more in their sources).
export const auditActions = [
    'session.begin', 'session.end', 'session.refused', 'account.add', 'account.name', 'account.password', 'account.lock', 'account.unlock', 'account.grant',
    'my-number.item', 'my-number.case', 'my-number.crop', 'my-number.page', 'page.view', 'finding.settle',
    'library.ask', 'library.withdraw', 'library.refuse', 'library.release', 'key.rotate', 'key.rotate-data',
    'retention.hold', 'retention.release', 'retention.ask', 'retention.approve', 'retention.withdraw', 'retention.dispose',
] as const; // prettier-ignore

const known = (word: string): word is Word => word in words;

export function actionWords(action: string): string {
    const word = `act_${action.replace(/[.-]/g, '_')}`;
    return known(word) ? t(word) : action;
}

// Who did it: somebody at the machine (`toitsu key`) and the station itself (what is deleted when its time has come) have no account.
export function actorName(row: AuditRow): string {
    const word = `actor_${row.actor}`;
    return known(word) ? t(word) : row.actor_name || row.actor;
}

// What it was done to: an account by its name, everything else by its id.
export const subjectWords = (row: AuditRow): string => (row.subject === 'keys' ? t('subjectKeys') : row.subject_name || row.subject);

const said = (value: unknown): string => {
    if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
    if (Array.isArray(value)) return list(value.map(said));
    if (typeof value === 'object' && value !== null) return JSON.stringify(value);
    const role = `role_${String(value)}`;
    return known(role) ? t(role) : String(value);
};

// A detail is a small object without personal data.
export function detailWords(detail: unknown): string {
    if (detail === null || detail === undefined) return '';
    if (typeof detail !== 'object') return String(detail);
    return Object.entries(detail).filter(([, value]) => value !== null && value !== '').map(([name, value]) => {
        const word = `detail_${name.replace(/-/g, '_')}`;
        return `${known(word) ? t(word) : name}: ${said(value)}`;
    }).join(' / '); // prettier-ignore
}

export interface AuditAct {
    row: AuditRow;
    places: { municipality: string; number: number; hash: string }[];
}

// Rows of one act follow each other: the same person, action, target and detail within two seconds, each in another chain.
// Where there are more rows, the last act may go on among them: it is shown with these.
export function acts(rows: AuditRow[], more = false): AuditAct[] {
    const out: AuditAct[] = [];
    for (const row of rows) {
        const last = out.at(-1);
        const place = { municipality: row.municipality, number: row.number, hash: row.hash };
        const same =
            last !== undefined && last.row.actor === row.actor && last.row.action === row.action && last.row.subject === row.subject &&
            Math.abs(Date.parse(last.row.at) - Date.parse(row.at)) < 2000 && JSON.stringify(last.row.detail) === JSON.stringify(row.detail) &&
            last.places.every((one) => one.municipality !== row.municipality); // prettier-ignore
        if (same) last.places.push(place);
        else out.push({ row, places: [place] });
    }
    if (more && out.length > 1) out.pop();
    return out;
}
