/**
 * Solves a planning problem: relaxation and bound by column generation, plans by diving and local search, and branching
 * where a gap remains.
 */
import type { LpSolver } from '../lp/lp-solver.ts';
import { randomStream } from '../units/random.ts';
import { type Branching, chooseBranching, levelRow, splitRegion } from './branching.ts';
import { ColumnGeneration } from './column-generation.ts';
import { dive } from './dive.ts';
import { meanLevels } from './fractional-policies.ts';
import type { Incumbent } from './incumbent.ts';
import { type Multipliers, type SearchRegion, wholeRegion } from './lagrangian-bound.ts';
import { levelGrains } from './level-grain.ts';
import { searchNeighbourhoods } from './neighbourhood-search.ts';
import type { PlanningProblem } from './planning-problem.ts';
import { paddedRegion, withRows } from './problem-rows.ts';
import { roundingCuts } from './rounding-cuts.ts';
import type { SolveClock } from './solve-clock.ts';

export interface SolveOptions {
  readonly clock: SolveClock;
  /** Stop once bound − value is at most this (in units of the objective), or 1e-9 of the value. Default 0. */
  readonly gap?: number;
  /** Seed of the local search. */
  readonly seed?: number;
  /** Neighbourhoods in a row without gain before the local search gives up. Default 12. */
  readonly patience?: number;
  /** Most branching nodes; default unlimited. */
  readonly branchLimit?: number;
  /** Known plans to start from. */
  readonly start?: readonly Incumbent['policies'][];
}

/** How a solve ended. `solved`: the gap asked for is proven. `stopped`: time, interruption or branch limit; the gap is what it says. */
export type ProblemSolution =
  | {
      readonly status: 'solved' | 'stopped';
      readonly incumbent: Incumbent;
      /** Proven upper bound on every plan. */
      readonly bound: number;
      /** Multipliers of the unbranched problem, over its own rows, and the bound that they alone prove (≥ `bound`). */
      readonly multipliers: Multipliers;
      readonly rootBound: number;
      readonly branches: number;
      readonly rounds: number;
    }
  | { readonly status: 'infeasible' }
  /** Stopped before any plan was found. */
  | { readonly status: 'none-found'; readonly bound: number }
  | { readonly status: 'failed'; readonly detail: string };

interface OpenRegion {
  readonly region: SearchRegion;
  readonly bound: number;
}

/** Solves `problem` with `solver`; pure but for the solver's memory, which it releases. */
export function solveProblem(
  problem: PlanningProblem,
  solver: LpSolver,
  options: SolveOptions,
): ProblemSolution {
  const generation = new ColumnGeneration(problem, solver, options.clock);
  try {
    return new Search(problem, generation, options).run();
  } finally {
    generation.dispose();
  }
}

class Search {
  readonly #problem: PlanningProblem;
  readonly #generation: ColumnGeneration;
  readonly #options: SolveOptions;
  readonly #grains: Float64Array;
  readonly #levelRows = new Map<string, number>();
  #best: Incumbent | undefined;
  #branches = 0;

  constructor(problem: PlanningProblem, generation: ColumnGeneration, options: SolveOptions) {
    this.#problem = problem;
    this.#generation = generation;
    this.#options = options;
    this.#grains = levelGrains(problem);
  }

  run(): ProblemSolution {
    const root = this.#generation.relax({
      region: wholeRegion(this.#problem),
      tolerance: this.#tolerance(0),
    });
    if (root.status === 'infeasible' || root.status === 'failed') return root;
    const { multipliers, bound: rootBound } = root;
    if (root.solution) this.#heuristics(root.solution, rootBound);
    const bound = root.status === 'stopped' ? rootBound : this.#branchAndBound(rootBound);
    const rootOnly = { multipliers, rootBound };
    if (!this.#best) return bound === -Infinity ? { status: 'infeasible' } : { status: 'none-found', bound };
    return this.#report(
      bound - this.#best.value <= this.#tolerance(this.#best.value) ? 'solved' : 'stopped',
      Math.max(bound, this.#best.value),
      rootOnly,
    );
  }

  #report(
    status: 'solved' | 'stopped',
    bound: number,
    root: { multipliers: Multipliers; rootBound: number },
  ): ProblemSolution {
    return {
      status,
      incumbent: this.#best!,
      bound,
      ...root,
      branches: this.#branches,
      rounds: this.#generation.rounds,
    };
  }

  /** What still counts as no gap. */
  #tolerance(value: number): number {
    return Math.max(this.#options.gap ?? 0, Number.isFinite(value) ? 1e-9 * Math.max(1, Math.abs(value)) : 0);
  }

  #accept(candidate: Incumbent | undefined, bound: number): void {
    if (!candidate || (this.#best && candidate.value <= this.#best.value)) return;
    this.#best = candidate;
    this.#options.clock.report({ value: candidate.value, bound });
  }

  #heuristics(start: Parameters<typeof dive>[1]['start'], bound: number): void {
    const region = wholeRegion(this.#problem);
    this.#accept(dive(this.#generation, { region, start, rounds: 3 }), bound);
    if (!this.#best || this.#problem.options.length === 0) return;
    const found = searchNeighbourhoods(this.#generation, {
      region,
      from: this.#best,
      random: randomStream(this.#options.seed ?? 1, 'neighbourhoods'),
      clock: this.#options.clock,
      target: bound - this.#tolerance(bound),
      patience: this.#options.patience ?? 12,
      onImproved: (incumbent) => this.#accept(incumbent, bound),
    });
    this.#accept(found, bound);
  }

  /** Best-first search; returns the bound that remains: the best of the open and the closed regions. */
  #branchAndBound(rootBound: number): number {
    const limit = this.#options.branchLimit ?? Infinity;
    let open: OpenRegion[] = [{ region: wholeRegion(this.#problem), bound: rootBound }];
    let closed = -Infinity;
    for (;;) {
      const value = this.#best?.value ?? -Infinity;
      for (const { bound } of open)
        if (bound - value <= this.#tolerance(value)) closed = Math.max(closed, bound);
      open = open
        .filter(({ bound }) => bound - value > this.#tolerance(value))
        .sort((a, b) => b.bound - a.bound);
      const [node, ...others] = open;
      if (!node) return Math.max(closed, value);
      const most = Math.max(closed, node.bound);
      if (most - value <= this.#tolerance(value) || this.#options.clock.isOver() || this.#branches >= limit)
        return most;
      const expanded = this.#expand(node);
      if (expanded === 'stopped') return most;
      closed = Math.max(closed, expanded.closed);
      open = [...others, ...expanded.open];
    }
  }

  /** Works a region off: to sides that stay open, or to a bound with which it is closed. */
  #expand(node: OpenRegion): { open: OpenRegion[]; closed: number } | 'stopped' {
    this.#branches += 1;
    const generation = this.#generation;
    for (let cutRounds = 0; ; cutRounds++) {
      const region = paddedRegion(node.region, generation.problem);
      const value = this.#best?.value ?? -Infinity;
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
      this.#accept(dive(generation, { region, start: solution, rounds: 1 }), bound);
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
}
