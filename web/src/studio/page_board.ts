// The page as it would be printed, with every box on it. A box is moved with the mouse, with arrow keys or by numbers; what is
// told is by how much, and the text is changed by whoever listens.
import { html, nothing, svg, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { Part } from '../base/part.js';
import type { Box } from './box_text.js';
import { s } from './say.js';
import type { BoxPage, PageBox } from './types.js';

export interface Move {
    index: number; // of the box on the page
    by: Box;
}

const arrows: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

interface Drag {
    index: number;
    size: boolean;
    x: number;
    y: number;
    scale: number; // mm of one pixel
}

@customElement('page-board')
export class PageBoard extends Part {
    @property({ attribute: false }) page!: BoxPage;
    @property({ attribute: false }) drawing: string | null = null;
    @property({ attribute: false }) chosen: readonly number[] = [];
    @property({ type: Boolean }) editable = false;
    @property({ type: Boolean }) old = false;
    @state() private by_: Box = [0, 0, 0, 0];
    @state() private drag_: Drag | null = null;

    private tell_(move: Move): void {
        this.dispatchEvent(new CustomEvent<Move>('box-moved', { detail: move }));
    }

    private choose_(index: number): void {
        this.dispatchEvent(new CustomEvent<number>('box-chosen', { detail: index }));
    }

    private key_(event: KeyboardEvent, index: number): void {
        if (event.key === 'Enter' || event.key === ' ') {
            event.preventDefault();
            this.dispatchEvent(new CustomEvent<number>('box-opened', { detail: index }));
            return;
        }
        const arrow = arrows[event.key];
        if (!arrow || !this.movable_(index) || event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        const step = event.shiftKey ? 0.1 : 1;
        const [x, y] = [arrow[0] * step, arrow[1] * step];
        this.tell_({ index, by: event.altKey ? [0, 0, x, y] : [x, y, 0, 0] });
    }

    private movable_(index: number): boolean {
        return this.editable && (this.page.boxes[index]?.own ?? false);
    }

    private down_(event: PointerEvent, index: number, size: boolean): void {
        this.choose_(index);
        if (!this.movable_(index) || event.button !== 0) return;
        event.stopPropagation();
        const shape = event.currentTarget as SVGGraphicsElement;
        shape.setPointerCapture(event.pointerId);
        const width = shape.ownerSVGElement?.getBoundingClientRect().width ?? 1;
        this.drag_ = { index, size, x: event.clientX, y: event.clientY, scale: this.page.width / width };
        this.by_ = [0, 0, 0, 0];
    }

    private readonly move_ = (event: PointerEvent): void => {
        const drag = this.drag_;
        if (!drag) return;
        // To a tenth of a millimetre: nobody rules lines finer.
        const way = (pixels: number): number => Math.round(pixels * drag.scale * 10) / 10;
        const [x, y] = [way(event.clientX - drag.x), way(event.clientY - drag.y)];
        this.by_ = drag.size ? [0, 0, x, y] : [x, y, 0, 0];
    };

    private readonly up_ = (): void => {
        const drag = this.drag_;
        this.drag_ = null;
        if (drag && this.by_.some((one) => one !== 0)) this.tell_({ index: drag.index, by: this.by_ });
        this.by_ = [0, 0, 0, 0];
    };

    focusBox(index: number): void {
        this.querySelector<SVGGElement>(`[data-box="${index}"]`)?.focus({ preventScroll: true });
    }

    protected override updated(): void {
        const first = this.chosen[0];
        const shape = first === undefined ? null : this.querySelector(`[data-box="${first}"]`);
        const view = this.querySelector('.board-scroll');
        if (!shape || !view) return;
        const [inner, outer] = [shape.getBoundingClientRect(), view.getBoundingClientRect()];
        if (inner.top < outer.top || inner.bottom > outer.bottom) view.scrollTop += inner.top - outer.top - outer.height / 3;
    }

    private name_(box: PageBox): string {
        const part = [box.part, box.option].filter(Boolean).join(' ');
        return `${box.label}${part ? ` ${part}` : ''}, ${box.field}, ${box.box.map((one) => Math.round(one * 10) / 10).join(' ')} mm`;
    }

    private shape_(box: PageBox, index: number): TemplateResult {
        const shift: Box = this.drag_?.index === index ? this.by_ : [0, 0, 0, 0];
        const [x, y] = [box.box[0] + shift[0], box.box[1] + shift[1]];
        const [width, height] = [Math.max(0.5, box.box[2] + shift[2]), Math.max(0.5, box.box[3] + shift[3])];
        const on = this.chosen.includes(index);
        const cells = Array.from({ length: Math.max(0, box.cells - 1) }, (_, n) => x + (width * (n + 1)) / box.cells);
        return svg`<g class="board-box ${box.kind}${on ? ' on' : ''}${box.own ? '' : ' based'}" data-box=${index} tabindex="0" role="button"
            aria-pressed=${on ? 'true' : 'false'} aria-label=${this.name_(box)}
            @focus=${() => this.choose_(index)} @keydown=${(event: KeyboardEvent) => this.key_(event, index)}
            @pointerdown=${(event: PointerEvent) => this.down_(event, index, false)} @pointermove=${this.move_} @pointerup=${this.up_} @pointercancel=${this.up_}
            @dblclick=${() => this.dispatchEvent(new CustomEvent<number>('box-opened', { detail: index }))}>
            <rect class="area" x=${x} y=${y} width=${width} height=${height}></rect>
            ${cells.map((at) => svg`<line class="cell" x1=${at} x2=${at} y1=${y} y2=${y + height}></line>`)}
            ${on && this.movable_(index)
                ? svg`<rect class="handle" x=${x + width - 1.2} y=${y + height - 1.2} width="2.4" height="2.4"
                    @pointerdown=${(event: PointerEvent) => this.down_(event, index, true)} @pointermove=${this.move_} @pointerup=${this.up_} @pointercancel=${this.up_}></rect>`
                : nothing}
        </g>`;
    }

    protected override render(): TemplateResult {
        const { width, height, boxes } = this.page;
        return html`<div class="board-scroll ${this.old ? 'old' : ''}"><div class="board-sheet">
            <svg class="board" viewBox="0 0 ${width} ${height}" role="group" aria-label=${s('board')}>
                ${this.drawing ? svg`<image href=${this.drawing} x="0" y="0" width=${width} height=${height}></image>` : svg`<rect class="blank" x="0" y="0" width=${width} height=${height}></rect>`}
                ${boxes.map((box, index) => this.shape_(box, index))}
            </svg></div></div>`;
    }
}
