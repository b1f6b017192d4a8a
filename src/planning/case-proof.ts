/**
 * A bound taken apart case by case. Where one vector of multipliers leaves a gap, an option takes an action at a node in one case and does not in
 * the other, and each case has multipliers of its own. Every plan lies in one of the cases, so that the highest of their bounds holds for all
 * (docs/method.md, G6).
 */
import { type ActionSplit, actionSides, actionSplits, strongestSplit } from './branching.ts';
import type { ColumnGeneration, Relaxation } from './column-generation.ts';
import { dive } from './dive.ts';
import type { Incumbent } from './incumbent.ts';
import type { Multipliers } from './lagrangian-bound.ts';
import type { SearchRegion } from './search-region.ts';
import type { SolveClock } from './solve-clock.ts';

/** Plans of a region, with the multipliers that prove most about them; split where that did not suffice. */
export interface Case {
  readonly region: SearchRegion;
  /** At least what any plan of the region is worth, as far as `multipliers` prove it; −Infinity where it holds none. */
  bound: number;
  multipliers: Multipliers;
  split?: { readonly on: ActionSplit; readonly taken: Case; readonly otherwise: Case };
}

/** Where splitting ends, and where plans come from and go to. */
export interface CaseRequest {
  readonly clock: SolveClock;
  /** Gap, in units of the objective, at which nothing is split any more; asked for after each split. */
  readonly gap: () => number;
  /** Most cases to split. */
  readonly limit: number;
  readonly incumbent: () => Incumbent;
  readonly accept: (incumbent: Incumbent) => void;
}

/** Splits that are tried before one is made, and rounds of pricing on each side of them. */
const CANDIDATES = 5;
const TRIAL_ROUNDS = 3;

/** Splits between dives. */
const DIVE_EVERY = 5;

/** Splits the case whose bound is highest until the gap, the limit or the time is reached; yields after each. */
export function* splitCases(
  generation: ColumnGeneration,
  root: Case,
  request: CaseRequest,
): Generator<void, void> {
  const search = new CaseSearch(generation, request);
  const open = unsplit(root);
  while (search.splits < request.limit && !request.clock.isOver()) {
    const next = open.sort((a, b) => a.bound - b.bound).pop();
    if (!next || next.bound <= search.cutoff) return;
    open.push(...search.takeApart(next));
    yield;
  }
}

/** The cases that were not split, each of which has to be proven. */
export function unsplit(root: Case): Case[] {
  return root.split ? [...unsplit(root.split.taken), ...unsplit(root.split.otherwise)] : [root];
}

/** What no plan of any case can exceed. */
export function highestBound(root: Case): number {
  return Math.max(...unsplit(root).map(({ bound }) => bound));
}

class CaseSearch {
  splits = 0;
  readonly #generation: ColumnGeneration;
  readonly #request: CaseRequest;

  constructor(generation: ColumnGeneration, request: CaseRequest) {
    this.#generation = generation;
    this.#request = request;
  }

  /** The bound at which a case counts as closed. */
  get cutoff(): number {
    const { value } = this.#request.incumbent();
    return value + Math.max(this.#request.gap(), 1e-9 * Math.max(1, Math.abs(value)));
  }

  /** Relaxes a case and splits it where it stays open; returns its sides that are open. */
  takeApart(open: Case): Case[] {
    const generation = this.#generation;
    const tolerance = 1e-9 * Math.max(1, Math.abs(open.bound));
    const relaxed = generation.relax({ region: open.region, tolerance, cutoff: this.cutoff });
    this.#learn(open, relaxed);
    if (open.bound <= this.cutoff || !('solution' in relaxed) || !relaxed.solution) return [];
    const { solution: start } = relaxed;
    const splits = actionSplits(generation.problem, generation.master.columns, start).slice(0, CANDIDATES);
    if (splits.length === 0 || this.splits % DIVE_EVERY === 0) {
      const found = dive(generation, { region: open.region, start, rounds: splits.length === 0 ? 0 : 1 });
      if (found) this.#request.accept(found);
    }
    if (splits.length === 0) return [];
    this.splits += 1;
    open.split = this.#bestSplit(open, splits);
    return [open.split.taken, open.split.otherwise].filter(({ bound }) => bound > this.cutoff);
  }

  #bestSplit(parent: Case, candidates: readonly ActionSplit[]): NonNullable<Case['split']> {
    const { bound, multipliers } = parent;
    const tried = (on: ActionSplit) => {
      const [taken, otherwise] = actionSides(this.#generation.problem, parent.region, on);
      const side = (region: SearchRegion) => this.#tried({ region, bound, multipliers });
      return [side(taken), side(otherwise)] as const;
    };
    const { on, sides } = strongestSplit(candidates, tried, { bound, cutoff: this.cutoff });
    return { on, taken: sides[0], otherwise: sides[1] };
  }

  /** A side of a split with what a few rounds of pricing prove. */
  #tried(side: Case): Case {
    const { region } = side;
    const limits = { tolerance: 0, cutoff: this.cutoff, roundLimit: TRIAL_ROUNDS };
    this.#learn(side, this.#generation.relax({ region, ...limits }));
    return side;
  }

  /** Takes over what a relaxation proves about a case. */
  #learn(about: Case, relaxed: Relaxation): void {
    if (relaxed.status === 'failed') return;
    if (relaxed.status !== 'infeasible') {
      if (relaxed.bound < about.bound) {
        about.bound = relaxed.bound;
        about.multipliers = relaxed.multipliers;
      }
      return;
    }
    const { ray } = relaxed;
    // Far enough along a ray of the rows that cannot all be met, the bound is below any value.
    if (ray) {
      const far = (2 * (about.bound - this.cutoff + 1)) / -ray.bound;
      const rowPrices = about.multipliers.rowPrices.map((y, row) => y + far * ray.rowPrices[row]!);
      about.multipliers = { ...about.multipliers, rowPrices };
    }
    about.bound = -Infinity;
  }
}
