import { tokensPerRequest } from './closed-loop.ts';
import { schedulingOf } from './engine-scheduling.ts';
import { attentionGroups } from './layout.ts';
import { closedLoop, fits, type Provenance, provenanceOf, type Service, sequenceLimit } from './service.ts';

/** Mean lengths of a service's requests. */
export interface TrafficShape {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** A figure with an interval of stated probability and how it was obtained. */
export interface Estimate {
  readonly value: number;
  /** 10 % and 90 % limits. */
  readonly low: number;
  readonly high: number;
  readonly obtained: Provenance;
}

/** One replica's steady state. */
export interface SteadyState {
  readonly concurrency: number;
  readonly requestsPerS: number;
  readonly outputTokensPerS: number;
  readonly inputTokensPerS: number;
  readonly ttftS: Estimate;
  readonly tpotS: Estimate;
  /** Share of the time in which the engine works on something. */
  readonly utilisation: number;
  /** Share of that work that prompts take; the rest is decode steps. */
  readonly promptShare: number;
}

/** Widening of an interval where a figure was carried over from other systems; `assumed`. */
const modelledWidening = 1.5;

/**
 * `value` with the limits that log errors on groups left out of the fit imply.
 *
 * Local measurements narrow them to a third, figures carried over from other systems widen them by half.
 */
export function estimate(service: Service, value: number, metric: 'tpot' | 'ttft' | 'throughput'): Estimate {
  const obtained = provenanceOf(service);
  const { low, high } = service.calibration.logErrors[metric];
  const width = obtained === 'modelled' ? modelledWidening : obtained === 'measured' ? 1 / 3 : 1;
  // An error is predicted over measured, so the truth lies at the prediction over the error.
  return { value, low: value * Math.exp(-high * width), high: value * Math.exp(-low * width), obtained };
}

/** The steady state of one replica under `concurrency` requests at a time; throughput follows from Little's law. */
export function steadyStateAtConcurrency(
  service: Service,
  shape: TrafficShape,
  concurrency: number,
): SteadyState {
  const times = closedLoop(service, { ...shape, concurrency });
  const periodS = times.ttftS + Math.max(0, shape.outputTokens - 1) * times.tpotS;
  const requestsPerS = concurrency / periodS;
  const decodeS = (shape.outputTokens * times.decodeStepS) / times.running;
  const workS = (requestsPerS / attentionGroups(service.deployment.layout)) * (times.promptS + decodeS);
  return {
    concurrency,
    requestsPerS,
    outputTokensPerS: requestsPerS * shape.outputTokens,
    inputTokensPerS: requestsPerS * shape.inputTokens,
    ttftS: estimate(service, times.ttftS, 'ttft'),
    tpotS: estimate(service, times.tpotS, 'tpot'),
    utilisation: Math.min(1, workS),
    promptShare: times.promptS / (times.promptS + decodeS),
  };
}

/** The largest concurrency that is worth asking for: what the cache and the engine's limits let run. */
export function concurrencyLimit(service: Service, shape: TrafficShape): number {
  const perRequest = tokensPerRequest(shape, schedulingOf(service.options.engine));
  const { layout } = service.deployment;
  const room = Math.floor(service.budget.tokenCapacity / layout.pipeline / perRequest);
  return Math.max(1, Math.min(sequenceLimit(service), room)) * attentionGroups(layout);
}

/**
 * The steady state of one replica under an open loop of `requestsPerS`, or `undefined` where it cannot keep up.
 *
 * The concurrency whose throughput is the offered rate; the wait of Poisson arrivals beyond the closed loop's
 * is Sakasegawa's (1977) approximation for as many servers as run at once.
 */
export function steadyStateAtRate(
  service: Service,
  shape: TrafficShape,
  requestsPerS: number,
): SteadyState | undefined {
  const limit = concurrencyLimit(service, shape);
  const most = steadyStateAtConcurrency(service, shape, limit);
  if (requestsPerS >= most.requestsPerS) return undefined;
  let [low, high] = [0.05, limit];
  for (let i = 0; i < 40; i++) {
    const middle = Math.sqrt(low * high);
    if (steadyStateAtConcurrency(service, shape, middle).requestsPerS < requestsPerS) low = middle;
    else high = middle;
  }
  const state = steadyStateAtConcurrency(service, shape, high);
  const load = requestsPerS / most.requestsPerS;
  const periodS = state.concurrency / state.requestsPerS;
  const waitS = (load ** (Math.sqrt(2 * (limit + 1)) - 1) * periodS) / (limit * (1 - load));
  return { ...state, ttftS: estimate(service, state.ttftS.value + waitS, 'ttft') };
}

/** Latency objectives at a percentile; absent ones do not bind. */
export interface Objectives {
  readonly ttftS?: number;
  readonly tpotS?: number;
  /** Default 0.9. */
  readonly percentile?: number;
}

/**
 * Mean-to-percentile factors of a well-loaded service, from replays of public conversation traces: waiting for
 * prompts is spread like an exponential, token times far less. `assumed` for other traffic.
 */
function percentileFactor(metric: 'ttft' | 'tpot', percentile: number): number {
  const exponential = -Math.log(1 - Math.min(0.999, percentile));
  return metric === 'ttft' ? Math.max(1, exponential) : 1 + 0.1 * exponential;
}

/** Whether `state` meets `objectives` at their percentile. */
function meets(state: SteadyState, objectives: Objectives): boolean {
  const percentile = objectives.percentile ?? 0.9;
  const ttft = state.ttftS.value * percentileFactor('ttft', percentile);
  const tpot = state.tpotS.value * percentileFactor('tpot', percentile);
  return ttft <= (objectives.ttftS ?? Infinity) && tpot <= (objectives.tpotS ?? Infinity);
}

/** Share of its time in which a prompt replica works at most: beyond it waits hardly stay within any objective. */
const mostPromptLoad = 0.95;

/**
 * The most prompts that one replica takes which computes prompts only, under an objective on the first token.
 *
 * Prompts of mean length come as a Poisson stream and share steps as far as the engine's limit of tokens allows: an M/D/1
 * queue, whose mean wait at load ρ is ρ·s/(2(1 − ρ)) (Pollaczek 1930, Khinchine 1932). `undefined` where the model does
 * not fit or even a prompt that does not wait is too late.
 */
export function maximumPrompts(
  service: Service,
  inputTokens: number,
  { ttftS = Infinity, percentile = 0.9 }: Objectives = {},
): SteadyState | undefined {
  if (!fits(service, inputTokens + 1)) return undefined;
  const groups = attentionGroups(service.deployment.layout);
  const loop = (prompts: number) =>
    closedLoop(service, { concurrency: prompts * groups, inputTokens, outputTokens: 1 });
  const together = Math.max(
    1,
    Math.min(sequenceLimit(service), service.options.maxBatchedTokens / inputTokens),
  );
  const aloneS = loop(1).ttftS;
  const promptS = loop(together).promptS + service.coefficients.prefillStepS / together;
  const longestWaitS = ttftS / percentileFactor('ttft', percentile) - aloneS;
  if (longestWaitS <= 0) return undefined;
  const load =
    longestWaitS === Infinity
      ? mostPromptLoad
      : Math.min(mostPromptLoad, (2 * longestWaitS) / (promptS + 2 * longestWaitS));
  const waitS = (load * promptS) / (2 * (1 - load));
  const requestsPerS = (groups * load) / promptS;
  return {
    concurrency: requestsPerS * (aloneS + waitS),
    ...{ requestsPerS, outputTokensPerS: requestsPerS, inputTokensPerS: requestsPerS * inputTokens },
    ttftS: estimate(service, aloneS + waitS, 'ttft'),
    tpotS: estimate(service, 0, 'tpot'),
    ...{ utilisation: load, promptShare: 1 },
  };
}

/**
 * The most that one replica does under `objectives`: the highest throughput over concurrencies that meet them.
 *
 * Throughput grows with concurrency up to the cache's limit, and times grow too, so the largest concurrency
 * that still meets the objectives is sought. `undefined` where not even one request at a time does, or where
 * the model does not fit.
 */
export function maximumThroughput(
  service: Service,
  shape: TrafficShape,
  objectives: Objectives = {},
): SteadyState | undefined {
  if (!fits(service, shape.inputTokens + shape.outputTokens)) return undefined;
  const limit = concurrencyLimit(service, shape);
  const at = (concurrency: number) => steadyStateAtConcurrency(service, shape, concurrency);
  if (!meets(at(1), objectives)) return undefined;
  let [low, high] = [1, limit];
  if (meets(at(high), objectives)) low = high;
  while (high - low > 0.01 * low) {
    const middle = (low + high) / 2;
    if (meets(at(middle), objectives)) low = middle;
    else high = middle;
  }
  return at(low);
}
