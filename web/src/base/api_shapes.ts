// Written by tools/api_shapes.mjs from openapi.json: change the server's route table, not this file.

export interface Account {
    id: string;
    account: string;
    name: string;
    locked: boolean;
    must_change: boolean;
    created: string;
    grants: Grant[];
}

export interface AuditRow {
    municipality: string;
    number: number;
    at: string;
    actor: string;
    actor_name: string;
    action: string;
    subject: string;
    subject_name: string;
    detail: unknown;
    hash: string;
}

export interface Batch {
    id: string;
    municipality: string;
    name: string;
    person: string | null;
    state: 'reading' | 'failed' | 'done';
    created: string;
    files: number;
    failed: number;
    known: number;
    pages: PageCounts;
    sheets: number;
    list?: {
        name: string;
        state: 'waiting' | 'reading' | 'done' | 'failed';
        code: string | null;
        reason: Words | null;
    }[] | null;
}

export interface Both {
    ja: string;
    en: string;
}

export interface CaseFile {
    id: string;
    municipality: string;
    process: string;
    title: string;
    label: string | null;
    status: 'running' | 'incident' | 'completed';
    suspended: boolean;
    started: string;
    at: Step[];
    due: string | null;
    waiting_for: string | null;
    record: {
        form: string;
        fields: RecordField[];
    } | null;
    path: {
        element: string;
        name: string;
        at: string;
        actor: string | null;
    }[];
    history: {
        at: string;
        event: string;
        text: Words;
        element: string | null;
        name: string | null;
        actor: string | null;
    }[];
    incidents: Incident[];
    tasks: Task[];
    pages: {
        id: string;
        file: string | null;
        page: number | null;
        url: string;
    }[];
    receipt: {
        number: string;
        system: string;
    } | null;
}

export interface CaseRow {
    id: string;
    municipality: string;
    process: string;
    title: string;
    label: string | null;
    status: 'running' | 'incident' | 'completed';
    suspended: boolean;
    started: string;
    at: Step[];
    due: string | null;
    waiting_for: string | null;
}

export interface DataKey {
    id: string;
    municipality: string;
    name: string;
    made: string;
    current: boolean;
    master: string;
    opens: boolean;
}

export interface DeskSettings {
    counters: boolean;
    third_person: boolean;
    sample_per_mille: number;
    mask_pages: boolean;
    undo_seconds: number;
    doubt_minutes: number;
}

export interface Disposal {
    id: string;
    municipality: string;
    state: 'asked' | 'approved' | 'done' | 'withdrawn';
    asked_by: string | null;
    asked: string;
    own: boolean;
    note: string;
    decided_by: string | null;
    decided: string | null;
    finished: string | null;
    cases: number;
    pages: number;
    erased: number;
    spared: number;
}

export interface DisposalFile {
    id: string;
    municipality: string;
    state: 'asked' | 'approved' | 'done' | 'withdrawn';
    asked_by: string | null;
    asked: string;
    own: boolean;
    note: string;
    decided_by: string | null;
    decided: string | null;
    finished: string | null;
    cases: number;
    pages: number;
    erased: number;
    spared: number;
    lines: DisposalLine[];
    next: string | null;
}

export interface DisposalLine {
    kind: 'case' | 'page';
    id: string;
    form: string;
    form_title: string;
    form_version: number;
    ended: string;
    period: string | null;
    begins: string | null;
    due: string | null;
    again: string | null;
    state: 'listed' | 'erasing' | 'erased' | 'spared';
    why: 'held' | 'changed' | 'missing' | 'restored' | null;
}

export interface FieldQuality {
    form: string;
    field: string;
    field_title: string;
    sampled: number;
    quadrants: {
        accepted_right: number;
        accepted_wrong: number;
        doubted_right: number;
        doubted_wrong: number;
    };
    automation: number;
    error_rate: number;
    error_upper: number;
    targets: {
        target: number;
        threshold: number | null;
        automation: number;
    }[];
}

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

export interface FormQuality {
    form: string;
    form_title: string;
    open: number;
    sampled: number;
    quadrants: {
        accepted_right: number;
        accepted_wrong: number;
        doubted_right: number;
        doubted_wrong: number;
    };
    automation: number;
    error_rate: number;
    error_upper: number;
    targets: {
        target: number;
        threshold: number | null;
        automation: number;
    }[];
}

export interface Grant {
    municipality: string;
    roles: Role[];
}

export interface Handed {
    lease: Lease;
    mode: Mode;
    items: Item[];
}

export interface Heard {
    id: string | null;
    item: string;
    state: 'done' | 'second' | 'compare' | 'doubt' | 'refused';
    problem?: {
        code: string;
        detail: Words;
    } | null;
}

export interface Hold {
    case: string;
    municipality: string;
    reason: string;
    person: string;
    at: string;
}

export interface Incident {
    id: string;
    element: string;
    name: string;
    code: string;
    message: Words;
    at: string;
}

export interface Input {
    mode: 'kana' | 'digits' | 'date' | 'choice' | 'choices' | 'flag' | string;
    lang: string | null;
    max: number | null;
}

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
    options: {
        code: string;
        title: string;
    }[];
    input: Input;
    text: string | null;
    candidates: {
        text: string;
        confidence: number;
    }[];
    why: Words | null;
    policy: 'accept' | 'verify' | 'double';
    crop: string | null;
    page: {
        id: string;
        url: string;
        width: number;
        height: number;
        box: number[];
    } | null;
    entries: {
        label: string;
        text: string;
    }[];
    sensitive: boolean;
    group: string | null;
    row: number | null;
    revision: number;
}

export interface KeptThing {
    kind: 'case' | 'page';
    id: string;
    form: string;
    form_title: string;
    form_version: number;
    ended: string;
    period: string | null;
    begins: string | null;
    due: string | null;
    again: string | null;
    municipality: string;
    status: 'due' | 'held' | 'listed' | 'never';
    hold: Hold | null;
}

export interface Lease {
    id: string;
    until: string;
}

export interface LibraryBox {
    kind: string;
    field: string;
    part: string;
    option: string;
    label: string;
    type: string;
    box: number[];
    cells: number;
    reading: number;
    keyboard: number;
    line: number;
    column: number;
    own: boolean;
}

export interface LibraryChecked {
    findings: LibraryFinding[];
    elsewhere: number;
    pages: LibraryPage[] | null;
    fields: LibraryField[];
    residual: number | null;
}

export interface LibraryDraft {
    id: string;
    text: string;
    base: string | null;
    current: boolean;
    revision: number;
    by: string;
    by_name: string;
    at: string;
    editors: string[];
}

export interface LibraryField {
    id: string;
    title: string;
    type: string;
    options: {
        code: string;
        title: string;
    }[];
}

export interface LibraryFile {
    id: string;
    path: string;
    kind: LibraryKind;
    name: string;
    title: string;
    form: string | null;
    municipality: string | null;
    version: number | null;
    tag: string | null;
    published: LibraryVersion | null;
    draft: {
        revision: number;
        by_name: string;
        at: string;
    } | null;
    request: string | null;
    editable: boolean;
}

export interface LibraryFinding {
    severity: 'error' | 'warning';
    code: string;
    message: Both;
    file: string | null;
    line: number;
    column: number;
}

export type LibraryKind = 'form' | 'layout' | 'flow' | 'decision';

export interface LibraryPage {
    number: number;
    width: number;
    height: number;
    boxes: LibraryBox[];
}

export interface LibraryRequest {
    id: string;
    state: 'testing' | 'ready' | 'failed' | 'releasing' | 'released' | 'refused' | 'withdrawn';
    asked_by: string;
    asked_by_name: string;
    asked: string;
    note: string;
    decided_by_name: string | null;
    decided: string | null;
    reason: string | null;
    takes_effect: 'now' | 'restart';
    files: LibraryRequestFile[];
    result: unknown;
    mine: boolean;
    may_release: boolean;
}

export interface LibraryRequestFile {
    id: string;
    path: string;
    kind: LibraryKind;
    title: string;
    version: number | null;
    editors: string[];
    text?: string | null;
}

export interface LibraryTrial {
    id: string;
    file: string;
    state: 'waiting' | 'running' | 'done' | 'failed' | 'stopped';
    done: number;
    expected: number;
    result: unknown;
    error: {
        code: string;
        message: Both;
    } | null;
}

export interface LibraryVersion {
    number: number;
    tag: string;
    at: string;
    asked_by_name: string | null;
    released_by_name: string | null;
    request: string | null;
}

export type Mode = 'exception' | 'carousel' | 'blind' | 'compare' | 'qa';

export interface Pace {
    municipality: string;
    person: string;
    mode: string;
    form: string;
    form_title: string;
    field: string;
    field_title: string;
    entries: number;
    keystrokes_median: number;
    active_s_median: number;
}

export interface PageCounts {
    total: number;
    in_cases: number;
    waiting: number;
    dropped: number;
}

export interface Problem {
    type: string;
    title: string;
    status: number;
    code: string;
    detail: {
        ja: string;
        en: string;
    };
    place?: {
        line?: number | null;
        column?: number | null;
        page?: number | null;
    } | null;
}

export interface Queue {
    mode: Mode;
    municipality: string;
    form: string | null;
    form_title: string | null;
    field: string | null;
    field_title: string | null;
    waiting: number;
    oldest: string;
}

export interface RecordField {
    field: string;
    title: string;
    name: boolean;
    text: string | null;
    shown: Words | null;
    raw: string | null;
    confidence: number;
    doubt: Words | null;
    confirmed_by: string | null;
    crop: string | null;
    page: string | null;
    sensitive: boolean;
}

export interface RecordLine {
    municipality: string;
    number: number;
    finished: string;
    sha256: string;
    cases: number;
    pages_set_aside: number;
    spared: number;
}

export type Role = 'reception' | 'entry' | 'verifier' | 'decider' | 'author' | 'auditor' | 'admin';

export interface Saying {
    item: string;
    revision: number;
    action: 'accept' | 'correct' | 'code' | 'doubt' | 'choose';
    text?: string | null;
    code?: 'blank' | 'illegible' | 'mistake' | 'inquire' | null;
    choose?: number | null;
    note?: string | null;
    keystrokes?: number | null;
    active_ms?: number | null;
}

export interface ServedMunicipality {
    municipality: string;
    name: string;
    accounts: number;
    forms: {
        form: string;
        title: string;
        layouts: number;
    }[];
    systems: string[];
    watched: boolean;
    settings: DeskSettings;
}

export interface Step {
    element: string;
    name: string;
}

export interface Task {
    id: string;
    case: string;
    municipality: string;
    element: string;
    name: string;
    role: string;
    form: string;
    created: string;
    claimed_by: string | null;
    due: string | null;
}

export interface Wait {
    mode: 'exception' | 'qa';
    municipality: string;
    form: string;
    form_title: string;
    waiting: number;
    oldest: string;
    median_s: number;
}

export interface WaitingPage {
    id: string;
    file: string;
    page: number;
    width: number | null;
    height: number | null;
    turned: number;
    state: 'case' | 'waiting' | 'dismissed';
    code: string | null;
    reason: Words | null;
    received: string;
    layout: string | null;
    residual_mm: number | null;
    guesses: {
        layout: string;
        title: string;
        score: number;
    }[];
    case: string | null;
    together: string[];
    corners: number[][] | null;
    note: string | null;
    thumbnail: string;
}

export interface Words {
    ja: string;
    en: string;
}

// What a route answers, by its method and pattern.
export interface Answers {
    'GET /accounts': {
        accounts: Account[];
        next: string | null;
    };
    'POST /accounts': Account;
    'PUT /accounts/{id}': Account;
    'GET /audit': {
        rows: AuditRow[];
        next: string | null;
    };
    'GET /cases': {
        cases: CaseRow[];
        next: string | null;
    };
    'GET /cases/{id}': CaseFile;
    'GET /cases/{id}/flow': null;
    'POST /cases/{id}/resume': null;
    'POST /cases/{id}/split': {
        pages: string[];
    };
    'POST /cases/{id}/suspend': null;
    'GET /counters': {
        rows: Pace[];
    };
    'GET /crops/{id}': null;
    'GET /events': null;
    'GET /findings': {
        findings: Finding[];
        more: boolean;
    };
    'POST /findings/{id}/settle': null;
    'POST /incidents/{id}/retry': null;
    'POST /incidents/{id}/skip': null;
    'GET /intake/batches': {
        batches: Batch[];
        next: string | null;
    };
    'GET /intake/batches/{id}': Batch;
    'GET /intake/batches/{id}/pages': {
        pages: WaitingPage[];
        next: string | null;
    };
    'GET /keys': {
        key_file: 'readable' | 'missing' | 'exposed' | 'damaged';
        keys: DataKey[];
    };
    'GET /layouts': {
        layouts: {
            id: string;
            title: string;
            form: string;
            municipality: string;
        }[];
    };
    'GET /library': {
        files: LibraryFile[];
        unwritable: Both | null;
        next: string | null;
    };
    'POST /library/check': LibraryChecked;
    'POST /library/diff': {
        differences: number;
        breaking?: number | null;
        changes: unknown[];
    };
    'GET /library/drafts/{id}': LibraryDraft;
    'PUT /library/drafts/{id}': LibraryDraft;
    'DELETE /library/drafts/{id}': null;
    'POST /library/drawing': null;
    'GET /library/files/{id}': {
        file: LibraryFile;
        text: string | null;
        versions: LibraryVersion[];
    };
    'GET /library/files/{id}/versions/{number}': {
        version: LibraryVersion;
        text: string;
    };
    'POST /library/requests': LibraryRequest;
    'GET /library/requests': {
        requests: LibraryRequest[];
        next: string | null;
    };
    'GET /library/requests/{id}': LibraryRequest;
    'GET /library/requests/{id}/differences': {
        files: {
            id: string;
            before: string | null;
            changes: unknown[];
            problem: Both | null;
        }[];
    };
    'POST /library/requests/{id}/refuse': LibraryRequest;
    'POST /library/requests/{id}/release': LibraryRequest;
    'POST /library/trials': LibraryTrial;
    'GET /library/trials/{id}': LibraryTrial;
    'DELETE /library/trials/{id}': null;
    'POST /library/unify': unknown;
    'GET /library/vocabulary': unknown;
    'GET /municipalities': {
        municipalities: ServedMunicipality[];
    };
    'GET /pages': {
        pages: WaitingPage[];
        next: string | null;
    };
    'POST /pages/assign': {
        case: string;
    };
    'GET /pages/{id}': WaitingPage;
    'POST /pages/{id}/dismiss': null;
    'GET /pages/{id}/image': null;
    'POST /pages/{id}/restore': null;
    'POST /pages/{id}/turn': WaitingPage;
    'GET /quality': {
        forms: FormQuality[];
        fields: FieldQuality[];
    };
    'GET /retention/disposals': {
        disposals: Disposal[];
    };
    'POST /retention/disposals': DisposalFile;
    'GET /retention/disposals/{id}': DisposalFile;
    'POST /retention/disposals/{id}/approve': null;
    'POST /retention/disposals/{id}/withdraw': null;
    'GET /retention/due': {
        until: string;
        counts: {
            due: number;
            held: number;
            listed: number;
            never: number;
            unknown: number;
        };
        things: KeptThing[];
        next: string | null;
    };
    'GET /retention/holds': {
        holds: Hold[];
    };
    'POST /retention/holds': null;
    'POST /retention/holds/{case}/release': null;
    'GET /retention/records': {
        records: RecordLine[];
    };
    'GET /retention/records/{municipality}/{number}': unknown;
    'POST /scans': {
        batch: string;
        file: string;
        state: 'waiting';
    };
    'GET /session': {
        account: {
            id: string;
            name: string;
        };
        grants: {
            municipality: string;
            name: string;
            roles: string[];
        }[];
        permissions: string[];
        must_change: boolean;
        counters: boolean;
        csrf: string;
        language: 'ja' | 'en';
    };
    'POST /session': {
        account: {
            id: string;
            name: string;
        };
        grants: {
            municipality: string;
            name: string;
            roles: string[];
        }[];
        permissions: string[];
        must_change: boolean;
        counters: boolean;
        csrf: string;
        language: 'ja' | 'en';
    };
    'DELETE /session': null;
    'PUT /session/password': {
        account: {
            id: string;
            name: string;
        };
        grants: {
            municipality: string;
            name: string;
            roles: string[];
        }[];
        permissions: string[];
        must_change: boolean;
        counters: boolean;
        csrf: string;
        language: 'ja' | 'en';
    };
    'GET /status': {
        queues: Queue[];
        reconciliation: {
            sheets: number;
            pages: number;
            in_cases: number;
            waiting: number;
            dropped: number;
        };
        throughput: {
            hours: {
                hour: string;
                pages: number;
                entries: number;
                tasks_done: number;
                cases_done: number;
            }[];
        };
        waits: Wait[];
    };
    'GET /tasks': {
        tasks: Task[];
        next: string | null;
    };
    'POST /tasks/{id}/claim': null;
    'POST /tasks/{id}/complete': null;
    'POST /tasks/{id}/release': null;
    'POST /verify/entries': {
        entries: Heard[];
        case: {
            done: boolean;
        } | null;
    };
    'POST /verify/entries/{id}/undo': {
        item: Item;
        lease: Lease;
    };
    'DELETE /verify/leases/{id}': null;
    'POST /verify/leases/{id}/heartbeat': {
        until: string;
    };
    'POST /verify/next': Handed;
    'GET /verify/queues': {
        queues: Queue[];
    };
}
