/** What a dashboard is served from: one portfolio, its plans, and the jobs that make more of them. */
import type { PlanFile } from '../domain/plan-file.ts';
import { type InvalidInput, type OpenPortfolio, openPortfolio, openRead } from './open-portfolio.ts';
import type { ConflictingRule, PlanningProgress } from './planning-job.ts';
import type { Ports } from './ports.ts';
import { inputHash, signPlan } from './sign-plan.ts';

type HostPorts = Pick<
  Ports,
  'readPortfolio' | 'readPortfolioText' | 'loadForecaster' | 'runPlanning' | 'sha256' | 'engineVersion'
>;

/** A file that somebody handed over, as text. */
export interface HandedFile {
  readonly name: string;
  readonly text: string;
}

/** A sound portfolio with the hash by which plans refer to it. */
export interface HostedPortfolio extends Omit<OpenPortfolio, 'status'> {
  readonly inputHash: string;
  readonly file: string;
}

/** How a job stands; all but `running` are final. */
export type JobState =
  | { readonly status: 'running'; readonly progress: PlanningProgress }
  | { readonly status: 'done'; readonly planId: string }
  | { readonly status: 'infeasible'; readonly rules: readonly ConflictingRule[] }
  | { readonly status: 'none-found' }
  | { readonly status: 'failed'; readonly detail: string };

/** A planning job; `listen` is told every change until the job ends. */
export interface HostedJob {
  readonly id: string;
  readonly portfolio: HostedPortfolio;
  state(): JobState;
  listen(listener: (state: JobState) => void): () => void;
  /** Ends the search; the best plan so far is kept. */
  stop(): void;
}

/** What asking for a plan leads to at once. */
export type JobStart =
  | { readonly status: 'started'; readonly job: HostedJob }
  /** As many jobs run as may run at a time. */
  | { readonly status: 'busy' }
  | InvalidInput;

/** Jobs that may run side by side. */
const MOST_RUNNING = 2;
/** Finished jobs and plans that are remembered; the oldest are forgotten first. */
const MOST_KEPT = 50;

/** Holds portfolios and plans in memory; nothing here writes a file. */
export class DashboardHost {
  readonly #ports: HostPorts;
  readonly #portfolios = new Map<string, HostedPortfolio>();
  readonly #plans = new Map<string, PlanFile>();
  readonly #jobs = new Map<string, HostedJob>();
  #newId: () => string;

  constructor(ports: HostPorts, newId: () => string) {
    this.#ports = ports;
    this.#newId = newId;
  }

  get engineVersion(): string {
    return this.#ports.engineVersion;
  }

  /** Opens a portfolio of the disk. */
  async open(path: string, seed: number | undefined): Promise<HostedPortfolio | InvalidInput> {
    const input = await openPortfolio(path, seed, this.#ports);
    return input.status === 'invalid' ? input : this.#keep(input, path);
  }

  /** Opens a portfolio that was handed over. */
  async read({ name, text }: HandedFile): Promise<HostedPortfolio | InvalidInput> {
    const reading = this.#ports.readPortfolioText(text, name);
    const input = await openRead(reading, undefined, this.#ports);
    return input.status === 'invalid' ? input : this.#keep(input, name);
  }

  /** Keeps a plan; its id is its hash. */
  addPlan(plan: PlanFile): string {
    const id = plan.provenance.planHash;
    this.#plans.set(id, plan);
    forgetOldest(this.#plans);
    return id;
  }

  plan(id: string): PlanFile | undefined {
    return this.#plans.get(id);
  }

  plans(): PlanFile[] {
    return [...this.#plans.values()];
  }

  portfolio(hash: string): HostedPortfolio | undefined {
    return this.#portfolios.get(hash);
  }

  job(id: string): HostedJob | undefined {
    return this.#jobs.get(id);
  }

  /** Starts to plan; returns at once. */
  start(
    portfolio: HostedPortfolio,
    limits: { readonly timeLimitSeconds?: number | undefined; readonly gapShare?: number | undefined },
  ): JobStart {
    const running = [...this.#jobs.values()].filter((job) => job.state().status === 'running');
    if (running.length >= MOST_RUNNING) return { status: 'busy' };
    const stop = new AbortController();
    const listeners = new Set<(state: JobState) => void>();
    let state: JobState = { status: 'running', progress: { seconds: 0 } };
    const tell = (now: JobState) => {
      state = now;
      for (const listener of listeners) listener(now);
    };
    const job: HostedJob = {
      ...{ id: this.#newId(), portfolio, state: () => state, stop: () => stop.abort() },
      listen(listener) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    };
    this.#jobs.set(job.id, job);
    forgetOldest(this.#jobs);
    void this.#run(portfolio, limits, stop.signal, tell);
    return { status: 'started', job };
  }

  async #run(
    { portfolio, rates }: HostedPortfolio,
    limits: Parameters<DashboardHost['start']>[1],
    stop: AbortSignal,
    tell: (state: JobState) => void,
  ): Promise<void> {
    try {
      const outcome = await this.#ports.runPlanning({
        ...{ ...limits, portfolio, stop },
        onProgress: (progress) => tell({ status: 'running', progress }),
      });
      if (outcome.status !== 'planned') return tell(outcome);
      const plan = { ...outcome.plan, rates };
      const planId = this.addPlan(signPlan(plan, portfolio, this.#ports));
      tell({ status: 'done', planId });
    } catch (failure) {
      tell({ status: 'failed', detail: failure instanceof Error ? failure.message : String(failure) });
    }
  }

  /** Ends all jobs. */
  close(): void {
    for (const job of this.#jobs.values()) job.stop();
  }

  #keep({ status: _, ...input }: OpenPortfolio, file: string): HostedPortfolio {
    const hosted = { ...input, file, inputHash: inputHash(input.portfolio, this.#ports) };
    this.#portfolios.set(hosted.inputHash, hosted);
    forgetOldest(this.#portfolios);
    return hosted;
  }
}

function forgetOldest(kept: Map<string, unknown>): void {
  for (const id of kept.keys()) {
    if (kept.size <= MOST_KEPT) return;
    kept.delete(id);
  }
}
