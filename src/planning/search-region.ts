/** Where plans may lie: bounds of rows and variables, and actions that are barred at nodes. */
import type { ArcMask, Policy } from './option-pricing.ts';
import type { PlanningProblem } from './planning-problem.ts';

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
  const own = new Set<number>();
  for (const { option, node, arc, only } of rules) {
    if (!own.has(option)) masks.set(option, new Map(masks.get(option) ?? []));
    own.add(option);
    const mask = masks.get(option) as Map<number, Uint8Array>;
    const before = mask.get(node);
    mask.set(
      node,
      Uint8Array.from(problem.options[option]!.arcTo, (_, other) =>
        (other === arc) === only && (before?.[other] ?? 1) === 1 ? 1 : 0,
      ),
    );
  }
  return { ...region, masks };
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
