// Layouts as people type or pick them: a title with its id, or the id alone.
import type { LayoutName } from '../base/api_types.js';

export const titled = (layout: LayoutName): string => `${layout.title} (${layout.id})`;

export function layoutOf(text: string, layouts: LayoutName[]): string | null {
    const said = text.trim();
    const same = layouts.filter((one) => one.title === said);
    return layouts.find((one) => one.id === said || titled(one) === said)?.id ?? (same.length === 1 ? (same[0]?.id ?? null) : null);
}
