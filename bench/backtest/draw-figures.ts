/** What many draws say: quantiles of value and of what is kept, and how often each decision comes out. */
import type { Portfolio } from '../../src/domain/portfolio.ts';
import type { Draw } from './draw.ts';
import { groups, groupsOf, wordOf } from './plan-figures.ts';

/** What `docs/backtest.json` holds of the draws. */
export type DrawFigures = ReturnType<typeof drawFigures>;

/** Sums up draws of the assumed values; USD and IT MW by quantile over the draws, shares of draws by option and action. */
export function drawFigures(portfolio: Portfolio, drawn: readonly Draw[]) {
  const group = groupsOf(portfolio);
  const shares = [...group].map(([id, of]) => {
    const tally = new Map<string, number>();
    for (const { first } of drawn) {
      const action = wordOf(first[id]!);
      tally.set(action, (tally.get(action) ?? 0) + 1);
    }
    const ordered = [...tally].sort((a, b) => b[1] - a[1]).map(([action, n]) => [action, n / drawn.length]);
    return { option: id, group: of, shares: Object.fromEntries(ordered) as Record<string, number> };
  });
  return {
    count: drawn.length,
    boundUsd: quantiles(drawn.map(({ boundUsd }) => boundUsd)),
    keptMw: Object.fromEntries(groups.map((of) => [of, quantiles(drawn.map(({ keptMw }) => keptMw[of]))])),
    meanShareOfLeading: Object.fromEntries(
      groups.map((of) => [
        of,
        mean(shares.filter((row) => row.group === of).map((row) => Math.max(...Object.values(row.shares)))),
      ]),
    ),
    shares,
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

function quantiles(values: readonly number[]) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? null;
  return { p10: at(0.1), p50: at(0.5), p90: at(0.9) };
}
