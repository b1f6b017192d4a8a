/** Simulates a plan in threads: each takes the next task when it is done, so that none waits within a batch. */
import type { Worker } from 'node:worker_threads';
import { simulation, type TaskBatch } from '../judge/simulate.ts';
import { portfolioTree } from '../planning/portfolio/portfolio-tree.ts';
import type {
  SentTask,
  Simulation,
  SimulationJob,
  SimulationWorkerRequest,
  TaskResult,
} from './simulation-job.ts';
import { sharedStop, startWorker } from './worker-thread.ts';

/** Threads at work at a time. */
const THREADS = 2;

/** Resolves with what is known when all is done, or the time is up, or the user has stopped it. */
export async function runSimulation(job: SimulationJob): Promise<Simulation> {
  const { portfolio, plan, timeLimitSeconds, stop } = job;
  const end = performance.now() + 1000 * (timeLimitSeconds ?? Infinity);
  const shared = sharedStop(stop);
  const request: SimulationWorkerRequest = {
    ...{ portfolio, plan: { headline: plan.headline }, stopFlag: shared.flag },
  };
  const workers = Array.from({ length: THREADS }, () => startWorker('simulation-worker', request));
  try {
    const batches = simulation({ ...job, tree: portfolioTree(portfolio).tree });
    let next = batches.next();
    while (!next.done) next = batches.next(await runBatch(next.value, job, { workers, end }));
    return next.value;
  } finally {
    shared.release();
    for (const worker of workers) void worker.terminate();
  }
}

async function runBatch(
  { step, tasks, share, of }: TaskBatch,
  { stop, onProgress }: SimulationJob,
  { workers, end }: { readonly workers: readonly Worker[]; readonly end: number },
): Promise<(TaskResult | null)[]> {
  const until = performance.now() + share * (end - performance.now());
  const results: (TaskResult | null)[] = tasks.map(() => null);
  let taken = 0;
  let done = 0;
  const tell = () => onProgress?.({ step, done: Math.floor((of * done) / Math.max(1, tasks.length)), of });
  tell();
  const workOff = async (worker: Worker) => {
    while (taken < tasks.length && performance.now() < until && !stop?.aborted) {
      const i = taken++;
      const seconds = (until - performance.now()) / 1000;
      results[i] = await answer(worker, {
        task: tasks[i]!,
        ...(Number.isFinite(seconds) && { seconds }),
      });
      done += 1;
      tell();
    }
  };
  await Promise.all(workers.map(workOff));
  return results;
}

function answer(worker: Worker, sent: SentTask): Promise<TaskResult | null> {
  return new Promise((resolve, reject) => {
    const onMessage = (result: TaskResult | null) => settle(() => resolve(result));
    const onError = (error: unknown) => settle(() => reject(error));
    const onExit = (code: number) => onError(new Error(`a thread of the simulation ended with code ${code}`));
    const settle = (settled: () => void) => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      settled();
    };
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.postMessage(sent);
  });
}
