/** Plants that may be built once and serve from the next quarter on: small enough to be solved by enumeration, without any linear program. */
import { childrenOf, type ScenarioTree } from '../../src/demand/scenario-tree.ts';
import type { DecisionModel } from '../../src/judge/decision-model.ts';
import { ProblemBuilder } from '../../src/planning/planning-problem.ts';
import { type Draw, randomTree } from '../oracle/random-tree.ts';

/** What may be built, for which demand, at which price per unit served. */
export interface Plants {
  readonly tree: ScenarioTree;
  /** Cost to build and what a plant can serve per quarter. */
  readonly plants: readonly { readonly cost: number; readonly capacity: number }[];
  readonly price: number;
}

/** What a plant costs a quarter later: without it, when to build would be a tie where it is not needed yet. */
const CHEAPER = 0.97;

/** Two or three plants on a tree of at most 16 nodes. */
export function randomPlants(draw: Draw): Plants {
  const tree = randomTree(draw, { horizon: draw.whole(4, 5), mostNodes: draw.whole(10, 16) });
  const demand = new Float64Array(tree.parent.length);
  for (let n = 0; n < demand.length; n++)
    demand[n] = n === 0 ? draw.between(1, 4) : demand[tree.parent[n]!]! * draw.between(0.1, 2.8);
  return {
    tree: { ...tree, values: new Map([['demand:chat', demand]]) },
    plants: draw.list(draw.whole(2, 3), () => ({ cost: draw.between(3, 8), capacity: draw.between(2, 5) })),
    price: draw.between(0.8, 1.6),
  };
}

/** The same as the planner states it. */
export function plantsModel({ plants, price }: Plants): DecisionModel {
  return {
    isRecourse: () => false,
    openings: (tree) => new Uint8Array(tree.parent.length).fill(1),
    state(tree) {
      const builder = new ProblemBuilder(tree);
      builder.addResource('capacity');
      plants.forEach(({ cost, capacity }, i) => {
        builder.addOption({
          ...{ id: `plant ${i}`, initial: 'none' },
          transitions: [
            { from: 'none', action: 'wait', to: 'none' },
            { from: 'none', action: 'build', to: 'built', cash: (n) => -cost * CHEAPER ** tree.depth[n]! },
            { from: 'built', action: 'keep', to: 'built', uses: { capacity } },
          ],
        });
      });
      const demand = tree.values.get('demand:chat')!;
      demand.forEach((upper, n) => {
        const served = builder.addVariable({ name: `served ${n}`, upper, cash: [[n, price]] });
        builder.addRow({
          name: `capacity ${n}`,
          upper: 0,
          variables: [[served, 1]],
          resources: [['capacity', n, -1]],
        });
      });
      return { problem: builder.build(), commitments: [] };
    },
  };
}

/** Everything that judging states, by enumeration. */
export function enumerated(given: Plants) {
  const { tree, plants, price } = given;
  const children = childrenOf(tree);
  const demand = tree.values.get('demand:chat')!;
  const sets = 1 << plants.length;
  const sum = (set: number, of: 'cost' | 'capacity') =>
    plants.reduce((total, plant, i) => total + ((set >> i) & 1 ? plant[of] : 0), 0);
  const earned = (built: number, next: number, units: number, t: number) =>
    price * Math.min(sum(built, 'capacity'), units) - CHEAPER ** t * sum(next & ~built, 'cost');
  const larger = (built: number) =>
    Array.from({ length: sets }, (_, set) => set).filter((set) => (set & built) === built);
  /** Best expected value of a node with `built` plants. */
  const best = (n: number, built: number): number =>
    Math.max(
      ...larger(built).map((next) =>
        children[n]!.reduce(
          (total, child) => total + (tree.probability[child]! / tree.probability[n]!) * best(child, next),
          earned(built, next, demand[n]!, tree.depth[n]!),
        ),
      ),
    );
  /** Best value and first sets along known demands. */
  const along = (units: readonly number[], built: number, t: number): { value: number; sets: number[] } => {
    const [now, ...later] = units;
    if (now === undefined) return { value: 0, sets: [] };
    return larger(built)
      .map((next) => {
        const rest = along(later, next, t + 1);
        return { value: earned(built, next, now, t) + rest.value, sets: [next, ...rest.sets] };
      })
      .reduce((a, b) => (b.value > a.value ? b : a));
  };
  const pathOf = (n: number): number[] => (n < 0 ? [] : [...pathOf(tree.parent[n]!), n]);
  const leaves = children.flatMap((below, n) => (below.length === 0 ? [n] : []));
  const mean = (n: number): number[] => {
    const means: number[] = [];
    for (let level = [n]; level.length > 0; level = level.flatMap((m) => children[m]!))
      means.push(
        level.reduce((total, m) => total + (tree.probability[m]! / tree.probability[n]!) * demand[m]!, 0),
      );
    return means;
  };
  /** Expected value of a rule that gives the next set at a node. */
  const followed = (rule: (n: number, built: number) => number, n = 0, built = 0): number => {
    const next = rule(n, built);
    return children[n]!.reduce(
      (total, child) =>
        total + (tree.probability[child]! / tree.probability[n]!) * followed(rule, child, next),
      earned(built, next, demand[n]!, tree.depth[n]!),
    );
  };
  const meanSets = along(mean(0), 0, 0).sets;
  const quarters = Math.max(...tree.depth) + 1;
  const calendars = (t: number, built: number): number[][] =>
    t === quarters
      ? [[]]
      : larger(built).flatMap((next) => calendars(t + 1, next).map((rest) => [next, ...rest]));
  return {
    best: best(0, 0),
    waitAndSee: leaves.reduce(
      (total, leaf) =>
        total +
        tree.probability[leaf]! *
          along(
            pathOf(leaf).map((n) => demand[n]!),
            0,
            0,
          ).value,
      0,
    ),
    meanFixed: followed((n) => meanSets[tree.depth[n]!]!),
    meanRolled: followed((n, built) => along(mean(n), built, tree.depth[n]!).sets[0]!),
    unadaptive: Math.max(...calendars(0, 0).map((calendar) => followed((n) => calendar[tree.depth[n]!]!))),
  };
}
