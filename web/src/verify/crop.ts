// A crop, at twice its size where there is room, and fetched before it is needed.
import { html, type TemplateResult } from 'lit';
import { t } from '../base/language.js';
import type { Sheet } from './slot.js';

const kept = new Map<string, HTMLImageElement>();

export const cropUrl = (url: string, scale = 2): string => (url.includes('scale=') ? url : `${url}${url.includes('?') ? '&' : '?'}scale=${scale}`);

// Sharp enough to be zoomed into, small enough to be there in time.
export const pageUrl = (url: string): string => (url.includes('width=') ? url : `${url}${url.includes('?') ? '&' : '?'}width=1600`);

export const withReason = (url: string, reason: string | null): string => (reason ? `${url}${url.includes('?') ? '&' : '?'}reason=${encodeURIComponent(reason)}` : url);

// The last two hundred stay in memory, so that the browser's cache need not be asked.
function load(url: string): void {
    if (kept.has(url)) return;
    const image = new Image();
    image.src = url;
    kept.set(url, image);
    for (const old of kept.keys()) {
        if (kept.size <= 200) break;
        kept.delete(old);
    }
}

export function fetchPictures(sheet: Sheet): void {
    for (const { item } of sheet.slots) {
        if (item.crop) load(cropUrl(item.crop));
        if (item.page) load(pageUrl(item.page.url));
    }
}

export function crop(url: string | null, what: string, more: { loaded?: () => void; failed?: () => void; reason?: string | null } = {}): TemplateResult {
    if (!url) return html`<p class="crop none">${t('noCrop')}</p>`;
    const failed = (event: Event): void => {
        (event.target as HTMLElement).closest('.crop')?.classList.add('failed');
        more.failed?.();
    };
    return html`<div class="crop"><img src=${withReason(cropUrl(url), more.reason ?? null)} alt=${t('cropOf', what)} draggable="false" decoding="sync" @load=${more.loaded} @error=${failed} />
        <p class="crop-failed">${t('cropFailed')}</p></div>`;
}
