/** Builds if need be; throws with the compiler's output when that fails. */
export function build(): void;
