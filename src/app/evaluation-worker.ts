/** The thread that evaluates decisions: takes a request, reports progress, posts the outcome. Stops when the shared flag is raised. */
import { parentPort, workerData } from 'node:worker_threads';
import { evaluateDecisions } from '../judge/evaluate-decisions.ts';
import { USD_SCALE } from '../planning/portfolio/portfolio-frame.ts';
import { portfolioTree } from '../planning/portfolio/portfolio-tree.ts';
import { solveClock } from '../planning/solve-clock.ts';
import { loadSolver } from './compose.ts';
import type { EvaluationMessage, EvaluationWorkerRequest } from './evaluation-job.ts';

function post(message: EvaluationMessage): void {
  parentPort?.postMessage(message);
}

const { portfolio, base, sets, timeLimitSeconds, stopFlag } = workerData as EvaluationWorkerRequest;
const flag = new Int32Array(stopFlag);
const clock = solveClock({
  now: () => performance.now() / 1000,
  shouldStop: () => Atomics.load(flag, 0) !== 0,
  onProgress: ({ seconds, value }) => {
    if (value !== undefined) post({ kind: 'progress', progress: { seconds, valueUsd: value * USD_SCALE } });
  },
  ...(timeLimitSeconds !== undefined && { timeLimitSeconds }),
});
const { tree } = portfolioTree(portfolio);
post({
  kind: 'outcome',
  outcome: evaluateDecisions({ portfolio, tree, base, sets, clock, solver: await loadSolver() }),
});
