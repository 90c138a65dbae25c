// What the server says and takes (version 1 of its interface; /openapi.json describes the same).

export interface Wording {
    ja: string;
    en: string;
}

export interface Grant {
    municipality: string;
    name: string;
    roles: string[];
}

export interface Session {
    account: { id: string; name: string };
    grants: Grant[];
    permissions: string[];
    csrf: string;
    language: 'ja' | 'en';
    must_change?: boolean; // somebody else has set the password: nothing else is allowed before an own one
    counters?: boolean; // whether the municipality wants keystrokes and seconds counted; nothing is counted otherwise
}

export type Mode = 'exception' | 'carousel' | 'blind' | 'compare' | 'qa';

export interface Queue {
    mode: Mode;
    municipality: string;
    form?: string | null;
    form_title?: string | null;
    field?: string | null;
    field_title?: string | null;
    waiting: number;
    oldest: string | null;
}

export interface Candidate {
    text: string;
    confidence: number;
}

export type InputMode = 'kana' | 'text' | 'digits' | 'date' | 'choice' | 'choices' | 'flag';

export interface Item {
    id: string;
    task: string;
    case: string;
    municipality: string;
    form: string;
    form_title: string;
    field: string;
    field_title: string;
    type: string;
    required: boolean;
    length: number | null;
    options: { code: string; title: string }[];
    input: { mode: InputMode; lang: string | null; max: number | null };
    text: string | null;
    candidates: Candidate[];
    why: Wording | null;
    policy: 'accept' | 'verify' | 'double';
    crop: string | null;
    page: { id: string; url: string; width: number; height: number; box: [number, number, number, number] } | null;
    entries: { label: string; text: string }[];
    sensitive: boolean;
    group: string | null;
    row: number | null;
    revision: number | string;
}

export interface Lease {
    id: string;
    until: string;
}

export interface Work {
    lease: Lease;
    mode: Mode;
    items: Item[];
}

export type Code = 'blank' | 'illegible' | 'mistake' | 'inquire';

export interface Entry {
    item: string;
    revision: number | string;
    action: 'accept' | 'correct' | 'code' | 'doubt' | 'choose';
    text?: string;
    code?: Code;
    choose?: 1 | 2;
    note?: string;
    keystrokes?: number;
    active_ms?: number;
}

export interface ProblemBody {
    type?: string;
    title?: string;
    status?: number;
    code?: string;
    detail?: Wording | string;
    place?: string | null;
}

export interface EntryAnswer {
    id: string | null;
    item: string;
    state: 'done' | 'second' | 'compare' | 'doubt' | 'refused';
    problem?: ProblemBody | null;
}

export interface EntriesAnswer {
    entries: EntryAnswer[];
    case: { done: boolean } | null;
}

export interface Batch {
    id: string;
    name: string;
    municipality?: string;
    created?: string;
    person?: string | null; // who handed it in; none where a command or a watched folder did
    state: string;
    files: number;
    failed?: number;
    known?: number; // files that were taken in before
    list?: { name: string; state: string; code: string | null; reason: Wording | null }[];
    pages: { total: number; in_cases: number; waiting: number; dropped: number };
    sheets: number | null;
}

export interface WaitingPage {
    id: string;
    file: string;
    page: number;
    state: string;
    code: string | null;
    reason: Wording | null;
    received: string;
    layout: string | null;
    residual_mm: number | null;
    guesses: { layout: string; title: string; score: number }[];
    thumbnail: string;
    turned?: number; // quarters, clockwise, in which it is shown
    width?: number; // of the scan, in pixels
    height?: number;
}

export interface LayoutName {
    id: string;
    title: string;
    form: string;
    municipality: string;
}

export interface CaseRow {
    id: string;
    municipality: string;
    process: string;
    title: string;
    status: string;
    suspended?: boolean;
    started: string;
    at: { element: string; name: string }[];
    due: string | null;
    waiting_for?: string | null; // a role
}

export interface RecordField {
    field: string;
    title: string;
    text: string | null; // null: covered
    raw: string | null;
    confidence: number | null;
    doubt: Wording | string | null;
    shown?: Wording | null; // a choice as the form calls it
    confirmed_by: string | null;
    crop: string | null;
    page: string | null;
    sensitive?: boolean;
}

export interface Incident {
    id: string;
    element?: string;
    name?: string;
    code?: string;
    message?: Wording | string;
    at?: string;
}

export interface Task {
    id: string;
    case?: string;
    municipality?: string;
    element?: string;
    name?: string;
    role?: string;
    form?: string;
    state?: string;
    claimed_by?: string | null;
    due?: string | null;
    fields?: { id: string; title: string; type: string; options?: { code: string; title: string }[] }[];
}

export interface CaseFile extends CaseRow {
    record: { form: string; fields: RecordField[] } | null;
    path: { element: string; name: string; at: string; actor: string | null }[];
    history: { at: string; event?: string; kind?: string; actor: string | null; element?: string | null; name?: string | null; text?: Wording | null }[];
    incidents: Incident[];
    tasks: Task[];
}

export interface Status {
    queues: Queue[];
    throughput?: { hours: HourRow[] };
    waits?: Wait[];
    reconciliation: { sheets: number; pages: number; in_cases: number; waiting: number; dropped: number };
}

export interface HourRow {
    hour: string;
    pages: number;
    entries: number;
    tasks_done?: number;
    cases_done: number;
}

export interface Wait {
    mode: string;
    municipality: string;
    form: string;
    form_title?: string | null;
    waiting: number;
    oldest: string | null;
    median_s: number;
}

// What the blind sample proves about the machine's reading, of a form or of one of its fields.
export interface QualityRow {
    form: string;
    form_title?: string;
    field?: string;
    field_title?: string;
    sampled: number;
    open?: number; // handed out and not yet entered
    quadrants: { accepted_right: number; accepted_wrong: number; doubted_right: number; doubted_wrong: number };
    automation: number; // share of the fields nobody looked at
    error_rate: number;
    error_upper: number; // with 95 %
    targets: { target: number; threshold: number | null; automation: number }[];
}

export interface Quality {
    forms: QualityRow[];
    fields: QualityRow[];
}

export interface PaceRow {
    municipality?: string;
    person: string;
    mode: string;
    form: string;
    form_title?: string;
    field: string;
    field_title: string;
    entries: number;
    keystrokes_median: number;
    active_s_median: number;
}

export interface Account {
    id: string;
    account: string; // what one logs in with
    name: string;
    locked: boolean;
    must_change: boolean;
    created: string;
    grants: { municipality: string; roles: string[] }[];
}

export interface AuditRow {
    municipality: string;
    number: number;
    at: string;
    actor: string;
    actor_name?: string;
    action: string;
    subject: string;
    subject_name?: string; // of an account; otherwise the subject again
    detail: unknown;
    hash: string;
}

// An accepted value that the quality sample has shown to be wrong.
export interface Finding {
    id: string;
    case: string;
    municipality: string;
    form: string;
    form_title: string;
    field: string;
    field_title: string;
    stands: string;
    entered: string;
    found: string;
    settled_by: string | null;
    note: string;
}
