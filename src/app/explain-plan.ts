/** Why a plan does what it does: the reasons of today's decisions, and what it does in every future. */
import { pathTo } from '../demand/scenario-tree.ts';
import { nodesByDepth } from '../demand/tree-diagnostics.ts';
import type { DecisionNow, DecisionReason, PlanFile } from '../domain/plan-file.ts';
import { familyOf } from '../report/action-word.ts';
import { quartersOf, treeOfPlan } from '../report/plan-tree.ts';
import { addQuarters, type Quarter } from '../units/quarter.ts';

/** Why an option does what it does today. */
export interface OptionExplanation {
  readonly decision: DecisionNow;
  readonly reason: DecisionReason;
  /** Quarters of the rows that bind it, in the order of `reason.bindingRows`. */
  readonly bindingQuarters: readonly Quarter[];
  readonly quarters: readonly Quarter[];
  /** Per quarter the actions that some future takes, with their probability, the likeliest first. */
  readonly futures: readonly (readonly ActionShare[])[];
}

export interface ActionShare {
  readonly action: string;
  readonly probability: number;
}

/** What is known and done at a node. */
export interface NodeExplanation {
  readonly node: number;
  readonly quarter: Quarter;
  readonly probability: number;
  /** Every series of the tree with its value there and at the root. */
  readonly outlook: readonly { readonly series: string; readonly value: number; readonly root: number }[];
  readonly policy: readonly {
    readonly option: string;
    readonly action: string;
    readonly state: string;
    readonly poweredMw: number;
  }[];
  /** Nodes from the root to it. */
  readonly path: readonly number[];
}

/** The reasons of an option; `undefined` when the plan has no such option. */
export function explainOption(plan: PlanFile, option: string): OptionExplanation | undefined {
  const decision = plan.decisionsNow.find((one) => one.option === option);
  const reason = plan.reasons.find((one) => one.option === option && one.node === 0);
  const policy = plan.policy.find((one) => one.option === option);
  if (!decision || !reason || !policy) return undefined;
  const tree = treeOfPlan(plan.tree);
  return {
    ...{ decision, reason, quarters: quartersOf(tree) },
    bindingQuarters: reason.bindingRows.map(({ node }) => addQuarters(tree.firstQuarter, tree.depth[node]!)),
    futures: nodesByDepth(tree).map((nodes) =>
      sharesOf(nodes.map((n) => [policy.actions[n]!, tree.probability[n]!])),
    ),
  };
}

/** What is known at a node and what every option, or only `option`, does there; `undefined` outside the tree. */
export function explainNode(plan: PlanFile, node: number, option?: string): NodeExplanation | undefined {
  const tree = treeOfPlan(plan.tree);
  if (node >= tree.parent.length) return undefined;
  return {
    ...{ node, quarter: addQuarters(tree.firstQuarter, tree.depth[node]!), path: pathTo(tree, node) },
    probability: tree.probability[node]!,
    outlook: [...tree.values].map(([series, of]) => ({ series, value: of[node]!, root: of[0]! })),
    policy: plan.policy
      .filter((one) => option === undefined || one.option === option)
      .map(({ option: id, actions, states, poweredMw }) => ({
        ...{ option: id, action: actions[node]!, state: states[node]!, poweredMw: poweredMw[node]! },
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
