// Where the paper's four corners lie on a picture: by dragging, by arrow keys on a corner (Shift: ten at once), or by numbers.
import { html, svg, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { t } from '../base/language.js';
import { Part } from '../base/part.js';
import type { Word } from '../base/words.js';

export type Corners = [number, number][];
const names: Word[] = ['cornerUpperLeft', 'cornerUpperRight', 'cornerLowerRight', 'cornerLowerLeft'];
const arrows: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const mostWidth = 2400; // of a page's picture, as the server gives it

@customElement('corner-editor')
export class CornerEditor extends Part {
    @property() picture = '';
    @property({ attribute: false }) scan: { width: number; height: number } | null = null; // where it is larger than its picture
    @state() private size_: { width: number; height: number } | null = null;
    @state() corners: Corners = [];
    @state() private unknown_ = false;
    private dragged_: number | null = null;

    private readonly loaded_ = (event: Event): void => {
        const image = event.target as HTMLImageElement;
        // A picture that reaches the server's limit may be smaller than its scan: corners set on it would be elsewhere.
        this.unknown_ = this.scan === null && image.naturalWidth >= mostWidth;
        if (this.unknown_) return;
        const { width, height } = this.scan ?? { width: image.naturalWidth, height: image.naturalHeight };
        this.size_ = { width, height };
        const [x, y] = [Math.round(width * 0.03), Math.round(height * 0.03)];
        if (this.corners.length === 0) this.corners = [[x, y], [width - x, y], [width - x, height - y], [x, height - y]]; // prettier-ignore
    };

    private set_(index: number, x: number, y: number): void {
        const { width, height } = this.size_ as { width: number; height: number };
        const within = (value: number, high: number): number => Math.round(Math.min(Math.max(value, 0), high));
        this.corners = this.corners.map((one, at) => (at === index ? [within(x, width), within(y, height)] : one));
    }

    private readonly move_ = (event: PointerEvent): void => {
        if (this.dragged_ === null || !this.size_) return;
        const frame = (event.currentTarget as Element).getBoundingClientRect();
        this.set_(this.dragged_, ((event.clientX - frame.left) / frame.width) * this.size_.width, ((event.clientY - frame.top) / frame.height) * this.size_.height);
    };

    private key_(index: number, event: KeyboardEvent): void {
        const arrow = arrows[event.key];
        const corner = this.corners[index];
        if (!arrow || !corner) return;
        event.preventDefault();
        const step = event.shiftKey ? 10 : 1;
        this.set_(index, corner[0] + arrow[0] * step, corner[1] + arrow[1] * step);
    }

    protected override render(): TemplateResult {
        const size = this.size_;
        return html`<div class="corners">
            <div class="corners-picture">
                <img src=${this.picture} alt=${t('pagePicture')} @load=${this.loaded_} draggable="false" />
                ${size
                    ? html`<svg viewBox="0 0 ${size.width} ${size.height}" @pointermove=${this.move_} @pointerup=${() => (this.dragged_ = null)}>
                          ${svg`<polygon class="corners-shape" points=${this.corners.map((one) => one.join(',')).join(' ')} stroke-width=${size.width / 250} />`}
                          ${this.corners.map(
                              ([x, y], index) => svg`<g class="corner" tabindex="0" role="button" aria-label=${`${t(names[index] as Word)} ${x}, ${y}`}
                                  @pointerdown=${(event: PointerEvent) => {
                                      this.dragged_ = index;
                                      (event.currentTarget as Element).closest('svg')?.setPointerCapture(event.pointerId);
                                      event.preventDefault();
                                      (event.currentTarget as HTMLElement).focus();
                                  }} @keydown=${(event: KeyboardEvent) => this.key_(index, event)}>
                                  <circle cx=${x} cy=${y} r=${size.width / 45} stroke-width=${size.width / 300} /><circle class="corner-dot" cx=${x} cy=${y} r=${size.width / 400} /></g>`,
                          )}
                      </svg>`
                    : ''}
            </div>
            ${this.unknown_ ? html`<p class="problem" role="status"><span class="sign" aria-hidden="true">⚠</span> ${t('cornersUnknown')}</p>` : ''}
            <fieldset class="corner-numbers" ?hidden=${this.unknown_}><legend>${t('cornersTitle')}</legend>
                <p class="hint">${t('cornersHint')}</p>
                ${this.corners.map(
                    ([x, y], index) => html`<div class="corner-row"><span>${t(names[index] as Word)}</span>
                        <label>x <input type="number" min="0" max=${size?.width ?? 0} .value=${String(x)} @change=${(event: Event) => this.set_(index, Number((event.target as HTMLInputElement).value), y)} /></label>
                        <label>y <input type="number" min="0" max=${size?.height ?? 0} .value=${String(y)} @change=${(event: Event) => this.set_(index, x, Number((event.target as HTMLInputElement).value))} /></label></div>`,
                )}
            </fieldset>
        </div>`;
    }
}
