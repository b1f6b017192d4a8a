/**
 * A planning problem under work: its relaxation, its plans and the search between them. Policies and prices found by
 * one step serve the next, so that a question asked later is answered sooner.
 */
import type { LpSolver } from '../lp/lp-solver.ts';
import { randomStream } from '../units/random.ts';
import { BranchAndBound } from './branch-and-bound.ts';
import { ColumnGeneration, type Relaxation } from './column-generation.ts';
import { dive } from './dive.ts';
import type { Incumbent } from './incumbent.ts';
import type { Multipliers } from './lagrangian-bound.ts';
import { searchNeighbourhoods } from './neighbourhood-search.ts';
import type { PlanningProblem } from './planning-problem.ts';
import { paddedRegion } from './problem-rows.ts';
import { keeping, type SearchRegion, wholeRegion } from './search-region.ts';
import type { SolveClock } from './solve-clock.ts';

export interface ImproveRequest {
  /** Stop once the plan is worth this much. */
  readonly target: number;
  /** Seed of the local search. */
  readonly seed: number;
  /** Neighbourhoods in a row without gain before it gives up. */
  readonly patience: number;
}

export class PlanningSession {
  readonly problem: PlanningProblem;
  readonly #clock: SolveClock;
  readonly #generation: ColumnGeneration;
  #best: Incumbent | undefined;
  #root: Exclude<Relaxation, { status: 'infeasible' | 'failed' }> | undefined;
  #bound = Number.POSITIVE_INFINITY;
  #branches = 0;

  constructor(problem: PlanningProblem, solver: LpSolver, clock: SolveClock) {
    this.problem = problem;
    this.#clock = clock;
    this.#generation = new ColumnGeneration(problem, solver, clock);
  }

  /** The best plan so far. */
  get best(): Incumbent | undefined {
    return this.#best;
  }

  /** Proven upper bound on every plan; Infinity before the first relaxation. */
  get bound(): number {
    return this.#bound;
  }

  /** The relaxation of the whole problem with the multipliers that prove its bound. */
  get root() {
    return this.#root;
  }

  get branches(): number {
    return this.#branches;
  }

  /** Rounds of column generation so far. */
  get rounds(): number {
    return this.#generation.rounds;
  }

  get pricers() {
    return this.#generation.pricers;
  }

  /** Values given policies with the best operations for them; nothing where the rows cannot be met. Counts as a plan unless `region` is given. */
  evaluate(policies: Incumbent['policies'], region?: SearchRegion): Incumbent | undefined {
    this.#generation.master.addPolicies(policies.map((policy, option) => [option, policy] as const));
    const within = keeping(this.problem, this.#within(region), policies, () => true);
    const start = this.#generation.reprice({ region: within, rounds: 0 });
    const found = start && dive(this.#generation, { region: within, start, rounds: 0 });
    if (!region) this.#accept(found);
    return found;
  }

  /** Solves the relaxation of the whole problem to a tolerance and takes its bound. */
  relax(tolerance: number): Relaxation {
    const relaxation = this.#generation.relax({ region: this.#within(), tolerance });
    if (relaxation.status !== 'infeasible' && relaxation.status !== 'failed') {
      this.#root = relaxation;
      this.#bound = Math.min(this.#bound, relaxation.bound);
    }
    return relaxation;
  }

  /** Dives from the relaxation and searches the neighbourhoods of what it finds. */
  improve({ target, seed, patience }: ImproveRequest): void {
    const region = this.#within();
    const start = this.#root?.solution;
    if (start && !this.#clock.isOver()) this.#accept(dive(this.#generation, { region, start, rounds: 3 }));
    const multipliers = this.#root?.multipliers;
    if (!this.#best || !multipliers || this.problem.options.length === 0) return;
    searchNeighbourhoods(this.#generation, {
      region,
      from: this.#best,
      multipliers,
      random: randomStream(seed, 'neighbourhoods'),
      clock: this.#clock,
      target,
      patience,
      onImproved: (incumbent) => this.#accept(incumbent),
    });
  }

  /** The best plan found within `region` that keeps all but the freed options as they are in `from`. */
  reconsider(from: Incumbent, freed: ReadonlySet<number>, region: SearchRegion): Incumbent | undefined {
    const within = keeping(this.problem, this.#within(region), from.policies, (option) => !freed.has(option));
    const multipliers = this.#root?.multipliers;
    const start = this.#generation.reprice({
      region: within,
      ...(multipliers && { from: multipliers }),
      rounds: 4,
    });
    const found = start && dive(this.#generation, { region: within, start, rounds: 1 });
    this.#accept(found);
    return found;
  }

  /** Splits regions until the gap is at most `gap`, or `branchLimit` regions were worked off, or time is up. */
  branch(gap: number, branchLimit: number): void {
    const search = new BranchAndBound(this.#generation, {
      clock: this.#clock,
      gap,
      branchLimit,
      incumbent: () => this.#best,
      accept: (incumbent) => this.#accept(incumbent),
    });
    this.#bound = Math.min(this.#bound, search.run(this.#bound));
    this.#branches += search.branches;
  }

  /** Multipliers that prove that no plan of `region` is worth `value`, with the bound that they give; nothing where the relaxation does not. */
  ruleOut(region: SearchRegion, value: number): { multipliers: Multipliers; bound: number } | undefined {
    const relaxation = this.#generation.relax({ region: this.#within(region), tolerance: 0, cutoff: value });
    if (relaxation.status !== 'cut-off') return undefined;
    return { multipliers: this.#ownRows(relaxation.multipliers), bound: relaxation.bound };
  }

  /** Releases the solver's memory. */
  dispose(): void {
    this.#generation.dispose();
  }

  /** A region of the problem as it stands, with the rows that branching has added. */
  #within(region?: SearchRegion): SearchRegion {
    const { problem } = this.#generation;
    return region ? paddedRegion(region, problem) : wholeRegion(problem);
  }

  /** Multipliers over the rows of the problem as it was stated. */
  #ownRows(multipliers: Multipliers): Multipliers {
    return { ...multipliers, rowPrices: multipliers.rowPrices.slice(0, this.problem.rowLower.length) };
  }

  #accept(candidate: Incumbent | undefined): void {
    if (!candidate || (this.#best && candidate.value <= this.#best.value)) return;
    this.#best = candidate;
    this.#clock.report({ value: candidate.value, bound: this.#bound });
  }
}
