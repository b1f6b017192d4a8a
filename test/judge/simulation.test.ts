/** A simulation comes to the same in whatever order and threads its tasks run, and follows decisions to what they are worth. */
import { expect, it } from 'vitest';
import { highsSolver } from '../../src/adapters/highs/highs-solver.ts';
import { nodePorts } from '../../src/app/compose.ts';
import { signPlan } from '../../src/app/sign-plan.ts';
import { leavesOf } from '../../src/demand/scenario-tree.ts';
import { portfolioModel } from '../../src/judge/decision-model.ts';

import { followed } from '../../src/judge/out-of-sample.ts';
import { planDecisions, simulation } from '../../src/judge/simulate.ts';
import { TaskRunner } from '../../src/judge/simulation-task.ts';
import { makePlan } from '../../src/planning/plan/make-plan.ts';
import { portfolioTree } from '../../src/planning/portfolio/portfolio-tree.ts';
import { untimed } from '../../src/planning/solve-clock.ts';
import { randomPortfolio } from '../oracle/random-portfolio.ts';

const solver = await highsSolver();
const ports = nodePorts();

function planned(seed: number) {
  const { portfolio: drawn } = randomPortfolio(seed, true);
  const uncertainty = { ...drawn.uncertainty, nodes: undefined, branching: [3] };
  const portfolio = { ...drawn, uncertainty };
  const { tree } = portfolioTree(portfolio);
  const outcome = makePlan({ portfolio, tree, solver, clock: untimed() });
  if (outcome.status !== 'planned') throw new Error(outcome.status);
  return { portfolio, tree, plan: signPlan(outcome.plan, portfolio, ports) };
}

it('a plan followed along the paths of its own tree is worth what it says', () => {
  for (const seed of [2, 3]) {
    const { portfolio, tree, plan } = planned(seed);
    const model = portfolioModel(portfolio);
    expect(leavesOf(tree).length, `seed ${seed}`).toBeGreaterThan(1);
    const scene = { model, tree, opens: model.openings(tree), solver };
    const worth = leavesOf(tree).reduce((sum, leaf) => {
      const [value] = followed([planDecisions(plan)], { leaf, observed: new Map() }, scene);
      return sum + tree.probability[leaf]! * value!;
    }, 0);
    expect(worth, `seed ${seed}`).toBeCloseTo(plan.headline.valueUsd / 1e6, 3);
  }
});

it('one thread in reverse order and two threads say the same, to the last bit', async () => {
  const { portfolio, tree, plan } = planned(3);
  const asked = { portfolio, plan, paths: 50, hindsightPaths: 4 };
  const runner = new TaskRunner({ portfolio, tree, plan }, solver);
  const batches = simulation({ ...asked, tree });
  let next = batches.next();
  while (!next.done) {
    const backwards = next.value.tasks.toReversed().map((task) => runner.run(task, untimed()));
    next = batches.next(backwards.toReversed());
  }
  const threaded = await ports.runSimulation(asked);
  expect(threaded).toEqual(next.value);
  expect(threaded.futures.followed + threaded.futures.broken).toBe(50);
  expect(threaded.stopped).toBe(false);
});

it('what was not done in time is left out and said', () => {
  const { portfolio, tree, plan } = planned(3);
  const runner = new TaskRunner({ portfolio, tree, plan }, solver);
  const batches = simulation({ portfolio, tree, plan, paths: 60, hindsightPaths: 4 });
  let next = batches.next();
  while (!next.done)
    next = batches.next(
      next.value.tasks.map((task) =>
        (task.kind === 'follow' && task.from > 0) || task.kind === 'leaf' || task.kind === 'foresee'
          ? null
          : runner.run(task, untimed()),
      ),
    );
  const { stopped, futures, tree: inTree, hindsight } = next.value;
  expect({ stopped, hindsight, evpi: inTree.evpi }).toEqual({ stopped: true, hindsight: null, evpi: null });
  expect(futures.followed + futures.broken).toBe(20);
});
