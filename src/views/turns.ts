/** Decisions after today's: where an option turns in some future. */
import type { DecisionReason, PlanFile } from '../domain/plan-file.ts';
import { addQuarters, type Quarter } from '../units/quarter.ts';
import { treeOfPlan } from './plan-tree.ts';

/** Where a decision is taken. */
export interface DecisionPlace {
  readonly node: number;
  readonly quarter: Quarter;
  /** Unconditional. */
  readonly probability: number;
}

/** A later decision with its runner-up at the plan's prices. */
export interface Turn extends DecisionPlace {
  readonly option: string;
  readonly action: string;
  readonly nextBest: string;
  /** What the runner-up is worth less, present value if this future comes; below 0 where it is worth more at these prices. */
  readonly advantageUsd: number;
  readonly proven: boolean;
  readonly reason: DecisionReason;
}

/** A node by its quarter and probability. */
export function placeOf({ tree: of }: PlanFile, node: number): DecisionPlace {
  const tree = treeOfPlan(of);
  return {
    ...{ node, quarter: addQuarters(tree.firstQuarter, tree.depth[node]!) },
    probability: tree.probability[node]!,
  };
}

/** All decisions after today's that have a reason, in the order of the tree. */
export function turnsOf(plan: PlanFile): Turn[] {
  return plan.reasons
    .filter(({ node, alternatives }) => node > 0 && alternatives.length > 1)
    .map((reason): Turn => {
      const { option, node, action, alternatives, proven } = reason;
      const place = placeOf(plan, node);
      const own = alternatives.find((one) => one.action === action)!;
      const next = alternatives.find((one) => one.action !== action)!;
      const advantageUsd = (next.lossUsd - own.lossUsd) / place.probability;
      return { ...place, option, action, nextBest: next.action, advantageUsd, proven, reason };
    })
    .sort((a, b) => a.node - b.node);
}
