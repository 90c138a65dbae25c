export const office = {} as const satisfies Record<string, readonly [string, string]>;
