// Something a person asked for: done and said, or not done and said why.
import { clearProblems, showDone, showProblem } from './notices.js';
import { words, type Word } from './words.js';

export async function act<T>(call: () => Promise<T>, done?: Word): Promise<T | undefined> {
    try {
        const answer = await call();
        clearProblems();
        if (done) showDone({ ja: words[done][0], en: words[done][1] });
        return answer;
    } catch (problem) {
        showProblem(problem);
        return undefined;
    }
}
