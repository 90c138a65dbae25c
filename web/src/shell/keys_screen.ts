import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { actions, clash, comboOf, isCharacter, isModifier, shown, type Action } from '../base/keys.js';
import { t } from '../base/language.js';
import { Part } from '../base/part.js';
import { keys } from './own_keys.js';

// Every key of the verify screens, to read and to change.
@customElement('keys-screen')
export class KeysScreen extends Part {
    @state() private changing_: Action | null = null;
    @state() private says_ = '';

    private readonly press_ = (event: KeyboardEvent): void => {
        if (!this.changing_ || isModifier(event.key) || event.key === 'Tab') return;
        event.preventDefault();
        const action = this.changing_;
        const combo = comboOf(event);
        if (combo === 'Escape' && action !== 'restore') {
            this.changing_ = null;
            this.says_ = '';
            return;
        }
        if (isCharacter(combo)) {
            this.says_ = t('keyReserved');
            return;
        }
        const other = clash(keys.map, action, combo);
        keys.assign(action, combo);
        this.says_ = other ? t('keyTaken', t(`key_${other}`)) : '';
        this.changing_ = null;
    };

    private reset_(): void {
        keys.reset();
        this.says_ = '';
        this.requestUpdate();
    }

    protected override render(): TemplateResult {
        return html`<section class="page-text">
            <h1>${t('keysTitle')}</h1>
            <p>${t('keysIntro')}</p>
            <p role="status" class="says">${this.says_}</p>
            <table class="keys">
                <thead><tr><th scope="col">${t('keyAction')}</th><th scope="col">${t('keyKeys')}</th><th scope="col"><span class="unseen">${t('keyChange')}</span></th></tr></thead>
                <tbody>
                    ${actions.map(
                        (action) => html`<tr>
                            <th scope="row">${t(`key_${action}`)}</th>
                            <td>${keys.map[action].map((combo) => html`<kbd>${shown(combo)}</kbd> `)}</td>
                            <td><button class="small" aria-label="${t('keyChange')}: ${t(`key_${action}`)}"
                                aria-pressed=${this.changing_ === action ? 'true' : nothing}
                                @click=${() => (this.changing_ = action)} @keydown=${this.press_} @blur=${() => (this.changing_ = null)}>
                                ${this.changing_ === action ? t('keyPress') : t('keyChange')}</button></td>
                        </tr>`,
                    )}
                </tbody>
            </table>
            <p><button @click=${this.reset_}>${t('keyReset')}</button></p>
            <h2>${t('keyFixed')}</h2>
            <table class="keys">
                <tbody>
                    <tr><th scope="row">${t('keyCandidateSays')}</th><td><kbd>${t('keyCandidate')}</kbd></td></tr>
                    <tr><th scope="row">${t('keyCompareSays')}</th><td><kbd>${t('keyCompare')}</kbd></td></tr>
                    <tr><th scope="row">${t('keyArrowsSays')}</th><td><kbd>${t('keyArrows')}</kbd></td></tr>
                </tbody>
            </table>
        </section>`;
    }
}
