/**
 * The state-flow form: a planning problem written out in full, for any solver.
 *
 * One variable per option, node, state that can hold there and arc that is allowed there: 1 where the option takes that
 * arc. What flows into a state at a node flows out of it at every child (Eppen and Martin 1987, on a tree); resources and
 * operations enter the problem's own rows. It shares no code with column generation, so that either can judge the other; its
 * linear relaxation has the same value (Dantzig and Wolfe 1960: the flow polytope of one option has whole corners only).
 */
import { childrenOf, leavesOf, nodeCount } from '../demand/scenario-tree.ts';
import { ColumnBuilder, type LinearProgram, RowBuilder } from '../lp/linear-program.ts';
import type { PlanningProblem } from './planning-problem.ts';
import { actionOf, openArcs, type StagedOption } from './staged-option.ts';

/** The program with names for its rows and columns, as MPS and other solvers want them. */
export interface StateFlowProgram {
  /** Its optimum is the problem's value, constant cash included (a column fixed at 1). */
  readonly program: LinearProgram;
  readonly rowNames: readonly string[];
  readonly columnNames: readonly string[];
}

/** Which form is written. */
export interface StateFlowOptions {
  /** Whether actions, and variables that are marked as whole, must be whole; the relaxation otherwise. Default true. */
  readonly integer?: boolean;
}

/** Writes `problem` out. The problem's variables are the first columns, its rows the first rows, in their order. */
export function stateFlowProgram(problem: PlanningProblem, options: StateFlowOptions = {}): StateFlowProgram {
  const writer = new StateFlowWriter(problem);
  writer.addOperations();
  problem.options.forEach((option, o) => {
    writer.addOption(option, o);
  });
  return writer.pack(options.integer ?? true);
}

/** Columns that actions take in the state-flow form, counted without writing it: one per option, node, state that can hold there and arc that is open. */
export function stateFlowActions(problem: PlanningProblem): number {
  const children = childrenOf(problem.tree);
  let count = 0;
  for (const option of problem.options) {
    for (const [n, states] of statesByNode(problem, option, children).entries())
      for (const s of states) count += openArcs(option, s, n).length;
  }
  return count;
}

type Entries = [row: number, coefficient: number][];

class StateFlowWriter {
  readonly #problem: PlanningProblem;
  readonly #children: readonly (readonly number[])[];
  readonly #rows = new RowBuilder();
  readonly #columns = new ColumnBuilder();
  readonly #columnNames: string[] = [];
  readonly #integer: number[] = [];
  /** Row of node 0's cumulative cash; −1 without risk aversion, when cash is priced at once. */
  readonly #cashRow: number;

  constructor(problem: PlanningProblem) {
    this.#problem = problem;
    this.#children = childrenOf(problem.tree);
    problem.rowNames.forEach((name, r) => {
      this.#rows.add(name, problem.rowLower[r]!, problem.rowUpper[r]!);
    });
    this.#cashRow = problem.risk.cvarWeight > 0 ? this.#addCashRows() : -1;
  }

  /** The problem's variables, then the constant cash and what risk aversion needs. */
  addOperations(): void {
    const { columns, columnCash, columnNames, integer, constantCash } = this.#problem;
    columnNames.forEach((name, j) => {
      const entries: Entries = [];
      for (let i = columns.starts[j]!; i < columns.starts[j + 1]!; i++)
        entries.push([columns.rows[i]!, columns.coefficients[i]!]);
      const cash: CashAt[] = [];
      for (let i = columnCash.start[j]!; i < columnCash.start[j + 1]!; i++)
        cash.push([columnCash.node[i]!, columnCash.amount[i]!]);
      const [lower, upper] = [columns.lower[j]!, columns.upper[j]!];
      this.#addPriced({ name, lower, upper, entries, integer: integer[j] === 1 }, cash);
    });
    const constant = Array.from(constantCash, (amount, n): CashAt => [n, amount]);
    this.#addPriced({ name: 'constant', lower: 1, upper: 1, entries: [] }, constant);
    if (this.#cashRow >= 0) this.#addRiskVariables();
  }

  /** One row per node and state that can hold there, one column per arc that is allowed there. */
  addOption(option: StagedOption, index: number): void {
    const label = `${index}:${option.id}`;
    const states = statesByNode(this.#problem, option, this.#children);
    const flowRow = states.map(
      (held, n) =>
        new Map(
          held.map((s) => {
            const supply = n === 0 ? 1 : 0;
            return [s, this.#rows.add(`flow ${label} n${n} s${s}`, supply, supply)];
          }),
        ),
    );
    states.forEach((held, n) => {
      for (const s of held) {
        for (const arc of openArcs(option, s, n)) {
          const to = option.arcTo[arc]!;
          const entries: Entries = [[flowRow[n]!.get(s)!, 1]];
          for (const child of this.#children[n]!) entries.push([flowRow[child]!.get(to)!, -1]);
          const cash: CashAt[] = [];
          this.#addEffect(option, option.arcEffect[arc]!, n, entries, cash);
          const terminal = option.terminalEffect[to]!;
          if (this.#children[n]!.length === 0 && terminal >= 0)
            this.#addEffect(option, terminal, n, entries, cash);
          const name = `${label} n${n} s${s} ${actionOf(option, arc)} s${to}`;
          this.#addPriced({ name, lower: 0, upper: 1, entries, integer: true }, cash);
        }
      }
    });
  }

  pack(integer: boolean): StateFlowProgram {
    const rows = this.#rows.pack();
    return {
      program: {
        ...this.#columns.pack(),
        rowLower: rows.lower,
        rowUpper: rows.upper,
        ...(integer && { integer: Uint8Array.from(this.#integer) }),
      },
      rowNames: rows.names,
      columnNames: this.#columnNames,
    };
  }

  /** Adds a column whose cash is priced by node probability or, with risk aversion, enters the nodes' cash rows. */
  #addPriced(column: FlowColumn, cash: readonly CashAt[]): void {
    const { probability } = this.#problem.tree;
    let profit = 0;
    for (const [n, amount] of cash) {
      if (this.#cashRow >= 0) column.entries.push([this.#cashRow + n, -amount]);
      else profit += probability[n]! * amount;
    }
    this.#add(column, profit);
  }

  #add({ name, lower, upper, entries, integer = false }: FlowColumn, profit: number): void {
    this.#columns.add(profit, lower, upper, entries);
    this.#columnNames.push(name);
    this.#integer.push(integer ? 1 : 0);
  }

  #addEffect(option: StagedOption, effect: number, n: number, entries: Entries, cash: CashAt[]): void {
    for (let i = option.effectStart[effect]!; i < option.effectStart[effect + 1]!; i++) {
      const { target, factor } = option.channels[option.effectChannel[i]!]!;
      const amount = option.effectAmount[i]! * (factor ? factor[n]! : 1);
      if (target === 'cash') {
        cash.push([n, amount]);
        continue;
      }
      const { start, row, coefficient } = this.#problem.resourceRows[target]!;
      for (let k = start[n]!; k < start[n + 1]!; k++) entries.push([row[k]!, amount * coefficient[k]!]);
    }
  }

  /** Row n: cumulative cash at n − that at its parent − cash of all columns at n = 0. */
  #addCashRows(): number {
    const first = this.#rows.count;
    for (let n = 0; n < nodeCount(this.#problem.tree); n++) this.#rows.add(`cash n${n}`, 0, 0);
    return first;
  }

  /** Cumulative cash W per node, value at risk η and shortfall z ≥ η − W per leaf (Rockafellar and Uryasev 2000). */
  #addRiskVariables(): void {
    const { tree, risk } = this.#problem;
    const { cvarWeight, cvarLevel } = risk;
    const leaves = leavesOf(tree);
    const shortfallRow = new Map(
      leaves.map((leaf) => [leaf, this.#rows.add(`shortfall n${leaf}`, 0, Number.POSITIVE_INFINITY)]),
    );
    this.#children.forEach((children, n) => {
      const entries: Entries = [[this.#cashRow + n, 1]];
      for (const child of children) entries.push([this.#cashRow + child, -1]);
      const row = shortfallRow.get(n);
      if (row !== undefined) entries.push([row, 1]);
      const profit = row === undefined ? 0 : (1 - cvarWeight) * tree.probability[n]!;
      this.#add({ name: `total n${n}`, lower: -Infinity, upper: Infinity, entries }, profit);
    });
    const everyLeaf = leaves.map((leaf): [number, number] => [shortfallRow.get(leaf)!, -1]);
    const atRisk = { name: 'value-at-risk', lower: -Infinity, upper: Infinity, entries: everyLeaf };
    this.#add(atRisk, cvarWeight);
    for (const leaf of leaves) {
      const profit = (-cvarWeight * tree.probability[leaf]!) / (1 - cvarLevel);
      const entries: Entries = [[shortfallRow.get(leaf)!, 1]];
      this.#add({ name: `shortfall n${leaf}`, lower: 0, upper: Infinity, entries }, profit);
    }
  }
}

/** A column of the program, by its name in MPS. */
interface FlowColumn {
  readonly name: string;
  readonly lower: number;
  readonly upper: number;
  readonly entries: Entries;
  readonly integer?: boolean;
}

type CashAt = readonly [node: number, amount: number];

/** States that can hold at each node when every arc on the way was allowed where it was taken, ascending, shape `[node][…]`. */
function statesByNode(
  { tree }: PlanningProblem,
  option: StagedOption,
  children: readonly (readonly number[])[],
): number[][] {
  const held: Set<number>[] = children.map(() => new Set());
  held[0]!.add(option.initialState);
  for (let n = 0; n < nodeCount(tree); n++) {
    for (const s of held[n]!) {
      for (const arc of openArcs(option, s, n))
        for (const child of children[n]!) held[child]!.add(option.arcTo[arc]!);
    }
  }
  return held.map((states) => [...states].sort((a, b) => a - b));
}
