// Which part of a page is looked at: plain geometry, in the page's own pixels.
export type Box = readonly [x: number, y: number, width: number, height: number];
export interface View {
    x: number;
    y: number;
    width: number;
    height: number;
}

export const within = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), Math.max(low, high));

// Where one looks to see a box with what stands around it: over half of the page's width, and more of what is
// printed to its left. `kept`: the width that was looked at before; from field to field the scale stays, unless the box would not fit.
export function viewAt(box: Box, page: { width: number; height: number }, ratio: number, kept?: number): View {
    const least = Math.max(box[2] * 1.1, box[3] * 1.1 * ratio);
    const width = kept ? Math.max(kept, least) : within(Math.max(box[2] * 1.8, page.width * 0.55, box[3] * 3 * ratio), 1, page.width);
    const height = width / ratio;
    return {
        x: within(box[0] + box[2] / 2 - width * 0.6, 0, page.width - width),
        y: within(box[1] + box[3] / 2 - height / 2, 0, page.height - height),
        width,
        height,
    };
}
