// A flow's text as a drawing. The logo of bpmn.io stays visible, as its licence asks.
import 'bpmn-js/dist/assets/diagram-js.css';
import type NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import { html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { Part } from '../base/part.js';
import { s } from './say.js';

interface Canvas {
    zoom(level: 'fit-viewport', centre?: 'auto'): void;
}

@customElement('flow-picture')
export class FlowPicture extends Part {
    @property({ attribute: false }) text = '';
    @state() private wrong_ = false;
    private viewer_: NavigatedViewer | null = null;
    private turn_ = 0;

    override disconnectedCallback(): void {
        super.disconnectedCallback();
        this.viewer_?.destroy();
        this.viewer_ = null;
    }

    protected override updated(changed: PropertyValues<this>): void {
        if (changed.has('text')) void this.draw_();
    }

    private async draw_(): Promise<void> {
        const turn = ++this.turn_;
        const { default: Viewer } = await import('bpmn-js/lib/NavigatedViewer');
        const container = this.querySelector<HTMLElement>('.flow');
        if (!container || turn !== this.turn_) return;
        this.viewer_ ??= new Viewer({ container });
        try {
            await this.viewer_.importXML(this.text);
            this.viewer_.get<Canvas>('canvas').zoom('fit-viewport', 'auto');
            this.wrong_ = false;
        } catch {
            this.wrong_ = true; // lint says what is wrong with it
        }
    }

    protected override render(): TemplateResult {
        return html`<div class="flow" role="group" aria-label=${s('flow')}></div><p class="hint">${s(this.wrong_ ? 'boardWrong' : 'flowHint')}</p>`;
    }
}
