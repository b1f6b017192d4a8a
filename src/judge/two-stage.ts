/** The best plan that does not adapt: options and commitments follow the calendar alone, only what serves answers to the future. */
import type { ScenarioTree } from '../demand/scenario-tree.ts';
import { ColumnBuilder } from '../lp/linear-program.ts';
import type { ColumnCash, NodeRows, PlanningProblem } from '../planning/planning-problem.ts';
import type { Channel, StagedOption } from '../planning/staged-option.ts';
import type { StatedProblem } from './decision-model.ts';

/**
 * `stated` with one decision per quarter for every option and commitment: a problem on a tree of one node per quarter, with the rows of all nodes. Its value is the
 * expected value (`undefined` where the risk measure weighs paths, where commitments of a quarter are not the same at all its nodes, or where what an option
 * uses differs between the nodes of a quarter).
 */
export function unadaptiveProblem({ problem, commitments }: StatedProblem): PlanningProblem | undefined {
  const { tree, risk } = problem;
  if (risk.cvarWeight > 0) return undefined;
  const quarters = Math.max(...tree.depth) + 1;
  const options = problem.options.map((option) => optionByQuarter(option, tree, quarters));
  if (options.some((option) => !option)) return undefined;
  const merged = mergedColumns({ problem, commitments });
  if (!merged) return undefined;
  return {
    ...problem,
    ...merged,
    tree: chainOf(tree, quarters),
    resourceRows: problem.resourceRows.map((rows) => rowsByQuarter(rows, tree, quarters)),
    options: options as StagedOption[],
    constantCash: byQuarter(problem.constantCash, tree, quarters),
    constantLedger: new Map(
      [...problem.constantLedger].map(([heading, cash]) => [heading, byQuarter(cash, tree, quarters)]),
    ),
  };
}

function chainOf({ firstQuarter }: ScenarioTree, quarters: number): ScenarioTree {
  const t = Int32Array.from({ length: quarters }, (_, i) => i);
  return {
    ...{ firstQuarter, depth: t, parent: t.map((i) => i - 1) },
    ...{ probability: new Float64Array(quarters).fill(1), values: new Map() },
  };
}

/** Expected values per quarter of an amount per node. */
function byQuarter(
  perNode: Float64Array,
  { depth, probability }: ScenarioTree,
  quarters: number,
): Float64Array {
  const total = new Float64Array(quarters);
  for (let n = 0; n < perNode.length; n++) total[depth[n]!]! += probability[n]! * perNode[n]!;
  return total;
}

/** The option on the quarters: cash at its expected factor, resources at their one factor, actions where they are allowed everywhere. */
function optionByQuarter(
  option: StagedOption,
  tree: ScenarioTree,
  quarters: number,
): StagedOption | undefined {
  const { depth } = tree;
  const channels: Channel[] = [];
  for (const channel of option.channels) {
    const { factor } = channel;
    if (!factor) channels.push(channel);
    else if (channel.target === 'cash')
      channels.push({ ...channel, factor: byQuarter(factor, tree, quarters) });
    else {
      const own = new Float64Array(quarters).fill(Number.NaN);
      for (let n = 0; n < depth.length; n++) {
        if (!Number.isNaN(own[depth[n]!]!) && own[depth[n]!] !== factor[n]) return undefined;
        own[depth[n]!] = factor[n]!;
      }
      channels.push({ ...channel, factor: own });
    }
  }
  const guards = option.guards.map((guard) => {
    const open = new Uint8Array(quarters).fill(1);
    for (let n = 0; n < depth.length; n++) open[depth[n]!]! &= guard[n]!;
    return open;
  });
  return { ...option, channels, guards };
}

/** Rows of every node of a quarter. */
function rowsByQuarter(rows: NodeRows, { depth }: ScenarioTree, quarters: number): NodeRows {
  const entries: [number, number][][] = Array.from({ length: quarters }, () => []);
  for (let n = 0; n < depth.length; n++) {
    for (let i = rows.start[n]!; i < rows.start[n + 1]!; i++)
      entries[depth[n]!]!.push([rows.row[i]!, rows.coefficient[i]!]);
  }
  const start = new Int32Array(quarters + 1);
  entries.forEach((list, t) => {
    start[t + 1] = start[t]! + list.length;
  });
  const flat = entries.flat();
  return {
    start,
    row: Int32Array.from(flat, ([row]) => row),
    coefficient: Float64Array.from(flat, ([, coefficient]) => coefficient),
  };
}

/** Columns with the commitments of one key and quarter made one, and cash by quarter, weighted by probability. */
function mergedColumns({
  problem,
  commitments,
}: StatedProblem): Pick<PlanningProblem, 'columns' | 'columnCash' | 'columnNames' | 'integer'> | undefined {
  const { tree, columns, columnCash } = problem;
  const groups = new Map<string, number[]>();
  for (const { variable, key, node } of commitments) {
    const name = `${key} ${tree.depth[node]!}`;
    groups.set(name, [...(groups.get(name) ?? []), variable]);
  }
  const width = new Int32Array(Math.max(...tree.depth) + 1);
  for (const t of tree.depth) width[t]! += 1;
  for (const { key, node } of commitments)
    if (groups.get(`${key} ${tree.depth[node]!}`)!.length !== width[tree.depth[node]!]) return undefined;
  const members = new Map<number, readonly number[]>();
  for (const group of groups.values()) for (const variable of group) members.set(variable, group);
  const builder = new ColumnBuilder();
  const names: string[] = [];
  const integer: number[] = [];
  const cash: (readonly [node: number, amount: number, category: string])[][] = [];
  for (let j = 0; j < columns.profit.length; j++) {
    const group = members.get(j) ?? [j];
    if (group[0] !== j) continue;
    const entries = group.flatMap((v) =>
      Array.from({ length: columns.starts[v + 1]! - columns.starts[v]! }, (_, i) => {
        const at = columns.starts[v]! + i;
        return [columns.rows[at]!, columns.coefficients[at]!] as const;
      }),
    );
    builder.add(
      group.reduce((sum, v) => sum + columns.profit[v]!, 0),
      Math.max(...group.map((v) => columns.lower[v]!)),
      Math.min(...group.map((v) => columns.upper[v]!)),
      entries,
    );
    names.push(problem.columnNames[j]!);
    integer.push(problem.integer[j]!);
    cash.push(group.flatMap((v) => cashOf(columnCash, v, tree)));
  }
  return {
    columns: builder.pack(),
    columnNames: names,
    integer: Uint8Array.from(integer),
    columnCash: packed(cash),
  };
}

function cashOf({ start, node, amount, category }: ColumnCash, variable: number, tree: ScenarioTree) {
  return Array.from({ length: start[variable + 1]! - start[variable]! }, (_, i) => {
    const at = start[variable]! + i;
    return [tree.depth[node[at]!]!, tree.probability[node[at]!]! * amount[at]!, category[at]!] as const;
  });
}

function packed(cash: readonly (readonly (readonly [number, number, string])[])[]): ColumnCash {
  const start = new Int32Array(cash.length + 1);
  cash.forEach((list, j) => {
    start[j + 1] = start[j]! + list.length;
  });
  const flat = cash.flat();
  return {
    start,
    node: Int32Array.from(flat, ([t]) => t),
    amount: Float64Array.from(flat, ([, amount]) => amount),
    category: flat.map(([, , category]) => category),
  };
}
