/** Random custom problems, small enough for exact methods: options of any shape, rows of any kind, feasible or not. */
import {
  type OptionSpec,
  type PlanningProblem,
  ProblemBuilder,
  type TransitionSpec,
} from '../../src/planning/planning-problem.ts';
import { randomStream } from '../../src/units/random.ts';
import { Draw, randomTree } from './random-tree.ts';

/** The problem of a seed; the same in every run. */
export function randomProblem(seed: number): PlanningProblem {
  const draw = new Draw(randomStream(seed, 'custom problem'));
  const tree = randomTree(draw, { horizon: draw.whole(1, 5), mostNodes: draw.whole(3, 15) });
  const nodes = tree.parent.length;
  const risk = {
    cvarWeight: draw.chance(0.3) ? draw.pick([0.2, 0.7, 1]) : 0,
    cvarLevel: draw.pick([0, 0.5, 0.8, 0.95]),
  };
  const builder = new ProblemBuilder(tree, risk);
  const resources = draw.list(draw.whole(1, 3), (k) => `resource ${k}`);
  for (const resource of resources) builder.addResource(resource);
  // Half of the problems move resources in whole steps, so that cuts and branching on levels have something to do.
  const inSteps = draw.chance(0.5);
  const amount = () => (inSteps ? draw.whole(1, 6) : draw.between(0.5, 6));
  for (let o = draw.whole(1, 4); o > 0; o--)
    builder.addOption(randomOption(draw, `option ${o}`, nodes, resources, amount));
  const variables = draw.list(draw.chance(0.7) ? draw.whole(1, 6) : 0, (j) => {
    const lower = draw.chance(0.2) ? -draw.whole(1, 3) : 0;
    return builder.addVariable({
      name: `variable ${j}`,
      lower,
      upper: lower + draw.whole(0, 6),
      integer: draw.chance(0.35),
      cash: draw.list(draw.whole(0, 2), () => [draw.whole(0, nodes - 1), draw.between(-4, 6)] as const),
    });
  });
  for (let r = draw.whole(1, 4); r > 0; r--) addRandomRow(draw, builder, `row ${r}`, variables, resources);
  if (draw.chance(0.4)) builder.addConstantCash(draw.whole(0, nodes - 1), draw.between(-20, 20));
  return builder.build();
}

function randomOption(
  draw: Draw,
  id: string,
  nodes: number,
  resources: readonly string[],
  amount: () => number,
): OptionSpec {
  const states = draw.list(draw.whole(1, 4), (s) => `state ${s}`);
  const perNode = (low: number, high: number) =>
    Float64Array.from({ length: nodes }, () => draw.between(low, high));
  const transitions = states.flatMap((from) =>
    draw.list(draw.whole(1, 3), (i): TransitionSpec => {
      const guard = draw.list(nodes, () => draw.chance(0.7));
      return {
        from,
        action: `action ${i}`,
        to: draw.pick(states),
        ...(draw.chance(0.8) && { cash: draw.chance(0.5) ? draw.between(-8, 8) : perNode(-8, 8) }),
        ...(draw.chance(0.7) && {
          uses: {
            [draw.pick(resources)]: amount(),
            ...(draw.chance(0.3) && { [draw.pick(resources)]: amount() }),
          },
        }),
        // The first action of a state is always allowed, as every option must have one (O1).
        ...(i > 0 && draw.chance(0.3) && { allowedAt: (n: number) => guard[n]! }),
      };
    }),
  );
  const terminal = Object.fromEntries(
    states.filter(() => draw.chance(0.3)).map((state) => [state, draw.between(-5, 5)]),
  );
  return { id, initial: states[0]!, transitions, terminal };
}

function addRandomRow(
  draw: Draw,
  builder: ProblemBuilder,
  name: string,
  variables: readonly number[],
  resources: readonly string[],
): void {
  const nodes = builder.tree.parent.length;
  const from = draw.whole(0, nodes - 1);
  const span = draw.chance(0.5) ? 1 : draw.whole(1, nodes - from);
  const resource = draw.pick(resources);
  const sign = draw.chance(0.5) ? 1 : -1;
  const limit = draw.whole(2, 8 * span) * draw.pick([1, 1, 0.7]);
  const kind = draw.pick(['upper', 'upper', 'upper', 'upper', 'lower', 'lower', 'both', 'equal'] as const);
  const own = variables.filter(() => draw.chance(0.5));
  builder.addRow({
    name,
    ...(kind === 'upper' && { upper: limit }),
    ...(kind === 'lower' && { lower: Math.min(limit, 3) }),
    ...(kind === 'both' && { lower: -limit, upper: limit }),
    ...(kind === 'equal' && own.length > 0 && { lower: limit % 4, upper: limit % 4 }),
    variables: own.map((j) => [j, draw.pick([1, -1, 2, 0.5]) * sign] as const),
    resources: draw.list(span, (i) => [resource, from + i, 1] as const),
  });
}
