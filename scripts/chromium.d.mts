export const chromiumPath: string | undefined;
export const chromiumSwitches: readonly string[];
