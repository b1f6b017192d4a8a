/** Branch and bound over regions of a planning problem, best bound first, with rounding cuts. */
import { type Branching, chooseBranching, levelRow, splitRegion } from './branching.ts';
import type { ColumnGeneration } from './column-generation.ts';
import { dive } from './dive.ts';
import { meanLevels } from './fractional-policies.ts';
import type { Incumbent } from './incumbent.ts';
import { type SearchRegion, wholeRegion } from './lagrangian-bound.ts';
import { levelGrains } from './level-grain.ts';
import { paddedRegion, withRows } from './problem-rows.ts';
import { roundingCuts } from './rounding-cuts.ts';
import type { SolveClock } from './solve-clock.ts';

export interface BranchOptions {
  readonly clock: SolveClock;
  /** Gap, in units of the objective, at which the search ends. */
  readonly gap: number;
  /** Most regions to work off. */
  readonly branchLimit: number;
  readonly incumbent: () => Incumbent | undefined;
  readonly accept: (incumbent: Incumbent) => void;
}

interface OpenRegion {
  readonly region: SearchRegion;
  readonly bound: number;
}

/** What still counts as no gap at a value. */
export function gapTolerance(gap: number, value: number): number {
  return Math.max(gap, Number.isFinite(value) ? 1e-9 * Math.max(1, Math.abs(value)) : 0);
}

export class BranchAndBound {
  branches = 0;
  readonly #generation: ColumnGeneration;
  readonly #options: BranchOptions;
  readonly #grains: Float64Array;
  readonly #levelRows = new Map<string, number>();

  constructor(generation: ColumnGeneration, options: BranchOptions) {
    this.#generation = generation;
    this.#options = options;
    this.#grains = levelGrains(generation.problem);
  }

  /** Best-first search; returns the bound that remains: the best of the open and the closed regions. */
  run(rootBound: number): number {
    const limit = this.#options.branchLimit;
    let open: OpenRegion[] = [{ region: wholeRegion(this.#generation.problem), bound: rootBound }];
    let closed = -Infinity;
    for (;;) {
      const value = this.#value();
      for (const { bound } of open)
        if (bound - value <= this.#tolerance(value)) closed = Math.max(closed, bound);
      open = open
        .filter(({ bound }) => bound - value > this.#tolerance(value))
        .sort((a, b) => b.bound - a.bound);
      const [node, ...others] = open;
      if (!node) return Math.max(closed, value);
      const most = Math.max(closed, node.bound);
      if (most - value <= this.#tolerance(value) || this.#options.clock.isOver() || this.branches >= limit)
        return most;
      const expanded = this.#expand(node);
      if (expanded === 'stopped') return most;
      closed = Math.max(closed, expanded.closed);
      open = [...others, ...expanded.open];
    }
  }

  /** Works a region off: to sides that stay open, or to a bound with which it is closed. */
  #expand(node: OpenRegion): { open: OpenRegion[]; closed: number } | 'stopped' {
    this.branches += 1;
    const generation = this.#generation;
    for (let cutRounds = 0; ; cutRounds++) {
      const region = paddedRegion(node.region, generation.problem);
      const value = this.#value();
      const relaxed = generation.relax({
        region,
        tolerance: 1e-9 * Math.max(1, Math.abs(node.bound)),
        cutoff: value + this.#tolerance(value),
      });
      if (relaxed.status === 'failed') throw new Error(relaxed.detail);
      if (relaxed.status === 'infeasible') return { open: [], closed: -Infinity };
      const bound = Math.min(node.bound, relaxed.bound);
      if (relaxed.status === 'cut-off') return { open: [], closed: bound };
      if (relaxed.status === 'stopped' || !relaxed.solution) return 'stopped';
      const { solution } = relaxed;
      const { columns } = generation.master;
      if (cutRounds < 12) {
        const levels = meanLevels(generation.problem, columns, solution.weights);
        const cuts = roundingCuts(
          generation.problem,
          this.#grains,
          solution.variables,
          (k, n) => levels[k]![n]!,
        );
        if (cuts.length > 0) {
          generation.extend(withRows(generation.problem, cuts));
          continue;
        }
      }
      const branching = chooseBranching(generation.problem, this.#grains, columns, solution);
      const found = dive(generation, { region, start: solution, rounds: 1 });
      if (found) this.#options.accept(found);
      if (!branching) return { open: [], closed: bound };
      return {
        open: this.#split(region, branching).map((side) => ({ region: side, bound })),
        closed: -Infinity,
      };
    }
  }

  #split(region: SearchRegion, branching: Branching): SearchRegion[] {
    const generation = this.#generation;
    if (branching.kind !== 'level') return splitRegion(generation.problem, region, branching, -1);
    const key = `${branching.resource}:${branching.node}`;
    if (!this.#levelRows.has(key)) {
      this.#levelRows.set(key, generation.problem.rowLower.length);
      generation.extend(withRows(generation.problem, [levelRow(generation.problem, branching)]));
    }
    return splitRegion(
      generation.problem,
      paddedRegion(region, generation.problem),
      branching,
      this.#levelRows.get(key)!,
    );
  }

  #value(): number {
    return this.#options.incumbent()?.value ?? -Infinity;
  }

  #tolerance(value: number): number {
    return gapTolerance(this.#options.gap, value);
  }
}
