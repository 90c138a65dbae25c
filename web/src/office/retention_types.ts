// What the server says about retention; no value of any case is in it. A record stands as it was written when it was made, and
// is no shape of the route table.
import type { Answers, DisposalLine, RecordLine as RecordRow } from '../base/api_shapes.js';

export type { Disposal, DisposalFile, DisposalLine, Hold, KeptThing } from '../base/api_shapes.js';
export type { RecordRow };
export type Due = Answers['GET /retention/due'];

export interface RecordLine extends Omit<DisposalLine, 'id' | 'why'> {
    subject: string;
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
