// What the server says of the library.
import type { Wording } from '../base/api_types.js';

export type Kind = 'form' | 'layout' | 'flow' | 'decision';

export interface Version {
    number: number;
    tag: string;
    at: string;
    asked_by_name: string | null;
    released_by_name: string | null;
}

export interface LibraryFile {
    id: string;
    path: string;
    kind: Kind;
    name: string;
    title: string;
    form: string | null;
    municipality: string | null;
    version: number | null;
    tag: string | null;
    published: Version | null;
    draft: { revision: number; by_name: string; at: string } | null;
    request: string | null;
    editable: boolean;
}

export interface Draft {
    id: string;
    text: string;
    base: string | null;
    current: boolean;
    revision: number;
    by_name: string;
    at: string;
    editors: string[];
}

export interface Finding {
    severity: 'error' | 'warning';
    code: string;
    message: Wording;
    file: string | null;
    line: number;
    column: number;
}

export interface PageBox {
    kind: string;
    field: string;
    part: string;
    option: string;
    label: string;
    type: string;
    box: [number, number, number, number];
    cells: number;
    reading: number;
    line: number;
    column: number;
    own: boolean;
}

export interface BoxPage {
    number: number;
    width: number;
    height: number;
    boxes: PageBox[];
}

export interface FieldName {
    id: string;
    title: string;
    type: string;
    options: { code: string; title: string }[];
}

export interface Checked {
    findings: Finding[];
    elsewhere: number;
    pages: BoxPage[] | null;
    fields: FieldName[];
}

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

export interface Trial {
    id: string;
    state: 'waiting' | 'running' | 'done' | 'failed' | 'stopped';
    done: number;
    expected: number;
    result: TrialResult | null;
    error: { code: string; message: Wording } | null;
}

export interface Differences {
    differences: number;
    changes: { kind: string; breaking?: boolean; what?: Wording; reason?: Wording; message?: Wording; subject?: string; element?: string }[];
}

export interface Unified {
    summary: Wording;
    papers: { layout: string; name: string }[];
    findings: { kind: string; weight: string; text: Wording }[];
    changes: { layout: string; points: number; steps: { text: Wording; points: number }[] }[];
}

export interface PublishRequest {
    id: string;
    state: 'testing' | 'ready' | 'failed' | 'releasing' | 'released' | 'refused' | 'withdrawn';
    asked_by_name: string;
    asked: string;
    note: string;
    decided_by_name: string | null;
    decided: string | null;
    reason: string | null;
    takes_effect: 'now' | 'restart';
    files: { id: string; path: string; kind: Kind; title: string; version: number | null; editors: string[]; text?: string }[];
    result: TrialResult | null;
    mine: boolean;
    may_release: boolean;
}
