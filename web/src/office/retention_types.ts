// What the server says about retention; no value of any case is in it.
export interface Hold {
    case: string;
    municipality: string;
    reason: string;
    person: string;
    at: string;
}

export interface Line {
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
}

export interface KeptThing extends Line {
    municipality: string;
    status: 'due' | 'held' | 'listed' | 'never';
    hold: Hold | null;
}

export interface DisposalLine extends Line {
    state: 'listed' | 'erasing' | 'erased' | 'spared';
    why: 'held' | 'changed' | 'missing' | 'restored' | null;
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
    lines?: DisposalLine[];
}

export interface RecordRow {
    municipality: string;
    number: number;
    finished: string;
    sha256: string;
    cases: number;
    pages_set_aside: number;
    spared: number;
}

export interface RecordLine extends Omit<Line, 'id'> {
    subject: string;
    state: DisposalLine['state'];
    why: string;
    pages: number;
    originals: number;
    originals_left: number;
    entries: number;
    crops: number;
}

export interface DisposalRecord {
    municipality: string;
    municipality_name: string;
    number: number;
    asked_by_name: string;
    asked: string;
    approved_by_name: string;
    approved: string;
    finished: string;
    note: string;
    ground: string;
    begins: 'fiscal-year' | 'end';
    method: { ja: string; en: string };
    totals: Record<'cases' | 'pages_set_aside' | 'pages' | 'originals' | 'originals_left' | 'entries' | 'crops' | 'spared', number>;
    lines: RecordLine[];
    left: { what: 'watched-folder' | 'backups' | 'business-systems'; folder?: string; files?: number }[];
    sha256: string;
}
