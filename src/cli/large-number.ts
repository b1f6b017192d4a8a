/** Large numbers with a letter for their thousands. */

const sizes = [
  [1e12, ' T'],
  [1e9, ' G'],
  [1e6, ' M'],
  [1e3, ' k'],
] as const;

/** `120 k` for 120,000; numbers below `from` (1,000 by default) as they are. */
export function largeNumber(value: number, write: (value: number) => string, from = 1e3): string {
  const [factor, suffix] = value < from ? [1, ''] : (sizes.find(([size]) => value >= size) ?? [1, '']);
  return `${write(value / factor)}${suffix}`;
}
