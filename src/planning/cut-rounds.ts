/** Rounding cuts in a relaxation: added until it violates none, or until they gain next to nothing. */
import { type ColumnGeneration, LARGE_ROWS } from './column-generation.ts';
import { RowBook } from './combined-row.ts';
import { CutSearch } from './cut-search.ts';
import { withRows } from './problem-rows.ts';
import type { MasterSolution } from './restricted-master.ts';
import { cutRow } from './rounding-cuts.ts';
import { wholeRegion } from './search-region.ts';

/** Most rounds of cuts on the whole problem. */
const MOST_ROUNDS = 20;
/** Rounds in a row that gain less than this share of the bound end the search. */
const LEAST_GAIN = 1e-4;
const MOST_IDLE = 2;

/** Makes cuts for the relaxations of one problem. */
export class CutRounds {
  readonly #generation: ColumnGeneration;
  readonly #book: RowBook;

  constructor(generation: ColumnGeneration) {
    this.#generation = generation;
    this.#book = new RowBook(generation.problem);
  }

  /** Adds the cuts that a solution violates; whether there were any. */
  cut(solution: MasterSolution): boolean {
    const { problem, master } = this.#generation;
    const cuts = new CutSearch(problem, this.#book, master.columns, solution).cuts();
    const rows = cuts.flatMap((cut) => cutRow(problem, this.#book, cut) ?? []);
    if (rows.length === 0) return false;
    this.#generation.extend(withRows(problem, rows));
    return true;
  }

  /** Cuts the whole problem from a solution on; the bound that is left, with the last solution. */
  tighten(
    from: MasterSolution,
    bound: number,
    tolerance: number,
  ): { bound: number; solution?: MasterSolution } {
    const generation = this.#generation;
    if (generation.problem.rowLower.length >= LARGE_ROWS) return { bound, solution: from };
    let known: { bound: number; solution: MasterSolution } = { bound, solution: from };
    for (let [round, idle] = [0, 0]; round < MOST_ROUNDS && idle < MOST_IDLE; round++) {
      if (!this.cut(known.solution)) return known;
      const relaxed = generation.relax({ region: wholeRegion(generation.problem), tolerance, isWhole: true });
      if (relaxed.status === 'infeasible') return { bound: -Infinity };
      if (relaxed.status === 'failed') return known;
      const left = Math.min(known.bound, relaxed.bound);
      if (!relaxed.solution) return { ...known, bound: left };
      idle = known.bound - left <= LEAST_GAIN * Math.abs(left) ? idle + 1 : 0;
      known = { bound: left, solution: relaxed.solution };
    }
    return known;
  }
}
