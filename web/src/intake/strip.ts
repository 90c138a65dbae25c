// What the strip of a batch's pages knows, without a screen: which pages stand together, what is chosen and in which order, where
// a key leads. Pages stand as they went through the scanner.
import type { WaitingPage } from '../base/api_types.js';

export type Kind = 'case' | 'waiting' | 'dismissed';

// Neighbours of one kind; of a case, only its own pages. `number`: of the case in this strip, from 1.
export interface Run {
    kind: Kind;
    number: number;
    pages: { page: WaitingPage; at: number }[];
}

const kindOf = (page: WaitingPage): Kind => (page.state === 'case' || page.state === 'dismissed' ? page.state : 'waiting');
// A page whose case is another municipality's stands for itself.
const caseOf = (page: WaitingPage): string => page.case || page.id;

export function runsOf(pages: WaitingPage[]): Run[] {
    const numbers = new Map<string, number>();
    const runs: Run[] = [];
    pages.forEach((page, at) => {
        const kind = kindOf(page);
        if (kind === 'case' && !numbers.has(caseOf(page))) numbers.set(caseOf(page), numbers.size + 1);
        const number = kind === 'case' ? (numbers.get(caseOf(page)) ?? 0) : 0;
        const last = runs.at(-1);
        if (last && last.kind === kind && last.number === number) last.pages.push({ page, at });
        else runs.push({ kind, number, pages: [{ page, at }] });
    });
    return runs;
}

// Sheets = kept + dropped; kept = in cases + waiting.
export function tally(pages: { total: number; in_cases: number; waiting: number; dropped: number }): { sheets: number; kept: number; dropped: number; open: number } {
    const kept = pages.in_cases + pages.waiting;
    return { sheets: kept + pages.dropped, kept, dropped: pages.dropped, open: pages.total - kept - pages.dropped };
}

// Chosen pages keep the order in which they were chosen: it is the order in which they are joined.
export class Choice {
    chosen: number[] = [];
    active = 0;
    private anchor_ = 0;
    private before_: number[] = []; // what was chosen when the present range began

    constructor(private count_: number) {}

    set count(count: number) {
        this.count_ = count;
        this.active = Math.min(this.active, Math.max(0, count - 1));
        this.chosen = this.chosen.filter((at) => at < count);
        this.begin_();
    }

    move(to: number): void {
        this.active = Math.min(Math.max(to, 0), Math.max(0, this.count_ - 1));
        this.begin_();
    }

    // From where the range began to `to`: forwards or backwards, in that order.
    extend(to: number): void {
        this.active = Math.min(Math.max(to, 0), Math.max(0, this.count_ - 1));
        const step = this.active < this.anchor_ ? -1 : 1;
        const range = Array.from({ length: Math.abs(this.active - this.anchor_) + 1 }, (_, n) => this.anchor_ + n * step);
        this.chosen = [...this.before_.filter((at) => !range.includes(at)), ...range];
    }

    toggle(at: number): void {
        this.active = at;
        this.chosen = this.chosen.includes(at) ? this.chosen.filter((one) => one !== at) : [...this.chosen, at];
        this.begin_();
    }

    all(wanted: number[]): void {
        this.chosen = wanted;
        this.begin_();
    }

    // What an action is about: what is chosen, or else the page that has the focus.
    get targets(): number[] {
        return this.chosen.length > 0 ? this.chosen : this.count_ > 0 ? [this.active] : [];
    }

    private begin_(): void {
        this.anchor_ = this.active;
        this.before_ = this.chosen;
    }
}

// The page above or below: the one of the nearest other row that lies nearest sideways.
export function rowNeighbour(boxes: { left: number; top: number }[], from: number, way: 1 | -1): number {
    const here = boxes[from];
    if (!here) return from;
    const rows = boxes.map((box, at) => ({ ...box, at })).filter((box) => (box.top - here.top) * way > 8);
    const row = way === 1 ? Math.min(...rows.map((box) => box.top)) : Math.max(...rows.map((box) => box.top));
    const near = rows.filter((box) => Math.abs(box.top - row) <= 8).sort((a, b) => Math.abs(a.left - here.left) - Math.abs(b.left - here.left))[0];
    return near?.at ?? from;
}
