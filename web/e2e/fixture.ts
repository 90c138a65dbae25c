// A server of the interface in one process with the test: it serves web/dist with the policy of the real one, gives made-up work,
// and can be told to fail in the ways that a network and another person make happen.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { existsSync, readFileSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import type { AddressInfo } from 'node:net';
import { BatchPages } from './fixture_pages.js';
import type { Entry, EntriesAnswer, Item, Mode, Session } from '../src/base/api_types.js';
import { answerOffice } from './fixture_office.js';
import { Retention } from './fixture_retention.js';
import { blindItems, carouselItems, caseItems, compareItems, cropPicture, pagePicture, queues, written } from './fixture_data.js';

export const policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const types: Record<string, string> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.txt': 'text/plain; charset=utf-8' };

export interface Heard {
    method: string;
    path: string;
    body: unknown;
    key: string | null;
}

export class Fixture {
    readonly heard: Heard[] = [];
    readonly entries: Entry[] = [];
    down = false; // connections break
    session = true;
    refuse: ((entry: Entry) => boolean) | null = null;
    undoRefused = false;
    failing = ''; // an address that refuses: there is no such thing, or it is over
    slow = 0; // milliseconds before an answer
    cases = 1000; // how many cases wait
    counters = false;
    roles = ['verifier'];
    permissions: string[] | null = null;
    mustChange = false;
    readonly strip = new BatchPages();
    private readonly server_ = createServer((request, response) => void this.answer_(request, response));
    private readonly items_ = new Map<string, Item>();
    private readonly answered_ = new Map<string, string>();
    private readonly streams_ = new Set<ServerResponse>();
    private readonly retention_ = new Retention();
    private made_ = 0;

    async start(): Promise<string> {
        await new Promise<void>((resolve) => this.server_.listen(0, '127.0.0.1', resolve));
        return `http://127.0.0.1:${(this.server_.address() as AddressInfo).port}`;
    }

    async stop(): Promise<void> {
        const closed = new Promise((resolve) => this.server_.close(resolve)); // first, so that no other connection comes
        for (const stream of this.streams_) stream.destroy();
        this.server_.closeAllConnections();
        await closed;
    }

    // The server goes away: streams end, new connections break.
    cut(): void {
        this.down = true;
        for (const stream of this.streams_) stream.destroy();
    }

    posts(path: string): Heard[] {
        return this.heard.filter((one) => one.method === 'POST' && one.path.includes(path));
    }

    private async answer_(request: IncomingMessage, response: ServerResponse): Promise<void> {
        const url = new URL(request.url ?? '/', 'http://fixture');
        if (this.down) {
            request.socket.destroy();
            return;
        }
        response.setHeader('Content-Security-Policy', policy);
        response.setHeader('X-Content-Type-Options', 'nosniff');
        if (!url.pathname.startsWith('/api/')) return this.file_(url.pathname, response);
        const chunks: Buffer[] = [];
        for await (const chunk of request) chunks.push(chunk as Buffer);
        const bytes = Buffer.concat(chunks);
        const body: unknown = request.headers['content-type'] === 'application/json' ? JSON.parse(bytes.toString() || '{}') : bytes.length;
        const path = url.pathname.replace('/api/v1', '');
        const key = (request.headers['idempotency-key'] as string | undefined) ?? null;
        this.heard.push({ method: request.method ?? '', path: path + url.search, body, key });
        if (this.slow) await new Promise((resolve) => setTimeout(resolve, this.slow));
        this.api_(request.method ?? 'GET', path, url, body as Record<string, unknown>, key, response);
    }

    private file_(path: string, response: ServerResponse): void {
        const file = join('dist', normalize(path === '/' ? '/index.html' : path));
        if (!file.startsWith('dist') || !existsSync(file)) {
            response.writeHead(404).end();
            return;
        }
        response.writeHead(200, { 'Content-Type': types[extname(file)] ?? 'application/octet-stream' }).end(readFileSync(file));
    }

    private session_(): Session {
        return {
            account: { id: 'sato', name: '佐藤 検証' },
            grants: [{ municipality: '202088', name: '小諸市', roles: this.roles }, { municipality: '202011', name: '長野市', roles: this.roles.includes('admin') ? ['verifier', 'admin'] : ['verifier'] }],
            permissions: this.permissions ?? ['status.read', 'intake.read', 'intake.add', 'pages.assign', 'verify.enter', 'verify.compare', 'cases.read', 'cases.operate', 'tasks.work', 'my-number.read', 'library.read', 'audit.read', 'accounts.manage'],
            csrf: 'token', language: 'ja', counters: this.counters, must_change: this.mustChange,
        }; // prettier-ignore
    }

    private api_(method: string, path: string, url: URL, body: Record<string, unknown>, key: string | null, response: ServerResponse): void {
        const json = (value: unknown, status = 200): void => void response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
        const problem = (status: number, code: string, ja: string, en: string): void =>
            void response.writeHead(status, { 'Content-Type': 'application/problem+json' }).end(JSON.stringify({ status, code, detail: { ja, en } }));
        if (path === '/session' && method === 'POST') {
            if (body.password !== 'correct horse battery') return problem(401, 'V010', 'アカウントまたはパスワードが違います', 'The account or the password is wrong');
            this.session = true;
            return json(this.session_());
        }
        if (!this.session) return problem(401, 'V001', 'ログインしてください', 'Please log in');
        if (path === '/session' && method === 'DELETE') {
            this.session = false;
            return void response.writeHead(204).end();
        }
        if (path === '/session/password') this.mustChange = false;
        if (path.startsWith('/session')) return json(this.session_());
        if (key && this.answered_.has(key)) return void response.writeHead(200, { 'Content-Type': 'application/json' }).end(this.answered_.get(key));
        if (this.failing && path.startsWith(this.failing)) return problem(method === 'GET' ? 404 : 409, 'V999', '終わった案件です', 'It has ended');
        if (path === '/events') {
            response.writeHead(200, { 'Content-Type': 'text/event-stream' }).write(`event: queues\ndata: ${JSON.stringify({ queues: queues() })}\n\n`);
            this.streams_.add(response);
            response.on('close', () => this.streams_.delete(response));
            return;
        }
        if (path === '/verify/queues') return json({ queues: queues() });
        if (path === '/verify/next') return this.next_(body.mode as Mode, json, response);
        if (path === '/verify/entries') return this.entries_(body.entries as Entry[], key ?? '', json);
        if (path.endsWith('/undo')) {
            if (this.undoRefused) return problem(409, 'V045', '次の人が始めています', 'Somebody else has begun the next step');
            const id = path.split('/')[3]?.replace(/^e-/, '') ?? '';
            return json({ item: { ...this.items_.get(id), revision: 2 }, lease: { id: `again-${id}`, until: '' } });
        }
        if (path.startsWith('/verify/leases/')) return method === 'DELETE' ? void response.writeHead(204).end() : json({ until: new Date().toISOString() });
        const strip = this.strip.answer(method, path, body);
        if (strip !== undefined) return strip === null ? void response.writeHead(204).end() : json(strip);
        const picture = (svg: string): void => void response.writeHead(200, { 'Content-Type': 'image/svg+xml', 'Cache-Control': 'private, max-age=60' }).end(svg);
        if (path.startsWith('/crops/')) return picture(cropPicture(written.get(path.slice(7)) ?? '？'));
        if (/^\/pages\/[^/]+\/(image|thumbnail)$/.test(path)) return picture(pagePicture());
        const other = path.startsWith('/retention/') ? this.retention_.answer(method, path, body, url.searchParams.get('after')) : answerOffice(method, path, url, body);
        if (other === undefined) return problem(404, 'V004', 'ありません', 'There is no such thing');
        if (other === null) return void response.writeHead(204).end();
        if (typeof other === 'string') return void response.writeHead(200, { 'Content-Type': 'application/xml' }).end(other);
        json(other);
    }

    private next_(mode: Mode, json: (value: unknown) => void, response: ServerResponse): void {
        if (this.made_ >= this.cases) return void response.writeHead(204).end();
        const number = ++this.made_;
        const items = { exception: () => caseItems(number), carousel: carouselItems, blind: blindItems, compare: compareItems, qa: blindItems }[mode]();
        for (const item of items) this.items_.set(item.id, item);
        json({ lease: { id: `l${number}`, until: new Date(Date.now() + 120_000).toISOString() }, mode, items });
    }

    private entries_(entries: Entry[], key: string, json: (value: unknown) => void): void {
        const answer: EntriesAnswer = {
            entries: entries.map((entry) => {
                if (this.refuse?.(entry))
                    return { id: null, item: entry.item, state: 'refused' as const, problem: { status: 422, code: 'V031', detail: { ja: '日付として読めません', en: 'Not a date' } } };
                this.entries.push(entry);
                return { id: `e-${entry.item}`, item: entry.item, state: 'done' as const };
            }),
            case: null,
        };
        this.answered_.set(key, JSON.stringify(answer));
        json(answer);
    }
}
