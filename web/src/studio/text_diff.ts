// The lines in which two texts differ, for a person who decides: what is gone and what is new, with a line around them.
export interface DiffLine {
    sign: '-' | '+' | ' ' | '…';
    text: string;
    line: number; // in the later text; of what is gone, where it stood
}

const mostCells = 9_000_000; // lines by lines; beyond that everything between the first and the last change is told

export function textDiff(before: string, after: string): DiffLine[] {
    const [a, b] = [before.split('\n'), after.split('\n')];
    let start = 0;
    while (start < a.length && start < b.length && a[start] === b[start]) start++;
    let end = 0;
    while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
    const [old, now] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
    const lines = now.length * old.length > mostCells ? [...old.map((text): DiffLine => ({ sign: '-', text, line: start + 1 })), ...now.map((text, n): DiffLine => ({ sign: '+', text, line: start + n + 1 }))] : between(old, now, start);
    return around(lines, b, start, b.length - end);
}

// The longest common lines stay, what lies between them is gone or new.
function between(old: string[], now: string[], start: number): DiffLine[] {
    const width = now.length + 1;
    const common = new Uint16Array((old.length + 1) * width);
    const at = (i: number, j: number): number => common[i * width + j] as number;
    for (let i = old.length - 1; i >= 0; i--) for (let j = now.length - 1; j >= 0; j--) common[i * width + j] = old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    const lines: DiffLine[] = [];
    let i = 0;
    let j = 0;
    while (i < old.length || j < now.length) {
        const line = start + j + 1;
        if (i < old.length && j < now.length && old[i] === now[j]) {
            lines.push({ sign: ' ', text: now[j++] as string, line });
            i++;
        } else if (i < old.length && (j >= now.length || at(i + 1, j) >= at(i, j + 1))) lines.push({ sign: '-', text: old[i++] as string, line });
        else lines.push({ sign: '+', text: now[j++] as string, line });
    }
    return lines;
}

// One line before and behind each change; longer equal stretches are left out.
function around(lines: DiffLine[], after: string[], start: number, end: number): DiffLine[] {
    if (!lines.some((one) => one.sign !== ' ')) return [];
    const whole: DiffLine[] = [...(start > 0 ? [{ sign: ' ' as const, text: after[start - 1] as string, line: start }] : []), ...lines, ...(end < after.length ? [{ sign: ' ' as const, text: after[end] as string, line: end + 1 }] : [])];
    const changed = (index: number): boolean => whole[index] !== undefined && whole[index].sign !== ' ';
    return whole.flatMap((one, index): DiffLine[] => {
        if (changed(index - 1) || changed(index) || changed(index + 1)) return [one];
        const first = changed(index - 2);
        return first ? [{ sign: '…', text: '', line: one.line }] : [];
    });
}
