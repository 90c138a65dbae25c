// What a test has begun is ended with it: last to first, every ending, whatever became of the others. (Node's own hooks run first to
// last, and after one that fails none of the rest: folders went before the servers that write into them, and servers were left alive.)
import type { TestContext } from 'node:test';

export type Test = Pick<TestContext, 'after'>;
type End = () => Promise<void> | void;
const known = new WeakMap<Test, End[]>();

export function atEnd(t: Test, end: End): void {
    const ends = known.get(t);
    if (ends) return void ends.push(end);
    const all = [end];
    known.set(t, all);
    t.after(() => endAll(all));
}

// The first problem is the one to be told; what fails after it is often only its consequence.
async function endAll(ends: End[]): Promise<void> {
    const problems: unknown[] = [];
    for (let end = ends.pop(); end; end = ends.pop()) {
        try {
            await end();
        } catch (problem) {
            problems.push(problem);
        }
    }
    if (problems.length > 0) throw problems[0];
}
