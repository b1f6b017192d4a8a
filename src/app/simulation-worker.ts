/** The thread that simulates: takes a request, reports progress, posts the outcome. Stops when the shared flag is raised. */
import { parentPort, workerData } from 'node:worker_threads';
import { simulatePlan } from '../judge/simulate.ts';
import { portfolioTree } from '../planning/portfolio/portfolio-tree.ts';
import { solveClock } from '../planning/solve-clock.ts';
import { loadSolver } from './compose.ts';
import type { SimulationMessage, SimulationWorkerRequest } from './simulation-job.ts';

function post(message: SimulationMessage): void {
  parentPort?.postMessage(message);
}

const { portfolio, plan, paths, hindsightPaths, timeLimitSeconds, stopFlag } =
  workerData as SimulationWorkerRequest;
const flag = new Int32Array(stopFlag);
const shouldStop = () => Atomics.load(flag, 0) !== 0;
const clock = solveClock({
  now: () => performance.now() / 1000,
  shouldStop,
  ...(timeLimitSeconds !== undefined && { timeLimitSeconds }),
});
const { tree } = portfolioTree(portfolio);
post({
  kind: 'outcome',
  outcome: simulatePlan({
    ...{ portfolio, tree, plan, paths, hindsightPaths, clock, shouldStop },
    solver: await loadSolver(),
    onProgress: (progress) => post({ kind: 'progress', progress }),
  }),
});
