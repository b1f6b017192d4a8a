/**
 * The restricted master's first shape: which rows and columns it has before any policy is in it.
 *
 * Rows: the problem's, then one per option (its policies' weights add up to 1), then, with risk aversion, cash per node
 * and the shortfall below the value at risk per leaf (Rockafellar and Uryasev 2000).
 * Columns: the problem's variables, then the risk variables, then artificial variables on the rows that options
 * enter, so that the program has a solution whatever policies it holds.
 */
import { childrenOf, leavesOf } from '../demand/scenario-tree.ts';
import { ColumnBuilder, type LinearProgram } from '../lp/linear-program.ts';
import type { PlanningProblem } from './planning-problem.ts';

/** The master before any policy, and where its parts lie: the problem's rows and variables come first, in their order. */
export interface MasterLayout {
  readonly program: LinearProgram;
  /** Row of the first option's weights. */
  readonly weightRow: number;
  /** Row of node 0's cash; −1 without risk aversion. */
  readonly cashRow: number;
  /** Row of the first leaf's shortfall; −1 without risk aversion. */
  readonly leafRow: number;
  readonly artificials: readonly number[];
  /** Profits of the risk variables, by column. */
  readonly riskProfits: ReadonlyMap<number, number>;
}

/** Lays out the master. All profits in `program` are those of phase two with artificials at −`penalty`. */
export function layOutMaster(problem: PlanningProblem, penalty: number): MasterLayout {
  const riskAverse = problem.risk.cvarWeight > 0;
  const rows = problem.rowLower.length;
  const nodes = problem.tree.parent.length;
  const leaves = leavesOf(problem.tree);
  const cashRow = riskAverse ? rows + problem.options.length : -1;
  const leafRow = riskAverse ? cashRow + nodes : -1;
  const rowLower = [...problem.rowLower, ...problem.options.map(() => 1)];
  const rowUpper = [...problem.rowUpper, ...problem.options.map(() => 1)];
  const builder = new ColumnBuilder();
  addVariables(builder, problem, cashRow);
  const riskProfits = new Map<number, number>();
  if (riskAverse) {
    rowLower.push(...problem.constantCash, ...leaves.map(() => 0));
    rowUpper.push(...problem.constantCash, ...leaves.map(() => Number.POSITIVE_INFINITY));
    addRiskVariables(builder, problem, { cashRow, leafRow }, riskProfits);
  }
  const artificials = rowsOfOptions(problem).flatMap((row) =>
    artificialsOf(problem, row).map((entry) => builder.add(-penalty, 0, Infinity, [entry])),
  );
  const program = {
    ...builder.pack(),
    rowLower: Float64Array.from(rowLower),
    rowUpper: Float64Array.from(rowUpper),
  };
  return { program, weightRow: rows, cashRow, leafRow, artificials, riskProfits };
}

/** What artificial variables of a row look like: one per finite side. */
function artificialsOf(problem: PlanningProblem, row: number): [number, number][] {
  const entries: [number, number][] = [];
  if (Number.isFinite(problem.rowUpper[row]!)) entries.push([row, -1]);
  if (Number.isFinite(problem.rowLower[row]!)) entries.push([row, 1]);
  return entries;
}

/** Rows that some resource enters, ascending. */
function rowsOfOptions(problem: PlanningProblem): number[] {
  return [...new Set(problem.resourceRows.flatMap((entries) => [...entries.row]))].sort((a, b) => a - b);
}

function addVariables(builder: ColumnBuilder, problem: PlanningProblem, cashRow: number): void {
  const { columns, columnCash } = problem;
  for (let j = 0; j < columns.profit.length; j++) {
    const entries: [number, number][] = [];
    for (let i = columns.starts[j]!; i < columns.starts[j + 1]!; i++)
      entries.push([columns.rows[i]!, columns.coefficients[i]!]);
    if (cashRow >= 0) {
      for (let i = columnCash.start[j]!; i < columnCash.start[j + 1]!; i++) {
        entries.push([cashRow + columnCash.node[i]!, -columnCash.amount[i]!]);
      }
    }
    builder.add(cashRow >= 0 ? 0 : columns.profit[j]!, columns.lower[j]!, columns.upper[j]!, entries);
  }
}

/** Cumulative cash W per node, the value at risk η and the shortfall z per leaf: z ≥ η − W. */
function addRiskVariables(
  builder: ColumnBuilder,
  problem: PlanningProblem,
  { cashRow, leafRow }: { readonly cashRow: number; readonly leafRow: number },
  profits: Map<number, number>,
): void {
  const { tree, risk } = problem;
  const leaves = leavesOf(tree);
  const leafIndex = new Map(leaves.map((leaf, i) => [leaf, i]));
  const add = (profit: number, lower: number, entries: [number, number][]) => {
    profits.set(builder.add(profit, lower, Infinity, entries), profit);
  };
  childrenOf(tree).forEach((children, n) => {
    const entries: [number, number][] = [
      [cashRow + n, 1],
      ...children.map((c): [number, number] => [cashRow + c, -1]),
    ];
    const leaf = leafIndex.get(n);
    if (leaf !== undefined) entries.push([leafRow + leaf, 1]);
    add(leaf === undefined ? 0 : (1 - risk.cvarWeight) * tree.probability[n]!, -Infinity, entries);
  });
  add(
    risk.cvarWeight,
    -Infinity,
    leaves.map((_, i) => [leafRow + i, -1]),
  );
  leaves.forEach((leaf, i) => {
    add((-risk.cvarWeight * tree.probability[leaf]!) / (1 - risk.cvarLevel), 0, [[leafRow + i, 1]]);
  });
}
