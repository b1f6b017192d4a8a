/** The efficient frontier: expected NPV against CVaR for several weights of CVaR (docs/method.md, J12). */
import type { Portfolio } from '../domain/portfolio.ts';
import type { CaseResult, PlannedCase, PlanningCase } from './planned-cases.ts';

/**
 * Weights of CVaR that are planned where none are named. The last is short of 1, at which a plan may lose in good futures whatever costs no CVaR: the
 * expected value parts plans that are equally safe (as augmentation does; Mavrotas 2009).
 */
export const DEFAULT_WEIGHTS = [0, 0.1, 0.25, 0.5, 0.75, 0.99] as const;

/** The portfolio once per weight of CVaR, λ in [0, 1]. */
export function* frontierCases(portfolio: Portfolio, weights: readonly number[]): Generator<PlanningCase> {
  for (const cvarWeight of weights)
    yield { id: String(cvarWeight), portfolio: { ...portfolio, risk: { ...portfolio.risk, cvarWeight } } };
}

/** A plan of the frontier; USD of present value. */
export interface FrontierPoint {
  readonly cvarWeight: number;
  readonly npvUsd: number;
  readonly cvarUsd: number;
  readonly capexUsd: number;
  readonly gapShareOfStake: number;
  /** Whether another point has as much of both and more of one. */
  readonly dominated: boolean;
  /** Decisions of the first quarter that differ from the point before. */
  readonly changes: readonly { readonly option: string; readonly before: string; readonly now: string }[];
}

/** Points by rising weight; weights without a plan are left out. */
export function frontierOf(results: readonly CaseResult[]): FrontierPoint[] {
  const planned = results
    .filter((one): one is PlannedCase => one.status === 'planned')
    .sort((a, b) => Number(a.id) - Number(b.id));
  return planned.map(({ id, npvUsd, cvarUsd, capexUsd, gapShareOfStake, first }, i) => {
    const before = planned[i - 1]?.first ?? first;
    return {
      ...{ cvarWeight: Number(id), npvUsd, cvarUsd, capexUsd, gapShareOfStake },
      dominated: planned.some(
        (other) =>
          other.npvUsd >= npvUsd &&
          other.cvarUsd >= cvarUsd &&
          (other.npvUsd > npvUsd + 1 || other.cvarUsd > cvarUsd + 1),
      ),
      changes: Object.entries(first).flatMap(([option, now]) =>
        before[option] !== undefined && before[option] !== now
          ? [{ option, before: before[option], now }]
          : [],
      ),
    };
  });
}
