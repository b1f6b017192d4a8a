/** Brute force: every combination of policies, one linear or whole program for the operations of each. */
import { childrenOf, leavesOf, pathTo } from '../../src/demand/scenario-tree.ts';
import { ColumnBuilder, type LinearProgram } from '../../src/lp/linear-program.ts';
import type { PlanningProblem } from '../../src/planning/planning-problem.ts';
import type { StagedOption } from '../../src/planning/staged-option.ts';
import type { ExactMethod } from './exact-optimum.ts';

/** What one policy does: cash per node and the use of every row. */
interface PolicyUse {
  readonly cash: Float64Array;
  readonly rows: Float64Array;
}

/** The optimum by enumeration, −Infinity when no plan is feasible; nothing when there are more than `limit` combinations. */
export function enumeratedOptimum(
  problem: PlanningProblem,
  exact: ExactMethod,
  limit: number,
): number | undefined {
  const uses = problem.options.map((option) => policyUses(problem, option, limit));
  if (uses.some((list) => list === undefined)) return undefined;
  const lists = uses as PolicyUse[][];
  if (lists.reduce((product, list) => product * list.length, 1) > limit) return undefined;
  let best = -Infinity;
  for (const plan of combinations(lists)) best = Math.max(best, bestOperations(problem, exact, plan));
  return best;
}

function policyUses(problem: PlanningProblem, option: StagedOption, limit: number): PolicyUse[] | undefined {
  const children = childrenOf(problem.tree);
  let policies: { arcs: number[]; state: number[] }[] = [{ arcs: [], state: [option.initialState] }];
  for (let n = 0; n < problem.tree.parent.length; n++) {
    policies = policies.flatMap(({ arcs, state }) => {
      const s = state[n]!;
      const allowed: number[] = [];
      for (let arc = option.arcStart[s]!; arc < option.arcStart[s + 1]!; arc++) {
        const guard = option.arcGuard[arc]!;
        if (guard < 0 || option.guards[guard]![n] === 1) allowed.push(arc);
      }
      return allowed.map((arc) => {
        const next = state.slice();
        for (const child of children[n]!) next[child] = option.arcTo[arc]!;
        return { arcs: [...arcs, arc], state: next };
      });
    });
    if (policies.length > limit) return undefined;
  }
  return policies.map(({ arcs }) => useOf(problem, option, arcs));
}

function useOf(problem: PlanningProblem, option: StagedOption, arcs: readonly number[]): PolicyUse {
  const cash = new Float64Array(arcs.length);
  const rows = new Float64Array(problem.rowLower.length);
  const apply = (effect: number, n: number) => {
    for (let i = option.effectStart[effect]!; i < option.effectStart[effect + 1]!; i++) {
      const { target, factor } = option.channels[option.effectChannel[i]!]!;
      const amount = option.effectAmount[i]! * (factor?.[n] ?? 1);
      if (target === 'cash') cash[n]! += amount;
      else {
        const entries = problem.resourceRows[target]!;
        for (let k = entries.start[n]!; k < entries.start[n + 1]!; k++)
          rows[entries.row[k]!]! += amount * entries.coefficient[k]!;
      }
    }
  };
  arcs.forEach((arc, n) => {
    apply(option.arcEffect[arc]!, n);
  });
  for (const leaf of leavesOf(problem.tree)) {
    const effect = option.terminalEffect[option.arcTo[arcs[leaf]!]!]!;
    if (effect >= 0) apply(effect, leaf);
  }
  return { cash, rows };
}

function* combinations<T>(lists: readonly (readonly T[])[]): Generator<T[]> {
  const [first, ...rest] = lists;
  if (!first) {
    yield [];
    return;
  }
  for (const item of first) for (const others of combinations(rest)) yield [item, ...others];
}

/** Value of the best operations under given policies; −Infinity where there are none. */
function bestOperations(problem: PlanningProblem, exact: ExactMethod, plan: readonly PolicyUse[]): number {
  const cash = problem.constantCash.map((c, n) => plan.reduce((sum, use) => sum + use.cash[n]!, c));
  const used = problem.rowLower.map((_, r) => plan.reduce((sum, use) => sum + use.rows[r]!, 0));
  if (problem.columns.profit.length === 0) {
    const isMet = (use: number, r: number) =>
      use <= problem.rowUpper[r]! + 1e-9 && use >= problem.rowLower[r]! - 1e-9;
    return used.every(isMet) ? riskValue(problem, cash) : -Infinity;
  }
  const outcome = exact.solve(operationsProgram(problem, cash, used));
  if (outcome.status === 'undecided') throw new Error(outcome.detail);
  return outcome.status === 'optimal' ? outcome.value : -Infinity;
}

/** The value by the definition of CVaR: the maximum over η, which is attained at an outcome. */
function riskValue(problem: PlanningProblem, cash: Float64Array): number {
  const { tree, risk } = problem;
  const expected = cash.reduce((sum, value, n) => sum + tree.probability[n]! * value, 0);
  const outcomes = leavesOf(tree).map((leaf) => ({
    probability: tree.probability[leaf]!,
    total: pathTo(tree, leaf).reduce((sum, n) => sum + cash[n]!, 0),
  }));
  const cvar = Math.max(
    ...outcomes.map(({ total: eta }) =>
      outcomes.reduce(
        (sum, { probability, total }) =>
          sum - (probability * Math.max(0, eta - total)) / (1 - risk.cvarLevel),
        eta,
      ),
    ),
  );
  return (1 - risk.cvarWeight) * expected + risk.cvarWeight * cvar;
}

/** Operations, the total per leaf path written out in full, and the shortfalls below η. */
function operationsProgram(problem: PlanningProblem, cash: Float64Array, used: Float64Array): LinearProgram {
  const { tree, risk, columns, columnCash } = problem;
  const builder = new ColumnBuilder();
  const leaves = leavesOf(tree);
  const leavesBelow = tree.parent.length;
  const below: number[][] = Array.from({ length: leavesBelow }, () => []);
  leaves.forEach((leaf, i) => {
    for (const n of pathTo(tree, leaf)) below[n]!.push(i);
  });
  const leafRow = problem.rowLower.length;
  for (let j = 0; j < columns.profit.length; j++) {
    const entries: [number, number][] = [];
    for (let i = columns.starts[j]!; i < columns.starts[j + 1]!; i++)
      entries.push([columns.rows[i]!, columns.coefficients[i]!]);
    for (let i = columnCash.start[j]!; i < columnCash.start[j + 1]!; i++)
      for (const leaf of below[columnCash.node[i]!]!) entries.push([leafRow + leaf, columnCash.amount[i]!]);
    builder.add((1 - risk.cvarWeight) * columns.profit[j]!, columns.lower[j]!, columns.upper[j]!, entries);
  }
  builder.add(
    risk.cvarWeight,
    -1e6,
    1e6,
    leaves.map((_, i) => [leafRow + i, -1]),
  );
  leaves.forEach((leaf, i) => {
    builder.add((-risk.cvarWeight * tree.probability[leaf]!) / (1 - risk.cvarLevel), 0, 1e7, [
      [leafRow + i, 1],
    ]);
  });
  const expected = cash.reduce((sum, value, n) => sum + tree.probability[n]! * value, 0);
  builder.add((1 - risk.cvarWeight) * expected, 1, 1, []);
  const totals = leaves.map((leaf) => pathTo(tree, leaf).reduce((sum, n) => sum + cash[n]!, 0));
  const packed = builder.pack();
  const integer = new Uint8Array(packed.profit.length);
  integer.set(problem.integer);
  return {
    ...packed,
    rowLower: Float64Array.from([
      ...problem.rowLower.map((lower, r) => lower - used[r]!),
      ...totals.map((total) => -total),
    ]),
    rowUpper: Float64Array.from([
      ...problem.rowUpper.map((upper, r) => upper - used[r]!),
      ...totals.map(() => Number.POSITIVE_INFINITY),
    ]),
    integer,
  };
}
