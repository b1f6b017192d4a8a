/** Work in a thread of its own: the caller stays responsive and may stop it. */
import { Worker } from 'node:worker_threads';

/** What a caller hands to long work: a signal to stop with what there is, and an ear for its progress. */
interface Watched<Progress> {
  readonly stop?: AbortSignal | undefined;
  onProgress?(progress: Progress): void;
}

type Message<Progress, Outcome> =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'outcome'; readonly outcome: Outcome };

/** The modules that run in threads. */
type WorkerModule = 'plan-worker' | 'simulation-worker' | 'evaluation-worker' | 'case-worker';

/**
 * Starts `module` with the job's data and a shared flag, `stopFlag`, that is raised when the job is to stop; resolves with the outcome that it
 * posts, rejects when the thread itself breaks.
 */
export function runInThread<Job extends Watched<Progress>, Progress, Outcome>(
  module: WorkerModule,
  { stop, onProgress, ...request }: Job & Watched<Progress>,
): Promise<Outcome> {
  const shared = sharedStop(stop);
  const worker = startWorker(module, { ...request, stopFlag: shared.flag });
  return new Promise<Outcome>((resolve, reject) => {
    worker.on('message', (message: Message<Progress, Outcome>) => {
      if (message.kind === 'progress') onProgress?.(message.progress);
      else resolve(message.outcome);
    });
    worker.on('error', reject);
    worker.on('exit', (code) => reject(new Error(`the thread of ${module} ended early with code ${code}`)));
  }).finally(() => {
    shared.release();
    void worker.terminate();
  });
}

/** A flag that threads see (one `Int32`: not 0 means stop), raised when `stop` is aborted; `release` ends the listening. */
export function sharedStop(stop: AbortSignal | undefined) {
  const flag = new SharedArrayBuffer(4);
  const raise = () => void Atomics.store(new Int32Array(flag), 0, 1);
  if (stop?.aborted) raise();
  stop?.addEventListener('abort', raise, { once: true });
  return { flag, raise, release: () => stop?.removeEventListener('abort', raise) };
}

/** Starts the worker's module: JavaScript when built; TypeScript in the source tree, where its thread needs the loader too. */
export function startWorker(module: WorkerModule, workerData: unknown): Worker {
  if (!import.meta.url.endsWith('.ts')) {
    return new Worker(new URL(`./${module}.js`, import.meta.url), { workerData });
  }
  const [loader, source] = [import.meta.resolve('tsx/esm/api'), import.meta.resolve(`./${module}.ts`)];
  const script = `import('${loader}').then(({ register }) => { register(); return import('${source}'); })`;
  return new Worker(script, { eval: true, workerData });
}
