// A person's desk: the sheet in front of them, the next ones already fetched, what they decided going out behind their back,
// and the way back. The next sheet is given by the server, never chosen here. Screens show it and are told of changes.
import { Problem } from '../base/api.js';
import type { Entry, Lease, Mode, Work } from '../base/api_types.js';
import { Outbox, type Post } from './outbox.js';
import { Sheet, type Slot } from './slot.js';

const leaseEnded = 'V125';

export interface Source extends Post {
    next(): Promise<Work | null>;
    heartbeat(lease: string): Promise<Pick<Lease, 'until'>>;
    giveBack(lease: string): Promise<void>;
}

export interface DeskOptions {
    ahead?: number; // sheets fetched before they are needed
    fetched?: (sheet: Sheet) => void; // to load its pictures before they are needed
    wait?: (ms: number) => Promise<void>;
    now?: () => number;
    count?: boolean; // keystrokes and seconds: only where the municipality wants it
}

export class Desk {
    sheet: Sheet | null = null;
    slot: Slot | null = null;
    state: 'waiting' | 'working' | 'empty' | 'failed' = 'waiting';
    problem: Problem | null = null; // why nothing could be fetched
    refusedUndo: Problem | null = null;
    expired = false; // a lease ended with something typed under it
    decided = 0;
    readonly counted = { fields: 0, keystrokes: 0, ms: 0 }; // shown to the person before anybody else
    readonly outbox: Outbox;
    readonly changes = new EventTarget();
    private ahead_: Sheet[] = [];
    private fetching_ = false;
    private closed_ = false;
    private sent_: Sheet[] = []; // through, and perhaps not all of it answered
    private readonly typed_ = new Map<string, string>(); // by item: what was typed under a lease that ended
    private readonly history_: Slot[][] = [];
    private readonly last_ = new Map<string, { case: string; text: string }>(); // what F4 copies
    private readonly before_ = new Map<string, { case: string; text: string }>();
    private readonly now_: () => number;

    constructor(
        private readonly source_: Source,
        private readonly options_: DeskOptions = {},
    ) {
        this.now_ = options_.now ?? Date.now;
        this.outbox = new Outbox(
            source_,
            {
                returned: (slots, problem) => this.returned_(slots, problem),
                kept: (slot, problem) => this.kept_(slot, problem),
                changed: () => this.changed_(),
            },
            options_.wait,
        );
    }

    // The leases that hold something for us: what is open, and what is decided and not yet answered.
    get leases(): Lease[] {
        const held = [this.sheet, ...this.ahead_, ...this.sent_].flatMap((sheet) => sheet?.slots ?? []);
        const needed = held.filter((slot) => !slot.lost && (slot.open || (slot.entry !== null && slot.answer === null)));
        return [...new Map(needed.map((slot) => [slot.lease.id, slot.lease])).values()];
    }

    get ahead(): readonly Sheet[] {
        return this.ahead_;
    }

    get returned(): Slot[] {
        return [this.sheet, ...this.ahead_].flatMap((sheet) => sheet?.slots.filter((slot) => slot.state === 'returned') ?? []);
    }

    // Fetches until enough lies ahead. Called at the start, whenever a sheet is taken, and when the server says that work came.
    async fill(): Promise<void> {
        if (this.fetching_ || this.closed_) return;
        this.fetching_ = true;
        try {
            while (!this.closed_ && this.ahead_.length < (this.sheet ? (this.options_.ahead ?? 1) : 1)) {
                const work = await this.source_.next();
                this.problem = null;
                if (!work || work.items.length === 0) {
                    if (!this.sheet) this.state = 'empty';
                    break;
                }
                const sheet = new Sheet(work.lease, work.mode, work.items);
                for (const slot of sheet.slots) this.retype_(slot);
                if (this.closed_) {
                    void this.source_.giveBack(work.lease.id).catch(() => undefined); // it ends by itself
                    break;
                }
                this.options_.fetched?.(sheet);
                if (this.sheet) this.ahead_.push(sheet);
                else this.take_(sheet);
            }
        } catch (problem) {
            if (!(problem instanceof Problem)) throw problem;
            this.problem = problem;
            if (!this.sheet) this.state = 'failed';
        } finally {
            this.fetching_ = false;
            this.changed_();
        }
    }

    select(slot: Slot): void {
        if (slot === this.slot) return;
        if (this.options_.count) {
            this.slot?.counter.end(this.now_());
            slot.counter.begin(this.now_());
        }
        this.slot = slot;
        this.changed_();
    }

    touch(keystroke: boolean): void {
        if (this.options_.count) this.slot?.counter.touch(this.now_(), keystroke);
    }

    decide(entry: Entry): void {
        if (this.slot) this.decideAll([[this.slot, entry]]);
    }

    // Decides several fields at once – a page of crops – and goes on. Whoever watches sees the next field at once.
    decideAll(entries: [Slot, Entry][]): void {
        for (const [slot, entry] of entries) {
            if (this.options_.count) {
                slot.counter.end(this.now_());
                entry.keystrokes = slot.counter.keystrokes;
                entry.active_ms = Math.round(slot.counter.activeMs);
                this.counted.fields += 1;
                this.counted.keystrokes += entry.keystrokes;
                this.counted.ms += entry.active_ms;
            }
            slot.entry = entry;
            slot.state = 'decided';
            slot.problem = null;
            slot.answer = null;
            this.remember_(slot, entry);
            this.decided += 1;
        }
        const slots = entries.map(([slot]) => slot);
        if (slots.length === 0) return;
        this.refusedUndo = null;
        this.expired = false;
        this.history_.push([...slots]);
        this.outbox.send(slots);
        this.advance_();
    }

    // Takes the last decision back: its fields are open again, with what stood in them.
    undo(): boolean {
        const slots = this.history_.pop();
        if (!slots) return false;
        const first = slots[0] as Slot;
        if (this.sheet && this.sheet !== first.sheet) this.ahead_ = [this.sheet, ...this.ahead_.filter((one) => one !== first.sheet)];
        this.sheet = first.sheet;
        this.state = 'working';
        for (const slot of slots) {
            slot.state = 'open';
            slot.entry = null;
            this.decided -= 1;
            this.outbox.takeBack(slot);
        }
        this.slot = null;
        this.select(first);
        return true;
    }

    // One field back. A decided one is taken back if it was the last decision; earlier ones are reached by going on like this.
    back(): boolean {
        const slots = this.sheet?.slots ?? [];
        const at = this.slot ? slots.indexOf(this.slot) : 0;
        const before = slots[at - 1];
        if (before?.open) {
            this.select(before);
            return true;
        }
        const last = this.history_.at(-1);
        if (before ? last?.includes(before) : last) return this.undo();
        return false;
    }

    // Without a decision: Tab leaves a field open, the sheet ends when none is open.
    skip(): void {
        this.advance_();
    }

    // The value of the same field in the case before.
    previous(slot: Slot): string | null {
        const key = `${slot.item.form} ${slot.item.field} ${slot.item.row ?? ''}`;
        const last = this.last_.get(key);
        return (last?.case === slot.item.case ? this.before_.get(key) : last)?.text ?? null;
    }

    // What came back and cannot be mended here: the person gives it up, and the queue has it again.
    drop(slot: Slot): void {
        slot.state = 'decided';
        this.advance_();
    }

    async beat(): Promise<void> {
        for (const lease of this.leases) {
            try {
                Object.assign(lease, await this.source_.heartbeat(lease.id));
            } catch (problem) {
                if (!(problem instanceof Problem) || problem.passing) continue;
                this.lose_(lease);
            }
        }
    }

    // Leaves the desk: what was decided still goes out, then what is open goes back.
    close(): void {
        this.closed_ = true;
        const back = (): void => {
            for (const lease of this.leases) void this.source_.giveBack(lease.id).catch(() => undefined); // it ends by itself
        };
        if (this.outbox.waiting === 0) back();
        else void this.outbox.idle().then(back);
    }

    private lose_(lease: Lease): void {
        for (const sheet of [this.sheet, ...this.ahead_]) {
            const lost = sheet?.slots.filter((slot) => slot.open && slot.lease.id === lease.id) ?? [];
            for (const slot of lost) slot.lost = true;
            // What nobody has looked at yet is simply fetched anew.
            if (sheet && sheet !== this.sheet && lost.length === sheet.slots.length && lost.every((slot) => !slot.changed)) {
                this.ahead_ = this.ahead_.filter((one) => one !== sheet);
                void this.fill();
            }
        }
        this.changed_();
    }

    // A lease that has ended takes nothing. What was typed under it waits for its field, should it be given to us again.
    private putAside_(sheet: Sheet): void {
        for (const slot of sheet.slots) {
            if (slot.open && (slot.changed || slot.state === 'returned')) this.typed_.set(slot.item.id, slot.text);
            if (slot.open) slot.state = 'decided';
        }
        this.expired = true;
        this.ahead_ = this.ahead_.filter((one) => one !== sheet);
        if (this.sheet === sheet) this.advance_();
        else void this.fill();
    }

    private retype_(slot: Slot): void {
        const typed = this.typed_.get(slot.item.id);
        if (typed === undefined) return;
        slot.text = typed;
        this.typed_.delete(slot.item.id);
    }

    private take_(sheet: Sheet): void {
        this.sheet = sheet;
        this.state = 'working';
        this.slot = null;
        const first = sheet.slots.find((slot) => slot.open);
        if (first) this.select(first);
    }

    private advance_(): void {
        const sheet = this.sheet;
        if (!sheet) return;
        const at = this.slot ? sheet.slots.indexOf(this.slot) : -1;
        const next = sheet.slots.slice(at + 1).find((slot) => slot.open) ?? sheet.slots.find((slot) => slot.open);
        if (next) {
            this.select(next);
            this.changed_();
            return;
        }
        this.sent_ = [...this.sent_, sheet].filter((one) => one.slots.some((slot) => slot.answer === null && slot.entry));
        const ahead = this.ahead_.shift();
        if (ahead) this.take_(ahead);
        else {
            this.sheet = null;
            this.slot = null;
            this.state = 'waiting';
        }
        void this.fill();
        this.changed_();
    }

    private returned_(slots: Slot[], problem: Problem): void {
        for (const slot of slots) {
            slot.state = 'returned';
            slot.problem = problem;
            slot.entry = null;
            this.decided -= 1;
            for (const group of this.history_) if (group.includes(slot)) group.splice(group.indexOf(slot), 1);
            const { sheet } = slot;
            if (sheet !== this.sheet && !this.ahead_.includes(sheet)) this.ahead_.unshift(sheet);
        }
        while (this.history_.at(-1)?.length === 0) this.history_.pop();
        if (problem.code === leaseEnded) {
            for (const sheet of new Set(slots.map((slot) => slot.sheet))) this.putAside_(sheet);
        } else if (!this.sheet) {
            const sheet = this.ahead_.shift();
            if (sheet) this.take_(sheet);
        }
        this.changed_();
    }

    private kept_(slot: Slot, problem: Problem): void {
        slot.state = 'decided';
        this.decided += 1;
        this.refusedUndo = problem;
        if (this.slot === slot) this.advance_();
        this.changed_();
    }

    private remember_(slot: Slot, entry: Entry): void {
        if (entry.action !== 'accept' && entry.action !== 'correct') return;
        const key = `${slot.item.form} ${slot.item.field} ${slot.item.row ?? ''}`;
        const last = this.last_.get(key);
        if (last && last.case !== slot.item.case) this.before_.set(key, last);
        this.last_.set(key, { case: slot.item.case, text: entry.text ?? slot.item.text ?? '' });
    }

    private changed_(): void {
        this.changes.dispatchEvent(new Event('change'));
    }
}

export const aheadFor = (mode: Mode): number => (mode === 'exception' ? 2 : 1);
