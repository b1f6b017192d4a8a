/** The best plan that a search finds within a region, with the bound that is proven for all plans in it. */
import { randomStream } from '../units/random.ts';
import { BranchAndBound } from './branch-and-bound.ts';
import { type ColumnGeneration, LARGE_ROWS, type Relaxation } from './column-generation.ts';
import { dive } from './dive.ts';
import type { Incumbent } from './incumbent.ts';
import type { Multipliers } from './lagrangian-bound.ts';
import { searchNeighbourhoods } from './neighbourhood-search.ts';
import type { Policy } from './option-pricing.ts';
import type { SearchRegion } from './search-region.ts';
import type { SolveClock } from './solve-clock.ts';
import type { WholePlans } from './whole-plans.ts';

/** How a region is searched, and when its search ends. */
export interface RegionRequest {
  /** Tolerance of the region's bound, and the same as a share of its value. */
  readonly tolerance: number;
  readonly share?: number;
  readonly seed: number;
  /** Neighbourhoods in a row without gain before it gives up. */
  readonly patience: number;
  /** Policies that the search may start from. */
  readonly from?: readonly Policy[];
  /** Of the time left so many seconds are kept for what comes after. Default 0. */
  readonly reserveSeconds?: number;
}

/** What is known of the whole problem, and what searches. */
export interface RegionSearch {
  readonly generation: ColumnGeneration;
  readonly plans: WholePlans;
  readonly clock: SolveClock;
  /** The best multipliers of the whole problem. */
  readonly multipliers: Multipliers | undefined;
}

/** `plan` is absent where nothing was found; `bound` then still holds for all plans of the region. */
export type RegionOutcome =
  | { readonly status: 'solved'; readonly plan: Incumbent | undefined; readonly bound: number }
  | Extract<Relaxation, { status: 'infeasible' | 'failed' }>;

/**
 * Searches a region. In a large problem it starts from `from`: each option does the same where the region lets it, so that there is a plan before there is a
 * bound of the region; the relaxation leaves as much time as that plan took, for one from it.
 */
export function searchRegion(
  { generation, plans, clock, ...known }: RegionSearch,
  given: SearchRegion,
  { tolerance, share, seed, patience, from, reserveSeconds = 0 }: RegionRequest,
): RegionOutcome {
  const region = plans.within(given);
  const large = generation.problem.rowLower.length >= LARGE_ROWS;
  const former = large ? known.multipliers : undefined;
  const begun = clock.now();
  let plan = former && from && plans.repaired(region, former, from);
  const planSeconds = clock.now() - begun;
  const isEnough = () => clock.left() < reserveSeconds;
  const relaxation = generation.relax({
    ...{ region, tolerance },
    ...(share !== undefined && { share }),
    ...(former && { from: former, reserveSeconds: reserveSeconds + planSeconds }),
  });
  if (relaxation.status === 'infeasible' || relaxation.status === 'failed') return relaxation;
  const { bound, multipliers, solution: start } = relaxation;
  if (start && !(large && (clock.isOver() || isEnough()))) {
    const found = large
      ? plans.settle(plans.rounded(start, multipliers, region.masks), { anew: true })?.plan
      : dive(generation, { region, start, rounds: 3 });
    if (found && !(plan && plan.value >= found.value)) plan = found;
  }
  if (plan && generation.problem.options.length > 0 && !isEnough()) {
    const search = searchNeighbourhoods(generation, {
      ...{ region, from: plan, multipliers, patience, clock },
      random: randomStream(seed, 'neighbourhoods'),
      target: bound - 1e-4 * Math.abs(bound),
    });
    for (const found of search) {
      plan = found ?? plan;
      if (isEnough()) break;
    }
  }
  if (!plan) {
    const search = new BranchAndBound(generation, {
      ...{ clock, gap: Number.MAX_VALUE, branchLimit: Number.POSITIVE_INFINITY },
      incumbent: () => plan,
      accept: (incumbent) => {
        plan = incumbent;
      },
    });
    if (search.run(bound, region) === -Infinity) return { status: 'infeasible' };
  }
  return { status: 'solved', plan, bound };
}
