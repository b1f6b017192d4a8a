/**
 * Diving: fixes the actions of a relaxation one after another, from the root towards the leaves, re-pricing after each step.
 *
 * Once the actions up to a depth are fixed, the subtrees below are independent but for what was fixed, so that one action is fixed
 * in every node of a depth at a time.
 */
import { nodesByDepth } from '../demand/scenario-tree.ts';
import type { ColumnGeneration } from './column-generation.ts';
import { type Incumbent, incumbentOf } from './incumbent.ts';
import type { PlanningProblem } from './planning-problem.ts';
import type { MasterSolution, PolicyColumn } from './restricted-master.ts';
import type { SearchRegion } from './search-region.ts';
import { type ArcRule, narrowed } from './search-region.ts';

/** How far a share of an action or a whole variable may be from a whole number and still count as one. */
const INTEGRALITY = 1e-6;

/** Dead ends at a depth that a dive turns back from before it gives up; one more for each node of the depth, as each may have its own. */
const MOST_DEAD_ENDS = 20;

/** Where a dive starts, and how much it prices on the way. */
export interface DiveRequest {
  readonly region: SearchRegion;
  /** Master solution to start from. */
  readonly start: MasterSolution;
  /** Rounds of pricing after each fixing. */
  readonly rounds: number;
  /** Asked at each step; `true` ends the dive without a plan. */
  readonly isOver?: () => boolean;
}

interface Position {
  readonly region: SearchRegion;
  readonly solution: MasterSolution;
}

/** Dives to a plan; nothing when it runs into rows that cannot be met. */
export function dive(
  generation: ColumnGeneration,
  { region, start, rounds, isOver = () => false }: DiveRequest,
): Incumbent | undefined {
  let position: Position | undefined = { region, solution: start };
  const step = (from: Position, rules: readonly ArcRule[], pricing: number): Position | undefined => {
    const next = narrowed(generation.problem, from.region, rules);
    const solution = generation.reprice({ region: next, from: from.solution.multipliers, rounds: pricing });
    return solution && { region: next, solution };
  };
  for (const nodes of nodesByDepth(generation.problem.tree)) {
    let deadEnds = 0;
    let most = nodes.length;
    for (;;) {
      if (isOver()) return undefined;
      const shares = actionShares(generation, position.solution, nodes);
      const open = leadingActions(shares);
      if (open.length === 0) {
        position = {
          ...position,
          region: narrowed(
            generation.problem,
            position.region,
            shares.filter((s) => s.share > 0.5).map((s) => ({ ...s, only: true })),
          ),
        };
        break;
      }
      const batch = open.slice(0, most);
      const fixed = step(
        position,
        batch.map((action) => ({ ...action, only: true })),
        rounds,
      );
      if (fixed) {
        [position, most] = [fixed, nodes.length];
        continue;
      }
      // One node's action cannot be taken: it is looked for by halves.
      if (batch.length > 1) {
        most = Math.ceil(batch.length / 2);
        continue;
      }
      deadEnds += 1;
      const barred: Position | undefined =
        deadEnds > MOST_DEAD_ENDS + nodes.length
          ? undefined
          : step(
              position,
              batch.map((action) => ({ ...action, only: false })),
              rounds,
            );
      if (!barred) return undefined;
      [position, most] = [barred, nodes.length];
    }
  }
  const whole = roundVariables(generation, position);
  return whole && wholeIncumbent(generation, whole.solution);
}

interface ActionShare {
  readonly option: number;
  readonly node: number;
  readonly arc: number;
  readonly share: number;
}

/** Shares of the actions that the solution takes at the nodes. */
function actionShares(
  { master, problem }: ColumnGeneration,
  { weights }: MasterSolution,
  nodes: readonly number[],
): ActionShare[] {
  const active = activeColumns(problem, master.columns, weights);
  return active.flatMap((columns, option) =>
    nodes.flatMap((node) => {
      const byArc = new Map<number, number>();
      for (const [column, weight] of columns) {
        const arc = column.policy[node]!;
        byArc.set(arc, (byArc.get(arc) ?? 0) + weight);
      }
      return Array.from(byArc, ([arc, share]) => ({ option, node, arc, share }));
    }),
  );
}

/** The fractional action with the largest share of each node; none where all are whole. */
function leadingActions(shares: readonly ActionShare[]): ActionShare[] {
  const leading = new Map<number, ActionShare>();
  for (const action of shares) {
    if (action.share < INTEGRALITY || action.share > 1 - INTEGRALITY) continue;
    if (action.share > (leading.get(action.node)?.share ?? 0)) leading.set(action.node, action);
  }
  return [...leading.values()];
}

function activeColumns(
  problem: PlanningProblem,
  columns: readonly PolicyColumn[],
  weights: Float64Array,
): [PolicyColumn, number][][] {
  const active: [PolicyColumn, number][][] = problem.options.map(() => []);
  columns.forEach((column, c) => {
    if (weights[c]! > 1e-9) active[column.option]!.push([column, weights[c]!]);
  });
  return active;
}

/** Rounds the whole variables one after another, to the nearer side first. */
function roundVariables(generation: ColumnGeneration, from: Position): Position | undefined {
  let position: Position = from;
  const { integer } = generation.problem;
  for (
    let j = firstFractional(integer, from.solution.variables);
    j >= 0;
    j = firstFractional(integer, position.solution.variables)
  ) {
    const sides = nearestThenOther(position.solution.variables[j]!).map((value): Position | undefined => {
      const region = withVariableAt(position.region, j, value);
      const solution = generation.reprice({ region, rounds: 0 });
      return solution && { region, solution };
    });
    const side = sides.find((candidate) => candidate !== undefined);
    if (!side) return undefined;
    position = side;
  }
  return position;
}

/** The incumbent of a master solution whose weights are whole. */
function wholeIncumbent(
  { problem, master }: ColumnGeneration,
  { weights, variables }: MasterSolution,
): Incumbent {
  const policies = activeColumns(problem, master.columns, weights).map((columns) => columns[0]![0].policy);
  return incumbentOf(problem, policies, variables);
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

function withVariableAt(region: SearchRegion, j: number, value: number): SearchRegion {
  const lower = region.lower.slice();
  const upper = region.upper.slice();
  lower[j] = value;
  upper[j] = value;
  return { ...region, lower, upper };
}
