/**
 * Plans of a large portfolio whose time is limited, before anything that takes long: retreat, and what is best for each option at prices near retreat's.
 *
 * A limit of a few seconds does not do for the coarse start, nor one of any length for what cannot be cut short once it has begun; how long the operations of
 * retreat take tells how long all else will.
 */
import type { Incumbent } from '../incumbent.ts';
import type { PlanningSession } from '../planning-session.ts';
import type { CompiledPortfolio } from '../portfolio/compile-portfolio.ts';
import type { SolveClock } from '../solve-clock.ts';
import { retreatPolicies } from './baselines.ts';

/**
 * What takes how many times as long as retreat's operations. Measured on the flagship: fitting those of another plan 1.3 to 2.5, the coarse start with the plan
 * that it leads to 7.
 */
const FIT = 2.5;
const COARSE = 8;

/** What is known early, and what there is time for. */
export interface EarlyPlans {
  /** Retreat with its best operations; nothing where it breaks a rule. */
  readonly retreat: Incumbent | undefined;
  /** Seconds that the operations of a plan take at most, as far as is known. */
  readonly fitSeconds: number;
  /** Whether the time left does for the coarse start. */
  readonly isTimeForCoarse: boolean;
}

/** Finds retreat and, where there is time for it but not for a coarse start, a better plan, each with a bound: they are the session's. */
export function earlyPlans(
  compiled: CompiledPortfolio,
  session: PlanningSession,
  clock: SolveClock,
): EarlyPlans {
  const begun = clock.now();
  session.adoptNear(retreatPolicies(compiled));
  const seconds = clock.now() - begun;
  const retreat = session.best;
  const isTimeFor = (times: number) => clock.left() >= times * seconds;
  if (retreat && isTimeFor(FIT) && !isTimeFor(COARSE))
    session.adoptNear(session.pricers.map((pricer) => pricer.policy()));
  return { retreat, fitSeconds: FIT * seconds, isTimeForCoarse: !retreat || isTimeFor(COARSE) };
}
