/** What the alternatives to each decision of the root are worth: plans found with them, and proofs that none is as good. */
import type { Incumbent } from '../incumbent.ts';
import type { LagrangianBound, Multipliers } from '../lagrangian-bound.ts';
import type { PlanningProblem } from '../planning-problem.ts';
import type { PlanningSession } from '../planning-session.ts';
import { type SearchRegion, wholeRegion } from '../search-region.ts';
import type { SolveClock } from '../solve-clock.ts';
import { openArcs } from '../staged-option.ts';

/** An alternative that is ruled out by multipliers of its own. */
export interface RuledOut {
  readonly multipliers: Multipliers;
  readonly bound: number;
}

/** Arcs that an option may take at the root. */
function rootArcs({ options }: PlanningProblem, o: number): number[] {
  return openArcs(options[o]!, options[o]!.initialState, 0);
}

/**
 * Best value found with each alternative of the root forced while the other options keep their policies, `[option][arc]`.
 * Better plans that turn up are kept by the session. Stops when time is up.
 */
export function forceAlternatives(
  session: PlanningSession,
  clock: SolveClock,
): Map<number, Map<number, number>> {
  const { problem } = session;
  return new Map(
    problem.options.map((_, o) => {
      const found = new Map<number, number>();
      for (const arc of rootArcs(problem, o)) {
        const from = session.best!;
        if (from.policies[o]![0] === arc || clock.isOver()) continue;
        const forced = session.reconsider(from, new Set([o]), forcedRegion(problem, o, arc));
        if (forced) found.set(arc, forced.value);
      }
      return [o, found];
    }),
  );
}

/** Share of the value below which what one action is worth more than another, at the plan's prices, is not looked into. */
const CONTESTED_SHARE = 1e-4;

/**
 * As {@link forceAlternatives}, where a decision goes against the prices of the proof: for each option whose action is not the one that they hold for
 * best, the value with that one. Prices do not know what rows without room leave no room for.
 */
export function forceContested(
  session: PlanningSession,
  clock: SolveClock,
): Map<number, Map<number, number>> {
  const { problem, best, proof } = session;
  session.price(proof!.multipliers);
  const contested = problem.options.flatMap((option, o) => {
    const open = session.pricers[o]!.alternatives(0, option.initialState);
    const chosen = open.find(({ arc }) => arc === best!.policies[o]![0])!;
    const top = open.reduce((x, y) => (y.value > x.value ? y : x));
    const missed = top.value - chosen.value;
    return missed > CONTESTED_SHARE * Math.abs(best!.value) ? [{ o, arc: top.arc, missed }] : [];
  });
  const found = new Map<number, Map<number, number>>();
  for (const { o, arc } of contested.sort((x, y) => y.missed - x.missed)) {
    if (clock.isOver()) break;
    const forced = session.reconsider(session.best!, new Set([o]), forcedRegion(problem, o, arc));
    if (forced) found.set(o, new Map([[arc, forced.value]]));
  }
  return found;
}

/**
 * Tries to prove each decision of the root (docs/method.md, G3): alternatives that the plan's own prices do not rule out get a
 * relaxation of their own. An option is given up at its first alternative that cannot be ruled out. Shape `[option][arc]`.
 */
export function ruleOutAlternatives(
  session: PlanningSession,
  plan: Incumbent,
  at: LagrangianBound,
  clock: SolveClock,
): Map<number, Map<number, RuledOut>> {
  const { problem } = session;
  const losses = problem.options.map((option, o) =>
    session.pricers[o]!.alternatives(0, option.initialState).map(({ arc, value }) => ({
      arc,
      bound: at.bound - Math.max(0, at.optionValues[o]! - value),
    })),
  );
  return new Map(
    losses.map((alternatives, o) => {
      const ruledOut = new Map<number, RuledOut>();
      const open = alternatives.filter(
        ({ arc, bound }) => arc !== plan.policies[o]![0] && bound >= plan.value,
      );
      for (const { arc } of open.sort((a, b) => b.bound - a.bound)) {
        const proof = clock.isOver()
          ? undefined
          : session.ruleOut(forcedRegion(problem, o, arc), plan.value * (1 - Math.sign(plan.value) * 1e-9));
        if (!proof) return [o, new Map()];
        ruledOut.set(arc, proof);
      }
      return [o, ruledOut];
    }),
  );
}

function forcedRegion(problem: PlanningProblem, o: number, arc: number): SearchRegion {
  const only = Uint8Array.from(problem.options[o]!.arcTo, (_, other) => (other === arc ? 1 : 0));
  return { ...wholeRegion(problem), masks: new Map([[o, new Map([[0, only]])]]) };
}
