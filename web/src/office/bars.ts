// A small plot: one bar for each row, drawn as SVG with attributes alone (the policy allows no inline style), and the same as a table.
// What cannot be seen or has forced colours loses nothing: the table says all of it.
import { html, nothing, svg, type TemplateResult } from 'lit';
import { count } from '../base/language.js';

export interface Bar {
    label: string;
    value: number;
}

const width = 720;
const height = 132;
const ground = 108; // where bars stand
const room = 96; // for the highest

// A round number that is not below: 7 → 10, 23 → 50, 180 → 200.
export function roundUp(value: number): number {
    if (value <= 1) return 1;
    const ten = 10 ** Math.floor(Math.log10(value));
    return [1, 2, 5, 10].map((one) => one * ten).find((one) => one >= value) ?? value;
}

// `every`: so many bars share one label below.
export function bars(title: string, unit: string, all: Bar[], every = 1): TemplateResult {
    const most = roundUp(Math.max(0, ...all.map((one) => one.value)));
    const step = (width - 48) / Math.max(1, all.length);
    const sum = all.reduce((whole, one) => whole + one.value, 0);
    return html`<figure class="plot"><figcaption>${title} <span class="hint">${count(sum)} ${unit}</span></figcaption>
        <svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}: ${all.filter((one) => one.value > 0).map((one) => `${one.label} ${count(one.value)}`).join(', ') || '0'}">
            ${[0, most / 2, most].map((value) => {
                const y = ground - (value / most) * room;
                return svg`<path class="plot-line" d="M44 ${y}H${width}" />${Number.isInteger(value) ? svg`<text class="plot-text" x="38" y=${y + 4} text-anchor="end">${count(value)}</text>` : nothing}`;
            })}
            ${all.map((one, at) => {
                const high = (one.value / most) * room;
                const x = 46 + at * step;
                return svg`<rect class="plot-bar" x=${x + step * 0.12} y=${ground - high} width=${step * 0.76} height=${high}><title>${one.label}: ${count(one.value)}</title></rect>
                    ${at % every === 0 ? svg`<text class="plot-text" x=${x + step / 2} y=${ground + 17} text-anchor="middle">${one.label}</text>` : nothing}`;
            })}
        </svg></figure>`;
}
