// The same for many cases: one request for each, one after the other, and a result for each. Nothing is skipped in silence.
import { Problem } from '../base/api.js';
import type { CaseFile, CaseRow, Wording } from '../base/api_types.js';

export type BulkAction = 'suspend' | 'resume' | 'retry';
export type BulkResult = 'waiting' | 'done' | 'nothing' | Wording;

interface Asker {
    get<T>(path: string): Promise<T>;
    post<T>(path: string, body?: unknown): Promise<T>;
}

const failed = (problem: unknown): Wording => {
    if (problem instanceof Problem) return problem.detail;
    throw problem;
};

async function one(api: Asker, action: BulkAction, id: string): Promise<BulkResult> {
    const path = `/cases/${encodeURIComponent(id)}`;
    if (action !== 'retry') {
        await api.post(`${path}/${action}`);
        return 'done';
    }
    const { incidents } = await api.get<CaseFile>(path);
    if (incidents.length === 0) return 'nothing';
    for (const each of incidents) await api.post(`/incidents/${encodeURIComponent(each.id)}/retry`);
    return 'done';
}

// Tells of each result as it comes.
export async function forEach(api: Asker, action: BulkAction, rows: CaseRow[], tell: (id: string, result: BulkResult) => void): Promise<void> {
    for (const row of rows) tell(row.id, 'waiting');
    for (const row of rows) tell(row.id, await one(api, action, row.id).catch(failed));
}
