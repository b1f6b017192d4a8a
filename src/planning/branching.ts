/** How the search splits a region in two: on a whole variable, on a resource's level at a node, or on an option's action there. */
import { firstFractional } from './dive.ts';
import { arcShares, meanLevels } from './fractional-policies.ts';
import type { PlanningProblem } from './planning-problem.ts';
import type { AddedRow } from './problem-rows.ts';
import type { MasterSolution, PolicyColumn } from './restricted-master.ts';
import type { SearchRegion } from './search-region.ts';

export type Branching =
  | { readonly kind: 'variable'; readonly variable: number; readonly value: number }
  | {
      readonly kind: 'level';
      readonly resource: number;
      readonly node: number;
      readonly value: number;
      readonly grain: number;
    }
  | { readonly kind: 'action'; readonly option: number; readonly node: number; readonly arc: number };

const FRACTION = 1e-6;

/** The split to make at a solution; nothing when it is a plan: every weight and every whole variable is whole. */
export function chooseBranching(
  problem: PlanningProblem,
  grains: Float64Array,
  columns: readonly PolicyColumn[],
  { weights, variables }: MasterSolution,
): Branching | undefined {
  const variable = firstFractional(problem.integer, variables);
  if (variable >= 0) return { kind: 'variable', variable, value: variables[variable]! };
  return fractionalLevel(problem, grains, columns, weights) ?? fractionalAction(problem, columns, weights);
}

function fractionalLevel(
  problem: PlanningProblem,
  grains: Float64Array,
  columns: readonly PolicyColumn[],
  weights: Float64Array,
): Branching | undefined {
  let best: Branching | undefined;
  let bestScore = FRACTION;
  meanLevels(problem, columns, weights).forEach((levels, resource) => {
    const grain = grains[resource]!;
    if (grain <= 0) return;
    levels.forEach((level, node) => {
      const fraction = level / grain - Math.floor(level / grain + FRACTION);
      const score = problem.tree.probability[node]! * Math.min(fraction, 1 - fraction);
      if (fraction > FRACTION && score > bestScore) {
        best = { kind: 'level', resource, node, value: level, grain };
        bestScore = score;
      }
    });
  });
  return best;
}

function fractionalAction(
  problem: PlanningProblem,
  columns: readonly PolicyColumn[],
  weights: Float64Array,
): Branching | undefined {
  let best: Branching | undefined;
  let bestScore = 0;
  problem.options.forEach((packed, option) => {
    const arcs = packed.arcTo.length;
    arcShares(problem, option, columns, weights).forEach((share, at) => {
      if (share < FRACTION || share > 1 - FRACTION) return;
      const node = Math.floor(at / arcs);
      const score = problem.tree.probability[node]! * Math.min(share, 1 - share);
      if (score > bestScore) {
        best = { kind: 'action', option, node, arc: at % arcs };
        bestScore = score;
      }
    });
  });
  return best;
}

/** The row that a split on a level needs, before its two sides bound it. */
export function levelRow(
  problem: PlanningProblem,
  branching: Extract<Branching, { kind: 'level' }>,
): AddedRow {
  return {
    name: `level of ${problem.resourceNames[branching.resource]} at node ${branching.node}`,
    lower: -Infinity,
    upper: Infinity,
    variables: [],
    resources: [[branching.resource, branching.node, 1]],
  };
}

/** The two sides of a split. `row` is the row of {@link levelRow} in the region's problem, where the split is on a level. */
export function splitRegion(
  problem: PlanningProblem,
  region: SearchRegion,
  branching: Branching,
  row: number,
): [SearchRegion, SearchRegion] {
  switch (branching.kind) {
    case 'variable':
      return [
        { ...region, upper: replaced(region.upper, branching.variable, Math.floor(branching.value)) },
        { ...region, lower: replaced(region.lower, branching.variable, Math.ceil(branching.value)) },
      ];
    case 'level': {
      const steps = Math.floor(branching.value / branching.grain);
      return [
        {
          ...region,
          rowUpper: replaced(region.rowUpper, row, Math.min(region.rowUpper[row]!, steps * branching.grain)),
        },
        {
          ...region,
          rowLower: replaced(
            region.rowLower,
            row,
            Math.max(region.rowLower[row]!, (steps + 1) * branching.grain),
          ),
        },
      ];
    }
    case 'action': {
      const only = masked(problem, region, branching, (arc) => arc === branching.arc);
      const never = masked(problem, region, branching, (arc) => arc !== branching.arc);
      return [only, never];
    }
  }
}

function masked(
  problem: PlanningProblem,
  region: SearchRegion,
  { option, node }: { option: number; node: number },
  keeps: (arc: number) => boolean,
): SearchRegion {
  const before = region.masks.get(option);
  const allowed = Uint8Array.from(problem.options[option]!.arcTo, (_, arc) =>
    keeps(arc) && (before?.get(node)?.[arc] ?? 1) === 1 ? 1 : 0,
  );
  const mask = new Map(before ?? []).set(node, allowed);
  return { ...region, masks: new Map(region.masks).set(option, mask) };
}

function replaced(values: Float64Array, at: number, value: number): Float64Array {
  const copy = values.slice();
  copy[at] = value;
  return copy;
}
