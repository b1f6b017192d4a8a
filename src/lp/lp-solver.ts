/** The port to a linear-programming solver with a model that stays in memory between solves. */
import type { ColumnBatch, LinearProgram } from './linear-program.ts';

/** `dual`: dual simplex with presolve, for a first solve. `primal`: warm start after columns were added. `warm-dual`: warm start after bounds changed.
 * `interior-point`: anew, without a basis; prices lie amid the optimal ones, which suits column generation, and weights are spread. */
export type LpMethod = 'dual' | 'primal' | 'warm-dual' | 'interior-point';

/** How a program is solved, and when to stop. */
export interface SolveRequest {
  readonly method: LpMethod;
  /** Seconds allowed; none when absent. */
  readonly timeLimitSeconds?: number;
}

/**
 * What a solve ended with. `rowPrices` y satisfy `reducedProfit = profit − y·A`, so y ≥ 0 where a row is tight
 * from above and y ≤ 0 where it is tight from below. A limit-stopped solve is never `optimal`.
 */
export type LpOutcome =
  | {
      readonly status: 'optimal';
      readonly objective: number;
      readonly primal: Float64Array;
      readonly rowPrices: Float64Array;
    }
  | { readonly status: 'infeasible' }
  | { readonly status: 'unbounded' }
  | { readonly status: 'stopped' }
  | { readonly status: 'failed'; readonly detail: string };

/** Outcome of a program with whole columns; `bound` ≥ `objective` always. */
export type MipOutcome =
  | {
      readonly status: 'optimal' | 'feasible';
      readonly objective: number;
      readonly bound: number;
      readonly primal: Float64Array;
    }
  | { readonly status: 'infeasible' | 'none-found' }
  | { readonly status: 'failed'; readonly detail: string };

/** A basis of the simplex method: a status per column and per row, in the solver's own numbers but for `BASIC`. */
export interface LpBasis {
  readonly columns: Int32Array;
  readonly rows: Int32Array;
}

/** Status of a column or row that is in the basis. */
export const BASIC = 1;

/** A program in the solver's memory. Must be disposed of. */
export interface LpModel {
  solve(request: SolveRequest): LpOutcome;
  /** Appends columns; they start at 0 or their nearest bound. */
  addColumns(columns: ColumnBatch): void;
  /** Appends a row over the existing columns. */
  addRow(lower: number, upper: number, columns: Int32Array, coefficients: Float64Array): void;
  /** One lower and upper bound per entry of `columns`; the basis is kept. */
  setColumnBounds(columns: Int32Array, lower: Float64Array, upper: Float64Array): void;
  /** One lower and upper bound per entry of `rows`; the basis is kept. */
  setRowBounds(rows: Int32Array, lower: Float64Array, upper: Float64Array): void;
  /** One objective coefficient per entry of `columns`; the basis is kept. */
  setProfits(columns: Int32Array, profits: Float64Array): void;
  /** The basis of the last solve; nothing when there is none. */
  basis(): LpBasis | undefined;
  /** Starts the next warm solve from a basis, and from nothing else of the solves before; false when the solver refuses it. */
  startFrom(basis: LpBasis): boolean;
  /** Frees the solver's memory; nothing may be asked afterwards. */
  dispose(): void;
}

/** The port to a solver: it is handed programs and gives outcomes. */
export interface LpSolver {
  readonly name: string;
  load(program: LinearProgram): LpModel;
  /** Solves a program with whole columns to `relativeGap`, within `timeLimitSeconds`. */
  solveMip(program: LinearProgram, limits: { relativeGap: number; timeLimitSeconds: number }): MipOutcome;
}
