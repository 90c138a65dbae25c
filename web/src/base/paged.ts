// A list that the server gives page by page. What is asked again while an older answer is under way wins.
import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { api, Problem, query } from './api.js';
import { count, pick, t } from './language.js';

export class Paged<Row> implements ReactiveController {
    rows: Row[] | null = null;
    problem: Problem | null = null;
    private next_: string | null = null;
    private turn_ = 0;
    private path_ = '';
    private asked_: Record<string, string | null | undefined> = {};

    constructor(
        private readonly host_: ReactiveControllerHost,
        private readonly member_: string,
    ) {
        host_.addController(this);
    }

    hostConnected(): void {}

    async load(path: string, asked: Record<string, string | null | undefined> = {}): Promise<void> {
        this.path_ = path;
        this.asked_ = asked;
        await this.fetch_(null);
    }

    again = (): Promise<void> => this.fetch_(null);

    private async fetch_(after: string | null): Promise<void> {
        const turn = ++this.turn_;
        try {
            const answer = await api.get<Record<string, unknown>>(`${this.path_}${query({ ...this.asked_, after })}`);
            if (turn !== this.turn_) return;
            const rows = (Array.isArray(answer) ? answer : answer[this.member_]) as Row[];
            this.rows = after === null ? rows : [...(this.rows ?? []), ...rows];
            this.next_ = (answer.next as string | null | undefined) ?? null;
            this.problem = null;
        } catch (problem) {
            if (turn !== this.turn_) return;
            if (!(problem instanceof Problem)) throw problem;
            this.problem = problem;
        }
        this.host_.requestUpdate();
    }

    get more(): boolean {
        return this.next_ !== null;
    }

    // What stands below (or instead of) the rows.
    foot(): TemplateResult | typeof nothing {
        if (this.problem)
            return html`<p class="problem" role="alert"><span class="sign" aria-hidden="true">⚠</span> ${pick(this.problem.detail)}
                <button class="small" @click=${() => void this.again()}>${t('tryAgain')}</button></p>`;
        if (this.rows === null) return html`<p class="waiting" role="status">${t('loading')}</p>`;
        if (this.rows.length === 0) return html`<p class="empty">${t('nothing')}</p>`;
        return this.next_ ? html`<p class="more"><span role="status">${t('shownFirst', count(this.rows.length))}</span> <button @click=${() => void this.fetch_(this.next_)}>${t('more')}</button></p>` : nothing;
    }
}
