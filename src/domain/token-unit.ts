/** Which tokens of a request a unit counts. */
export type CountedTokens = 'input' | 'output' | 'total';

/** What `M output tokens` means: a million of them, of the answers. */
export interface TokenUnit {
  readonly tokens: number;
  readonly counts: CountedTokens;
}

const scales: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, bn: 1e9, b: 1e9 };

/**
 * Reads a workload's unit as tokens: `M tokens` (input and output together), `k input tokens`, `bn output tokens`.
 * `undefined` where it does not count tokens.
 */
export function tokenUnit(unit: string): TokenUnit | undefined {
  const match = /^\s*(?:(k|m|bn|b)\s+)?(?:(input|output|total)\s+)?tokens?\s*$/i.exec(unit);
  if (!match) return undefined;
  const [, scale, counts] = match;
  return {
    tokens: scale ? scales[scale.toLowerCase()]! : 1,
    counts: (counts?.toLowerCase() as CountedTokens | undefined) ?? 'total',
  };
}
