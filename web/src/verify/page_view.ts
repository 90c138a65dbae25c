// The page a value stands on: the picture in an SVG, so that panning and zooming are one viewBox and the marks stay sharp.
// By keys (Alt+arrows, Alt+±, F2), by buttons, by wheel and drag; nothing needs the mouse.
import { html, nothing, svg, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Action } from '../base/keys.js';
import { t } from '../base/language.js';
import { Part } from '../base/part.js';
import { pageUrl } from './crop.js';
import { viewAt, within, type Box, type View } from './view.js';

export interface Picture {
    id: string;
    url: string;
    width: number;
    height: number;
}

// Drawn, not typed: not every font has these signs.
const icon = (lines: string): TemplateResult => html`<svg class="icon-drawn" viewBox="0 0 16 16" aria-hidden="true">${svg`<path d=${lines} />`}</svg>`;
const icons = { whole: icon('M3 1.5h10v13H3zM5.5 5h5M5.5 8h5M5.5 11h3'), place: icon('M2 5V2h3M11 2h3v3M14 11v3h-3M5 14H2v-3M5 6.5h6v3H5z') };

// Where the picture moves with the field (narrow windows), the next one begins at the same scale.
let looked = { page: '', width: 0 };

@customElement('page-view')
export class PageView extends Part {
    @property({ attribute: false }) page: Picture | null = null;
    @property({ attribute: false }) box: Box | null = null;
    @property({ attribute: false }) others: Box[] = [];
    @property() label = '';
    @state() private view_: View | null = null;
    @state() private whole_ = false;
    private ratio_ = 0.75;
    private kept_: number | undefined; // the width that is looked at: the same from field to field
    private drag_: { x: number; y: number; view: View } | null = null;

    override connectedCallback(): void {
        super.connectedCallback();
        const sizes = new ResizeObserver(([entry]) => {
            const size = entry?.contentRect;
            if (!size || size.height === 0) return;
            const ratio = size.width / size.height;
            if (Math.abs(ratio - this.ratio_) < 0.01) return;
            this.ratio_ = ratio;
            this.look_();
        });
        sizes.observe(this);
        this.atEnd(() => sizes.disconnect());
    }

    protected override willUpdate(changed: PropertyValues<this>): void {
        const before = changed.get('page') as Picture | null | undefined;
        if (changed.has('page') && before?.id !== this.page?.id) this.kept_ = looked.page === this.page?.id ? looked.width : undefined;
        if (changed.has('page') || changed.has('box')) this.look_();
    }

    private look_(): void {
        const { page } = this;
        if (!page) {
            this.view_ = null;
            return;
        }
        if (this.box && !this.whole_) {
            this.view_ = viewAt(this.box, page, this.ratio_, this.kept_);
            this.keep_(this.view_.width);
            return;
        }
        const scale = Math.max(page.width / this.ratio_, page.height);
        this.view_ = { x: (page.width - scale * this.ratio_) / 2, y: (page.height - scale) / 2, width: scale * this.ratio_, height: scale };
    }

    private keep_(width: number): void {
        this.kept_ = width;
        if (this.page) looked = { page: this.page.id, width };
    }

    act(action: Action): boolean {
        const view = this.view_;
        if (!view || !this.page) return false;
        const step = 0.2;
        const zooms: Partial<Record<Action, number>> = { zoomIn: 0.8, zoomOut: 1.25 };
        const pans: Partial<Record<Action, [number, number]>> = { panLeft: [-step, 0], panRight: [step, 0], panUp: [0, -step], panDown: [0, step] };
        const zoom = zooms[action];
        const pan = pans[action];
        if (action === 'page') {
            this.whole_ = !this.whole_;
            this.look_();
        } else if (zoom !== undefined) this.zoom_(zoom, view.x + view.width / 2, view.y + view.height / 2);
        else if (pan) this.view_ = { ...view, x: view.x + pan[0] * view.width, y: view.y + pan[1] * view.height };
        else return false;
        return true;
    }

    private zoom_(factor: number, x: number, y: number): void {
        const view = this.view_ as View;
        const page = this.page as Picture;
        const width = within(view.width * factor, page.width / 20, Math.max(page.width, page.height * this.ratio_) * 1.2);
        const scale = width / view.width;
        if (!this.whole_) this.keep_(width);
        this.view_ = { x: x - (x - view.x) * scale, y: y - (y - view.y) * scale, width, height: view.height * scale };
    }

    private readonly wheel_ = (event: WheelEvent): void => {
        if (!event.ctrlKey || !this.view_) return; // the wheel alone scrolls the page around it
        event.preventDefault();
        const frame = (event.currentTarget as Element).getBoundingClientRect();
        const view = this.view_;
        const x = view.x + ((event.clientX - frame.left) / frame.width) * view.width;
        const y = view.y + ((event.clientY - frame.top) / frame.height) * view.height;
        this.zoom_(event.deltaY < 0 ? 0.85 : 1.18, x, y);
    };

    private readonly down_ = (event: PointerEvent): void => {
        if (!this.view_ || event.button !== 0) return;
        this.drag_ = { x: event.clientX, y: event.clientY, view: this.view_ };
        (event.currentTarget as Element).setPointerCapture(event.pointerId);
        event.preventDefault(); // the input keeps the focus
    };

    private readonly move_ = (event: PointerEvent): void => {
        const drag = this.drag_;
        if (!drag) return;
        const scale = drag.view.width / (event.currentTarget as Element).getBoundingClientRect().width;
        this.view_ = { ...drag.view, x: drag.view.x - (event.clientX - drag.x) * scale, y: drag.view.y - (event.clientY - drag.y) * scale };
    };

    private button_(action: Action, sign: unknown, words: string): TemplateResult {
        return html`<button class="icon" title=${words} aria-label=${words} @mousedown=${(event: Event) => event.preventDefault()} @click=${() => this.act(action)}>${sign}</button>`;
    }

    protected override render(): TemplateResult {
        const { page, view_: view, box } = this;
        if (!page || !view) return html`<p class="empty">${t('noPage')}</p>`;
        const line = view.width / 300;
        return html`<div class="page-tools" role="toolbar" aria-label=${t('pageTools')}>
                ${this.button_('page', this.whole_ ? icons.place : icons.whole, t(this.whole_ ? 'pagePlace' : 'pageWhole'))}
                ${this.button_('zoomIn', '＋', t('key_zoomIn'))} ${this.button_('zoomOut', '−', t('key_zoomOut'))}
            </div>
            <svg class="page-picture" role="img" aria-label=${this.label || t('pagePicture')} viewBox="${view.x} ${view.y} ${view.width} ${view.height}"
                preserveAspectRatio="xMidYMid meet" @wheel=${this.wheel_} @pointerdown=${this.down_} @pointermove=${this.move_}
                @pointerup=${() => (this.drag_ = null)} @pointercancel=${() => (this.drag_ = null)}>
                <image href=${pageUrl(page.url)} x="0" y="0" width=${page.width} height=${page.height} />
                ${this.others.map((one) => svg`<rect class="box-other" x=${one[0]} y=${one[1]} width=${one[2]} height=${one[3]} stroke-width=${line / 2} />`)}
                ${box
                    ? svg`<rect class="box-halo" x=${box[0] - line} y=${box[1] - line} width=${box[2] + 2 * line} height=${box[3] + 2 * line} stroke-width=${line * 2.4} />
                          <rect class="box-own" x=${box[0] - line} y=${box[1] - line} width=${box[2] + 2 * line} height=${box[3] + 2 * line} stroke-width=${line} />`
                    : nothing}
            </svg>`;
    }
}
