// Enter ends a conversion of the input method long before it may accept a field. A key belongs to the input method while it
// composes, when the browser says so with code 229, and – Safari, some Windows input methods – in the tick in which the
// composition ended: the same key press arrives once more, as an ordinary one.

export interface KeyLike {
    isComposing: boolean;
    keyCode: number;
}

export function isImeKey(event: KeyLike): boolean {
    return event.isComposing || event.keyCode === 229;
}

// Remembers the tick in which a composition ended. One guard serves a whole document.
export class ImeGuard {
    private justEnded_ = false;
    private composing_ = false;

    // `later` calls back after the present tick (setTimeout with 0).
    constructor(private readonly later_: (call: () => void) => void = (call) => setTimeout(call, 0)) {}

    started(): void {
        this.composing_ = true;
    }

    ended(): void {
        this.composing_ = false;
        this.justEnded_ = true;
        this.later_(() => (this.justEnded_ = false));
    }

    get composing(): boolean {
        return this.composing_;
    }

    // Whether the key is none of ours.
    takes(event: KeyLike): boolean {
        return isImeKey(event) || this.composing_ || this.justEnded_;
    }

    watch(target: EventTarget): void {
        target.addEventListener('compositionstart', () => this.started(), { capture: true });
        target.addEventListener('compositionend', () => this.ended(), { capture: true });
    }
}

export const ime = new ImeGuard();
