/** Plans what-ifs beside the page, with the same library as everywhere: at once with the former decisions, then better. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import wasmUrl from 'highs/runtime?url';
import { highsSolver } from '../../../src/adapters/highs/highs-solver.ts';
import { signPlan } from '../../../src/app/sign-plan.ts';
import { Replanner } from '../../../src/planning/plan/replan.ts';
import { portfolioTree } from '../../../src/planning/portfolio/portfolio-tree.ts';
import { solveClock } from '../../../src/planning/solve-clock.ts';
import type { PlanMessage, WorkerAnswer } from './protocol.ts';

let flag: Int32Array | undefined;
let newest = 0;
let running = 0;
let hasPlan = false;

/** Whether a newer request is waiting: by message between steps, by shared memory within them. */
const outdated = () => newest !== running || (flag !== undefined && Atomics.load(flag, 0) !== running);

// Before there is a plan a solve is not cut short, as nothing could start from it.
const replanner = highsSolver({ shouldStop: () => hasPlan && outdated(), wasmUrl }).then(
  (solver) => new Replanner(solver),
);
/** Requests run one after the other; an outdated one ends at its next step. */
let queue: Promise<void> = Promise.resolve();

addEventListener('message', ({ data }: MessageEvent<PlanMessage>) => {
  newest = data.request;
  queue = queue.then(() => plan(data));
});

async function plan(message: PlanMessage): Promise<void> {
  const { request, portfolio, former, rates, engineVersion, gapShare, wanted } = message;
  flag = wanted && new Int32Array(wanted);
  running = request;
  hasPlan = false;
  if (outdated()) return;
  const start = performance.now();
  const post = (answer: WorkerAnswer) => postMessage(answer);
  const ports = { engineVersion, sha256: (text: string) => bytesToHex(sha256(utf8ToBytes(text))) };
  try {
    const planner = await replanner;
    const clock = solveClock({
      now: () => performance.now() / 1000,
      shouldStop: () => hasPlan && outdated(),
    });
    const { tree } = portfolioTree(portfolio);
    const steps = planner.steps({ portfolio, tree, former, clock, gapShare });
    for (;;) {
      const step = steps.next();
      if (outdated()) return;
      if (step.done) {
        if (step.value.status !== 'planned') post({ kind: 'failed', request, detail: step.value.status });
        return;
      }
      if (step.value.kind !== 'searching') {
        hasPlan = true;
        const seconds = (performance.now() - start) / 1000;
        const signed = signPlan({ ...step.value.plan, ...(rates && { rates }) }, portfolio, ports);
        post({ kind: 'plan', request, seconds, final: step.value.kind === 'final', plan: signed });
      }
      await pause();
    }
  } catch (failure) {
    post({ kind: 'failed', request, detail: failure instanceof Error ? failure.message : String(failure) });
  }
}

const channel = new MessageChannel();

/** Lets waiting messages in. */
function pause(): Promise<void> {
  return new Promise((resolve) => {
    channel.port1.onmessage = () => resolve();
    channel.port2.postMessage(null);
  });
}
