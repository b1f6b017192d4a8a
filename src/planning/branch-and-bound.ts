/** Branch and bound over regions of a planning problem, best bound first, with rounding cuts. */
import { fixArcs } from './arc-fixing.ts';
import { type Branching, branchings, levelRow, splitRegion, strongestSplit } from './branching.ts';
import type { ColumnGeneration } from './column-generation.ts';
import { CutRounds } from './cut-rounds.ts';
import { dive } from './dive.ts';
import type { Incumbent } from './incumbent.ts';
import { levelGrains } from './level-grain.ts';
import { paddedRegion, withRows } from './problem-rows.ts';
import { type SearchRegion, wholeRegion } from './search-region.ts';
import type { SolveClock } from './solve-clock.ts';

/** Where the search ends, and where plans come from and go to. */
export interface BranchOptions {
  readonly clock: SolveClock;
  /** Gap, in units of the objective, at which the search ends. */
  readonly gap: number;
  /** Most regions to work off. */
  readonly branchLimit: number;
  readonly incumbent: () => Incumbent | undefined;
  readonly accept: (incumbent: Incumbent) => void;
}

/** Rounds of fixing and cutting before a region is split: many at the root, where all regions profit, few below. */
const ROOT_TIGHTENINGS = 12;
const LATER_TIGHTENINGS = 2;

/** Regions between dives: plans are mostly found at the root and by relaxations that are whole. */
const DIVE_EVERY = 10;

/** Rounds of pricing on each side of a split that is tried. */
const TRIAL_ROUNDS = 3;

interface OpenRegion {
  readonly region: SearchRegion;
  readonly bound: number;
}

/** What became of a region: its sides that stay open, and the bound of all that is closed. */
interface Expansion {
  readonly open: OpenRegion[];
  readonly closed: number;
}

/** What still counts as no gap at a value. */
export function gapTolerance(gap: number, value: number): number {
  return Math.max(gap, Number.isFinite(value) ? 1e-9 * Math.max(1, Math.abs(value)) : 0);
}

/** The search over regions; what it finds goes to the `accept` of its options. */
export class BranchAndBound {
  branches = 0;
  readonly #generation: ColumnGeneration;
  readonly #options: BranchOptions;
  readonly #grains: Float64Array;
  readonly #cuts: CutRounds;
  readonly #levelRows = new Map<string, number>();

  constructor(generation: ColumnGeneration, options: BranchOptions) {
    this.#generation = generation;
    this.#options = options;
    this.#grains = levelGrains(generation.problem);
    this.#cuts = new CutRounds(generation);
  }

  /** Best-first search in the whole problem or a region of it; returns the bound that remains: the best of the open and the closed regions. */
  run(rootBound: number, region: SearchRegion = wholeRegion(this.#generation.problem)): number {
    const limit = this.#options.branchLimit;
    let open: OpenRegion[] = [{ region, bound: rootBound }];
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
  #expand(node: OpenRegion): Expansion | 'stopped' {
    this.branches += 1;
    const generation = this.#generation;
    let { region } = node;
    let closed = -Infinity;
    for (let round = 0; ; round++) {
      region = paddedRegion(region, generation.problem);
      const value = this.#value();
      const tolerance = 1e-9 * Math.max(1, Math.abs(node.bound));
      const relaxed = generation.relax({ region, tolerance, cutoff: value + this.#tolerance(value) });
      if (relaxed.status === 'failed') throw new Error(relaxed.detail);
      if (relaxed.status === 'infeasible') return { open: [], closed };
      const bound = Math.min(node.bound, relaxed.bound);
      if (relaxed.status === 'cut-off') return { open: [], closed: Math.max(closed, bound) };
      if (relaxed.status === 'stopped' || !relaxed.solution) return 'stopped';
      const { solution, multipliers } = relaxed;
      const dives = round === 0 && this.branches % DIVE_EVERY === 1;
      const found = dives ? dive(generation, { region, start: solution, rounds: 1 }) : undefined;
      if (found) this.#options.accept(found);
      const candidates = branchings(generation.problem, this.#grains, generation.master.columns, solution);
      if (candidates.length === 0) {
        const whole = dive(generation, { region, start: solution, rounds: 0 });
        if (whole) this.#options.accept(whole);
        return { open: [], closed: Math.max(closed, bound) };
      }
      if (round < (this.branches === 1 ? ROOT_TIGHTENINGS : LATER_TIGHTENINGS)) {
        const fixed = fixArcs(generation.problem, region, multipliers, generation.pricers, this.#value());
        region = fixed.region;
        if (fixed.barred > 0 || this.#cuts.cut(solution)) continue;
      }
      const split = this.#bestSplit({ region, bound }, candidates);
      closed = Math.max(closed, split.closed);
      const [only, other] = split.open;
      if (!only || other) return { open: split.open, closed };
      // The other side holds nothing better: the search goes on here, as if it had never been open.
      region = only.region;
    }
  }

  /**
   * Of the candidates the split that lowers the bounds of both sides most, judged by a few rounds of pricing in each (strong branching; Applegate et al. 1995). A
   * split with a side that holds nothing better than the plan at hand is taken at once.
   */
  #bestSplit(parent: OpenRegion, candidates: readonly Branching[]): Expansion {
    const value = this.#value();
    const [first, second] = candidates;
    if (!second || value === -Infinity)
      return {
        open: this.#split(parent.region, first!).map((region) => ({ region, bound: parent.bound })),
        closed: -Infinity,
      };
    const cutoff = value + this.#tolerance(value);
    const tried = (candidate: Branching) => {
      const [first, second] = this.#split(parent.region, candidate);
      return [this.#tried(first, parent.bound, cutoff), this.#tried(second, parent.bound, cutoff)] as const;
    };
    const { sides } = strongestSplit(candidates, tried, { bound: parent.bound, cutoff });
    const dropped = sides.flatMap(({ bound }) => (bound <= cutoff ? [bound] : []));
    return { open: sides.filter(({ bound }) => bound > cutoff), closed: Math.max(-Infinity, ...dropped) };
  }

  /** A side of a split with the bound that a few rounds of pricing prove. */
  #tried(side: SearchRegion, before: number, cutoff: number): OpenRegion {
    const region = paddedRegion(side, this.#generation.problem);
    const relaxed = this.#generation.relax({ region, tolerance: 0, cutoff, roundLimit: TRIAL_ROUNDS });
    if (relaxed.status === 'infeasible') return { region, bound: -Infinity };
    return { region, bound: relaxed.status === 'failed' ? before : Math.min(before, relaxed.bound) };
  }

  #split(region: SearchRegion, branching: Branching): [SearchRegion, SearchRegion] {
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
