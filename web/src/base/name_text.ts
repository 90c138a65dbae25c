// A value as it is shown, and what stands below a value that is typed: characters that this machine's font cannot draw, or that
// mean something only with another office's font, are marked by 〓 and their code point instead of an empty box that looks like a letter.
import { html, nothing, type TemplateResult } from 'lit';
import { codePoints, isVariant, pieces, type Mark, type Piece, type Probe } from './gaiji.js';
import { t } from './language.js';
import type { Word } from './words.js';

const meaning: Record<Mark, Word> = { private: 'gaijiPrivate', missing: 'gaijiMissing', variant: 'gaijiVariant' };

// Draws characters and looks at the ink. What no font has is drawn as the box that also stands for a character that does not exist.
// (Firefox writes the code point into that box, each another one: there such a character is seen as what it is without our mark.)
class Ink {
    private readonly known_ = new Map<string, 'drawn' | 'missing' | 'base'>();
    private brush_: CanvasRenderingContext2D | null = null;
    private box_ = '';

    readonly probe: Probe = (cluster) => {
        const known = this.known_.get(cluster);
        if (known) return known;
        const base = String.fromCodePoint(cluster.codePointAt(0) ?? 0);
        const drawn = this.of_(cluster);
        const found = drawn === '' ? 'drawn' : this.of_(base) === this.box_ ? 'missing' : isVariant(cluster) && drawn === this.of_(base) ? 'base' : 'drawn';
        this.known_.set(cluster, found);
        return found;
    };

    // '' where nothing can be drawn, or where what was drawn may not be looked at: then nothing is claimed.
    private of_(text: string): string {
        if (!this.brush_) {
            const canvas = document.createElement('canvas');
            canvas.width = canvas.height = 40;
            this.brush_ = canvas.getContext('2d', { willReadFrequently: true });
            if (!this.brush_) return '';
            this.brush_.font = `24px ${getComputedStyle(document.documentElement).getPropertyValue('--names') || 'serif'}`;
            this.brush_.textBaseline = 'top';
            this.box_ = this.of_('\u{10fffe}');
            if (this.box_ !== this.of_('\u0378')) this.box_ = 'boxes differ';
        }
        const brush = this.brush_;
        brush.clearRect(0, 0, 40, 40);
        brush.fillText(text, 4, 6);
        const { data } = brush.getImageData(0, 0, 40, 40);
        let sum = 0;
        for (let at = 3; at < data.length; at += 4) sum = (Math.imul(sum, 31) + (data[at] ?? 0)) | 0;
        return String(sum);
    }
}

const ink = new Ink();

const marked = (piece: Piece): TemplateResult => {
    const code = codePoints(piece.text);
    const mark = piece.mark as Mark;
    return html`<span class="gaiji" title="${t(meaning[mark])} ${code}">${mark === 'variant' ? piece.text : '〓'}<code>${mark === 'variant' ? code.split(' ').at(-1) : code}</code></span>`;
};

export const nameText = (text: string): string | TemplateResult => {
    const all = pieces(text, ink.probe);
    return all.every((one) => one.mark === null) ? text : html`${all.map((one) => (one.mark === null ? one.text : marked(one)))}`;
};

// Below an input, in which single characters cannot be marked.
export function nameNote(text: string): TemplateResult | typeof nothing {
    const found = pieces(text, ink.probe).filter((one) => one.mark !== null);
    if (found.length === 0) return nothing;
    return html`<div class="warned gaiji-note">${[...new Map(found.map((one) => [one.text, one])).values()].map((one) => html`<p><span class="sign" aria-hidden="true">⚠</span> ${marked(one)} ${t(meaning[one.mark as Mark])}</p>`)}</div>`;
}
