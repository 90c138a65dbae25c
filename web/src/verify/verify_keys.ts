// What keys mean on every verify screen. One place hears them; the input method's own keys are none of ours.
import { ime } from '../base/ime.js';
import { comboOf, isCharacter, isModifier, type Action } from '../base/keys.js';
import { keys } from '../shell/own_keys.js';

export interface Meaning {
    action?: Action;
    candidate?: number; // 1–9, by Alt and a digit
    digit?: number; // 0–9 alone
    combo: string;
}

export const typesText = (target: EventTarget | null): boolean =>
    (target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'file', 'range'].includes(target.type)) ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement;

// Which characters are commands although a field has the focus: those that its value cannot have.
export interface NotTyped {
    spaceDoubts: boolean;
    askHelps: boolean; // "?"
}

// null: nothing of ours. A command that is a character works only where it cannot be typed.
export function meaning(event: KeyboardEvent, free: NotTyped): Meaning | null {
    if (ime.takes(event) || isModifier(event.key)) return null;
    const combo = comboOf(event);
    const candidate = /^Alt\+([1-9])$/.exec(combo);
    if (candidate) return { combo, candidate: Number(candidate[1]) };
    const action = keys.actionOf(event);
    const texting = typesText(event.target);
    // Space on a box or a button is that box's or button's own.
    if (combo === 'Space' && event.target instanceof HTMLElement && !texting && event.target.matches('input, button, summary')) return { combo };
    if (action && isCharacter(combo) && texting && !(action === 'doubt' && free.spaceDoubts) && !(action === 'help' && free.askHelps)) return { combo };
    if (action) return { combo, action };
    if (/^[0-9]$/.test(combo)) return { combo, digit: Number(combo) };
    return { combo };
}
