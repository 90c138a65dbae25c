// The place where one value is typed or chosen, by the field's kind. It tells of every change; what Enter, Space and digits
// mean is decided by whoever holds it.
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Item } from '../base/api_types.js';
import { t } from '../base/language.js';
import type { Slot } from './slot.js';
import { isTyped, toggled } from './value.js';

export interface InputEvents {
    changed: (text: string) => void;
    focused: () => void;
}

const inputModes: Record<string, string> = { digits: 'numeric', date: 'text', text: 'text', kana: 'text' };
const nameTypes = new Set(['person-name', 'text', 'address']);
// Of a person, a company or a place: shown large, in a font that has its characters.
export const isName = (item: Item): boolean => nameTypes.has(item.type);

export const inputId = (slot: Slot): string => `v-${slot.item.id}`;

export function valueInput(slot: Slot, events: InputEvents, describedBy: string): TemplateResult {
    const { item } = slot;
    const id = inputId(slot);
    if (isTyped(item)) {
        return html`<input id=${id} class="value ${item.input.mode} ${isName(item) ? 'name' : ''}" lang=${item.input.lang ?? 'ja'}
            inputmode=${inputModes[item.input.mode] ?? 'text'} autocomplete="off" autocapitalize="none" spellcheck="false"
            aria-describedby=${describedBy} aria-required=${item.required ? 'true' : nothing} aria-invalid=${slot.problem ? 'true' : nothing}
            .value=${live(slot.text)} @input=${(event: Event) => events.changed((event.target as HTMLInputElement).value)} @focus=${events.focused} />`;
    }
    const options = item.input.mode === 'flag' ? [{ code: 'true', title: t('yes') }, { code: 'false', title: t('no') }] : item.options; // prettier-ignore
    const several = item.input.mode === 'choices';
    const order = item.options.map((one) => one.code);
    const on = slot.text.split('|');
    return html`<div class="options" id=${id} role=${several ? 'group' : 'radiogroup'} aria-labelledby="${id}-title" aria-describedby=${describedBy} @focusin=${events.focused}>
        ${options.map(
            (one, index) => html`<label class="option">
                <input type=${several ? 'checkbox' : 'radio'} name=${id} value=${one.code} .checked=${live(on.includes(one.code))}
                    @change=${() => events.changed(several ? toggled(slot.text, one.code, order) : one.code)} />
                ${index < 9 ? html`<kbd aria-hidden="true">${index + 1}</kbd>` : nothing}<span>${one.title}</span>
            </label>`,
        )}
    </div>`;
}

// Puts the focus where this field is typed, with the whole value selected: the first character replaces it.
export function focusValue(root: ParentNode, slot: Slot): void {
    const target = root.querySelector<HTMLElement>(`#${CSS.escape(inputId(slot))}`);
    if (!target) return;
    const input = target instanceof HTMLInputElement ? target : (target.querySelector<HTMLInputElement>('input:checked') ?? target.querySelector('input'));
    if (!input) return;
    if (document.activeElement !== input) input.focus({ preventScroll: true });
    if (input.type === 'text') input.select();
    target.closest('.field, .cell')?.scrollIntoView({ block: 'nearest' });
}
