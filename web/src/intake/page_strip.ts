// The pages of a batch as a strip, in the order of the scans: what went together stands in one frame. One page has the focus;
// arrows move it, with Shift they choose. What is done with the pages is the screen's.
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { WaitingPage } from '../base/api_types.js';
import { ime } from '../base/ime.js';
import { pick, t } from '../base/language.js';
import { Part } from '../base/part.js';
import type { Word } from '../base/words.js';
import { rowNeighbour, runsOf, type Choice, type Kind, type Run } from './strip.js';

// A turned page is another picture, but has the same address: it is asked for a hair narrower, so that the browser does not show the
// one that it has kept.
export const pictureOf = (url: string, page: WaitingPage): string => url.replace(/width=(\d+)$/, (_, width: string) => `width=${Number(width) - (page.turned ?? 0)}`);

export const stateWord: Record<Kind, Word> = { case: 'stripCase', waiting: 'waitingShort', dismissed: 'dropped' };
const sign: Record<Kind, string> = { case: '✓', waiting: '⚠', dismissed: '⌫' };

@customElement('page-strip')
export class PageStrip extends Part {
    @property({ attribute: false }) pages: WaitingPage[] = [];
    @property({ attribute: false }) choice!: Choice;
    @property({ attribute: false }) turn = 0; // another number whenever `choice` has changed

    focusActive(): void {
        void this.updateComplete.then(() => this.querySelectorAll<HTMLElement>('[role=option]')[this.choice.active]?.focus());
    }

    private tell_(name: string): void {
        this.dispatchEvent(new CustomEvent(name, { bubbles: true }));
    }

    // Only keys of this list, while it has the focus (WCAG 2.1.4); those of actions are the screen's.
    private readonly key_ = (event: KeyboardEvent): void => {
        if (event.altKey || event.metaKey || ime.takes(event)) return;
        const { choice } = this;
        const boxes = (): { left: number; top: number }[] => [...this.querySelectorAll<HTMLElement>('[role=option]')].map((one) => one.getBoundingClientRect());
        const to: Record<string, () => number> = {
            ArrowLeft: () => choice.active - 1, ArrowRight: () => choice.active + 1,
            ArrowUp: () => rowNeighbour(boxes(), choice.active, -1), ArrowDown: () => rowNeighbour(boxes(), choice.active, 1),
            Home: () => 0, End: () => this.pages.length - 1,
        }; // prettier-ignore
        const where = event.ctrlKey ? undefined : to[event.key];
        if (where) event.shiftKey ? choice.extend(where()) : choice.move(where());
        else if (event.key === ' ' && !event.ctrlKey) choice.toggle(choice.active);
        else if (event.ctrlKey && event.key.toLowerCase() === 'a') choice.all(this.pages.flatMap((one, at) => (one.state === 'waiting' ? [at] : [])));
        else if (event.key === 'Escape' && choice.chosen.length > 0) choice.all([]);
        else return;
        event.preventDefault();
        event.stopPropagation();
        this.tell_('strip-changed');
        this.focusActive();
    };

    // By a screen reader, say: the page that has the focus is the one that is meant.
    private focused_(at: number): void {
        if (this.choice.active === at) return;
        this.choice.move(at);
        this.tell_('strip-changed');
    }

    private click_(event: MouseEvent, at: number): void {
        if (event.shiftKey) this.choice.extend(at);
        else if (event.ctrlKey || event.metaKey || (event.target as HTMLElement).closest('.strip-box')) this.choice.toggle(at);
        else this.choice.move(at);
        this.tell_('strip-changed');
        this.focusActive(); // not by the mouse's button itself: what was chosen begins where the focus was
    }

    protected override render(): TemplateResult {
        return html`<div class="strip" role="listbox" aria-multiselectable="true" aria-label=${t('stripTitle')} aria-describedby="strip-hint" @keydown=${this.key_}>${runsOf(this.pages).map((run) => this.run_(run))}</div>`;
    }

    private run_(run: Run): TemplateResult {
        const word = t(stateWord[run.kind], run.number);
        return html`<div class="run run-${run.kind}" role="group" aria-label=${word}>
            <p class="run-name"><span class="sign" aria-hidden="true">${sign[run.kind]}</span> ${word}</p>
            <div class="run-pages" role="presentation">${run.pages.map(({ page, at }) => this.page_(page, at, word))}</div></div>`;
    }

    private page_(page: WaitingPage, at: number, word: string): TemplateResult {
        const place = this.choice.chosen.indexOf(at);
        const name = [t('pageOf', page.file, page.page), word, page.state === 'waiting' ? pick(page.reason) : '', place >= 0 ? t('chosenAs', place + 1) : ''];
        return html`<div class="strip-page" role="option" tabindex=${this.choice.active === at ? '0' : '-1'} aria-selected=${place >= 0 ? 'true' : 'false'}
            @mousedown=${(event: Event) => event.preventDefault()} @click=${(event: MouseEvent) => this.click_(event, at)} @focus=${() => this.focused_(at)}>
            <span class="strip-head"><span class="strip-number">${at + 1}</span><span class="unseen">, ${name.filter(Boolean).join(', ')}</span><span class="strip-box" aria-hidden="true">${place >= 0 ? place + 1 : nothing}</span></span>
            <img src=${pictureOf(page.thumbnail, page)} alt="" loading="lazy" draggable="false" /></div>`;
    }
}
