/** How far demand or prices would have to move for a decision of the first quarter to change, found by planning again (docs/method.md, J13). */
import type { PlanFile } from '../domain/plan-file.ts';
import type { Portfolio } from '../domain/portfolio.ts';
import type { CaseResult, PlanningCase } from './planned-cases.ts';

/** What is moved, everywhere and by one factor: the demand of all workloads, or all prices that workloads and offers earn. */
export const levers = ['demand', 'price'] as const;

/** A name of {@link levers}. */
export type Lever = (typeof levers)[number];

/** Factors that are tried first; between two that differ the change is halved. */
export const FIRST_FACTORS: readonly number[] = [0.5, 0.7, 0.85, 1.15, 1.3, 1.6, 2];

/** The portfolio with all demand, or all prices of what it sells, times `factor`. */
export function leverCase(portfolio: Portfolio, lever: Lever, factor: number): PlanningCase {
  return {
    id: `${lever} ${factor}`,
    portfolio: lever === 'demand' ? scaledDemand(portfolio, factor) : scaledPrices(portfolio, factor),
  };
}

function scaledDemand(portfolio: Portfolio, factor: number): Portfolio {
  return {
    ...portfolio,
    workloads: portfolio.workloads.map((workload) => {
      const { demand } = workload;
      if ('now' in demand) return { ...workload, demand: { ...demand, now: demand.now * factor } };
      if (!('fan' in demand)) return workload;
      const fan = demand.fan.map(({ quarter, p10, p50, p90 }) => ({
        ...{ quarter, p10: p10 * factor, p50: p50 * factor, p90: p90 * factor },
      }));
      return { ...workload, demand: { ...demand, fan } };
    }),
  };
}

function scaledPrices(portfolio: Portfolio, factor: number): Portfolio {
  return {
    ...portfolio,
    workloads: portfolio.workloads.map((workload) =>
      workload.priceUsdPerUnit === undefined
        ? workload
        : { ...workload, priceUsdPerUnit: workload.priceUsdPerUnit * factor },
    ),
    contracts: portfolio.contracts.map((contract) => ({
      ...contract,
      offers: contract.offers.map((offer) => ({
        ...offer,
        priceUsdPerUnit: offer.priceUsdPerUnit * factor,
      })),
    })),
  };
}

/** The nearest change on one side at which a decision is another. */
export interface LeverFlip {
  readonly option: string;
  readonly lever: Lever;
  /** Change, as a share, up to which the decision was found to hold, and from which it was found to be another. */
  readonly holdsTo: number;
  readonly flipsBy: number;
  readonly action: string;
}

/** Flips that results show, by how near they are. */
export function leverFlips(
  { decisionsNow }: Pick<PlanFile, 'decisionsNow'>,
  results: readonly CaseResult[],
): LeverFlip[] {
  const found: LeverFlip[] = [];
  for (const lever of levers) {
    const tried = firstActions(results, lever);
    for (const { option, action } of decisionsNow) {
      for (const side of [-1, 1]) {
        let holdsTo = 1;
        const away = tried
          .filter(({ factor }) => Math.sign(factor - 1) === side)
          .sort((a, b) => Math.abs(a.factor - 1) - Math.abs(b.factor - 1));
        for (const { factor, first } of away) {
          const now = first[option];
          if (now !== undefined && now !== action) {
            found.push({ option, lever, holdsTo: holdsTo - 1, flipsBy: factor - 1, action: now });
            break;
          }
          holdsTo = factor;
        }
      }
    }
  }
  return found.sort((a, b) => Math.abs(a.flipsBy) - Math.abs(b.flipsBy));
}

/** Factors that halve what is open between holding and flipping, each once. */
export function halvingFactors(flips: readonly LeverFlip[]): { lever: Lever; factor: number }[] {
  const wanted = new Map<string, { lever: Lever; factor: number }>();
  for (const { lever, holdsTo, flipsBy } of flips) {
    if (Math.abs(flipsBy - holdsTo) <= 0.01) continue;
    const factor = 1 + (holdsTo + flipsBy) / 2;
    wanted.set(`${lever} ${factor}`, { lever, factor });
  }
  return [...wanted.values()];
}

function firstActions(results: readonly CaseResult[], lever: Lever) {
  return results.flatMap((one) => {
    const [of, factor] = one.id.split(' ') as [string, string];
    return of === lever && one.status === 'planned' && !one.stopped
      ? [{ factor: Number(factor), first: one.first }]
      : [];
  });
}
