/** The independent judge: HiGHS on the state-flow form, with tolerances tighter than the planner's. */
import loadHighs, { type Highs } from 'highs';
import type { LinearProgram } from '../../src/lp/linear-program.ts';
import type { PlanningProblem } from '../../src/planning/planning-problem.ts';
import { stateFlowProgram } from '../../src/planning/state-flow.ts';

/** `undecided` where the solver says neither. */
export type ExactOutcome =
  | { readonly status: 'optimal'; readonly value: number; readonly primal: Float64Array }
  | { readonly status: 'infeasible' }
  | { readonly status: 'undecided'; readonly detail: string };

/** Solves without any code of the planner but the state-flow form. */
export interface ExactMethod {
  /** Optimum over whole actions. */
  optimum(problem: PlanningProblem): ExactOutcome;
  /** Optimum of the linear relaxation. */
  relaxation(problem: PlanningProblem): ExactOutcome;
  /** Optimum of any program. */
  solve(program: LinearProgram): ExactOutcome;
}

/** Loads a HiGHS of its own. */
export async function exactMethod(): Promise<ExactMethod> {
  const highs = await (loadHighs as unknown as (typeof loadHighs)['default'])();
  return {
    optimum: (problem) => solve(highs, stateFlowProgram(problem).program),
    relaxation: (problem) => solve(highs, stateFlowProgram(problem, { integer: false }).program),
    solve: (program) => solve(highs, program),
  };
}

function solve(highs: Highs, program: LinearProgram): ExactOutcome {
  const [numCols, numRows] = [program.profit.length, program.rowLower.length];
  const { variableType, objectiveSense, modelStatus } = highs.constants;
  const model = highs.createModel({
    numCols,
    numRows,
    sense: objectiveSense.maximize,
    colCost: program.profit,
    colLower: program.lower,
    colUpper: program.upper,
    rowLower: program.rowLower,
    rowUpper: program.rowUpper,
    matrix: {
      format: 'csc',
      numRows,
      numCols,
      starts: program.starts,
      indices: program.rows,
      values: program.coefficients,
    },
    ...(program.integer && {
      integrality: Array.from(program.integer, (whole) =>
        whole ? variableType.integer : variableType.continuous,
      ),
    }),
  });
  try {
    model.options.set({
      output_flag: false,
      mip_rel_gap: 0,
      mip_abs_gap: 1e-9,
      primal_feasibility_tolerance: 1e-9,
      dual_feasibility_tolerance: 1e-9,
      mip_feasibility_tolerance: 1e-9,
      time_limit: 30,
    });
    model.run();
    const status = model.getModelStatus();
    if (status === modelStatus.infeasible) return { status: 'infeasible' };
    if (status !== modelStatus.optimal)
      return { status: 'undecided', detail: `HiGHS model status ${status}` };
    return {
      status: 'optimal',
      value: model.getObjectiveValue(),
      primal: model.getSolution().colValue.slice(),
    };
  } finally {
    model.dispose();
  }
}
