// Whether every page that arrived is somewhere: in a case, before a person, set aside – or still being read.
import type { Status } from '../base/api_types.js';

// `sheets` are all pages that arrived; `pages` those that were kept, so that a page set aside is none of them.
export function accounted(all: Status['reconciliation']): { arrived: number; reading: number } {
    const placed = all.in_cases + all.waiting + all.dropped;
    const arrived = Math.max(all.sheets, all.pages, placed);
    return { arrived, reading: arrived - placed };
}
