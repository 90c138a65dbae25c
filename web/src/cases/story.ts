// A case's way and history as people follow it: steps that have a name, without the joints of the drawing.
interface Step {
    element?: string | null;
    name?: string | null;
}
interface Event extends Step {
    event?: string;
}

// Gateways that nobody named carry their id as a name: these are lines of the drawing, no steps of the work.
export const hasName = (step: Step): boolean => !step.element || (!!step.name && step.name !== step.element);

export const stepName = (step: Step): string => (hasName(step) ? (step.name ?? '') : '');

const isCancelled = (event: Event): boolean => event.event === 'element-cancelled';

// What stands where a case ended is taken off the drawing: nothing was cancelled.
export function story<E extends Event>(file: { history: E[]; status: string }): E[] {
    const named = file.history.filter(hasName);
    if (file.status !== 'completed') return named;
    const lastEntered = file.history.map((one) => one.event).lastIndexOf('element-entered');
    const end = file.history[lastEntered]?.element;
    return named.filter((one) => !(isCancelled(one) && one.element === end && file.history.indexOf(one) > lastEntered));
}

// Where it is: by names, where there are any.
export function whereNow<S extends Step>(at: S[]): S[] {
    const named = at.filter(hasName);
    return named.length > 0 ? named : at.slice(0, 1);
}
