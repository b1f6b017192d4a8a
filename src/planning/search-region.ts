/** Where plans may lie: bounds of rows and variables, and actions that are barred at nodes. */
import type { ArcMask, Policy } from './option-pricing.ts';
import type { PlanningProblem } from './planning-problem.ts';
import type { StagedOption } from './staged-option.ts';

/** Bounds by row and by variable, and allowed actions by option: they narrow a problem without making a new one. */
export interface SearchRegion {
  readonly rowLower: Float64Array;
  readonly rowUpper: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** By option index. */
  readonly masks: ReadonlyMap<number, ArcMask>;
}

/** The whole problem, nothing barred. */
export function wholeRegion(problem: PlanningProblem): SearchRegion {
  const { lower, upper } = problem.columns;
  return { rowLower: problem.rowLower, rowUpper: problem.rowUpper, lower, upper, masks: new Map() };
}

/** Whether policies take only what the masks allow. */
export function holds(policies: readonly Policy[], masks: ReadonlyMap<number, ArcMask>): boolean {
  return [...masks].every(([o, mask]) => [...mask].every(([n, allowed]) => allowed[policies[o]![n]!] === 1));
}

/** An action that an option must take at a node (`only`), or must not. */
export interface ArcRule {
  readonly option: number;
  readonly node: number;
  readonly arc: number;
  readonly only: boolean;
}

/** The region in which the rules hold as well. */
export function narrowed(
  problem: PlanningProblem,
  region: SearchRegion,
  rules: readonly ArcRule[],
): SearchRegion {
  const masks = new Map(region.masks);
  const own = new Map<number, Map<number, Uint8Array>>();
  for (const { option, node, arc, only } of rules) {
    let mask = own.get(option);
    if (!mask) {
      mask = new Map(masks.get(option) ?? []);
      own.set(option, mask);
      masks.set(option, mask);
    }
    const before = mask.get(node);
    mask.set(
      node,
      only
        ? onlyArc(problem.options[option]!, arc, before)
        : withoutArc(problem.options[option]!, arc, before),
    );
  }
  return { ...region, masks };
}

/** Masks of a single arc are made by the thousand in a dive: each is made once per option. */
const singles = new WeakMap<StagedOption, Map<number, Uint8Array>>();
const settled = new WeakSet<Uint8Array>();

function onlyArc(option: StagedOption, arc: number, before: Uint8Array | undefined): Uint8Array {
  if (before?.[arc] === 0) return new Uint8Array(option.arcTo.length);
  const known = singles.get(option) ?? new Map<number, Uint8Array>();
  singles.set(option, known);
  let mask = known.get(arc);
  if (!mask) {
    mask = new Uint8Array(option.arcTo.length);
    mask[arc] = 1;
    known.set(arc, mask);
    settled.add(mask);
  }
  return mask;
}

function withoutArc(option: StagedOption, arc: number, before: Uint8Array | undefined): Uint8Array {
  const mask = before ? before.slice() : new Uint8Array(option.arcTo.length).fill(1);
  mask[arc] = 0;
  return mask;
}

/** Whether rules leave a single arc at every one of `nodes` nodes. */
export function isSettled(mask: ArcMask, nodes: number): boolean {
  if (mask.size < nodes) return false;
  for (const allowed of mask.values()) if (!settled.has(allowed)) return false;
  return true;
}

/** The region in which every option keeps its policy at the nodes that `keeps` names. */
export function keeping(
  problem: PlanningProblem,
  region: SearchRegion,
  policies: readonly Policy[],
  keeps: (option: number, node: number) => boolean,
): SearchRegion {
  const rules = policies.flatMap((policy, option) =>
    Array.from(policy, (arc, node): ArcRule => ({ option, node, arc, only: true })).filter(({ node }) =>
      keeps(option, node),
    ),
  );
  return narrowed(problem, region, rules);
}
