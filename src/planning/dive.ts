/** Diving: fixes the options of a relaxation one after another to policies, re-pricing the others after each step. */
import type { ColumnGeneration } from './column-generation.ts';
import { cashByNode, type Incumbent, objectiveOf } from './incumbent.ts';
import type { SearchRegion } from './lagrangian-bound.ts';
import type { MasterSolution, PolicyColumn } from './restricted-master.ts';

/** How far a weight or a whole variable may be from a whole number and still count as one. */
export const INTEGRALITY = 1e-6;

export interface DiveRequest {
  readonly region: SearchRegion;
  /** Master solution to start from. */
  readonly start: MasterSolution;
  /** Options whose policies are kept: by option index, the policy column. */
  readonly keep?: ReadonlyMap<number, number>;
  /** Rounds of pricing after each fixing. */
  readonly rounds: number;
}

/** Dives to a plan; nothing when it runs into rows that cannot be met. */
export function dive(generation: ColumnGeneration, request: DiveRequest): Incumbent | undefined {
  const { problem, master } = generation;
  const chosen = new Map(request.keep ?? []);
  const failed = new Set<number>();
  const isShut = (column: PolicyColumn, index: number) =>
    failed.has(index) || (chosen.has(column.option) && chosen.get(column.option) !== index);
  let { region } = request;
  let solution: MasterSolution | undefined = request.start;
  while (chosen.size < problem.options.length) {
    const fixed = nextToFix(master.columns, solution.weights, chosen);
    for (const [option, column] of fixed) chosen.set(option, column);
    const next: MasterSolution | undefined = generation.reprice(
      region,
      new Set(chosen.keys()),
      isShut,
      chosen.size === problem.options.length ? 0 : request.rounds,
    );
    if (next) {
      solution = next;
      continue;
    }
    for (const [option, column] of fixed) {
      chosen.delete(option);
      failed.add(column);
    }
    solution =
      failed.size > 2 * problem.options.length
        ? undefined
        : generation.reprice(region, new Set(chosen.keys()), isShut, request.rounds);
    if (!solution) return undefined;
  }
  if (request.keep?.size === problem.options.length) {
    solution = generation.reprice(region, new Set(chosen.keys()), isShut, 0);
    if (!solution) return undefined;
  }
  for (
    let j = firstFractional(problem.integer, solution.variables);
    j >= 0;
    j = firstFractional(problem.integer, solution.variables)
  ) {
    const rounded: readonly [number, number] = nearestThenOther(solution.variables[j]!);
    const tried: { region: SearchRegion; solution: MasterSolution } | undefined = rounded
      .map((value) => fixVariable(region, j, value))
      .map((fixed) => ({
        region: fixed,
        solution: generation.reprice(fixed, new Set(chosen.keys()), isShut, 0),
      }))
      .find(
        (result): result is { region: SearchRegion; solution: MasterSolution } =>
          result.solution !== undefined,
      );
    if (!tried) return undefined;
    ({ region, solution } = tried);
  }
  const policies = problem.options.map((_, o) => master.columns[chosen.get(o)!]!.policy);
  return incumbentOf(generation, policies, solution.variables);
}

/** The incumbent of given policies and operations. */
export function incumbentOf(
  generation: ColumnGeneration,
  policies: Incumbent['policies'],
  variables: Float64Array,
): Incumbent {
  const { problem } = generation;
  return { policies, variables, value: objectiveOf(problem, cashByNode(problem, policies, variables)) };
}

/** The option columns to fix next: all that are whole already, or else the one with the largest weight. */
function nextToFix(
  columns: readonly PolicyColumn[],
  weights: Float64Array,
  chosen: ReadonlyMap<number, number>,
): [option: number, column: number][] {
  const whole: [number, number][] = [];
  let largest = -1;
  weights.forEach((weight, c) => {
    if (chosen.has(columns[c]!.option)) return;
    if (weight > 1 - INTEGRALITY) whole.push([columns[c]!.option, c]);
    else if (largest < 0 || weight > weights[largest]!) largest = c;
  });
  return whole.length > 0 ? whole : [[columns[largest]!.option, largest]];
}

/** The first whole variable with a fractional value, or −1. */
export function firstFractional(integer: Uint8Array, values: Float64Array): number {
  return values.findIndex(
    (value, j) => integer[j] === 1 && Math.abs(value - Math.round(value)) > INTEGRALITY,
  );
}

function nearestThenOther(value: number): readonly [number, number] {
  const [floor, ceiling] = [Math.floor(value), Math.ceil(value)];
  return value - floor < 0.5 ? [floor, ceiling] : [ceiling, floor];
}

function fixVariable(region: SearchRegion, j: number, value: number): SearchRegion {
  const lower = region.lower.slice();
  const upper = region.upper.slice();
  lower[j] = value;
  upper[j] = value;
  return { ...region, lower, upper };
}
