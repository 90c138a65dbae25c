// The flow as a drawing, beside the same steps as a table: shapes cannot be reached by keyboard. The logo of bpmn.io stays
// visible, as its licence asks.
import 'bpmn-js/dist/assets/diagram-js.css';
import type NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import { html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { api } from '../base/api.js';
import { t } from '../base/language.js';
import { showProblem } from '../base/notices.js';
import { Part } from '../base/part.js';

interface Frame {
    x: number;
    y: number;
    width: number;
    height: number;
}
interface Canvas {
    viewbox(): { inner: Frame };
    viewbox(frame: Frame): void;
    resized(): void;
    addMarker(element: string, marker: string): void;
}
interface Registry {
    get(element: string): unknown;
}

@customElement('flow-view')
export class FlowView extends Part {
    @property() case = '';
    @property({ attribute: false }) at: string[] = [];
    @property({ attribute: false }) path: string[] = [];
    @state() private loading_ = true;
    private viewer_: NavigatedViewer | null = null;

    protected override firstUpdated(): void {
        void this.draw_();
    }

    override disconnectedCallback(): void {
        super.disconnectedCallback();
        this.viewer_?.destroy();
        this.viewer_ = null;
    }

    private async draw_(): Promise<void> {
        try {
            const [{ default: Viewer }, answer] = await Promise.all([import('bpmn-js/lib/NavigatedViewer'), api.send(`/cases/${encodeURIComponent(this.case)}/flow`, { headers: { Accept: 'application/xml' } })]);
            const container = this.querySelector<HTMLElement>('.flow');
            if (!container) return;
            this.viewer_ = new Viewer({ container });
            await this.viewer_.importXML(await answer.text());
            const canvas = this.viewer_.get<Canvas>('canvas');
            const registry = this.viewer_.get<Registry>('elementRegistry');
            for (const element of this.path) if (registry.get(element)) canvas.addMarker(element, 'was-here');
            for (const element of this.at) if (registry.get(element)) canvas.addMarker(element, 'is-here');
            this.fit_(container, canvas);
        } catch (problem) {
            showProblem(problem);
        }
        this.loading_ = false;
    }

    // Labels stay readable: the drawing fills the width, but never smaller than three quarters of its own size; what does not fit is
    // scrolled to. (Set by script: the policy allows no style attribute.)
    private fit_(container: HTMLElement, canvas: Canvas): void {
        const margin = 24;
        const { inner } = canvas.viewbox();
        const frame = container.parentElement as HTMLElement;
        const [width, height] = [inner.width + 2 * margin, inner.height + 2 * margin];
        const scale = Math.min(1, Math.max(frame.clientWidth / width, 0.75));
        container.style.width = `${Math.max(frame.clientWidth, width * scale)}px`;
        container.style.height = `${height * scale}px`;
        const logo = container.querySelector('.bjs-powered-by');
        if (logo) frame.after(logo); // it stays visible, whatever part of the drawing is looked at
        canvas.resized();
        canvas.viewbox({ x: inner.x - margin, y: inner.y - margin, width: container.clientWidth / scale, height: container.clientHeight / scale });
        frame.querySelector('.is-here')?.scrollIntoView({ block: 'nearest', inline: 'center' });
    }

    protected override render(): TemplateResult {
        return html`<div class="flow-box"><div class="flow-frame" role="group" tabindex="0" aria-label=${t('flowPicture')}><div class="flow"></div></div></div>${this.loading_ ? html`<p class="hint">${t('loading')}</p>` : html`<p class="hint">${t('flowHint')}</p>`}`;
    }
}
