/** The plans of what-ifs: asks the worker, keeps its answers, and gives the same bytes for the same settings. */
import type { PlanFile } from '../../../src/domain/plan-file.ts';
import type { Portfolio } from '../../../src/domain/portfolio.ts';
import type { PortfolioDocument } from '../../../src/domain/schema.ts';
import type { LocatedProblem } from '../../../src/units/problem.ts';
import { once } from '../../../src/views/once.ts';
import {
  type BaseMessage,
  type PlanMessage,
  type PortfolioText,
  SHARED,
  type WarmMessage,
  type WorkerAnswer,
} from '../worker/protocol.ts';
import { type PlanText, planOfText } from './plan-parts.ts';

/** A plan and what it was made from; both are read when they are first asked for. */
export interface WhatIfPlan {
  readonly plan: PlanFile;
  readonly portfolio: Portfolio;
  readonly document: PortfolioDocument;
  /** Seconds until the first plan. */
  readonly firstSeconds: number;
  readonly final: boolean;
}

export type WhatIfState =
  | { readonly status: 'none' }
  /** The plan shown is still the one before. */
  | { readonly status: 'planning' }
  | ({ readonly status: 'planned' } & WhatIfPlan)
  /** A setting is not sound; the plan shown is the loaded one. */
  | { readonly status: 'invalid'; readonly problems: readonly LocatedProblem[] }
  | { readonly status: 'failed'; readonly detail: string };

/** What is kept of a plan and its portfolio: text, which takes the collector of garbage no time. */
interface KeptPlan extends PortfolioText, Pick<WhatIfPlan, 'firstSeconds' | 'final'> {
  readonly text: PlanText;
}

interface Base {
  readonly plan: PlanFile;
  readonly engineVersion: string;
}

/** Gap at which a what-if ends where the plan's own is smaller: searching on below it would show nothing. */
const LEAST_GAP = 0.005;

/** Settings whose plans are kept for undo; one takes 5 MB on a large portfolio. */
const MOST_KEPT = 40;

/** One worker for one loaded plan. */
export class WhatIfPlans {
  readonly #base: Base;
  readonly #tell: (state: WhatIfState) => void;
  readonly #kept = new Map<string, KeptPlan>();
  #worker: Worker | undefined;
  readonly #shared = globalThis.crossOriginIsolated ? new SharedArrayBuffer(8) : undefined;
  #request = 0;

  constructor(base: Base, tell: (state: WhatIfState) => void) {
    this.#base = base;
    this.#tell = tell;
  }

  /** Loads solver and plan in the worker, so that the first what-if need not; ends by itself when one is asked for. */
  warm(): void {
    if (this.#worker) return;
    const { worker, request } = { worker: this.#start(), request: this.#next() };
    worker.onmessage = ({ data: answer }: MessageEvent<WorkerAnswer>) => {
      if (answer.kind === 'warm') performance.mark('what-if-warm');
    };
    const message: WarmMessage = { kind: 'warm', request };
    worker.postMessage(message);
  }

  /** Shows the settings: at once where they were planned before, else after the worker's answers. */
  ask(settings: readonly string[]): void {
    const request = this.#next();
    if (settings.length === 0) {
      this.#tell({ status: 'none' });
      return;
    }
    const key = settings.join('\n');
    const known = this.#kept.get(key);
    if (known) this.#tellOf(known);
    if (known?.final) return;
    if (!known) this.#tell({ status: 'planning' });
    if (!this.#shared) this.close();
    let opened: PortfolioText | undefined;
    let text = new Map<keyof PlanFile, string>();
    const worker = this.#start();
    worker.onmessage = ({ data: answer }: MessageEvent<WorkerAnswer>) => {
      if (answer.request !== this.#request) return;
      if (answer.kind === 'failed') this.#tell({ status: 'failed', detail: answer.detail });
      else if (answer.kind === 'invalid') this.#tell({ status: 'invalid', problems: answer.problems });
      else if (answer.kind === 'opened') opened = { portfolio: answer.portfolio, document: answer.document };
      else if (answer.kind === 'part') text.set(answer.part, answer.text);
      else if (answer.kind === 'plan') {
        const { seconds, final } = answer;
        const firstSeconds = this.#kept.get(key)?.firstSeconds ?? seconds;
        const planned = { text, ...opened!, final, firstSeconds };
        text = new Map();
        this.#keep(key, planned);
        this.#tellOf(planned);
      }
    };
    const message: PlanMessage = { kind: 'plan', request, settings };
    worker.postMessage(message);
  }

  /** Has the planner leave the processor to the page, which is about to draw. */
  giveWay(): void {
    if (this.#shared) Atomics.store(new Int32Array(this.#shared), SHARED.drawing, 1);
  }

  /** Ends the worker. */
  close(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
  }

  #tellOf({ text, portfolio, document, ...run }: KeptPlan): void {
    const read = { portfolio: once(() => JSON.parse(portfolio)), document: once(() => JSON.parse(document)) };
    this.#tell({
      ...{ status: 'planned', plan: planOfText(text), ...run },
      get portfolio() {
        return read.portfolio();
      },
      get document() {
        return read.document();
      },
    });
  }

  /** Keeps a plan; the settings that were planned first make room. */
  #keep(key: string, planned: KeptPlan): void {
    this.#kept.set(key, planned);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MOST_KEPT) this.#kept.delete(oldest!);
  }

  /** The next request; what runs for an older one is outdated from here on. */
  #next(): number {
    this.#request += 1;
    if (this.#shared) {
      const shared = new Int32Array(this.#shared);
      Atomics.store(shared, SHARED.drawing, 0);
      Atomics.store(shared, SHARED.wanted, this.#request);
      Atomics.notify(shared, SHARED.wanted);
    }
    return this.#request;
  }

  #start(): Worker {
    if (!this.#worker) {
      this.#worker = new Worker(new URL('../worker/plan-worker.ts', import.meta.url), { type: 'module' });
      const { plan, engineVersion } = this.#base;
      const { inputHash, planHash: planId } = plan.provenance;
      const gapShare = Math.max(LEAST_GAP, plan.headline.gapShareOfStake);
      const message: BaseMessage = {
        ...{ kind: 'base', inputHash, planId, engineVersion, gapShare, shared: this.#shared },
      };
      this.#worker.postMessage(message);
    }
    return this.#worker;
  }
}
