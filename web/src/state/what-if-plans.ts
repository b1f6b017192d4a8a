/** The plans of what-ifs: asks the worker, keeps every answer, and gives the same bytes for the same settings. */
import type { PlanFile } from '../../../src/domain/plan-file.ts';
import type { Portfolio } from '../../../src/domain/portfolio.ts';
import { applyWhatIf, isWhatIf, type WhatIf, whatIfKnobs } from '../../../src/views/what-if.ts';
import type { PlanMessage, WorkerAnswer } from '../worker/protocol.ts';

export interface WhatIfPlan {
  readonly plan: PlanFile;
  readonly portfolio: Portfolio;
  /** Seconds until the first plan. */
  readonly firstSeconds: number;
  readonly final: boolean;
}

export type WhatIfState =
  | { readonly status: 'none' }
  /** The plan shown is still the one before. */
  | { readonly status: 'planning' }
  | ({ readonly status: 'planned' } & WhatIfPlan)
  | { readonly status: 'failed'; readonly detail: string };

interface Base {
  readonly plan: PlanFile;
  readonly portfolio: Portfolio;
  readonly engineVersion: string;
}

/** Gap at which a what-if ends where the plan's own is smaller: searching on below it would show nothing. */
const LEAST_GAP = 0.005;

/** One worker for one loaded plan; it starts with the first what-if. */
export class WhatIfPlans {
  readonly #base: Base;
  readonly #tell: (state: WhatIfState) => void;
  readonly #kept = new Map<string, WhatIfPlan>();
  #worker: Worker | undefined;
  readonly #wanted = globalThis.crossOriginIsolated ? new SharedArrayBuffer(4) : undefined;
  #request = 0;

  constructor(base: Base, tell: (state: WhatIfState) => void) {
    this.#base = base;
    this.#tell = tell;
  }

  /** Shows the settings: at once where they were planned before, else after the worker's answers. */
  ask(settings: WhatIf): void {
    this.#request += 1;
    if (this.#wanted) Atomics.store(new Int32Array(this.#wanted), 0, this.#request);
    else this.#end();
    if (!isWhatIf(settings)) {
      this.#tell({ status: 'none' });
      return;
    }
    const key = whatIfKnobs.map((knob) => settings[knob] ?? 0).join();
    const known = this.#kept.get(key);
    if (known) this.#tell({ status: 'planned', ...known });
    if (known?.final) return;
    if (!known) this.#tell({ status: 'planning' });
    const portfolio = applyWhatIf(this.#base.portfolio, settings);
    const { request, worker } = { request: this.#request, worker: this.#start() };
    worker.onmessage = ({ data: answer }: MessageEvent<WorkerAnswer>) => {
      if (answer.request !== this.#request) return;
      if (answer.kind === 'failed') return this.#tell({ status: 'failed', detail: answer.detail });
      const { plan, seconds, final } = answer;
      const firstSeconds = this.#kept.get(key)?.firstSeconds ?? seconds;
      const planned = { plan, portfolio, final, firstSeconds };
      this.#kept.set(key, planned);
      performance.mark(final ? 'what-if-final' : 'what-if-plan', { detail: { request, seconds } });
      this.#tell({ status: 'planned', ...planned });
    };
    const { plan: former, engineVersion } = this.#base;
    const gapShare = Math.max(LEAST_GAP, former.headline.gapShareOfStake);
    const message: PlanMessage = {
      ...{ kind: 'plan', request, portfolio, former, rates: former.rates, engineVersion, gapShare },
      wanted: this.#wanted,
    };
    worker.postMessage(message);
  }

  /** Ends the worker. */
  close(): void {
    this.#end();
  }

  #start(): Worker {
    this.#worker ??= new Worker(new URL('../worker/plan-worker.ts', import.meta.url), { type: 'module' });
    return this.#worker;
  }

  #end(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
  }
}
