/** Orders that follow the demand that was seen, in futures that a plan was not made for (docs/method.md, J16). */
import { childrenOf, leavesOf, pathTo, type ScenarioTree } from '../demand/scenario-tree.ts';
import { ColumnBuilder } from '../lp/linear-program.ts';
import type { LpBasis, LpModel } from '../lp/lp-solver.ts';
import { visitTerms } from '../planning/policy-effects.ts';
import { meanChain } from './chain.ts';
import type { Commitment, Operations, StatedProblem } from './decision-model.ts';
import { carried, type Decisions, fixedPolicies } from './decisions.ts';
import type { FollowingScene, FreshFuture } from './out-of-sample.ts';

/** What a unit that is missing of a promise costs, as a multiple of the most that any variable moves. */
const MISSED = 100;

/** Value of a series as seen over that of a node. */
type Ratio = (series: string) => number;

/** What has to be decided from a node on if all that follows is as expected, kept for the next future that comes by. */
interface Ahead {
  readonly operations: Operations;
  /** Nodes of the tree by quarter: those passed, and from the node on all that may follow. */
  readonly levels: readonly (readonly number[])[];
  readonly model: LpModel;
  /** Variables and rows of the stated problem, in the order of the program's; columns that stand for promises missed come last. */
  readonly columns: readonly number[];
  readonly rows: Int32Array;
  /** Positions in `columns` of what earns by efficiency. */
  readonly earning: Int32Array;
  /** What may be committed now, with positions in `columns`. */
  readonly own: readonly (Commitment & { readonly at: number })[];
}

/** What a way's options do on the tree. */
interface Sites {
  /** Amounts by resource, shape `[node]`. */
  readonly resources: ReadonlyMap<string, Float64Array>;
  /** What they take of each row on the tree. */
  readonly taken: Float64Array;
  /** By node, what they take of the rows of the program ahead of it, and where its solves start: so no future depends on one that came before. */
  readonly ahead: Map<number, { readonly taken: Float64Array; readonly basis: LpBasis | undefined }>;
}

/** What was committed so far in a future, by key and node: in natural units, and what of it was paid at the nodes' prices. */
type Committed = Map<string, Map<number, { readonly amount: number; readonly paid: number }>>;

/**
 * Follows ways to decide whose options do what they decide, and whose commitments of the first node stand; at every later node that opens a period it commits what is best from there on
 * if all that follows is as the node expects, times what is seen in its quarter over what the node holds. Nothing later than that quarter is looked at.
 */
export class OrderFollower {
  readonly #scene: FollowingScene;
  readonly #ways: readonly Decisions[];
  readonly #onTree: Operations;
  readonly #sites: readonly (Sites | undefined)[];
  readonly #ahead = new Map<number, Ahead>();

  constructor(scene: FollowingScene, ways: readonly Decisions[]) {
    this.#scene = scene;
    this.#ways = ways;
    const { model, tree, opens } = scene;
    this.#onTree = operationsOf(scene, tree, opens);
    const stated = model.state(tree, opens);
    this.#sites = ways.map((decisions) => {
      const resources = resourcesOf(stated, decisions);
      const nodes = [...tree.parent.keys()].map((n) => [n]);
      const taken = resources && takenBy(this.#onTree, resources, nodes, ([n], amounts) => amounts[n!]!);
      return taken && { resources, taken, ahead: new Map() };
    });
  }

  /** Each way with the orders that follow `future`; `undefined` where no orders keep the rules, or the way cannot be followed on its own tree. */
  follow(future: FreshFuture): (Decisions | undefined)[] {
    return this.#ways.map((decisions, w) => {
      const sites = this.#sites[w];
      const committed = sites && this.#committed(decisions, sites, future);
      return committed && { steps: decisions.steps, amounts: amountsOf(committed) };
    });
  }

  dispose(): void {
    for (const { model } of this.#ahead.values()) model.dispose();
    this.#ahead.clear();
  }

  #committed(decisions: Decisions, sites: Sites, future: FreshFuture): Committed | undefined {
    const { tree, opens } = this.#scene;
    const committed = asDecided(decisions, [0]);
    for (const node of pathTo(tree, future.leaf)) {
      if (node === 0 || opens[node] !== 1) continue;
      const ahead = this.#aheadOf(node);
      const { taken, basis } = this.#sitesAhead(ahead, node, decisions, sites);
      const ratio: Ratio = (series) => ratioAt(tree, node, series, future);
      const { model } = ahead;
      const isWarm = basis !== undefined && model.startFrom(basis);
      moveTo(ahead, ratio, withCommitted(ahead, taken, committed));
      const outcome = model.solve({ method: isWarm ? 'warm-dual' : 'dual' });
      if (outcome.status !== 'optimal') return undefined;
      commit(ahead, node, outcome.primal, ratio, committed);
    }
    return committed;
  }

  #aheadOf(node: number): Ahead {
    const known = this.#ahead.get(node) ?? this.#stateAhead(node);
    this.#ahead.set(node, known);
    return known;
  }

  #stateAhead(node: number): Ahead {
    const { tree, opens, solver } = this.#scene;
    const chain = meanChain(tree, node, opens);
    const operations = operationsOf(this.#scene, chain.tree, chain.opens);
    const { problem, terms } = operations;
    const { rowLower, rowUpper, columns: all } = problem;
    const { profit, lower, upper, starts, rows: entryRows, coefficients } = all;
    const now = tree.depth[node]!;
    const columns = [...terms.nodeOf.keys()].filter((j) => terms.nodeOf[j]! >= now);
    const index = new Int32Array(rowLower.length).fill(-1);
    const rows: number[] = [];
    const builder = new ColumnBuilder();
    for (const j of columns) {
      const entries: [number, number][] = [];
      for (let i = starts[j]!; i < starts[j + 1]!; i++) {
        const row = entryRows[i]!;
        if (index[row] === -1) index[row] = rows.push(row) - 1;
        entries.push([index[row]!, coefficients[i]!]);
      }
      builder.add(profit[j]!, lower[j]!, terms.unbounded.has(j) ? Infinity : upper[j]!, entries);
    }
    // What no order can promise at the demand seen is promised as far as it goes.
    const dear = MISSED * columns.reduce((most, j) => Math.max(most, Math.abs(profit[j]!)), 0);
    rows.forEach((row, i) => {
      if (terms.limits.has(row) && rowLower[row]! > -Infinity) builder.add(-dear, 0, Infinity, [[i, 1]]);
    });
    const positions = new Map(columns.map((j, at) => [j, at]));
    return {
      own: operations.commitments.flatMap((one) =>
        one.node === now ? [{ ...one, at: positions.get(one.variable)! }] : [],
      ),
      ...{ operations, levels: levelsFrom(tree, node), columns, rows: Int32Array.from(rows) },
      earning: Int32Array.from(columns.keys()).filter((at) => terms.earnings.has(columns[at]!)),
      model: solver.load({
        ...builder.pack(),
        rowLower: Float64Array.from(rows, (row) => rowLower[row]!),
        rowUpper: Float64Array.from(rows, (row) => rowUpper[row]!),
      }),
    };
  }

  /** What a way's options are expected to take of the program ahead, and its basis where all comes as the node has it. */
  #sitesAhead(ahead: Ahead, node: number, decisions: Decisions, sites: Sites) {
    const known = sites.ahead.get(node);
    if (known) return known;
    const taken = this.#expectedTake(ahead, sites);
    const above = asDecided(decisions, pathTo(this.#scene.tree, node).slice(0, -1));
    moveTo(ahead, () => 1, withCommitted(ahead, taken, above));
    const { model } = ahead;
    const isSolved = model.solve({ method: 'dual' }).status === 'optimal';
    const made = { taken, basis: isSolved ? model.basis() : undefined };
    sites.ahead.set(node, made);
    return made;
  }

  /**
   * The mean of what options take in each quarter; of accelerators the most, so that a training run finds them whichever future comes; of hard budgets the most that they take on any path, so that
   * what is left may be spent.
   */
  #expectedTake({ operations, levels }: Ahead, { resources, taken: onTree }: Sites): Float64Array {
    const { tree } = this.#scene;
    const taken = takenBy(operations, resources, levels, (nodes, amounts, row) => {
      if (operations.terms.firm.has(row)) return Math.max(...nodes.map((n) => amounts[n]!));
      const mass = nodes.reduce((sum, n) => sum + tree.probability[n]!, 0);
      return nodes.reduce((sum, n) => sum + tree.probability[n]! * amounts[n]!, 0) / mass;
    });
    const ahead = new Set(levels.flat());
    for (const [row, { fiscalYear, isHard }] of operations.terms.budgets) {
      if (!isHard) continue;
      taken[row] = -Infinity;
      for (const [onPath, budget] of this.#onTree.terms.budgets)
        if (budget.fiscalYear === fiscalYear && ahead.has(budget.node))
          taken[row] = Math.max(taken[row]!, onTree[onPath]!);
    }
    return taken;
  }
}

function operationsOf({ model }: FollowingScene, tree: ScenarioTree, opens: Uint8Array): Operations {
  if (!model.operations) throw new RangeError('commitments cannot follow demand here');
  return model.operations(tree, opens);
}

/** What amounts of resources take of each row, `levels` being their nodes for each node of the operations. */
function takenBy(
  { problem: { resourceNames, resourceRows, rowLower } }: Operations,
  resources: ReadonlyMap<string, Float64Array>,
  levels: readonly (readonly number[])[],
  amountAt: (nodes: readonly number[], amounts: Float64Array, row: number) => number,
): Float64Array {
  const taken = new Float64Array(rowLower.length);
  resourceRows.forEach(({ start, row, coefficient }, r) => {
    const amounts = resources.get(resourceNames[r]!);
    if (!amounts) return;
    for (const [t, nodes] of levels.entries()) {
      for (let i = start[t]!; i < start[t + 1]!; i++)
        taken[row[i]!]! += amountAt(nodes, amounts, row[i]!) * coefficient[i]!;
    }
  });
  return taken;
}

/** Amounts of resources by name, shape `[node]`, that the options of a way use on its tree. */
function resourcesOf(
  { problem }: StatedProblem,
  decisions: Decisions,
): Map<string, Float64Array> | undefined {
  const nodes = [...problem.tree.parent.keys()];
  const policies = fixedPolicies(
    problem,
    carried(decisions, nodes, nodes.length, () => false),
  );
  if (!policies) return undefined;
  const resources = new Map(problem.resourceNames.map((name) => [name, new Float64Array(nodes.length)]));
  const leaves = leavesOf(problem.tree);
  problem.options.forEach((option, o) => {
    visitTerms(option, policies[o]!, leaves, ({ target }, n, amount) => {
      if (target !== 'cash') resources.get(problem.resourceNames[target]!)![n]! += amount;
    });
  });
  return resources;
}

/** Commitments to the letter at some nodes. */
function asDecided({ amounts }: Decisions, nodes: readonly number[]): Committed {
  return new Map(
    [...amounts].map(([key, at]) => [
      key,
      new Map(
        nodes.flatMap((n) => {
          const amount = at.get(n) ?? 0;
          return amount === 0 ? [] : [[n, { amount, paid: amount }] as const];
        }),
      ),
    ]),
  );
}

function amountsOf(committed: Committed): Decisions['amounts'] {
  return new Map(
    [...committed].map(([key, at]) => [key, new Map([...at].map(([n, { amount }]) => [n, amount]))]),
  );
}

/**
 * Notes what the program commits at its node. Where the price seen is above the node's, the same money buys less; where it is below, what is saved is not spent:
 * so budgets that hold at the nodes' prices hold at those seen.
 */
function commit(ahead: Ahead, node: number, primal: Float64Array, ratio: Ratio, committed: Committed): void {
  for (const { variable, scale, key, at } of ahead.own) {
    const paid = Math.max(0, primal[at]!) * scale;
    if (paid === 0) continue;
    const price = ahead.operations.terms.prices.get(variable);
    const amount = paid / Math.max(1, price === undefined ? 1 : ratio(price));
    committed.set(key, (committed.get(key) ?? new Map()).set(node, { amount, paid }));
  }
}

/** `taken` with what commitments made before take of the rows ahead. */
function withCommitted(
  { operations: { problem, commitments, terms }, levels }: Ahead,
  taken: Float64Array,
  committed: Committed,
): Float64Array {
  const all = taken.slice();
  const { starts, rows, coefficients } = problem.columns;
  for (const { variable, scale, key, node: quarter } of commitments) {
    const made = levels[quarter]!.length === 1 ? committed.get(key)?.get(levels[quarter]![0]!) : undefined;
    if (!made) continue;
    for (let i = starts[variable]!; i < starts[variable + 1]!; i++) {
      const row = rows[i]!;
      all[row]! += (coefficients[i]! * (terms.budgets.has(row) ? made.paid : made.amount)) / scale;
    }
  }
  return all;
}

/** Moves a program to demand and efficiency as seen, after what is taken already. */
function moveTo(
  { operations: { problem, terms }, model, columns, rows, earning }: Ahead,
  ratio: Ratio,
  taken: Float64Array,
): void {
  const { rowLower, rowUpper, columns: all } = problem;
  model.setProfits(
    earning,
    Float64Array.from(earning, (at) => {
      const { efficiency, profit } = terms.earnings.get(columns[at]!)!;
      return all.profit[columns[at]!]! + profit * (ratio(efficiency) - 1);
    }),
  );
  const moved = Float64Array.from(rows, (row) => {
    const served = terms.limits.get(row);
    return served ? ratio(served.demand) / ratio(served.efficiency) : 1;
  });
  const limits = (of: Float64Array) =>
    Float64Array.from(rows, (row, i) =>
      Number.isFinite(of[row]!) ? of[row]! * moved[i]! - taken[row]! : of[row]!,
    );
  model.setRowBounds(Int32Array.from(rows.keys()), limits(rowLower), limits(rowUpper));
}

/** What is seen of a series at a node's quarter over what the node holds; 1 where the node holds nothing, or the series is certain. */
function ratioAt(tree: ScenarioTree, node: number, series: string, { observed }: FreshFuture): number {
  const seen = observed.get(series)?.[tree.depth[node]!];
  const held = tree.values.get(series)?.[node];
  return seen === undefined || !held ? 1 : seen / held;
}

/** The nodes on the way to `node`, one a quarter, and below it all of each quarter. */
function levelsFrom(tree: ScenarioTree, node: number): number[][] {
  const children = childrenOf(tree);
  const levels = pathTo(tree, node).map((n) => [n]);
  for (let level = [node]; ; ) {
    level = level.flatMap((n) => children[n]!);
    if (level.length === 0) return levels;
    levels.push(level);
  }
}
