// Keys as people write them: "Shift+Enter", "Alt+ArrowLeft", "F4", "Alt+1", "Space", "?".
// Letters and digits with a modifier are known by their place on the keyboard (event.code), so that Alt+1 works where a
// layout makes another character of it; everything else by event.key.

export interface KeyPress {
    key: string;
    code: string;
    altKey: boolean;
    ctrlKey: boolean;
    shiftKey: boolean;
    metaKey: boolean;
}

const names: Record<string, string> = { ' ': 'Space', '+': 'Plus', '-': 'Minus', ';': 'Plus', '=': 'Plus', '？': '?' };

export function comboOf(event: KeyPress): string {
    const modified = event.altKey || event.ctrlKey || event.metaKey;
    let key = event.key;
    let shift = event.shiftKey;
    const place = /^(?:Digit|Numpad)(\d)$|^Key([A-Z])$/.exec(event.code);
    if (place && (modified || (place[1] !== undefined && /^[０-９]$/.test(key)))) key = place[1] ?? place[2] ?? key;
    else if (event.code === 'NumpadAdd') key = '+';
    else if (event.code === 'NumpadSubtract') key = '-';
    else if (event.code === 'NumpadEnter') key = 'Enter';
    if (modified && key in names && key !== ' ') shift = false;
    if (key in names && (modified || key === ' ' || key === '？')) key = names[key] ?? key;
    if (key.length === 1) {
        if (!modified) shift = false; // the character already says it: "?"
        key = modified ? key.toUpperCase() : key;
    }
    return [event.ctrlKey && 'Ctrl', event.altKey && 'Alt', event.metaKey && 'Meta', shift && 'Shift', key]
        .filter(Boolean)
        .join('+');
}

// As it is shown: arrows as arrows, a plus as a plus.
export const shown = (combo: string): string =>
    combo.replace(/Arrow(Left|Right|Up|Down)$/, (_, way: 'Left' | 'Right' | 'Up' | 'Down') => ({ Left: '←', Right: '→', Up: '↑', Down: '↓' })[way])
        .replace(/Plus$/, '＋').replace(/Minus$/, '−').replace(/^Escape$/, 'Esc'); // prettier-ignore

export const isModifier = (key: string): boolean => ['Shift', 'Control', 'Alt', 'Meta', 'CapsLock', 'Process'].includes(key);

// A combination that would take a character away from somebody who types: WCAG 2.1.4 allows it only in a part that has the focus.
export const isCharacter = (combo: string): boolean => combo.length === 1 || combo === 'Space';

// What the verify screens can be told by a key.
export const actions = [
    'accept', 'back', 'page', 'copy', 'palette', 'doubt', 'undo', 'restore', 'help',
    'panLeft', 'panRight', 'panUp', 'panDown', 'zoomIn', 'zoomOut',
] as const; // prettier-ignore
export type Action = (typeof actions)[number];
export type Keymap = Record<Action, string[]>;

export const defaultKeys: Keymap = {
    accept: ['Enter'],
    back: ['Shift+Enter'],
    page: ['F2'],
    copy: ['F4'],
    palette: ['F8'],
    doubt: ['F9', 'Space'],
    undo: ['Ctrl+Z'],
    restore: ['Escape'],
    help: ['F1', '?'],
    panLeft: ['Alt+ArrowLeft'],
    panRight: ['Alt+ArrowRight'],
    panUp: ['Alt+ArrowUp'],
    panDown: ['Alt+ArrowDown'],
    zoomIn: ['Alt+Plus'],
    zoomOut: ['Alt+Minus'],
};

const stored = 'toitsu-keys';

export function parseKeymap(text: string | null): Keymap {
    const map: Keymap = structuredClone(defaultKeys);
    if (!text) return map;
    let changes: unknown;
    try {
        changes = JSON.parse(text);
    } catch {
        return map; // somebody else wrote there: the defaults are always right
    }
    if (typeof changes !== 'object' || changes === null) return map;
    for (const action of actions) {
        const combos = (changes as Record<string, unknown>)[action];
        if (Array.isArray(combos) && combos.every((one) => typeof one === 'string')) map[action] = combos as string[];
    }
    return map;
}

// Who else has this combination: a key means one thing.
export function clash(map: Keymap, action: Action, combo: string): Action | undefined {
    return actions.find((other) => other !== action && map[other].includes(combo));
}

export class Keys {
    map: Keymap;

    constructor(private readonly storage_: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null) {
        this.map = parseKeymap(storage_?.getItem(stored) ?? null);
    }

    actionOf(event: KeyPress): Action | undefined {
        const combo = comboOf(event);
        return actions.find((action) => this.map[action].includes(combo));
    }

    // Gives `combo` to `action` alone; it is taken from whoever had it.
    assign(action: Action, combo: string): void {
        const other = clash(this.map, action, combo);
        if (other) this.map[other] = this.map[other].filter((one) => one !== combo);
        this.map[action] = [combo];
        this.storage_?.setItem(stored, JSON.stringify(this.map));
    }

    reset(): void {
        this.map = structuredClone(defaultKeys);
        this.storage_?.removeItem(stored);
    }
}
