/** Plans cases in threads: each takes the next one when it is done, so that none waits. */
import type { Worker } from 'node:worker_threads';
import type { CaseResult } from '../judge/planned-cases.ts';
import type { CasesJob, CaseWorkerRequest, SentCase } from './cases-job.ts';
import { sharedStop, startWorker } from './worker-thread.ts';

/** Threads at work at a time. */
const THREADS = 2;

/** Resolves when the cases are planned, or the time is up, or the user has stopped it. */
export async function runCases({
  cases,
  timeLimitSeconds,
  stop,
  onResult,
  ...given
}: CasesJob): Promise<void> {
  const { former, gapShare, patience, depth } = given;
  const shared = sharedStop(stop);
  const end = performance.now() + 1000 * (timeLimitSeconds ?? Infinity);
  const timer =
    timeLimitSeconds === undefined ? undefined : setTimeout(shared.raise, 1000 * timeLimitSeconds);
  const iterator = cases[Symbol.iterator]();
  const next = (): SentCase | null => {
    if (stop?.aborted || performance.now() >= end) return null;
    const { done, value } = iterator.next();
    if (done) return null;
    const seconds = (end - performance.now()) / 1000;
    return { given: value, ...(Number.isFinite(seconds) && { seconds }) };
  };
  const { policy, multipliers, cases: proof, headline, tree } = former;
  const { purchases, sales } = former.fleet;
  const request: CaseWorkerRequest = {
    former: {
      ...{ policy, multipliers, headline, tree, fleet: { purchases, sales } },
      ...(proof && { cases: proof }),
    },
    ...{ gapShare, patience, depth, stopFlag: shared.flag },
  };
  try {
    await Promise.all(
      Array.from({ length: THREADS }, () => {
        const first = next();
        return first && runThread(startWorker('case-worker', request), first, next, onResult);
      }),
    );
  } finally {
    clearTimeout(timer);
    shared.release();
  }
}

function runThread(
  worker: Worker,
  first: SentCase,
  next: () => SentCase | null,
  onResult: (result: CaseResult) => void,
): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    worker.postMessage(first);
    worker.on('message', (result: CaseResult) => {
      onResult(result);
      const task = next();
      if (task) worker.postMessage(task);
      else resolve();
    });
    worker.on('error', reject);
    worker.on('exit', (code) => reject(new Error(`the thread of case-worker ended early with code ${code}`)));
  }).finally(() => void worker.terminate());
}
