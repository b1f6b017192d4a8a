/** How the search splits a region in two: on a whole variable, on a resource's level at a node, or on an option's action there. */
import { firstFractional } from './dive.ts';
import { arcShares, meanLevels } from './fractional-policies.ts';
import type { PlanningProblem } from './planning-problem.ts';
import type { AddedRow } from './problem-rows.ts';
import type { MasterSolution, PolicyColumn } from './restricted-master.ts';
import type { SearchRegion } from './search-region.ts';
import type { StagedOption } from './staged-option.ts';

export type Branching =
  | { readonly kind: 'variable'; readonly variable: number; readonly value: number }
  | {
      readonly kind: 'level';
      readonly resource: number;
      readonly node: number;
      readonly value: number;
      readonly grain: number;
    }
  /** Whether the option's action at the node is one of `arcs` (1 per arc), shape `[arc]`. */
  | { readonly kind: 'actions'; readonly option: number; readonly node: number; readonly arcs: Uint8Array };

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
  { weights, variables }: MasterSolution,
): Branching[] {
  const variable = firstFractional(problem.integer, variables);
  if (variable >= 0) return [{ kind: 'variable', variable, value: variables[variable]! }];
  return [
    ...best(fractionalLevels(problem, grains, columns, weights), MOST_LEVELS),
    ...best(fractionalActions(problem, columns, weights), MOST_ACTIONS),
  ];
}

interface Scored {
  readonly branching: Branching;
  /** Probability of the node × distance from a whole number. */
  readonly score: number;
}

function best(scored: Scored[], most: number): Branching[] {
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

/** Per option and node: single arcs, and whether the option has got as far as a state ("in stage s or later"). Splits with equal shares are one. */
function fractionalActions(
  problem: PlanningProblem,
  columns: readonly PolicyColumn[],
  weights: Float64Array,
): Scored[] {
  return problem.options.flatMap((packed, option) => {
    const arcs = packed.arcTo.length;
    const shares = arcShares(problem, option, columns, weights);
    const sets = arcSets(packed);
    return Array.from(problem.tree.probability, (probability, node) => {
      const own = shares.subarray(node * arcs, (node + 1) * arcs);
      if (own.every((share) => share < FRACTION || share > 1 - FRACTION)) return [];
      const distinct = new Map<string, Scored>();
      for (const set of sets) {
        const share = own.reduce((sum, value, arc) => sum + value * set[arc]!, 0);
        if (share < FRACTION || share > 1 - FRACTION) continue;
        const key = own.reduce((text, value, arc) => text + (value > FRACTION ? set[arc]! : ''), '');
        if (distinct.has(key)) continue;
        distinct.set(key, {
          branching: { kind: 'actions', option, node, arcs: set },
          score: probability * Math.min(share, 1 - share),
        });
      }
      return [...distinct.values()];
    }).flat();
  });
}

const known = new WeakMap<StagedOption, readonly Uint8Array[]>();

/** Arcs that lead to a state or beyond, per state; then each arc alone. */
function arcSets(option: StagedOption): readonly Uint8Array[] {
  const before = known.get(option);
  if (before) return before;
  const { arcStart, arcTo, stateNames } = option;
  const beyond = stateNames.map((_, state) => {
    const reached = new Uint8Array(stateNames.length);
    const queue = [state];
    for (let s = queue.pop(); s !== undefined; s = queue.pop()) {
      if (reached[s] === 1) continue;
      reached[s] = 1;
      for (let arc = arcStart[s]!; arc < arcStart[s + 1]!; arc++) queue.push(arcTo[arc]!);
    }
    return Uint8Array.from(arcTo, (to) => reached[to]!);
  });
  const single = Array.from(arcTo, (_, arc) =>
    Uint8Array.from(arcTo, (__, other) => (other === arc ? 1 : 0)),
  );
  const sets = [...beyond, ...single];
  known.set(option, sets);
  return sets;
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
    case 'actions': {
      const only = masked(problem, region, branching, (arc) => branching.arcs[arc] === 1);
      const never = masked(problem, region, branching, (arc) => branching.arcs[arc] === 0);
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
