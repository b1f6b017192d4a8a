/** HiGHS compiled to WebAssembly behind the {@link LpSolver} port. */
import loadHighs, { type Highs, type InitOptions, type Model } from 'highs';
import type { ColumnBatch, LinearProgram } from '../../lp/linear-program.ts';
import type { LpBasis, LpModel, LpOutcome, LpSolver, MipOutcome, SolveRequest } from '../../lp/lp-solver.ts';

/** How the solver is found and interrupted. */
export interface HighsOptions {
  /** Asked now and then during a solve; `true` stops it. */
  readonly shouldStop?: () => boolean;
  /** Address of the solver's WebAssembly where it is not beside its script: in browsers. */
  readonly wasmUrl?: string;
}

/** Relative gap of interior points: prices need not be exact for an exact bound. */
const INTERIOR_TOLERANCE = 1e-5;

/** Loads HiGHS. One instance is single-threaded; use one per worker. */
export async function highsSolver(options: HighsOptions = {}): Promise<LpSolver> {
  // The package's types describe its CommonJS shape; as an ES module the import is the function itself.
  const load = loadHighs as unknown as (options?: InitOptions) => Promise<Highs>;
  const { wasmUrl } = options;
  const highs = await load(wasmUrl === undefined ? {} : { locateFile: () => wasmUrl });
  return {
    name: 'HiGHS',
    load: (program) => new HighsModel(highs, program, options.shouldStop),
    solveMip: (program, limits) => solveMip(highs, program, limits, options.shouldStop),
  };
}

class HighsModel implements LpModel {
  readonly #highs: Highs;
  readonly #model: Model;
  readonly #shouldStop: (() => boolean) | undefined;
  #rowCount: number;
  /** Basis of the last solve once columns were added, after which the solver tells it no more. */
  #keptBasis: LpBasis | undefined;

  constructor(highs: Highs, program: LinearProgram, shouldStop: (() => boolean) | undefined) {
    this.#highs = highs;
    this.#shouldStop = shouldStop;
    this.#rowCount = program.rowLower.length;
    this.#model = createModel(highs, program);
  }

  solve(request: SolveRequest): LpOutcome {
    const { modelStatus } = this.#highs.constants;
    try {
      // A basis in the model would keep HiGHS from presolving and from interior points.
      if (request.method === 'dual' || request.method === 'interior-point') this.#model.clearSolver();
      this.#run(request);
    } catch {
      return this.#solveCold(request);
    }
    // After rows were added a warm dual start may end nowhere; a cold start from the same model does not.
    if (this.#model.getModelStatus() === modelStatus.unknown) return this.#solveCold(request);
    return this.#outcome();
  }

  #solveCold(request: SolveRequest): LpOutcome {
    try {
      this.#model.clearSolver();
      this.#run({ ...request, method: 'dual' });
    } catch (failure) {
      return { status: 'failed', detail: failure instanceof Error ? failure.message : String(failure) };
    }
    return this.#outcome();
  }

  #outcome(): LpOutcome {
    const { modelStatus } = this.#highs.constants;
    const status = this.#model.getModelStatus();
    switch (status) {
      case modelStatus.optimal: {
        const solution = this.#model.getSolution();
        return {
          status: 'optimal',
          objective: -this.#model.getObjectiveValue(),
          primal: solution.colValue,
          rowPrices: negated(solution.rowDual),
        };
      }
      case modelStatus.infeasible:
        return { status: 'infeasible' };
      case modelStatus.unbounded:
      case modelStatus.unboundedOrInfeasible:
        return { status: 'unbounded' };
      case modelStatus.timeLimit:
      case modelStatus.interrupted:
      case modelStatus.iterationLimit:
        return { status: 'stopped' };
      default:
        return { status: 'failed', detail: `HiGHS model status ${status}` };
    }
  }

  #run({ method, timeLimitSeconds }: SolveRequest): void {
    this.#keptBasis = undefined;
    this.#model.options.set({
      output_flag: false,
      solver: method === 'interior-point' ? 'ipm' : 'simplex',
      run_crossover: 'off',
      ipm_optimality_tolerance: INTERIOR_TOLERANCE,
      simplex_strategy: method === 'primal' ? 4 : 1,
      presolve: method === 'dual' || method === 'interior-point' ? 'on' : 'off',
      time_limit: timeLimitSeconds === undefined ? 1e9 : this.#model.getRunTime() + timeLimitSeconds,
    });
    const shouldStop = this.#shouldStop;
    const { simplexInterrupt, ipmInterrupt } = this.#highs.constants.callbackType;
    const stop = (event: { interrupt(): void }): undefined => {
      if (shouldStop?.()) event.interrupt();
    };
    this.#model.run(shouldStop ? { [simplexInterrupt]: stop, [ipmInterrupt]: stop } : undefined);
  }

  addColumns(columns: ColumnBatch): void {
    const count = columns.profit.length;
    if (count === 0) return;
    const basis = this.basis();
    if (basis) this.#keptBasis = { ...basis, columns: withNonbasic(basis.columns, count) };
    this.#model.addCols({
      cost: negated(columns.profit),
      lower: columns.lower,
      upper: columns.upper,
      matrix: matrixOf(columns, this.#rowCount),
    });
  }

  addRow(lower: number, upper: number, columns: Int32Array, coefficients: Float64Array): void {
    this.#model.addRow(lower, upper, { indices: columns, values: coefficients });
    this.#rowCount += 1;
    this.#keptBasis = undefined;
  }

  setColumnBounds(columns: Int32Array, lower: Float64Array, upper: Float64Array): void {
    if (columns.length > 0) this.#model.changeColsBounds({ kind: 'set', indices: columns }, lower, upper);
  }

  setRowBounds(rows: Int32Array, lower: Float64Array, upper: Float64Array): void {
    if (rows.length > 0) this.#model.changeRowsBounds({ kind: 'set', indices: rows }, lower, upper);
  }

  setProfits(columns: Int32Array, profits: Float64Array): void {
    if (columns.length > 0) this.#model.changeColsCost({ kind: 'set', indices: columns }, negated(profits));
  }

  basis(): LpBasis | undefined {
    if (this.#keptBasis) return this.#keptBasis;
    if (this.#model.info.get('basis_validity') !== this.#highs.constants.basisValidity.valid)
      return undefined;
    const { colStatus, rowStatus } = this.#model.getBasis();
    return { columns: Int32Array.from(colStatus), rows: Int32Array.from(rowStatus) };
  }

  startFrom({ columns, rows }: LpBasis): boolean {
    try {
      // What the solves before have left besides their basis would decide between plans that are equally good.
      this.#model.clearSolver();
      this.#model.setBasis({ colStatus: columns, rowStatus: rows });
      return true;
    } catch {
      return false;
    }
  }

  dispose(): void {
    this.#model.dispose();
  }
}

function createModel(highs: Highs, program: LinearProgram): Model {
  const numCols = program.profit.length;
  const numRows = program.rowLower.length;
  const { variableType } = highs.constants;
  return highs.createModel({
    numCols,
    numRows,
    colCost: negated(program.profit),
    colLower: program.lower,
    colUpper: program.upper,
    rowLower: program.rowLower,
    rowUpper: program.rowUpper,
    matrix: matrixOf(program, numRows),
    ...(program.integer && {
      integrality: Array.from(program.integer, (whole) =>
        whole ? variableType.integer : variableType.continuous,
      ),
    }),
  });
}

function matrixOf(columns: ColumnBatch, numRows: number) {
  const numCols = columns.profit.length;
  return {
    format: 'csc' as const,
    numRows,
    numCols,
    starts: columns.starts,
    indices: columns.rows,
    values: columns.coefficients,
  };
}

function solveMip(
  highs: Highs,
  program: LinearProgram,
  limits: { relativeGap: number; timeLimitSeconds: number },
  shouldStop: (() => boolean) | undefined,
): MipOutcome {
  const model = createModel(highs, program);
  try {
    model.options.set({
      output_flag: false,
      mip_rel_gap: limits.relativeGap,
      mip_abs_gap: 0,
      time_limit: limits.timeLimitSeconds,
    });
    const { callbackType, modelStatus } = highs.constants;
    model.run(
      shouldStop
        ? {
            [callbackType.mipInterrupt]: (event) => {
              if (shouldStop()) event.interrupt();
            },
          }
        : undefined,
    );
    const status = model.getModelStatus();
    if (status === modelStatus.infeasible) return { status: 'infeasible' };
    const objective = -model.getObjectiveValue();
    const bound = -Number(model.info.get('mip_dual_bound'));
    const feasible = Number(model.info.get('primal_solution_status')) === 2;
    if (!feasible) return { status: 'none-found' };
    const primal = model.getSolution().colValue;
    return { status: status === modelStatus.optimal ? 'optimal' : 'feasible', objective, bound, primal };
  } finally {
    model.dispose();
  }
}

/** Statuses with those of columns at their lower bound behind them. */
function withNonbasic(columns: Int32Array, count: number): Int32Array {
  const longer = new Int32Array(columns.length + count);
  longer.set(columns);
  return longer;
}

function negated(values: Float64Array): Float64Array {
  return values.map((value) => -value);
}
