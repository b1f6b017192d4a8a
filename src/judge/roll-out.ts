/** What decisions are worth where all of them are fixed: what serves is chosen anew by one linear program. */
import { ColumnBuilder } from '../lp/linear-program.ts';
import type { LpModel, LpSolver } from '../lp/lp-solver.ts';
import { cashByNode } from '../planning/incumbent.ts';
import { takenByPolicies } from '../planning/policy-effects.ts';
import type { StatedProblem } from './decision-model.ts';
import { type Fixing, fixedAmounts, fixedPolicies } from './decisions.ts';

/**
 * What serves in a stated problem, for any decisions that leave nothing else free: they move the limits of one program, so that each is solved from where the one before ended.
 * Rules that only decisions enter are not asked again: they were kept where the decisions were taken.
 */
export class Service {
  readonly #stated: StatedProblem;
  readonly #model: LpModel | undefined;
  readonly #rows: Int32Array;
  /** Variables that no commitment fixes. */
  readonly #free: Int32Array;
  #isSolved = false;

  constructor(stated: StatedProblem, solver: LpSolver) {
    this.#stated = stated;
    const { columns, rowLower, rowUpper } = stated.problem;
    const { profit, lower, upper, starts, rows, coefficients } = columns;
    const fixed = new Set(stated.commitments.map(({ variable }) => variable));
    this.#free = Int32Array.from(profit.keys()).filter((j) => !fixed.has(j) && upper[j]! > lower[j]!);
    const index = new Int32Array(rowLower.length).fill(-1);
    for (const j of this.#free) for (let i = starts[j]!; i < starts[j + 1]!; i++) index[rows[i]!] = 0;
    this.#rows = Int32Array.from(index.keys()).filter((row) => index[row] === 0);
    this.#rows.forEach((row, i) => {
      index[row] = i;
    });
    const builder = new ColumnBuilder();
    for (const j of this.#free) {
      const entries: [number, number][] = [];
      for (let i = starts[j]!; i < starts[j + 1]!; i++) entries.push([index[rows[i]!]!, coefficients[i]!]);
      builder.add(profit[j]!, lower[j]!, upper[j]!, entries);
    }
    if (this.#free.length === 0) return;
    this.#model = solver.load({
      ...builder.pack(),
      rowLower: Float64Array.from(this.#rows, (row) => rowLower[row]!),
      rowUpper: Float64Array.from(this.#rows, (row) => rowUpper[row]!),
    });
  }

  /** Expected value of a fixing that leaves no step and no amount free, with the best service; `undefined` where a step is not open, or a rule that service could keep cannot be kept. */
  worth(fixing: Fixing): number | undefined {
    const { problem } = this.#stated;
    const policies = fixedPolicies(problem, fixing);
    if (!policies) return undefined;
    const { columns, rowLower, rowUpper, tree } = problem;
    const { starts, rows, coefficients } = columns;
    const variables = fixedAmounts(this.#stated, fixing).columns.lower.slice();
    const taken = takenByPolicies(problem, policies);
    const isFree = new Uint8Array(variables.length);
    for (const j of this.#free) isFree[j] = 1;
    for (const [j, amount] of variables.entries())
      if (isFree[j] === 0 && amount !== 0)
        for (let i = starts[j]!; i < starts[j + 1]!; i++) taken[rows[i]!]! += coefficients[i]! * amount;
    if (this.#model) {
      this.#model.setRowBounds(
        Int32Array.from(this.#rows.keys()),
        Float64Array.from(this.#rows, (row) => rowLower[row]! - taken[row]!),
        Float64Array.from(this.#rows, (row) => rowUpper[row]! - taken[row]!),
      );
      const outcome = this.#model.solve({ method: this.#isSolved ? 'warm-dual' : 'dual' });
      this.#isSolved = outcome.status === 'optimal';
      if (outcome.status !== 'optimal') return undefined;
      this.#free.forEach((j, i) => {
        variables[j] = outcome.primal[i]!;
      });
    }
    return cashByNode(problem, policies, variables).reduce(
      (sum, usd, n) => sum + tree.probability[n]! * usd,
      0,
    );
  }

  dispose(): void {
    this.#model?.dispose();
  }
}
