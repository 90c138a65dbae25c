import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { pick, t } from '../base/language.js';
import { dismiss, noticeChanges, notices } from '../base/notices.js';
import { Part } from '../base/part.js';

@customElement('notice-list')
export class NoticeList extends Part {
    override connectedCallback(): void {
        super.connectedCallback();
        this.listen(noticeChanges, 'change', () => this.requestUpdate());
    }

    protected override render(): TemplateResult {
        return html`<div class="notices" role="status" aria-live="polite">
            ${notices.map(
                (one) => html`<p class="notice ${one.kind}">
                    <span class="sign" aria-hidden="true">${one.kind === 'error' ? '⚠' : '✓'}</span>
                    <span><span class="unseen">${t(one.kind === 'error' ? 'errorSign' : 'doneSign')}: </span>${pick(one.text)}
                        ${one.code ? html`<code>${one.code}</code>` : ''}</span>
                    <button class="quiet" @click=${() => dismiss(one.id)}>${t('close')}</button>
                </p>`,
            )}
        </div>`;
    }
}
