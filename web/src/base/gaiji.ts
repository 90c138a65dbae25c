// 外字: characters that a screen may not be able to show as they are meant. A variation selector (IVS) belongs to the character
// before it; both are kept as they are, always. Nothing here changes a value.

// Characters with their variation selectors.
export const clusters = (text: string): string[] => text.match(/[^][\ufe00-\ufe0f\u{e0100}-\u{e01ef}]*/gu) ?? [];

// Of the private use areas: they mean something only with the font of one office.
export const isPrivate = (cluster: string): boolean => /^(?:[\ue000-\uf8ff]|[\u{f0000}-\u{10fffd}])/u.test(cluster);

// With a variation selector that asks for a shape of its own; the emoji and text selectors do not.
export const isVariant = (cluster: string): boolean => /[\u{e0100}-\u{e01ef}]$/u.test(cluster);

export const codePoints = (text: string): string =>
    [...text].map((one) => `U+${(one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`).join(' ');

export type Mark = 'private' | 'missing' | 'variant';
export interface Piece {
    text: string;
    mark: Mark | null;
}

// What the font does with a character: 'drawn', 'missing', or 'base' – drawn, but like the character without its selector.
export type Probe = (cluster: string) => 'drawn' | 'missing' | 'base';

// What every Japanese font has; nobody need ask.
const common = /^[\u0000-\u00ff\u2010-\u2027\u3000-\u30ff\uff01-\uff9f]$/;

export function pieces(text: string, probe: Probe): Piece[] {
    const out: Piece[] = [];
    for (const cluster of clusters(text)) {
        const found = common.test(cluster) ? 'drawn' : isPrivate(cluster) ? 'private' : probe(cluster);
        const mark: Mark | null = found === 'drawn' ? null : found === 'base' ? 'variant' : found;
        const last = out.at(-1);
        if (mark === null && last?.mark === null) last.text += cluster;
        else out.push({ text: cluster, mark });
    }
    return out;
}
