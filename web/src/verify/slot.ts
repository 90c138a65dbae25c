// One field in front of a person, and what was typed so far. Nothing here knows of screens.
import type { Code, Entry, Item, Lease, Mode } from '../base/api_types.js';
import type { Problem } from '../base/api.js';

export type SlotState = 'open' | 'decided' | 'returned';

export class Slot {
    text: string;
    note = '';
    state: SlotState = 'open';
    entry: Entry | null = null; // what was decided
    entryId: string | null = null; // how the server calls it: only then can it be taken back there
    answer: string | null = null; // done, second, compare, doubt
    problem: Problem | null = null; // why it came back
    warned: string | null = null; // the text that was warned about: the same again is meant
    reason: string | null = null; // why what is covered is shown to this person
    lost = false; // its lease has ended: somebody else may hold it by now
    readonly counter = new Counter();

    // The lease is the sheet's, until the field is taken back: then it has one of its own.
    constructor(
        public item: Item,
        readonly sheet: Sheet,
        public lease: Lease,
    ) {
        this.text = item.text ?? '';
    }

    get open(): boolean {
        return this.state !== 'decided';
    }

    get changed(): boolean {
        return this.text !== (this.item.text ?? '');
    }

    restore(): void {
        this.text = this.item.text ?? '';
        this.warned = null;
    }
}

// What one lease holds: the doubtful fields of a case, or a page of crops.
export class Sheet {
    readonly slots: Slot[];

    constructor(
        lease: Lease,
        readonly mode: Mode,
        items: Item[],
    ) {
        this.slots = items.map((item) => new Slot(item, this, lease));
    }

    get lost(): boolean {
        return this.slots.some((slot) => slot.open && slot.lost);
    }

    get done(): boolean {
        return this.slots.every((slot) => !slot.open);
    }
}

// Keystrokes and active time of one field. A gap of more than half a minute is a pause and counts for nothing.
export class Counter {
    static readonly pause = 30_000;
    keystrokes = 0;
    activeMs = 0;
    private last_: number | null = null;

    begin(now: number): void {
        this.last_ = now;
    }

    touch(now: number, keystroke = false): void {
        if (keystroke) this.keystrokes += 1;
        if (this.last_ !== null && now - this.last_ <= Counter.pause) this.activeMs += Math.max(0, now - this.last_);
        this.last_ = now;
    }

    end(now: number): void {
        this.touch(now);
        this.last_ = null;
    }
}

// What accepting this field says to the server.
export function acceptance(slot: Slot): Entry {
    const { item } = slot;
    const blind = item.text === null;
    const base = { item: item.id, revision: item.revision };
    return !blind && !slot.changed ? { ...base, action: 'accept' } : { ...base, action: 'correct', text: slot.text };
}

export const coded = (slot: Slot, code: Code): Entry => ({ item: slot.item.id, revision: slot.item.revision, action: 'code', code });

export const chosen = (slot: Slot, choose: 1 | 2): Entry => ({ item: slot.item.id, revision: slot.item.revision, action: 'choose', choose });

export function doubted(slot: Slot): Entry {
    const entry: Entry = { item: slot.item.id, revision: slot.item.revision, action: 'doubt' };
    if (slot.note.trim()) entry.note = slot.note.trim();
    return entry;
}
