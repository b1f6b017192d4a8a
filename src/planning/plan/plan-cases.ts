/** The cases of a bound as a plan file holds them: as few as prove it, with as few multipliers. */
import type { BoundCase, BoundCases } from '../../domain/plan-file.ts';
import { type Case, unsplit } from '../case-proof.ts';
import { type LagrangianBound, lagrangianBound, type Multipliers } from '../lagrangian-bound.ts';
import type { PlanningSession } from '../planning-session.ts';
import type { CompiledPortfolio } from '../portfolio/compile-portfolio.ts';
import { planMultipliers } from './plan-prices.ts';

/** The cases in the file's form, with what they prove; bounds in units of the objective. */
export interface PlanCases {
  readonly file: BoundCases;
  /** Highest bound of the cases. */
  readonly bound: number;
  /** What no plan that takes an arc at the root can exceed, `[option][arc]`; arcs that no case has are left out. */
  readonly withArc: readonly ReadonlyMap<number, number>[];
}

/** Nothing where the session's bound is not taken apart, or where one vector of multipliers proves as much. */
export function planCases(session: PlanningSession, compiled: CompiledPortfolio): PlanCases | undefined {
  const { problem, pricers, cases, proof } = session;
  if (!cases) return undefined;
  const at = ({ region }: Case, multipliers: Multipliers): LagrangianBound =>
    lagrangianBound(problem, region, multipliers, pricers);
  const own = unsplit(cases).map((leaf) => at(leaf, leaf.multipliers).bound);
  const bound = Math.max(...own);
  if (bound >= proof!.bound) return undefined;
  const withArc = problem.options.map(() => new Map<number, number>());
  const vectors: Multipliers[] = [];
  const written = (one: Case): BoundCase => {
    if (one.split && one.bound > bound) {
      const { on, taken, otherwise } = one.split;
      const { id, actionNames } = problem.options[on.option]!;
      const split = { option: id, node: on.node, action: actionNames[on.action]! };
      return { ...split, taken: written(taken), otherwise: written(otherwise) };
    }
    const isEnough = (multipliers: Multipliers) => at(one, multipliers).bound <= bound;
    const shared = vectors.includes(one.multipliers) ? one.multipliers : vectors.find(isEnough);
    const index = shared ? vectors.indexOf(shared) : vectors.push(one.multipliers) - 1;
    const proven = at(one, vectors[index]!);
    if (proven.bound > -Infinity) raise(withArc, session, one, proven);
    return { multipliers: index };
  };
  const root = written(cases);
  return {
    file: { multipliers: vectors.map((multipliers) => planMultipliers(compiled, multipliers)), root },
    ...{ bound, withArc },
  };
}

/** Counts a case in, whose dynamic programs the pricers hold: it holds plans with these arcs that are worth up to this much. */
function raise(
  withArc: readonly Map<number, number>[],
  { problem, pricers }: PlanningSession,
  { region }: Case,
  { bound, optionValues }: LagrangianBound,
): void {
  for (const [o, option] of problem.options.entries()) {
    const allowed = region.masks.get(o)?.get(0);
    for (const { arc, value } of pricers[o]!.alternatives(0, option.initialState)) {
      if (allowed?.[arc] === 0 || value === -Infinity) continue;
      const most = bound - (optionValues[o]! - value);
      withArc[o]!.set(arc, Math.max(withArc[o]!.get(arc) ?? -Infinity, most));
    }
  }
}
