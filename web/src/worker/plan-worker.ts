/** Plans what-ifs beside the page, with the same library as everywhere: at once with the former decisions, then better. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import wasmUrl from 'highs/runtime?url';
import { highsSolver } from '../../../src/adapters/highs/highs-solver.ts';
import { signPlan } from '../../../src/app/sign-plan.ts';
import type { PlanFile } from '../../../src/domain/plan-file.ts';
import type { PortfolioDocument } from '../../../src/domain/schema.ts';
import type { UnsignedPlan } from '../../../src/planning/plan/assemble-plan.ts';
import { Replanner } from '../../../src/planning/plan/replan.ts';
import { KeptTrees } from '../../../src/planning/portfolio/kept-trees.ts';
import { solveClock } from '../../../src/planning/solve-clock.ts';
import { service } from '../state/service.ts';
import { changedPortfolio, settable } from './changed-portfolio.ts';
import {
  type BaseMessage,
  type PlanMessage,
  SHARED,
  type WarmMessage,
  type WorkerAnswer,
} from './protocol.ts';

interface Base extends BaseMessage {
  readonly source: PortfolioDocument;
  readonly former: PlanFile;
}

let base: Promise<Base> | undefined;
let shared: Int32Array | undefined;
let newest = 0;
let running = 0;
let hasPlan = false;

/** Whether a newer request is waiting: by message between steps, by shared memory within them. */
const outdated = () =>
  newest !== running || (shared !== undefined && Atomics.load(shared, SHARED.wanted) !== running);

/** Before there is a plan a solve is not cut short, as nothing could start from it. */
function shouldStop(): boolean {
  giveWay();
  return hasPlan && outdated();
}

const replanner = highsSolver({ shouldStop, wasmUrl }).then((solver) => new Replanner(solver));
const trees = new KeptTrees();
/** Requests run one after the other; an outdated one ends at its next step. */
let queue: Promise<void> = Promise.resolve();

addEventListener('message', ({ data }: MessageEvent<BaseMessage | WarmMessage | PlanMessage>) => {
  if (data.kind === 'base') {
    shared = data.shared && new Int32Array(data.shared);
    base = load(data);
    return;
  }
  newest = data.request;
  queue = queue.then(() => (data.kind === 'warm' ? warm(data) : plan(data)));
});

async function load(message: BaseMessage): Promise<Base> {
  const [portfolio, former] = await Promise.all([
    service.portfolio(message.inputHash),
    service.plan(message.planId),
  ]);
  return { ...message, former, source: settable(portfolio.source, portfolio.document) };
}

/** Changes of all demand in percent, for rounds that nobody sees: more than the solver needs, as the engine compiles what runs again and again. */
const WARMING = [0, 5, 10] as const;
/** Rounds of a large portfolio, where each takes seconds. */
const FEW_ROUNDS = 2;

/**
 * Rounds of planning as far as the first plan. The last is without a change and, where that does not take a minute, goes on to the relaxation: from its basis
 * the first plan of a what-if takes half the processor time that it takes from one for the former decisions alone (neocloud, 0.45 instead of 0.9 s). Then
 * what the tree needs for other hazards. Ends when something is asked for.
 */
async function warm({ request }: WarmMessage): Promise<void> {
  running = request;
  // What cannot be loaded is told to whoever asks for a plan.
  const [planner, from] = await Promise.all([replanner, base!]).catch(() => []);
  if (!planner || !from) return;
  for (const [round, percent] of WARMING.entries())
    if (round < FEW_ROUNDS || !planner.isLarge)
      await planUnseen(percent === 0 ? [] : [`workloads.*.demand=+${percent} %`]);
  await planUnseen([], planner.isLarge ? 'first' : 'bounded');
  const moved = changedPortfolio(from.source, ['events.*.hazardFactor=x1.05']);
  if (outdated() || 'problems' in moved) return;
  trees.of(moved.portfolio);
  postMessage({ kind: 'warm', request } satisfies WorkerAnswer);
}

async function planUnseen(settings: readonly string[], until: 'first' | 'bounded' = 'first'): Promise<void> {
  if (outdated()) return;
  hasPlan = false;
  const opened = await open(settings).catch(() => undefined);
  if (!opened || 'problems' in opened) return;
  for (const step of opened.steps) {
    if (step.kind !== 'searching') {
      hasPlan = true;
      signed(opened, step.plan);
      if (until === 'first' || step.kind === 'bounded') break;
    }
    await pause();
    if (outdated()) return;
  }
  await pause();
}

async function plan({ request, settings }: PlanMessage): Promise<void> {
  running = request;
  hasPlan = false;
  if (outdated()) return;
  const start = performance.now();
  const post = (answer: WorkerAnswer) => postMessage(answer);
  try {
    const opened = await open(settings);
    if ('problems' in opened) return post({ kind: 'invalid', request, problems: opened.problems });
    const { portfolio, document, steps } = opened;
    post({
      ...{
        kind: 'opened',
        request,
        portfolio: JSON.stringify(portfolio),
        document: JSON.stringify(document),
      },
    });
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
        const final = step.value.kind === 'final';
        const plan = signed(opened, step.value.plan);
        for (const part of Object.keys(plan) as (keyof PlanFile)[])
          post({ kind: 'part', request, part, text: JSON.stringify(plan[part]) });
        post({ kind: 'plan', request, seconds, final });
        rest();
      }
      await pause();
    }
  } catch (failure) {
    post({ kind: 'failed', request, detail: failure instanceof Error ? failure.message : String(failure) });
  }
}

type Opened = Exclude<Awaited<ReturnType<typeof open>>, { readonly problems: unknown }>;

function signed({ portfolio, rates, engineVersion }: Opened, plan: UnsignedPlan): PlanFile {
  const hash = (text: string) => bytesToHex(sha256(utf8ToBytes(text)));
  return signPlan({ ...plan, rates }, portfolio, { engineVersion, sha256: hash });
}

/** The portfolio with `settings`, and the steps that plan it. */
async function open(settings: readonly string[]) {
  const [planner, { source, former, engineVersion, gapShare }] = await Promise.all([replanner, base!]);
  const changed = changedPortfolio(source, settings);
  if ('problems' in changed) return changed;
  const clock = solveClock({ now: () => performance.now() / 1000, shouldStop });
  const { portfolio } = changed;
  const { tree } = trees.of(portfolio);
  return { ...changed, engineVersion, steps: planner.steps({ portfolio, tree, former, clock, gapShare }) };
}

/** What drawing a plan or a view takes the page, with a margin. */
const DRAWING_MS = 200;

/** Leaves the processor to the page, which draws a plan; ends at the next request. */
function rest(): void {
  if (shared) Atomics.wait(shared, SHARED.wanted, running, DRAWING_MS);
}

/** Leaves the processor to the page where it is about to draw a view; ends at the next request. */
function giveWay(): void {
  if (!shared || Atomics.load(shared, SHARED.drawing) === 0) return;
  rest();
  Atomics.store(shared, SHARED.drawing, 0);
}

const channel = new MessageChannel();

/** Lets waiting messages in. */
function pause(): Promise<void> {
  return new Promise((resolve) => {
    channel.port1.onmessage = () => resolve();
    channel.port2.postMessage(null);
  });
}
