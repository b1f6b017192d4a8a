/** A thread that works off the tasks of a simulation that it is sent. */
import { parentPort, workerData } from 'node:worker_threads';
import { TaskRunner } from '../judge/simulation-task.ts';
import { portfolioTree } from '../planning/portfolio/portfolio-tree.ts';
import { solveClock } from '../planning/solve-clock.ts';
import { loadSolver } from './compose.ts';
import type { SentTask, SimulationWorkerRequest } from './simulation-job.ts';

const { portfolio, plan, stopFlag } = workerData as SimulationWorkerRequest;
const flag = new Int32Array(stopFlag);
const { tree } = portfolioTree(portfolio);
const runner = new TaskRunner({ portfolio, tree, plan }, await loadSolver());

parentPort?.on('message', ({ task, seconds }: SentTask) => {
  const clock = solveClock({
    now: () => performance.now() / 1000,
    shouldStop: () => Atomics.load(flag, 0) !== 0,
    ...(seconds !== undefined && { timeLimitSeconds: seconds }),
  });
  parentPort?.postMessage(runner.run(task, clock));
});
