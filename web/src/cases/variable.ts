// What somebody wrote as a value of the flow: true, false, null, numbers and JSON are themselves, everything else is text. A
// number that is written as an identifier (007) stays text.
export function variableOf(text: string): unknown {
    const value = text.trim();
    if (/^(true|false|null)$/.test(value)) return JSON.parse(value) as unknown;
    if (/^-?(0|[1-9]\d*)(\.\d+)?$/.test(value) && value.length <= 15) return Number(value);
    if (/^[[{"]/.test(value)) {
        try {
            return JSON.parse(value) as unknown;
        } catch {
            return text; // it only looks like JSON
        }
    }
    return text;
}
