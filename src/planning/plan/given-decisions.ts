/** Decisions that someone has already taken, as masks of the options: what they bar, and which of them cannot hold. */
import type { ActionName } from '../../domain/plan-file.ts';
import type { Quarter } from '../../units/quarter.ts';
import type { ArcMask, OptionPricer } from '../option-pricing.ts';
import type { CompiledPortfolio } from '../portfolio/compile-portfolio.ts';
import { actionOf } from '../staged-option.ts';

/** An action that an option takes at a node, at some nodes, or in every future at a quarter. */
export interface GivenDecision {
  readonly option: string;
  readonly action: ActionName;
  readonly at:
    | { readonly node: number }
    | { readonly nodes: readonly number[] }
    | { readonly quarter: Quarter };
}

/** Why a decision cannot hold: no such option; no node at that time; or the action is not open there after the decisions before it. */
export interface DecisionFault {
  /** Index into the decisions. */
  readonly decision: number;
  readonly rule: 'unknown-option' | 'unknown-action' | 'outside-horizon' | 'not-open';
  /** First node at which it fails. */
  readonly node?: number;
  /** What could be done there instead (`not-open`), or names that exist. */
  readonly open: readonly string[];
}

/** Nodes at which a decision is taken, in the tree's order. */
export function decisionNodes({ frame }: Pick<CompiledPortfolio, 'frame'>, { at }: GivenDecision): number[] {
  const { tree, quarterOf } = frame;
  return [...tree.parent.keys()].filter((n) =>
    'node' in at ? n === at.node : 'nodes' in at ? at.nodes.includes(n) : quarterOf(n) === at.quarter,
  );
}

/** Masks in which the decisions hold; decisions are taken in the order of time, and each that cannot hold is told and left out. */
export function decisionMasks(
  compiled: CompiledPortfolio,
  pricers: readonly OptionPricer[],
  decisions: readonly GivenDecision[],
): { faults: DecisionFault[]; masks: Map<number, ArcMask> } {
  const { problem, frame } = compiled;
  const faults: DecisionFault[] = [];
  const masks = new Map<number, Map<number, Uint8Array>>();
  const indexOf = new Map(problem.options.map(({ id }, o) => [id, o]));
  const order = decisions
    .map((decision, i) => ({ decision, i, nodes: decisionNodes(compiled, decision) }))
    .sort((a, b) => (frame.tree.depth[a.nodes[0]!] ?? 0) - (frame.tree.depth[b.nodes[0]!] ?? 0) || a.i - b.i);
  for (const { decision, i, nodes } of order) {
    const o = indexOf.get(decision.option);
    if (o === undefined) {
      faults.push({ decision: i, rule: 'unknown-option', open: [...indexOf.keys()] });
      continue;
    }
    const option = problem.options[o]!;
    if (!option.actionNames.includes(decision.action)) {
      faults.push({ decision: i, rule: 'unknown-action', open: option.actionNames });
      continue;
    }
    if (nodes.length === 0) {
      faults.push({ decision: i, rule: 'outside-horizon', open: [] });
      continue;
    }
    const mask = masks.get(o) ?? new Map<number, Uint8Array>();
    masks.set(o, mask);
    const only = Uint8Array.from(option.arcTo, (_, arc) => Number(actionOf(option, arc) === decision.action));
    for (const node of nodes) {
      const open = pricers[o]!.openActions(node, mask);
      if (open.includes(decision.action)) mask.set(node, only);
      else {
        faults.push({ decision: i, rule: 'not-open', node, open });
        break;
      }
    }
  }
  return { faults: faults.sort((a, b) => a.decision - b.decision), masks };
}
