/**
 * A planning problem: staged options on a scenario tree, coupled by rows to continuous (or whole) operations.
 *
 * Maximise Σ weight(n)·cash(n) over non-anticipative policies of the options and values of the operations'
 * variables, subject to rows `lower ≤ Σ variables + Σ resources at nodes ≤ upper`. This is the public way to state custom
 * problems; the portfolio compiles to the same form.
 */
import { nodeCount, type ScenarioTree } from '../demand/scenario-tree.ts';
import { type ColumnBatch, ColumnBuilder, RowBuilder } from '../lp/linear-program.ts';
import type { EffectTerms } from './effect-terms.ts';
import { type Channel, OptionBuilder, type StagedOption } from './staged-option.ts';

/** Rows that a resource's level at a node enters: entries of node n are `start[n] … start[n+1]`. */
export interface NodeRows {
  readonly start: Int32Array;
  readonly row: Int32Array;
  readonly coefficient: Float64Array;
}

/** Cash of each variable by node: entries of column j are `start[j] … start[j+1]`. */
export interface ColumnCash {
  readonly start: Int32Array;
  readonly node: Int32Array;
  readonly amount: Float64Array;
  /** Heading of the ledger per entry. */
  readonly category: readonly string[];
}

/** Weight on the worst outcomes: (1−λ)·E + λ·CVaR_α. */
export interface RiskMeasure {
  /** λ in [0, 1]. */
  readonly cvarWeight: number;
  /** α in [0, 1): CVaR is the mean of the worst 1 − α. */
  readonly cvarLevel: number;
}

/** Options on a tree, coupled by rows that their resources and the operations' variables enter. Maximises (1−λ)·E + λ·CVaR of the leaf paths' cash (docs/method.md, V1). */
export interface PlanningProblem {
  readonly tree: ScenarioTree;
  readonly risk: RiskMeasure;
  readonly rowNames: readonly string[];
  /** `-Infinity` where a side is open. */
  readonly rowLower: Float64Array;
  readonly rowUpper: Float64Array;
  readonly columnNames: readonly string[];
  /** The operations' variables; `profit` is cash weighted by node probability. Bounds are finite. */
  readonly columns: ColumnBatch;
  readonly columnCash: ColumnCash;
  /** 1 where the variable must be whole. */
  readonly integer: Uint8Array;
  readonly resourceNames: readonly string[];
  /** By resource, in the order of `resourceNames`. */
  readonly resourceRows: readonly NodeRows[];
  readonly options: readonly StagedOption[];
  /** Entries of options in rows that cuts have added; absent before. */
  readonly effectTerms?: ReadonlyMap<StagedOption, EffectTerms>;
  /** Cash per node that no decision changes. */
  readonly constantCash: Float64Array;
  /** The same by heading of the ledger, shape `[heading][node]`. */
  readonly constantLedger: ReadonlyMap<string, Float64Array>;
}

/** A number for every node, or one per node. */
export type PerNode = number | Float64Array | ((node: number) => number);

/** A cash flow; `weight` replaces the node's probability as its weight in the objective. */
export type CashFlow = PerNode | { readonly amount: PerNode; readonly weight: Float64Array };

/** An action that an option may take in a state. Several of one name are told apart by where they are allowed. */
export interface TransitionSpec {
  readonly from: string;
  readonly action: string;
  readonly to: string;
  /** Earned (paid, if negative) in the node where the action is taken. */
  readonly cash?: CashFlow;
  /** Amounts of resources by name, in the node where the action is taken. */
  readonly uses?: Readonly<Record<string, PerNode>>;
  /** Nodes at which the action may be taken; all when absent. */
  readonly allowedAt?: (node: number) => boolean;
}

/** An option as a state machine; every state that can be reached needs an action at every node. */
export interface OptionSpec {
  /** Each once. */
  readonly id: string;
  /** State before the root's action. */
  readonly initial: string;
  readonly transitions: readonly TransitionSpec[];
  /** Earned at a leaf by the state that the leaf's action leads to. */
  readonly terminal?: Readonly<Record<string, CashFlow>>;
}

/** A variable of the operations; its bounds are finite, so that no rounding makes the proven bound infinite. */
export interface VariableSpec {
  readonly name: string;
  /** Default 0. */
  readonly lower?: number;
  readonly upper: number;
  /** Whether it must be whole. Default false. */
  readonly integer?: boolean;
  /** Cash per unit, by node, with its heading in the ledger (`other` when left out). */
  readonly cash?: readonly (readonly [node: number, amount: number, category?: string])[];
  /** As `cash`, but with its own weight: enters the objective as it is. */
  readonly weightedCash?: readonly (readonly [node: number, amount: number])[];
}

/** A row: `lower` ≤ Σ coefficient × (variable, or amount of a resource at a node) ≤ `upper`; a side that is left out is open. */
export interface RowSpec {
  readonly name: string;
  readonly lower?: number;
  readonly upper?: number;
  /** Indices that `addVariable` returned; of one variable several times, the coefficients add up. */
  readonly variables?: readonly (readonly [variable: number, coefficient: number])[];
  readonly resources?: readonly (readonly [resource: string, node: number, coefficient: number])[];
}

/**
 * Builds a {@link PlanningProblem} piece by piece.
 *
 * ```ts
 * const builder = new ProblemBuilder(tree);
 * builder.addResource('capacity');
 * builder.addOption({ id: 'plant', initial: 'none', transitions: [
 *   { from: 'none', action: 'wait', to: 'none' },
 *   { from: 'none', action: 'build', to: 'built', cash: -10, uses: { capacity: 4 } },
 *   { from: 'built', action: 'keep', to: 'built', uses: { capacity: 4 } },
 * ] });
 * const sold = builder.addVariable({ name: 'sold', upper: 4, cash: [[0, 3]] });
 * builder.addRow({ name: 'sold ≤ capacity', upper: 0, variables: [[sold, 1]], resources: [['capacity', 0, -1]] });
 * const solution = solveProblem(builder.build(), solver, { clock: untimed() });
 * solution.status === 'solved' && solution.incumbent.value; // → 2
 * ```
 */
export class ProblemBuilder {
  readonly tree: ScenarioTree;
  readonly #risk: RiskMeasure;
  readonly #rows = new RowBuilder();
  readonly #variables: VariableSpec[] = [];
  readonly #entries: [number, number][][] = [];
  readonly #resources = new Map<string, [node: number, row: number, coefficient: number][]>();
  readonly #options: StagedOption[] = [];
  readonly #constantLedger = new Map<string, Float64Array>();

  constructor(tree: ScenarioTree, risk: RiskMeasure = { cvarWeight: 0, cvarLevel: 0.9 }) {
    this.tree = tree;
    this.#risk = risk;
  }

  /** Declares a resource; returns its index, for {@link Channel} targets. */
  addResource(name: string): number {
    if (!this.#resources.has(name)) this.#resources.set(name, []);
    return [...this.#resources.keys()].indexOf(name);
  }

  resourceIndex(name: string): number {
    const index = [...this.#resources.keys()].indexOf(name);
    if (index < 0) throw new RangeError(`no resource ${name}; declare it with addResource first`);
    return index;
  }

  /** Cash that no decision changes. */
  addConstantCash(node: number, amount: number, category = 'other'): void {
    let booked = this.#constantLedger.get(category);
    if (!booked) {
      booked = new Float64Array(nodeCount(this.tree));
      this.#constantLedger.set(category, booked);
    }
    booked[node]! += amount;
  }

  /** Adds a variable and returns its index. Bounds must be finite: without them no bound on the value exists. */
  addVariable(spec: VariableSpec): number {
    const lower = spec.lower ?? 0;
    if (!Number.isFinite(lower) || !Number.isFinite(spec.upper) || lower > spec.upper) {
      throw new RangeError(
        `variable ${spec.name}: bounds [${lower}, ${spec.upper}] must be finite and ordered`,
      );
    }
    this.#entries.push([]);
    return this.#variables.push(spec) - 1;
  }

  /** Adds a row and returns its index; without bounds it is free. */
  addRow(spec: RowSpec): number {
    const row = this.#rows.add(spec.name, spec.lower ?? -Infinity, spec.upper ?? Infinity);
    for (const [variable, coefficient] of spec.variables ?? [])
      this.#entries[variable]!.push([row, coefficient]);
    for (const [resource, node, coefficient] of spec.resources ?? [])
      this.addResourceEntry(resource, node, row, coefficient);
    return row;
  }

  /** Lets a variable enter a row that exists. */
  addEntry(variable: number, row: number, coefficient: number): void {
    this.#entries[variable]!.push([row, coefficient]);
  }

  /** Lets the level of `resource` at `node` enter a row that exists. */
  addResourceEntry(resource: string, node: number, row: number, coefficient: number): void {
    const rows = this.#resources.get(resource);
    if (!rows) throw new RangeError(`no resource ${resource}; declare it with addResource first`);
    rows.push([node, row, coefficient]);
  }

  /** Adds an option stated by names, or one that is already packed. */
  addOption(spec: OptionSpec | StagedOption): void {
    this.#options.push('arcStart' in spec ? spec : packOption(spec, this));
  }

  build(): PlanningProblem {
    const { probability } = this.tree;
    const builder = new ColumnBuilder();
    const cash = this.#variables.map(({ cash = [], weightedCash }): readonly CashEntry[] =>
      weightedCash
        ? [...cash, ...weightedCash.map(([n, amount]): CashEntry => [n, amount / probability[n]!, 'other'])]
        : cash,
    );
    this.#variables.forEach((variable, j) => {
      let profit = 0;
      for (const [n, amount] of cash[j]!) profit += probability[n]! * amount;
      builder.add(profit, variable.lower ?? 0, variable.upper, this.#entries[j]!);
    });
    const rows = this.#rows.pack();
    return {
      tree: this.tree,
      risk: this.#risk,
      rowNames: rows.names,
      rowLower: rows.lower,
      rowUpper: rows.upper,
      columnNames: this.#variables.map((variable) => variable.name),
      columns: builder.pack(),
      columnCash: packCash(cash),
      integer: Uint8Array.from(this.#variables, (variable) => (variable.integer ? 1 : 0)),
      resourceNames: [...this.#resources.keys()],
      resourceRows: [...this.#resources.values()].map((entries) => packNodeRows(entries, probability.length)),
      options: this.#options,
      constantCash: totalPerNode(this.#constantLedger, probability.length),
      constantLedger: this.#constantLedger,
    };
  }
}

type CashEntry = readonly [node: number, amount: number, category?: string];

function totalPerNode(ledger: ReadonlyMap<string, Float64Array>, nodes: number): Float64Array {
  const total = new Float64Array(nodes);
  for (const booked of ledger.values()) {
    for (let n = 0; n < nodes; n++) total[n]! += booked[n]!;
  }
  return total;
}

function packCash(cash: readonly (readonly CashEntry[])[]): ColumnCash {
  const start = new Int32Array(cash.length + 1);
  cash.forEach((list, j) => {
    start[j + 1] = start[j]! + list.length;
  });
  const count = start[cash.length]!;
  const [node, amount] = [new Int32Array(count), new Float64Array(count)];
  const category: string[] = [];
  let at = 0;
  for (const list of cash) {
    for (const [n, usd, heading = 'other'] of list) {
      node[at] = n;
      amount[at++] = usd;
      category.push(heading);
    }
  }
  return { start, node, amount, category };
}

function packNodeRows(entries: [number, number, number][], nodes: number): NodeRows {
  const sorted = entries.toSorted((a, b) => a[0] - b[0]);
  const start = new Int32Array(nodes + 1);
  for (const [n] of sorted) start[n + 1]! += 1;
  for (let n = 0; n < nodes; n++) start[n + 1]! += start[n]!;
  return {
    start,
    row: Int32Array.from(sorted, ([, row]) => row),
    coefficient: Float64Array.from(sorted, ([, , coefficient]) => coefficient),
  };
}

function packOption(spec: OptionSpec, problem: ProblemBuilder): StagedOption {
  const builder = new OptionBuilder(spec.id);
  const nodes = nodeCount(problem.tree);
  builder.state(spec.initial);
  const term = (
    target: Channel['target'],
    value: PerNode | undefined,
    weight?: Float64Array,
  ): [number, number][] => {
    if (value === undefined) return [];
    if (typeof value === 'number' && !weight) return [[builder.channel({ target }), value]];
    const factor = Float64Array.from(
      { length: nodes },
      (_, n) => perNode(value, n) * (weight ? weight[n]! / problem.tree.probability[n]! : 1),
    );
    return [[builder.channel({ target, factor }), 1]];
  };
  const cashTerm = (flow: CashFlow | undefined) =>
    typeof flow === 'object' && 'weight' in flow
      ? term('cash', flow.amount, flow.weight)
      : term('cash', flow);
  for (const transition of spec.transitions) {
    const used = Object.entries(transition.uses ?? {}).flatMap(([name, amount]) =>
      term(problem.resourceIndex(name), amount),
    );
    const { allowedAt } = transition;
    const guard = allowedAt
      ? builder.guard(Uint8Array.from({ length: nodes }, (_, n) => (allowedAt(n) ? 1 : 0)))
      : -1;
    const from = builder.state(transition.from);
    builder.arc(
      from,
      transition.action,
      builder.state(transition.to),
      [...cashTerm(transition.cash), ...used],
      guard,
    );
  }
  for (const [state, flow] of Object.entries(spec.terminal ?? {}))
    builder.terminal(builder.state(state), cashTerm(flow));
  return builder.build();
}

function perNode(value: PerNode, node: number): number {
  if (typeof value === 'number') return value;
  return typeof value === 'function' ? value(node) : value[node]!;
}
