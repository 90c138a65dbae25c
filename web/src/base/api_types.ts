// What the server says and takes, by the names that the screens use. All of it is written from the server's own route table
// (api_shapes.ts, by `npm run shapes`): what the server does not say cannot be read here.
import type { Answers, Handed, Item as AnyItem, Lease, Words } from './api_shapes.js';

export type {
    Account, AuditRow, Batch, CaseFile, CaseRow, DataKey, Finding, Incident, Lease, Mode, Queue, RecordField, ServedMunicipality, Task, Wait, WaitingPage,
    Heard as EntryAnswer, Pace as PaceRow, Saying as Entry, Words as Wording,
} from './api_shapes.js'; // prettier-ignore

export type Session = Answers['GET /session'];
export type Grant = Session['grants'][number];
// A box is four numbers, which a shape cannot say.
export type Item = Omit<AnyItem, 'page'> & { page: (Omit<NonNullable<AnyItem['page']>, 'box'> & { box: [number, number, number, number] }) | null };
export type Candidate = Item['candidates'][number];
export type InputMode = Item['input']['mode'];
export type Work = Omit<Handed, 'items'> & { items: Item[] };
export type Undone = { item: Item; lease: Lease };
export type EntriesAnswer = Answers['POST /verify/entries'];
export type Code = 'blank' | 'illegible' | 'mistake' | 'inquire';
export type LayoutName = Answers['GET /layouts']['layouts'][number];
export type Status = Answers['GET /status'];
export type HourRow = Status['throughput']['hours'][number];
export type Quality = Answers['GET /quality'];
export type Keys = Answers['GET /keys'];

// As the screens meet it: also from a proxy that is not ours, which says less.
export interface ProblemBody {
    type?: string;
    title?: string;
    status?: number;
    code?: string;
    detail?: Words | string;
    place?: string | null;
}
