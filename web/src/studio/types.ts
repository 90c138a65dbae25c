// What the server says of the library: made of its own route table (api_shapes.ts). What it tells as it comes from the machine's own
// tools – results of trials, differences, the unify report, the schema's words – has no shape there and stands here.
import type { LibraryBox, LibraryChecked, LibraryPage, LibraryRequest, LibraryTrial } from '../base/api_shapes.js';
import type { Wording } from '../base/api_types.js';

export type { LibraryDraft as Draft, LibraryField as FieldName, LibraryFile, LibraryFinding as Finding, LibraryKind as Kind, LibraryVersion as Version } from '../base/api_shapes.js';

// A box is four numbers, which a shape cannot say.
export type PageBox = Omit<LibraryBox, 'box'> & { box: [number, number, number, number] };
export type BoxPage = Omit<LibraryPage, 'boxes'> & { boxes: PageBox[] };
export type Checked = Omit<LibraryChecked, 'pages'> & { pages: BoxPage[] | null };
export type Trial = Omit<LibraryTrial, 'result'> & { result: TrialResult | null };
export type PublishRequest = Omit<LibraryRequest, 'result'> & { result: TrialResult | null };

export interface Vocabulary {
    root: string;
    root_type: string;
    types: {
        name: string;
        about: string;
        attributes: { name: string; about: string; required: boolean; values: { value: string; about: string }[] }[];
        children: { element: string; type: string; about: string }[];
    }[];
}

export interface Change {
    sample: string;
    field: string;
    was: string;
    is: string;
}

export interface TrialResult {
    passed: boolean;
    forms: {
        folder: string;
        samples: { sample: string; layout: string; status: string; residual_mm: number; fields: { field: string; outcome: string }[] }[];
        worse: Change[];
        better: Change[];
    }[];
    tests: { path: string; id: string; title: string; passed: boolean; line: number; expected: Wording; got: Wording }[];
    errors: { code: string; message: Wording; path: string }[];
    elsewhere?: number;
}

export interface Differences {
    differences: number;
    changes: { kind: string; kind_text?: Wording; breaking?: boolean; what?: Wording; reason?: Wording; message?: Wording; subject?: string; element?: string }[];
}

export interface RequestDifferences {
    files: { id: string; before: string | null; changes: Differences['changes']; problem: Wording | null }[];
}

export interface Unified {
    summary: Wording;
    papers: { layout: string; name: string }[];
    findings: { kind: string; kind_text?: Wording; weight: string; text: Wording }[];
    changes: { layout: string; points: number; steps: { text: Wording; points: number }[] }[];
}
