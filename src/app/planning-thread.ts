/** Plans in a thread of its own: the caller stays responsive and may stop it. */
import { Worker } from 'node:worker_threads';
import type { PlanningJob, PlanningOutcome, WorkerMessage, WorkerRequest } from './planning-job.ts';

/** Starts the thread and waits for its outcome; rejects when the thread itself breaks. */
export function runPlanningThread({ stop, onProgress, ...request }: PlanningJob): Promise<PlanningOutcome> {
  const stopFlag = new SharedArrayBuffer(4);
  const raiseFlag = () => Atomics.store(new Int32Array(stopFlag), 0, 1);
  if (stop?.aborted) raiseFlag();
  stop?.addEventListener('abort', raiseFlag, { once: true });
  const workerData: WorkerRequest = { ...request, stopFlag };
  const worker = startWorker(workerData);
  return new Promise<PlanningOutcome>((resolve, reject) => {
    worker.on('message', (message: WorkerMessage) => {
      if (message.kind === 'progress') onProgress?.(message.progress);
      else resolve(message.outcome);
    });
    worker.on('error', reject);
    worker.on('exit', (code) => reject(new Error(`the planning thread ended early with code ${code}`)));
  }).finally(() => {
    stop?.removeEventListener('abort', raiseFlag);
    void worker.terminate();
  });
}

/** Starts the worker's module: JavaScript when built; TypeScript in the source tree, where its thread needs the loader too. */
function startWorker(workerData: WorkerRequest): Worker {
  if (!import.meta.url.endsWith('.ts')) {
    return new Worker(new URL('./plan-worker.js', import.meta.url), { workerData });
  }
  const [loader, module] = [import.meta.resolve('tsx/esm/api'), import.meta.resolve('./plan-worker.ts')];
  const script = `import('${loader}').then(({ register }) => { register(); return import('${module}'); })`;
  return new Worker(script, { eval: true, workerData });
}
