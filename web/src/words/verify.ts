export const verify = {} as const satisfies Record<string, readonly [string, string]>;
