/** How the search splits a region in two: on a whole variable, on a resource's level at a node, or on an option's action there. */
import { firstFractional } from './dive.ts';
import { arcShares, meanLevels } from './fractional-policies.ts';
import type { PlanningProblem } from './planning-problem.ts';
import type { AddedRow } from './problem-rows.ts';
import type { MasterSolution, PolicyColumn } from './restricted-master.ts';
import type { SearchRegion } from './search-region.ts';

/** A split of a region in two: a variable or a level below and above a value, or an action taken and not taken. */
export type Branching =
  | { readonly kind: 'variable'; readonly variable: number; readonly value: number }
  | {
      readonly kind: 'level';
      readonly resource: number;
      readonly node: number;
      readonly value: number;
      readonly grain: number;
    }
  | ActionSplit;

/** Whether the option takes that one of its actions at the node, whatever state it is in. */
export interface ActionSplit {
  readonly kind: 'action';
  readonly option: number;
  readonly node: number;
  /** Index into the option's names of actions. */
  readonly action: number;
}

const FRACTION = 1e-6;

/** How many splits of each kind are worth a look: those on levels cost a row each. */
const MOST_LEVELS = 2;
const MOST_ACTIONS = 10;

/**
 * The splits to choose from at a solution, the most promising of each kind first; none when it is a plan: every weight and every whole variable is whole.
 */
export function branchings(
  problem: PlanningProblem,
  grains: Float64Array,
  columns: readonly PolicyColumn[],
  solution: MasterSolution,
): Branching[] {
  const { weights, variables } = solution;
  const variable = firstFractional(problem.integer, variables);
  if (variable >= 0) return [{ kind: 'variable', variable, value: variables[variable]! }];
  return [
    ...best(fractionalLevels(problem, grains, columns, weights), MOST_LEVELS),
    ...actionSplits(problem, columns, solution),
  ];
}

/** The most promising splits on single actions; none where all policies have whole weights. */
export function actionSplits(
  problem: PlanningProblem,
  columns: readonly PolicyColumn[],
  { weights, multipliers }: MasterSolution,
): ActionSplit[] {
  const moved = largestMoves(problem, columns, weights, multipliers.rowPrices);
  return best(fractionalActions(problem, columns, weights, moved), MOST_ACTIONS);
}

/**
 * What an option's policies in use move in the rows, at the rows' prices and without regard to sign; the most of them, `[option]`. A twentieth of a
 * large lease fills as much of a need as the whole of a small one, so that it is worth a split, though it is near a whole number.
 */
function largestMoves(
  problem: PlanningProblem,
  columns: readonly PolicyColumn[],
  weights: Float64Array,
  rowPrices: Float64Array,
): Float64Array {
  const largest = new Float64Array(problem.options.length);
  columns.forEach(({ option, effects: { rows, coefficients } }, c) => {
    if (!(weights[c]! > 0)) return;
    const moved = rows.reduce((sum, row, i) => sum + Math.abs(rowPrices[row]! * coefficients[i]!), 0);
    largest[option] = Math.max(largest[option]!, moved);
  });
  return largest;
}

interface Scored<Split extends Branching = Branching> {
  readonly branching: Split;
  /** Probability of the node × distance from a whole number, for actions × what the option moves. */
  readonly score: number;
}

function best<Split extends Branching>(scored: Scored<Split>[], most: number): Split[] {
  return scored
    .sort((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ branching }) => branching);
}

function fractionalLevels(
  problem: PlanningProblem,
  grains: Float64Array,
  columns: readonly PolicyColumn[],
  weights: Float64Array,
): Scored[] {
  return meanLevels(problem, columns, weights).flatMap((levels, resource) => {
    const grain = grains[resource]!;
    if (grain <= 0) return [];
    return Array.from(levels, (value, node): Scored => {
      const fraction = value / grain - Math.floor(value / grain + FRACTION);
      const score = problem.tree.probability[node]! * Math.min(fraction, 1 - fraction);
      return {
        branching: { kind: 'level', resource, node, value, grain },
        score: fraction > FRACTION ? score : 0,
      };
    }).filter(({ score }) => score > FRACTION);
  });
}

function fractionalActions(
  problem: PlanningProblem,
  columns: readonly PolicyColumn[],
  weights: Float64Array,
  moved: Float64Array,
): Scored<ActionSplit>[] {
  return problem.options.flatMap(({ actionNames, arcAction, arcTo }, option) => {
    const shares = arcShares(problem, option, columns, weights);
    return Array.from(problem.tree.probability, (probability, node) => {
      const byAction = new Float64Array(actionNames.length);
      for (let arc = 0; arc < arcTo.length; arc++)
        byAction[arcAction[arc]!]! += shares[node * arcTo.length + arc]!;
      return Array.from(byAction, (share, action) => ({
        branching: { kind: 'action' as const, option, node, action },
        score: moved[option]! * probability * Math.min(share, 1 - share),
      })).filter((_, action) => byAction[action]! > FRACTION && byAction[action]! < 1 - FRACTION);
    }).flat();
  });
}

/**
 * Of the candidates the split that lowers the bounds of both sides most, as `tried` says (strong branching; Applegate et al. 1995). One with a side
 * whose bound is at most `cutoff` is taken at once. `bound` is that of what is split.
 */
export function strongestSplit<Split, Side extends { readonly bound: number }>(
  candidates: readonly Split[],
  tried: (candidate: Split) => readonly [Side, Side],
  { bound, cutoff }: { readonly bound: number; readonly cutoff: number },
): { readonly on: Split; readonly sides: readonly [Side, Side] } {
  const least = 1e-9 * Math.max(1, Math.abs(bound));
  let best: { on: Split; sides: readonly [Side, Side]; score: number } | undefined;
  for (const on of candidates) {
    const sides = tried(on);
    if (sides.some((side) => side.bound <= cutoff)) return { on, sides };
    const score = sides.reduce((product, side) => product * Math.max(bound - side.bound, least), 1);
    if (!best || score > best.score) best = { on, sides, score };
  }
  return best!;
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
    case 'action':
      return actionSides(problem, region, branching);
  }
}

/** The region in which the option takes the action at the node, and the one in which it does not. */
export function actionSides(
  problem: PlanningProblem,
  region: SearchRegion,
  { option, node, action }: ActionSplit,
): [SearchRegion, SearchRegion] {
  const side = (takes: boolean): SearchRegion => {
    const before = region.masks.get(option);
    const known = before?.get(node);
    const allowed = Uint8Array.from(problem.options[option]!.arcAction, (a, arc) =>
      (a === action) === takes && (known?.[arc] ?? 1) === 1 ? 1 : 0,
    );
    const mask = new Map(before ?? []).set(node, allowed);
    return { ...region, masks: new Map(region.masks).set(option, mask) };
  };
  return [side(true), side(false)];
}

function replaced(values: Float64Array, at: number, value: number): Float64Array {
  const copy = values.slice();
  copy[at] = value;
  return copy;
}
