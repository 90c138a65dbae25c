// A file at work: its text, its draft on the server, and what the server says of it. Answers of an older text are dropped;
// a draft is saved by itself two seconds after the last key, one save at a time.
import { api, Problem } from '../base/api.js';
import { showProblem } from '../base/notices.js';
import type { Checked, Draft, LibraryFile, Version } from './types.js';

const checkAfter = 300;
const saveAfter = 2000;

export interface Conflict {
    theirs: Draft;
    yours: string;
}

export class TextState {
    file: LibraryFile | null = null;
    published: string | null = null;
    versions: Version[] = [];
    draft: Draft | null = null;
    text = '';
    checked: Checked | null = null;
    checking = false;
    saving = false;
    conflict: Conflict | null = null;
    with: string[] = []; // other drafts that it is seen together with
    private saved_ = ''; // as the server has it
    private turn_ = 0;
    private checkLater_: ReturnType<typeof setTimeout> | undefined;
    private saveLater_: ReturnType<typeof setTimeout> | undefined;

    constructor(
        readonly id: string,
        private readonly changed_: () => void,
        private readonly arrived_: (checked: Checked) => void,
    ) {}

    get path(): string {
        return encodeURIComponent(this.id);
    }

    get dirty(): boolean {
        return this.text !== this.saved_;
    }

    get editable(): boolean {
        return this.file?.editable ?? false;
    }

    async open(): Promise<void> {
        const answer = await api.get<{ file: LibraryFile; text: string | null; versions: Version[] }>(`/library/files/${this.path}`);
        this.file = answer.file;
        this.published = answer.text;
        this.versions = answer.versions;
        this.draft = answer.file.draft ? await api.get<Draft>(`/library/drafts/${this.path}`) : null;
        this.text = this.saved_ = this.draft?.text ?? answer.text ?? '';
        this.conflict = null;
        this.changed_();
    }

    close(): void {
        clearTimeout(this.checkLater_);
        clearTimeout(this.saveLater_);
        // Also what an earlier save could not keep.
        if (this.editable && this.dirty && !this.conflict) void this.save();
    }

    typed(text: string): void {
        if (text === this.text) return;
        this.text = text;
        this.checkSoon();
        clearTimeout(this.saveLater_);
        if (this.editable && !this.conflict) this.saveLater_ = setTimeout(() => void this.save(), saveAfter);
        this.changed_();
    }

    checkSoon(after = checkAfter): void {
        if (!this.editable) return; // only authors may ask
        clearTimeout(this.checkLater_);
        this.checkLater_ = setTimeout(() => void this.check_(), after);
    }

    private async check_(): Promise<void> {
        const turn = ++this.turn_;
        const { text } = this;
        this.checking = true;
        this.changed_();
        try {
            const checked = await api.post<Checked>('/library/check', this.subject());
            // Of another text than this one: what was typed since is asked about next, and boxes that it has moved stay where they are.
            if (turn !== this.turn_ || text !== this.text) return;
            this.checked = checked;
            this.checking = false;
            this.arrived_(checked);
        } catch (problem) {
            if (turn === this.turn_) showProblem(problem);
        }
        if (turn === this.turn_) this.checking = false;
        this.changed_();
    }

    subject(): { file: string; text: string; with: string[] } {
        return { file: this.id, text: this.text, with: this.with };
    }

    async save(base: string | null = this.draft ? this.draft.base : (this.file?.tag ?? null), even = false): Promise<boolean> {
        clearTimeout(this.saveLater_);
        this.saveLater_ = undefined;
        if (this.saving || this.conflict || (!this.dirty && !even)) return !this.conflict;
        this.saving = true;
        this.changed_();
        const text = this.text;
        const headers: Record<string, string> = this.draft ? { 'If-Match': `"${this.draft.revision}"` } : { 'If-None-Match': '*' };
        try {
            this.draft = await api.ask<Draft>(`/library/drafts/${this.path}`, { method: 'PUT', body: { text, base }, headers });
            this.saved_ = text;
        } catch (problem) {
            if (problem instanceof Problem && problem.code === 'V302') await this.meet_(text);
            else showProblem(problem);
        }
        this.saving = false;
        this.changed_();
        // What was typed meanwhile goes next.
        if (this.dirty && !this.conflict && this.draft) this.saveLater_ = setTimeout(() => void this.save(), saveAfter);
        return !this.dirty;
    }

    private async meet_(yours: string): Promise<void> {
        try {
            this.conflict = { theirs: await api.get<Draft>(`/library/drafts/${this.path}`), yours };
        } catch (problem) {
            showProblem(problem); // discarded meanwhile: the next save begins a new one
            this.draft = null;
        }
    }

    // Which of two texts goes on; the other one was shown.
    async settle(yours: boolean): Promise<void> {
        const conflict = this.conflict;
        if (!conflict) return;
        this.conflict = null;
        this.draft = conflict.theirs;
        this.saved_ = conflict.theirs.text;
        if (!yours) this.text = conflict.theirs.text;
        else await this.save();
        this.changed_();
    }

    // The draft goes on from what is published by now, which is not what it was when this was opened.
    async rebase(): Promise<boolean> {
        try {
            const now = await api.get<{ file: LibraryFile; text: string | null; versions: Version[] }>(`/library/files/${this.path}`);
            this.file = now.file;
            this.published = now.text;
            this.versions = now.versions;
        } catch (problem) {
            showProblem(problem);
            return false;
        }
        return this.save(this.file.tag, true);
    }

    async discard(): Promise<void> {
        if (!this.draft) return;
        clearTimeout(this.saveLater_);
        this.saveLater_ = undefined;
        await api.ask(`/library/drafts/${this.path}`, { method: 'DELETE', headers: { 'If-Match': `"${this.draft.revision}"` } });
    }
}
