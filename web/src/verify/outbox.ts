// What was decided goes to the server behind the person's back: in order, one at a time, again with the same key until it is
// answered. An entry that the server refuses goes back to whoever asks for it; none is ever dropped.
import { newKey, Problem, problemOf } from '../base/api.js';
import type { EntriesAnswer, Entry, Item, Lease } from '../base/api_types.js';
import type { Slot } from './slot.js';

export interface Post {
    entries(lease: string, entries: Entry[], key: string): Promise<EntriesAnswer>;
    undo(entry: string): Promise<{ item: Item; lease: Lease }>;
}

type Job = { kind: 'entries'; slots: Slot[]; entries: Entry[] | null; key: string } | { kind: 'undo'; slot: Slot };

export interface Outcome {
    returned(slots: Slot[], problem: Problem): void; // the server refused them
    kept(slot: Slot, problem: Problem): void; // taking it back was refused: it stays decided
    changed(): void;
}

export class Outbox {
    private readonly jobs_: Job[] = [];
    private busy_ = false;
    failing = false; // the last try did not get through

    constructor(
        private readonly post_: Post,
        private readonly outcome_: Outcome,
        private readonly wait_: (ms: number) => Promise<void> = (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    ) {}

    get waiting(): number {
        return this.jobs_.reduce((sum, job) => sum + (job.kind === 'entries' ? job.slots.length : 1), 0);
    }

    send(slots: Slot[]): void {
        this.jobs_.push({ kind: 'entries', slots, entries: null, key: newKey() });
        void this.run_();
    }

    // True where the entry had not left yet: then nobody needs to be told.
    takeBack(slot: Slot): boolean {
        for (const [index, job] of this.jobs_.entries()) {
            if (job.kind !== 'entries' || !job.slots.includes(slot) || (index === 0 && this.busy_)) continue;
            job.slots = job.slots.filter((one) => one !== slot);
            if (job.slots.length === 0) this.jobs_.splice(index, 1);
            else job.key = newKey(); // other entries than before
            return true;
        }
        this.jobs_.push({ kind: 'undo', slot });
        void this.run_();
        return false;
    }

    // Resolves when everything that can be sent is sent.
    async idle(): Promise<void> {
        while (this.busy_) await this.wait_(0);
    }

    private async run_(): Promise<void> {
        if (this.busy_) return;
        this.busy_ = true;
        let tries = 0;
        for (let job = this.jobs_[0]; job; job = this.jobs_[0]) {
            if (job.kind === 'entries' && job.entries === null && this.split_(job)) continue;
            try {
                await (job.kind === 'entries' ? this.entries_(job) : this.undo_(job));
                this.jobs_.shift();
                tries = 0;
                this.failing = false;
            } catch (problem) {
                if (!(problem instanceof Problem)) console.error(problem);
                const known = problem instanceof Problem ? problem : problemOf(500, null);
                if (known.passing) {
                    tries += 1;
                    this.failing = true;
                    this.outcome_.changed();
                    await this.wait_(Math.min(10_000, 250 * 2 ** tries));
                    continue;
                }
                this.jobs_.shift();
                if (job.kind === 'entries') this.outcome_.returned(job.slots, known);
                else this.outcome_.kept(job.slot, known);
            }
            this.outcome_.changed();
        }
        this.busy_ = false;
    }

    // Fields that were taken back have leases of their own, and one post speaks of one lease.
    private split_(job: Extract<Job, { kind: 'entries' }>): boolean {
        const leases = [...new Set(job.slots.map((slot) => slot.lease.id))];
        if (leases.length < 2) return false;
        const jobs = leases.map((lease): Job => ({ ...job, slots: job.slots.filter((slot) => slot.lease.id === lease), key: newKey() }));
        this.jobs_.splice(0, 1, ...jobs);
        return true;
    }

    private async entries_(job: Extract<Job, { kind: 'entries' }>): Promise<void> {
        // Made when it first leaves: an undo before it may have changed the revision; the same on every further try.
        job.entries ??= job.slots.map((slot) => ({ ...(slot.entry as Entry), item: slot.item.id, revision: slot.item.revision }));
        const lease = job.slots[0]?.lease.id ?? '';
        const answer = await this.post_.entries(lease, job.entries, job.key);
        for (const slot of job.slots) {
            const own = answer.entries.find((one) => one.item === slot.item.id);
            if (!own || own.state === 'refused') {
                this.outcome_.returned([slot], problemOf(409, own?.problem ?? null));
            } else {
                slot.entryId = own.id;
                slot.answer = own.state;
            }
        }
    }

    private async undo_(job: Extract<Job, { kind: 'undo' }>): Promise<void> {
        const { slot } = job;
        if (slot.entryId === null) return; // it was refused meanwhile, and is open anyway
        const answer = await this.post_.undo(slot.entryId);
        slot.entryId = null;
        slot.item = { ...slot.item, revision: answer.item.revision };
        slot.lease = answer.lease;
        slot.lost = false;
    }
}
