/** What a dashboard is served from: a store of portfolios and plans, and the jobs that make more of them. */
import type { PlanFile } from '../domain/plan-file.ts';
import type { PlanEntry, PlanStore, StoredPortfolio } from '../store/plan-store.ts';
import type { PlanVersion, VersionOutcome } from '../store/plan-version.ts';
import { type InvalidInput, type OpenPortfolio, openPortfolio, openRead } from './open-portfolio.ts';
import type { ConflictingRule, PlanningProgress } from './planning-job.ts';
import type { Ports } from './ports.ts';
import { type Judgement, parseJudged } from './read-judged.ts';
import { hasPlanForm } from './read-plan.ts';
import { type Caller, callerOf, localCaller } from './sign-in.ts';
import { inputHash, signPlan } from './sign-plan.ts';
import { faultText } from './store-trouble.ts';

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
export type HostedPortfolio = StoredPortfolio;

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

/** What the store answers about versions and the audit log. */
export type Reviews = Pick<PlanStore, 'addVersion' | 'moveVersion' | 'version' | 'versions' | 'auditLog'>;

export type { PlanVersion, VersionOutcome };

/** A search that was asked for. */
interface Run {
  readonly portfolio: HostedPortfolio;
  readonly timeLimitSeconds?: number | undefined;
  readonly gapShare?: number | undefined;
  readonly stop: AbortSignal;
  readonly by: string;
}

/** Jobs that may run side by side. */
const MOST_RUNNING = 2;
/** Jobs that are remembered; the oldest are forgotten first. */
const MOST_JOBS = 50;
/** Plans that are at hand without asking the store. */
const MOST_AT_HAND = 12;

/** Keeps portfolios and plans in its store, and runs jobs. */
export class DashboardHost {
  readonly #ports: HostPorts;
  readonly #store: PlanStore;
  readonly #newId: () => string;
  /** Of plans being read as well, so that the parts of one plan ask the store once. */
  readonly #plans = new Map<string, Promise<PlanFile | undefined>>();
  readonly #jobs = new Map<string, HostedJob>();

  constructor(ports: HostPorts, store: PlanStore, newId: () => string) {
    this.#ports = ports;
    this.#store = store;
    this.#newId = newId;
  }

  get engineVersion(): string {
    return this.#ports.engineVersion;
  }

  /** Opens a portfolio of the disk. */
  async open(path: string, seed: number | undefined): Promise<HostedPortfolio | InvalidInput> {
    const input = await openPortfolio(path, seed, this.#ports);
    return input.status === 'invalid' ? input : this.#keep(input, path, localCaller.name);
  }

  /** Opens a portfolio that was handed over. */
  async read({ name, text }: HandedFile, by: string): Promise<HostedPortfolio | InvalidInput> {
    const reading = this.#ports.readPortfolioText(text, name);
    const input = await openRead(reading, undefined, this.#ports);
    return input.status === 'invalid' ? input : this.#keep(input, name, by);
  }

  /** Keeps a plan; its id is its hash. */
  async addPlan(plan: PlanFile, by = localCaller.name): Promise<string> {
    const id = plan.provenance.planHash;
    await this.#store.putPlan(plan, by);
    this.#plans.set(id, Promise.resolve(plan));
    forgetOldest(this.#plans, MOST_AT_HAND);
    return id;
  }

  /** A plan that is kept; those whose form was another release's are not there any more. */
  plan(id: string): Promise<PlanFile | undefined> {
    const known = this.#plans.get(id);
    if (known) return known;
    const reading = this.#store.plan(id).then((plan) => (plan && hasPlanForm(plan) ? plan : undefined));
    this.#plans.set(id, reading);
    forgetOldest(this.#plans, MOST_AT_HAND);
    // Only what was found is at hand: the rest may come, or be mended.
    reading.then(
      (plan) => plan ?? this.#plans.delete(id),
      () => this.#plans.delete(id),
    );
    return reading;
  }

  /** All plans, or those of one portfolio, the newest last. */
  plans(hash?: string): Promise<readonly PlanEntry[]> {
    return this.#store.plans(hash);
  }

  portfolio(hash: string): Promise<HostedPortfolio | undefined> {
    return this.#store.portfolio(hash);
  }

  /** Keeps what a judging command printed about a plan of the portfolio. */
  async addJudgement(hash: string, { name, text }: HandedFile, by = localCaller.name): Promise<void> {
    const id = this.#ports.sha256(text);
    await this.#store.putJudgement({ id, inputHash: hash, file: name, text }, by);
  }

  /** What was judged of the portfolio's plans, in the order in which it came; what another release printed is left out. */
  async judgements(hash: string): Promise<Judgement[]> {
    const readings = (await this.#store.judgements(hash)).map(({ text }) => parseJudged(text));
    return readings.flatMap((reading) => (reading.status === 'judged' ? [reading.judgement] : []));
  }

  /** Whose token a text is; `undefined` where it is none in force. */
  caller(text: string): Promise<Caller | undefined> {
    return callerOf(this.#store, text, this.#ports);
  }

  /** Whether anybody could sign in. */
  async hasTokens(): Promise<boolean> {
    return (await this.#store.tokens()).some(({ revokedAt }) => revokedAt === undefined);
  }

  /** Versions and log, as the store keeps them. */
  get reviews(): Reviews {
    return this.#store;
  }

  /** The plan that was approved last of the portfolio with this name. */
  async approvedPlanId(portfolio: string): Promise<string | undefined> {
    const versions = await this.#store.versions(portfolio);
    return versions.findLast(({ state }) => state === 'approved')?.planId;
  }

  job(id: string): HostedJob | undefined {
    return this.#jobs.get(id);
  }

  /** Starts to plan; returns at once. */
  start(
    portfolio: HostedPortfolio,
    limits: { readonly timeLimitSeconds?: number | undefined; readonly gapShare?: number | undefined },
    by = localCaller.name,
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
    forgetOldest(this.#jobs, MOST_JOBS);
    void this.#run({ ...limits, portfolio, stop: stop.signal, by }, tell);
    return { status: 'started', job };
  }

  async #run({ portfolio: hosted, by, ...run }: Run, tell: (state: JobState) => void): Promise<void> {
    const { portfolio, rates } = hosted;
    try {
      const outcome = await this.#ports.runPlanning({
        ...{ ...run, portfolio },
        onProgress: (progress) => tell({ status: 'running', progress }),
      });
      if (outcome.status !== 'planned') return tell(outcome);
      const plan = { ...outcome.plan, rates };
      const planId = await this.addPlan(signPlan(plan, portfolio, this.#ports), by);
      tell({ status: 'done', planId });
    } catch (failure) {
      tell({ status: 'failed', detail: faultText(failure, 'en') });
    }
  }

  /** Where things are kept; `undefined` for memory. */
  get place(): string | undefined {
    return this.#store.place;
  }

  /** Ends all jobs and closes the store. */
  async close(): Promise<void> {
    for (const job of this.#jobs.values()) job.stop();
    await this.#store.close();
  }

  async #keep(
    { status: _, locate: __, ...input }: OpenPortfolio,
    file: string,
    by: string,
  ): Promise<HostedPortfolio> {
    const hosted = { ...input, file, inputHash: inputHash(input.portfolio, this.#ports) };
    await this.#store.putPortfolio(hosted, by);
    return hosted;
  }
}

function forgetOldest(kept: Map<string, unknown>, most: number): void {
  for (const id of kept.keys()) {
    if (kept.size <= most) return;
    kept.delete(id);
  }
}
