// The one way to the server. An answer that is no success becomes a Problem; a server that cannot be reached is a Problem with
// status 0. When the session has ended the request waits until somebody has logged in again: nobody loses what was typed.
import type { ProblemBody, Session, Wording } from './api_types.js';

export class Problem extends Error {
    constructor(
        readonly status: number,
        readonly code: string,
        readonly detail: Wording,
        readonly place: string | null = null,
    ) {
        super(code);
    }

    get offline(): boolean {
        return this.status === 0;
    }

    // Trying the same again may help: the network, or a server that is busy or restarting.
    get passing(): boolean {
        return this.status === 0 || this.status === 429 || this.status >= 502;
    }
}

const both = (text: string): Wording => ({ ja: text, en: text });

export function problemOf(status: number, body: ProblemBody | null): Problem {
    const detail = body?.detail;
    const fallback: Wording = { ja: `サーバーが要求を断りました(${status})`, en: `The server refused the request (${status})` };
    const wording = typeof detail === 'string' ? both(detail) : detail?.ja ? detail : body?.title ? both(body.title) : fallback;
    return new Problem(status, body?.code ?? String(status), wording, body?.place ?? null);
}

export const unreachable = (): Problem =>
    new Problem(0, 'offline', { ja: 'サーバーに接続できません', en: 'The server cannot be reached' });

// randomUUID exists only over HTTPS and on localhost; this exists everywhere.
export function newKey(): string {
    return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

export interface Ask {
    method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
    body?: unknown; // JSON; a Blob goes as it is
    key?: string; // Idempotency-Key
    headers?: Record<string, string>;
    keepalive?: boolean; // goes out even when the page is being left
}

export class Client {
    csrf = '';
    // Called when the session has ended; resolves once there is one again, and rejects when there will not be.
    sessionEnded: () => Promise<void> = () => Promise.reject(problemOf(401, null));

    constructor(private readonly fetch_: typeof fetch = (...all) => fetch(...all)) {}

    async send(path: string, ask: Ask = {}): Promise<Response> {
        const headers: Record<string, string> = { Accept: 'application/json', ...ask.headers };
        const method = ask.method ?? 'GET';
        if (method !== 'GET') headers['X-CSRF-Token'] = this.csrf;
        if (ask.key) headers['Idempotency-Key'] = ask.key;
        const file = ask.body instanceof Blob;
        if (ask.body !== undefined && !file) headers['Content-Type'] = 'application/json';
        let answer: Response;
        try {
            answer = await this.fetch_(`/api/v1${path}`, {
                method,
                headers,
                credentials: 'same-origin',
                body: ask.body === undefined ? null : file ? (ask.body as Blob) : JSON.stringify(ask.body),
                ...(ask.keepalive && { keepalive: true }),
            });
        } catch {
            throw unreachable();
        }
        if (answer.ok) return answer;
        if (answer.status === 401 && path !== '/session') {
            await this.sessionEnded();
            return this.send(path, ask);
        }
        throw problemOf(answer.status, await answer.json().catch(() => null));
    }

    async ask<T>(path: string, ask: Ask = {}): Promise<T> {
        const answer = await this.send(path, ask);
        if (answer.status === 204) return null as T;
        try {
            return (await answer.json()) as T;
        } catch {
            throw unreachable(); // the connection broke in the middle of the answer
        }
    }

    get<T>(path: string): Promise<T> {
        return this.ask<T>(path);
    }

    // Every POST has a JSON body, an empty one where there is nothing to say. What creates something carries a key: sent again after a lost answer, it is done once.
    post<T>(path: string, body: unknown = {}, key: string = newKey()): Promise<T> {
        return this.ask<T>(path, { method: 'POST', body, key });
    }

    put<T>(path: string, body: unknown): Promise<T> {
        return this.ask<T>(path, { method: 'PUT', body });
    }

    delete<T>(path: string): Promise<T> {
        return this.ask<T>(path, { method: 'DELETE' });
    }

    async session(): Promise<Session | null> {
        try {
            return this.keep_(await this.get<Session>('/session'));
        } catch (problem) {
            if (problem instanceof Problem && problem.status === 401) return null;
            throw problem;
        }
    }

    async login(account: string, password: string): Promise<Session> {
        return this.keep_(await this.post<Session>('/session', { account, password }));
    }

    private keep_(session: Session): Session {
        this.csrf = session.csrf;
        return session;
    }
}

export const api = new Client();

// "?a=1&b=2" out of what is there.
export function query(values: Record<string, string | number | null | undefined>): string {
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(values)) if (value !== null && value !== undefined && value !== '') search.set(name, String(value));
    const text = search.toString();
    return text ? `?${text}` : '';
}
