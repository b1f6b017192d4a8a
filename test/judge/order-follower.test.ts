/** Orders that follow demand: by hand, on the tree's own paths, blind to what comes later, within the rules. */
import { expect, it } from 'vitest';
import { highsSolver } from '../../src/adapters/highs/highs-solver.ts';
import { leavesOf, pathTo, type ScenarioTree } from '../../src/demand/scenario-tree.ts';
import { observedChain } from '../../src/judge/chain.ts';
import { type DecisionModel, type Operations, portfolioModel } from '../../src/judge/decision-model.ts';
import { carried, type Decisions, fixedPolicies } from '../../src/judge/decisions.ts';
import { OrderFollower } from '../../src/judge/order-follower.ts';
import { type FreshFuture, followed } from '../../src/judge/out-of-sample.ts';
import { planDecisions } from '../../src/judge/simulate.ts';
import { futuresOf } from '../../src/judge/simulation-task.ts';
import { makePlan } from '../../src/planning/plan/make-plan.ts';
import { ProblemBuilder } from '../../src/planning/planning-problem.ts';
import { takenByPolicies } from '../../src/planning/policy-effects.ts';
import { portfolioTree } from '../../src/planning/portfolio/portfolio-tree.ts';
import { untimed } from '../../src/planning/solve-clock.ts';
import type { Quarter } from '../../src/units/quarter.ts';
import { randomPortfolio } from '../oracle/random-portfolio.ts';

const solver = await highsSolver();

/** Next quarter demand is 8 or 20, the quarter after 12 or 30. */
const fork: ScenarioTree = {
  firstQuarter: 0 as Quarter,
  parent: Int32Array.of(-1, 0, 0, 1, 2),
  depth: Int32Array.of(0, 1, 1, 2, 2),
  probability: Float64Array.of(1, 0.5, 0.5, 0.5, 0.5),
  values: new Map([
    ['demand:chat', Float64Array.of(10, 8, 20, 12, 30)],
    ['efficiency:chat', new Float64Array(5).fill(1)],
    ['price:chip', new Float64Array(5).fill(1)],
  ]),
};

/** Demand stays at 8, and the third quarter comes in two ways. */
const late: ScenarioTree = {
  firstQuarter: 0 as Quarter,
  parent: Int32Array.of(-1, 0, 1, 1),
  depth: Int32Array.of(0, 1, 2, 2),
  probability: Float64Array.of(1, 1, 0.5, 0.5),
  values: new Map([['demand:chat', new Float64Array(4).fill(8)]]),
};

/**
 * An order costs 1, serves from the next quarter on, and earns 3 a quarter where it serves. No more than `budget` is spent today, nor in the two quarters after it. What the option `other` does in its
 * action `act` takes 20 from service, or spends 5.
 */
function shop(budget: number): DecisionModel {
  const chat = { demand: 'demand:chat', efficiency: 'efficiency:chat' };
  const operations = (tree: ScenarioTree, add?: (builder: ProblemBuilder) => void): Operations => {
    const builder = new ProblemBuilder(tree);
    for (const resource of ['held', 'spent']) builder.addResource(resource);
    const pathOfYear = (n: number) =>
      pathTo(tree, n).filter((m) => tree.depth[m]! > 0 === tree.depth[n]! > 0);
    const nodes = [...tree.parent.keys()];
    const orders = new Map(
      nodes
        .filter((n) => tree.depth[n]! < 2)
        .map((n) => [n, builder.addVariable({ name: `order ${n}`, upper: 1000, cash: [[n, -1]] })]),
    );
    const served = new Map(
      nodes
        .filter((n) => n > 0)
        .map((n) => [n, builder.addVariable({ name: `served ${n}`, upper: 1000, cash: [[n, 3]] })]),
    );
    const demand = tree.values.get('demand:chat')!;
    const limits = [...served].map(
      ([n, variable]) =>
        [
          builder.addRow({ name: `demand ${n}`, upper: demand[n]!, variables: [[variable, 1]] }),
          chat,
        ] as const,
    );
    const firm = [...served].map(([n, variable]) => {
      const above = pathTo(tree, n).slice(0, -1);
      const stock = above.map((m) => [orders.get(m)!, -1] as const);
      const variables = [[variable, 1] as const, ...stock];
      return builder.addRow({ name: `stock ${n}`, upper: 0, variables, resources: [['held', n, 1]] });
    });
    const budgets = [0, ...leavesOf(tree)].map((node) => {
      const row = builder.addRow({
        ...{ name: `budget ${node}`, upper: budget },
        variables: pathOfYear(node).flatMap((m) => (orders.has(m) ? [[orders.get(m)!, 1] as const] : [])),
        resources: pathOfYear(node).map((m) => ['spent', m, 1] as const),
      });
      return [row, { node, fiscalYear: tree.depth[node]! > 0 ? 1 : 0, isHard: true }] as const;
    });
    add?.(builder);
    return {
      problem: builder.build(),
      commitments: [...orders].map(([node, variable]) => ({ variable, scale: 1, key: 'buy chip', node })),
      terms: {
        nodeOf: Int32Array.of(...orders.keys(), ...served.keys()),
        unbounded: new Set(served.values()),
        limits: new Map(limits),
        earnings: new Map(
          [...served].map(([n, variable]) => [variable, { ...chat, profit: 3 * tree.probability[n]! }]),
        ),
        ...{ budgets: new Map(budgets), firm: new Set(firm) },
        prices: new Map([...orders.values()].map((variable) => [variable, 'price:chip'])),
      },
    };
  };
  return {
    isRecourse: () => false,
    openings: (tree) => Uint8Array.from(tree.depth, (t) => (t < 2 ? 1 : 0)),
    operations: (tree) => operations(tree),
    state: (tree) =>
      operations(tree, (builder) =>
        builder.addOption({
          ...{ id: 'other', initial: 'idle' },
          transitions: [
            { from: 'idle', action: 'wait', to: 'idle' },
            { from: 'idle', action: 'hold', to: 'idle', uses: { held: 20 } },
            { from: 'idle', action: 'spend', to: 'idle', uses: { spent: 5 } },
          ],
        }),
      ),
  };
}

interface Setting {
  readonly tree?: ScenarioTree;
  readonly budget?: number;
  /** What the other option does at the last node. */
  readonly last?: 'wait' | 'hold' | 'spend';
}

/** What is ordered in the second quarter, 8 being ordered in the first, of a future that ends at node 3: in the fork below the node of low demand. */
function orderedThen(
  seen: Readonly<Record<string, readonly number[]>>,
  { tree = fork, budget = 1000, last = 'wait' }: Setting = {},
): number {
  const model = shop(budget);
  const nodes = [...tree.parent.keys()];
  const steps = nodes.map((n) => ({ from: 'idle', action: n === nodes.length - 1 ? last : 'wait' }));
  const way: Decisions = {
    steps: new Map([['other', steps]]),
    amounts: new Map([['buy chip', new Map([[0, 8]])]]),
  };
  const follower = new OrderFollower({ model, tree, opens: model.openings(tree), solver }, [way]);
  const observed = new Map(Object.entries(seen).map(([name, values]) => [name, Float64Array.from(values)]));
  const [decisions] = follower.follow({ leaf: 3, observed });
  follower.dispose();
  const orders = decisions!.amounts.get('buy chip')!;
  expect(orders.get(0)).toBe(8);
  return orders.get(1) ?? 0;
}

it('orders what the demand seen will need, by hand', () => {
  // As the node has it: 12 − 8. Half as much again: 18 − 8. A third less: 8 − 8.
  expect(orderedThen({})).toBeCloseTo(4, 9);
  expect(orderedThen({ 'demand:chat': [10, 12, 0] })).toBeCloseTo(10, 9);
  expect(orderedThen({ 'demand:chat': [10, 16 / 3, 0] })).toBeCloseTo(0, 9);
});

it('orders fewer where each serves more, and none where what they serve earns too little, by hand', () => {
  // 18 are asked for, of which each serves 1.25: 14.4 − 8.
  const seen = { 'demand:chat': [10, 12, 0] };
  expect(orderedThen({ ...seen, 'efficiency:chat': [1, 1.25, 1] })).toBeCloseTo(6.4, 9);
  // 60 would be needed, but each earns 0.9 and costs 1.
  expect(orderedThen({ ...seen, 'efficiency:chat': [1, 0.3, 1] })).toBeCloseTo(0, 9);
});

it('spends no more than the budget, also where prices are higher than the node has them, by hand', () => {
  const seen = { 'demand:chat': [10, 12, 0] };
  expect(orderedThen(seen, { budget: 9 })).toBeCloseTo(9, 9);
  expect(orderedThen({ ...seen, 'price:chip': [1, 2, 1] }, { budget: 9 })).toBeCloseTo(4.5, 9);
  expect(orderedThen({ ...seen, 'price:chip': [1, 0.5, 1] }, { budget: 9 })).toBeCloseTo(9, 9);
});

it('leaves what options may take in one of two futures, by hand', () => {
  // 8 are served: with the 20 that may be held 28, of which 8 are there. Held in half of the futures they would be 10 on average.
  expect(orderedThen({}, { tree: late })).toBeCloseTo(0, 9);
  expect(orderedThen({}, { tree: late, last: 'hold' })).toBeCloseTo(20, 9);
  // Demand has doubled, so that 8 more would serve: 9 less the 5 that may be spent are left.
  const seen = { 'demand:chat': [8, 16, 16] };
  expect(orderedThen(seen, { tree: late, budget: 9 })).toBeCloseTo(8, 9);
  expect(orderedThen(seen, { tree: late, budget: 9, last: 'spend' })).toBeCloseTo(4, 9);
});

/** A random portfolio with its plan and a follower of it; `capexUsd` replaces its budgets by hard ones. */
function planned(seed: number, branching: number, capexUsd?: number) {
  const { portfolio: drawn } = randomPortfolio(seed, true);
  const uncertainty = { ...drawn.uncertainty, nodes: undefined, branching: [branching] };
  const years = [2025, 2026, 2027, 2028];
  const hard = capexUsd && years.map((fiscalYear) => ({ fiscalYear, capexUsd, spentUsd: 0 }));
  const portfolio = { ...drawn, uncertainty, ...(hard && { budget: hard }) };
  const { tree } = portfolioTree(portfolio);
  const outcome = makePlan({ portfolio, tree, solver, clock: untimed() });
  if (outcome.status !== 'planned') throw new Error(outcome.status);
  const model = portfolioModel(portfolio);
  const opens = model.openings(tree);
  const follower = new OrderFollower({ model, tree, opens, solver }, [planDecisions(outcome.plan)]);
  return {
    portfolio,
    tree,
    plan: outcome.plan,
    model,
    opens,
    follower,
    decisions: planDecisions(outcome.plan),
  };
}

/** Everything ordered and sold at nodes of up to a quarter. */
function amountsUntil({ amounts }: Decisions, { depth }: ScenarioTree, quarter: number): string[] {
  return [...amounts]
    .flatMap(([key, at]) =>
      [...at].filter(([n]) => depth[n]! <= quarter).map(([n, units]) => `${key} ${n} ${units}`),
    )
    .sort();
}

it('where nothing branches and all comes as the tree has it, it orders what the plan does', () => {
  for (const seed of [8, 34]) {
    const { tree, plan, model, opens, follower, decisions } = planned(seed, 1);
    let worth = 0;
    for (const leaf of leavesOf(tree)) {
      const along = pathTo(tree, leaf);
      const observed = new Map(
        [...tree.values].map(([name, values]) => [name, Float64Array.from(along, (n) => values[n]!)]),
      );
      const [own] = follower.follow({ leaf, observed });
      worth +=
        tree.probability[leaf]! * followed([own], { leaf, observed }, { model, tree, opens, solver })[0]!;
      for (const [key, at] of decisions.amounts)
        for (const n of along)
          expect(own!.amounts.get(key)?.get(n) ?? 0, `seed ${seed} ${key} ${n}`).toBeCloseTo(
            at.get(n) ?? 0,
            3,
          );
    }
    expect(worth, `seed ${seed}`).toBeCloseTo(plan.headline.valueUsd / 1e6, 3);
  }
});

it('what comes after a quarter changes no order up to it, to the last bit', () => {
  const { portfolio, tree, follower } = planned(34, 3);
  const last = Math.max(...tree.depth);
  let orders = 0;
  for (const { leaf, observed } of futuresOf({ portfolio, tree, paths: 6 })) {
    const [seen] = follower.follow({ leaf, observed });
    for (let quarter = 0; quarter < last; quarter++) {
      const node = pathTo(tree, leaf)[quarter]!;
      for (const other of leavesOf(tree).filter((one) => pathTo(tree, one)[quarter] === node)) {
        const changed: FreshFuture = {
          leaf: other,
          observed: new Map(
            [...observed].map(([name, values]) => [
              name,
              values.map((value, t) => (t > quarter ? 3 * value : value)),
            ]),
          ),
        };
        const [then] = follower.follow(changed);
        expect(amountsUntil(then!, tree, quarter)).toEqual(amountsUntil(seen!, tree, quarter));
      }
      orders += amountsUntil(seen!, tree, quarter).length;
    }
  }
  expect(orders).toBeGreaterThan(0);
});

it('keeps hard budgets in futures that it was not made for, to the last dollar where more is asked for', () => {
  let exhausted = 0;
  for (const seed of [27, 34]) {
    const { portfolio, tree, model, opens, follower } = planned(seed, 3, 1e8);
    for (const { leaf, observed } of futuresOf({ portfolio, tree, paths: 20 })) {
      const [own] = follower.follow({ leaf, observed });
      const chain = observedChain(tree, leaf, opens, observed);
      const { problem, commitments } = model.state(chain.tree, chain.opens);
      const fixing = carried(own!, chain.along, chain.along.length, () => false);
      const taken = takenByPolicies(problem, fixedPolicies(problem, fixing)!);
      const { starts, rows, coefficients } = problem.columns;
      for (const { variable, key, node, scale } of commitments)
        for (let i = starts[variable]!; i < starts[variable + 1]!; i++)
          taken[rows[i]!]! += (coefficients[i]! * fixing.amount(key, node)!) / scale;
      problem.rowNames.forEach((name, row) => {
        if (!name.startsWith('budget')) return;
        const left = problem.rowUpper[row]! - taken[row]!;
        // The solver keeps rows to 1e-7 of their scale.
        expect(left, `seed ${seed} ${name}`).toBeGreaterThanOrEqual(-1e-5);
        if (left < 1e-5) exhausted += 1;
      });
    }
  }
  expect(exhausted).toBeGreaterThan(0);
});
