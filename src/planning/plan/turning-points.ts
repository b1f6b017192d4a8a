/** The nodes at which an option's policy decides something worth a reason: today, and wherever it changes course or futures part. */
import { childrenOf, type ScenarioTree } from '../../demand/scenario-tree.ts';
import { type Policy, statesUnder } from '../option-pricing.ts';
import type { StagedOption } from '../staged-option.ts';

/** A node, and the state (index into the option's states) in which its ancestors leave the option there. */
export interface TurningPoint {
  readonly node: number;
  readonly state: number;
}

/**
 * The root; and every node with a choice whose action differs from the one at its parent, or from that of a sibling. At all other
 * nodes the policy goes on as before. `hasChoice` says whether more than one action is open.
 */
export function turningPoints(
  option: StagedOption,
  policy: Policy,
  tree: ScenarioTree,
  hasChoice: (node: number, state: number) => boolean,
): TurningPoint[] {
  const states = statesUnder(option, policy, tree);
  const children = childrenOf(tree);
  const actionAt = (n: number) => option.arcAction[policy[n]!]!;
  return Array.from(tree.parent, (parent, node) => ({ parent, node, state: states[node]! }))
    .filter(({ parent, node, state }) => {
      if (parent < 0) return true;
      const turns = actionAt(node) !== actionAt(parent);
      const parts = children[parent]!.some((sibling) => actionAt(sibling) !== actionAt(node));
      return (turns || parts) && hasChoice(node, state);
    })
    .map(({ node, state }) => ({ node, state }));
}
