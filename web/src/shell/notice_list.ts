import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { pick, t } from '../base/language.js';
import { dismiss, noticeChanges, notices, type Notice } from '../base/notices.js';
import { Part } from '../base/part.js';

@customElement('notice-list')
export class NoticeList extends Part {
    override connectedCallback(): void {
        super.connectedCallback();
        this.listen(noticeChanges, 'change', () => this.requestUpdate());
    }

    protected override render(): TemplateResult {
        // Errors take a strip of their own above the work. What is done only passes by at the lower edge, and the mouse goes through it.
        const shown = (kind: Notice['kind']): TemplateResult => html`<div class="notices ${kind}" role="status" aria-live="polite">
            ${notices.filter((one) => one.kind === kind).map(
                (one) => html`<p class="notice ${one.kind}">
                    <span class="sign" aria-hidden="true">${one.kind === 'error' ? '⚠' : '✓'}</span>
                    <span><span class="unseen">${t(one.kind === 'error' ? 'errorSign' : 'doneSign')}: </span>${pick(one.text)}
                        ${one.code ? html`<code>${one.code}</code>` : ''}</span>
                    ${kind === 'error' ? html`<button class="small" @click=${() => dismiss(one.id)}>${t('close')}</button>` : ''}
                </p>`,
            )}
        </div>`;
        return html`${shown('error')}${shown('done')}`;
    }
}
