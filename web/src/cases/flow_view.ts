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

interface Canvas {
    zoom(level: 'fit-viewport', centre?: 'auto'): void;
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
            canvas.zoom('fit-viewport', 'auto');
        } catch (problem) {
            showProblem(problem);
        }
        this.loading_ = false;
    }

    protected override render(): TemplateResult {
        return html`<div class="flow" role="group" aria-label=${t('flowPicture')}></div>${this.loading_ ? html`<p class="hint">${t('loading')}</p>` : html`<p class="hint">${t('flowHint')}</p>`}`;
    }
}
