/** The thread that plans: takes a request, reports progress, posts the outcome. Stops when the shared flag is raised. */
import { parentPort, workerData } from 'node:worker_threads';
import { conflictingRules } from '../planning/plan/conflicting-rules.ts';
import { makePlan } from '../planning/plan/make-plan.ts';
import { replan } from '../planning/plan/replan.ts';
import { USD_SCALE } from '../planning/portfolio/portfolio-frame.ts';
import { portfolioTree } from '../planning/portfolio/portfolio-tree.ts';
import { type SolveProgress, solveClock, untimed } from '../planning/solve-clock.ts';
import { loadSolver } from './compose.ts';
import type { PlanningOutcome, WorkerMessage, WorkerRequest } from './planning-job.ts';

/** Seconds between two reports of progress. */
const REPORT_INTERVAL = 0.1;

async function planInThread({
  portfolio,
  timeLimitSeconds,
  gapShare,
  former,
  stopFlag,
}: WorkerRequest): Promise<PlanningOutcome> {
  const flag = new Int32Array(stopFlag);
  const postProgress = progressPoster();
  let hasPlan = false;
  const clock = solveClock({
    now: () => performance.now() / 1000,
    shouldStop: () => Atomics.load(flag, 0) !== 0,
    onProgress: (progress) => {
      hasPlan ||= progress.value !== undefined;
      postProgress(progress);
    },
    ...(timeLimitSeconds !== undefined && { timeLimitSeconds }),
  });
  // Before there is a plan nothing is cut short: stopping at once would leave the user with nothing.
  const solver = await loadSolver({ shouldStop: () => hasPlan && clock.isOver() });
  const { tree } = portfolioTree(portfolio);
  const request = { portfolio, tree, solver, clock, ...(gapShare !== undefined && { gapShare }) };
  const outcome = former ? replan({ ...request, former }) : makePlan(request);
  if (outcome.status === 'planned') {
    const { plan, end = 'goal' } = outcome;
    return { status: 'planned', plan, end };
  }
  if (outcome.status !== 'infeasible') return outcome;
  const patient = await loadSolver();
  return { status: 'infeasible', rules: conflictingRules(outcome.compiled, patient, untimed()) };
}

/** Posts the best figures so far, at most every {@link REPORT_INTERVAL}. */
function progressPoster(): (progress: SolveProgress & { seconds: number }) => void {
  let [boundUsd, valueUsd] = [undefined, undefined] as [number | undefined, number | undefined];
  let last = -Infinity;
  return ({ seconds, bound, value }) => {
    if (bound !== undefined && Number.isFinite(bound)) boundUsd = bound * USD_SCALE;
    if (value !== undefined) valueUsd = Math.max(valueUsd ?? -Infinity, value * USD_SCALE);
    if (seconds - last < REPORT_INTERVAL) return;
    last = seconds;
    post({ kind: 'progress', progress: { seconds, boundUsd, valueUsd } });
  };
}

function post(message: WorkerMessage): void {
  parentPort?.postMessage(message);
}

post({ kind: 'outcome', outcome: await planInThread(workerData as WorkerRequest) });
