/** Why a plan does what it does: the reasons of its decisions, today and at later turns, and what it does in every future. */
import { nodesByDepth, pathTo } from '../demand/scenario-tree.ts';
import type { DecisionNow, DecisionReason, PlanFile } from '../domain/plan-file.ts';
import type { Quarter } from '../units/quarter.ts';
import { familyOf } from '../views/action-word.ts';
import { quartersOf, treeOfPlan } from '../views/plan-tree.ts';
import { type DecisionPlace, placeOf, type Turn, turnsOf } from '../views/turns.ts';

/** Why an option does what it does at a node. */
export interface OptionExplanation {
  readonly option: string;
  /** The decision of today; absent where there is nothing to decide now, or at a later node. */
  readonly decision?: DecisionNow;
  readonly name: string;
  readonly itPowerMw: number | null;
  readonly at: DecisionPlace;
  /** The reason of the node or, where the option goes on as before, of the last turn above it. */
  readonly reason: DecisionReason;
  readonly decidedAt: DecisionPlace;
  /** Quarters of the rows that bind it, in the order of `reason.bindingRows`. */
  readonly bindingQuarters: readonly Quarter[];
  readonly quarters: readonly Quarter[];
  /** Per quarter the actions that some future takes, with their probability, the likeliest first. */
  readonly futures: readonly (readonly ActionShare[])[];
  /** Later turns of the option at or below the node. */
  readonly turns: readonly Turn[];
}

/** An action and the probability of the futures that see it. */
export interface ActionShare {
  readonly action: string;
  readonly probability: number;
}

/** What is known and done at a node. */
export interface NodeExplanation extends DecisionPlace {
  /** Every series of the tree with its value there and at the root. */
  readonly outlook: readonly { readonly series: string; readonly value: number; readonly root: number }[];
  readonly policy: readonly {
    readonly option: string;
    readonly name: string;
    readonly action: string;
    readonly state: string;
    readonly poweredMw: number;
    /** The turn that is taken there, if one is. */
    readonly turn?: Turn;
  }[];
  /** Nodes from the root to it. */
  readonly path: readonly number[];
}

/** The reasons of an option at a node, by default today; `undefined` when the plan has no such option or node. */
export function explainOption(plan: PlanFile, option: string, node = 0): OptionExplanation | undefined {
  const policy = plan.policy.find((one) => one.option === option);
  const tree = treeOfPlan(plan.tree);
  if (!policy || node >= tree.parent.length) return undefined;
  const path = pathTo(tree, node);
  const reason = plan.reasons
    .filter((one) => one.option === option && path.includes(one.node))
    .sort((a, b) => b.node - a.node)[0];
  if (!reason) return undefined;
  const known = plan.decisionsNow.find((one) => one.option === option);
  const below = (n: number) => pathTo(tree, n).includes(node);
  return {
    ...{ option, name: policy.name, itPowerMw: known?.itPowerMw ?? null, reason },
    ...(known && node === 0 && { decision: known }),
    ...{ at: placeOf(plan, node), decidedAt: placeOf(plan, reason.node), quarters: quartersOf(tree) },
    bindingQuarters: reason.bindingRows.map(({ node: n }) => placeOf(plan, n).quarter),
    futures: nodesByDepth(tree).map((nodes) =>
      sharesOf(nodes.map((n) => [policy.actions[n]!, tree.probability[n]!])),
    ),
    turns: turnsOf(plan).filter((turn) => turn.option === option && turn.node !== node && below(turn.node)),
  };
}

/** What is known at a node and what every option, or only `option`, does there; `undefined` outside the tree. */
export function explainNode(plan: PlanFile, node: number, option?: string): NodeExplanation | undefined {
  const tree = treeOfPlan(plan.tree);
  if (node >= tree.parent.length) return undefined;
  const turns = new Map(turnsOf(plan).flatMap((turn) => (turn.node === node ? [[turn.option, turn]] : [])));
  return {
    ...{ ...placeOf(plan, node), path: pathTo(tree, node) },
    outlook: [...tree.values].map(([series, of]) => ({ series, value: of[node]!, root: of[0]! })),
    policy: plan.policy
      .filter((one) => option === undefined || one.option === option)
      .map(({ option: id, name, actions, states, poweredMw }) => ({
        ...{ option: id, name, action: actions[node]!, state: states[node]!, poweredMw: poweredMw[node]! },
        ...(turns.has(id) && { turn: turns.get(id)! }),
      })),
  };
}

/** Joint probability per action family, the likeliest first. */
function sharesOf(taken: readonly (readonly [action: string, probability: number])[]): ActionShare[] {
  const shares = new Map<string, number>();
  for (const [action, probability] of taken) {
    const family = familyOf(action);
    shares.set(family, (shares.get(family) ?? 0) + probability);
  }
  return [...shares]
    .map(([action, probability]) => ({ action, probability }))
    .sort((a, b) => b.probability - a.probability);
}
