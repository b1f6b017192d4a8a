/** A thread that plans the cases it is sent, one after another, each warm from the one before. */
import { parentPort, workerData } from 'node:worker_threads';
import { type CasePlanner, planCase } from '../judge/planned-cases.ts';
import { Replanner } from '../planning/plan/replan.ts';
import { KeptTrees } from '../planning/portfolio/kept-trees.ts';
import { solveClock } from '../planning/solve-clock.ts';
import type { CaseWorkerRequest, SentCase } from './cases-job.ts';
import { loadSolver } from './compose.ts';

const { stopFlag, former, ...limits } = workerData as CaseWorkerRequest;
const flag = new Int32Array(stopFlag);
const planner: CasePlanner = {
  ...{ former, trees: new KeptTrees(), replanner: new Replanner(await loadSolver()) },
};

parentPort?.on('message', ({ given, seconds }: SentCase) => {
  const clock = solveClock({
    now: () => performance.now() / 1000,
    shouldStop: () => Atomics.load(flag, 0) !== 0,
    ...(seconds !== undefined && { timeLimitSeconds: seconds }),
  });
  parentPort?.postMessage(planCase(given, planner, { ...limits, clock }));
});
