// What the server tells by itself: counts of the queues, by server-sent events; where these do not pass (an old proxy) the
// counts are asked for every 15 seconds. Also whether the server can be reached at all.
import { Problem } from './api.js';
import type { Queue } from './api_types.js';

export type Connection = 'live' | 'polling' | 'offline';

interface Source {
    addEventListener(type: string, heard: (event: MessageEvent<string>) => void): void;
    readonly readyState: number; // 2: closed for good, after an answer that is no stream
    close(): void;
}

export class Live {
    connection: Connection = 'live';
    queues: Queue[] | null = null;
    readonly changes = new EventTarget();
    private source_: Source | null = null;
    private timer_: ReturnType<typeof setInterval> | undefined;
    private failures_ = 0;

    constructor(
        private readonly open_: () => Source,
        private readonly poll_: () => Promise<Queue[]>,
        private readonly every_ = 15_000,
        private readonly later_: (call: () => void, ms: number) => unknown = (call, ms) => setTimeout(call, ms),
    ) {}

    start(): void {
        if (this.source_) return;
        this.listen_();
        void this.refresh();
    }

    stop(): void {
        this.source_?.close();
        this.source_ = null;
        clearInterval(this.timer_);
        this.timer_ = undefined;
    }

    // Asks now; also how the browser's own `online` event finds out what is true.
    async refresh(): Promise<void> {
        try {
            this.queues = await this.poll_();
            this.set_(this.timer_ === undefined ? 'live' : 'polling');
        } catch (problem) {
            if (!(problem instanceof Problem) || problem.offline) this.set_('offline');
        }
    }

    private listen_(): void {
        const source = this.open_();
        this.source_ = source;
        source.addEventListener('queues', (event) => {
            try {
                const told = JSON.parse(event.data) as { queues?: Queue[] } | Queue[];
                this.queues = Array.isArray(told) ? told : (told.queues ?? this.queues);
            } catch {
                return; // half an event: the next one is whole
            }
            this.set_('live');
        });
        source.addEventListener('open', () => {
            this.failures_ = 0;
            clearInterval(this.timer_);
            this.timer_ = undefined;
            this.set_('live');
        });
        source.addEventListener('error', () => {
            this.failures_ += 1;
            void this.refresh();
            this.timer_ ??= setInterval(() => void this.refresh(), this.every_);
            if (this.failures_ < 4 && source.readyState !== 2) return; // the browser tries again by itself
            source.close();
            this.failures_ = 0;
            this.later_(() => this.source_ === source && this.listen_(), this.every_ * 4);
        });
    }

    private set_(connection: Connection): void {
        this.connection = connection;
        this.changes.dispatchEvent(new Event('change'));
    }
}
