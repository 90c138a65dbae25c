// What every element of ours is: rendered into the page itself, not into a shadow, so that labels, descriptions and focus work
// across parts and one style sheet serves all; rendered again when the language changes.
import { LitElement } from 'lit';
import { changes } from './language.js';

export abstract class Part extends LitElement {
    private readonly languageChanged_ = (): void => this.requestUpdate();
    private endings_: (() => void)[] = [];

    protected override createRenderRoot(): HTMLElement {
        return this;
    }

    override connectedCallback(): void {
        super.connectedCallback();
        changes.addEventListener('change', this.languageChanged_);
    }

    override disconnectedCallback(): void {
        super.disconnectedCallback();
        changes.removeEventListener('change', this.languageChanged_);
        for (const end of this.endings_) end();
        this.endings_ = [];
    }

    // Listens until this part leaves the page.
    protected listen(target: EventTarget, type: string, heard: (event: Event) => void, options: AddEventListenerOptions = {}): void {
        target.addEventListener(type, heard, options);
        this.endings_.push(() => target.removeEventListener(type, heard, options));
    }

    protected atEnd(call: () => void): void {
        this.endings_.push(call);
    }
}
