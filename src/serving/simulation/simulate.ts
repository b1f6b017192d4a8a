import { schedulingOf } from '../engine-scheduling.ts';
import { attentionGroups } from '../layout.ts';
import { kvBytesPerToken } from '../memory.ts';
import type { RequestTrace } from '../request-trace.ts';
import { type Service, sequenceLimit } from '../service.ts';
import { Replica, type ReplicaCounters } from './replica.ts';
import type { EngineLimits, RequestTimes, Scheduler } from './scheduler.ts';
import { serviceTimer } from './service-timer.ts';
import { type StepTimer, ticksPerSecond, toTicks } from './step-timer.ts';

/** How requests find a replica. */
export type Router = 'round-robin' | 'least-loaded';

/** Choices of a simulation. */
export interface SimulationOptions {
  /** Replicas that serve side by side; default 1. */
  readonly replicas?: number;
  readonly router?: Router;
  /** Advance one step at a time; the results are the same, only slower. */
  readonly stepByStep?: boolean;
}

/** Per-request results in seconds; NaN where a request never fitted. */
export interface SimulationResult {
  readonly ttftS: Float64Array;
  /** Mean seconds per token after the first; NaN for answers of one token. */
  readonly tpotS: Float64Array;
  readonly endToEndS: Float64Array;
  readonly firstTokenS: Float64Array;
  readonly cachedTokens: Int32Array;
  readonly preemptions: Int32Array;
  readonly counters: readonly ReplicaCounters[];
  /** When the last answer ended, seconds after the first arrival. */
  readonly makespanS: number;
}

/** The limits that `service`'s engine works under, for one attention group. */
function engineLimits(service: Service): EngineLimits {
  return {
    maxSequences: sequenceLimit(service),
    maxBatchedTokens: service.options.maxBatchedTokens,
    cacheTokens: Math.floor(service.budget.tokenCapacity / service.deployment.layout.pipeline),
    blockTokens: 16,
    reservesAnswers: schedulingOf(service.options.engine).reservesAnswers,
  };
}

/**
 * Replays `trace` on `replicas` copies of `service`.
 *
 * Copies of the attention that meet in the experts step together; those of engines that align their prompts, and pipeline
 * microbatches, count as replicas of their own that share their experts' time. Traces are limited to 33 h, beyond which sums of ticks would no longer be exact.
 */
export function simulate(
  service: Service,
  trace: RequestTrace,
  options: SimulationOptions = {},
): SimulationResult {
  const timer = serviceTimer(service);
  const result = replay(trace, timer, engineLimits(service), {
    ...options,
    replicas: (options.replicas ?? 1) * clocks(service, timer),
  });
  return shifted(result, requestOverheadS);
}

/** Groups of one replica of `service` that step on their own. */
function clocks(service: Service, timer: StepTimer): number {
  return attentionGroups(service.deployment.layout) / timer.groups;
}

/** Seconds outside of the engine per request that a replay adds (tokenising, transport); `assumed`. */
const requestOverheadS = 0.005;

function shifted(result: SimulationResult, seconds: number): SimulationResult {
  return {
    ...result,
    ttftS: result.ttftS.map((v) => v + seconds),
    endToEndS: result.endToEndS.map((v) => v + seconds),
  };
}

/** Replays `trace` with any {@link StepTimer}: the simulator itself, without a performance model. */
export function replay(
  trace: RequestTrace,
  timer: StepTimer,
  limits: EngineLimits,
  options: SimulationOptions & { readonly prefilled?: boolean } = {},
): SimulationResult {
  const count = trace.arrivalS.length;
  if (count > 0 && trace.arrivalS[count - 1] > 1.2e5) throw new RangeError('traces are limited to 33 hours');
  const times: RequestTimes = {
    firstToken: new Float64Array(count).fill(Number.NaN),
    lastToken: new Float64Array(count).fill(Number.NaN),
    cachedTokens: new Int32Array(count),
    preemptions: new Int32Array(count),
  };
  const { stepByStep, prefilled } = options;
  const replicas = Array.from(
    { length: options.replicas ?? 1 },
    () => new Replica({ trace, timer, limits, times, jump: !stepByStep, prefilled }),
  );
  const places = replicas.flatMap((replica) => replica.groups.map((group) => ({ replica, group })));
  for (let request = 0; request < count; request++) {
    const ticks = toTicks(trace.arrivalS[request]);
    for (const replica of replicas) replica.advance(ticks);
    const { replica, group } = choose(places, request, options.router ?? 'round-robin');
    replica.enqueue(group, request, ticks);
  }
  for (const replica of replicas) replica.advance(Infinity);
  return inSeconds(trace, times, replicas);
}

/** An attention group and the replica whose clock it is on. */
interface Place {
  readonly replica: Replica;
  readonly group: Scheduler;
}

function choose(places: readonly Place[], request: number, router: Router): Place {
  if (router === 'round-robin') return places[request % places.length];
  return places.reduce((best, place) => (place.group.load < best.group.load ? place : best));
}

function inSeconds(trace: RequestTrace, times: RequestTimes, replicas: readonly Replica[]): SimulationResult {
  const { firstToken, lastToken } = times;
  const arrived = (i: number) => toTicks(trace.arrivalS[i]);
  return {
    ttftS: firstToken.map((ticks, i) => (ticks - arrived(i)) / ticksPerSecond),
    tpotS: lastToken.map(
      (ticks, i) => (ticks - firstToken[i]) / (trace.outputTokens[i] - 1) / ticksPerSecond,
    ),
    endToEndS: lastToken.map((ticks, i) => (ticks - arrived(i)) / ticksPerSecond),
    firstTokenS: firstToken.map((ticks) => ticks / ticksPerSecond),
    cachedTokens: times.cachedTokens,
    preemptions: times.preemptions,
    counters: replicas.map((replica) => replica.counters),
    makespanS: Math.max(0, ...replicas.map((replica) => replica.now)) / ticksPerSecond,
  };
}

/**
 * Replays `trace` on a disaggregated service: prompts on `prefill`, answers on `decode`.
 *
 * After its first token a request's cache moves over the scale-out network and joins the decode side there.
 * The prefill side never waits for the decode side (no back pressure), so the two run one after the other.
 */
export function simulateDisaggregated(
  prefill: Service,
  decode: Service,
  trace: RequestTrace,
  replicas: { readonly prefill: number; readonly decode: number },
): SimulationResult {
  const firstOnly = { ...trace, outputTokens: new Int32Array(trace.arrivalS.length).fill(1) };
  const first = simulate(prefill, firstOnly, { replicas: replicas.prefill, router: 'least-loaded' });
  const { model, precision, layout, unit } = prefill.deployment;
  const bytesPerToken = kvBytesPerToken(model, precision, layout);
  const order = Array.from(trace.arrivalS.keys())
    .filter((i) => trace.outputTokens[i] > 1 && Number.isFinite(first.firstTokenS[i]))
    .map((i) => ({
      i,
      at: first.firstTokenS[i] + (bytesPerToken * trace.inputTokens[i]) / unit.networkBytesPerS,
    }))
    .sort((a, b) => a.at - b.at);
  const moved: RequestTrace = {
    arrivalS: Float64Array.from(order, ({ at }) => at),
    inputTokens: Int32Array.from(order, ({ i }) => trace.inputTokens[i]),
    outputTokens: Int32Array.from(order, ({ i }) => trace.outputTokens[i] - 1),
  };
  const timer = serviceTimer(decode);
  const rest = replay(moved, timer, engineLimits(decode), {
    replicas: replicas.decode * clocks(decode, timer),
    router: 'least-loaded',
    prefilled: true,
  });
  const tpotS = new Float64Array(trace.arrivalS.length).fill(Number.NaN);
  const endToEndS = Float64Array.from(first.ttftS);
  order.forEach(({ i, at }, position) => {
    const lastS = at + rest.endToEndS[position];
    tpotS[i] = (lastS - first.firstTokenS[i]) / (trace.outputTokens[i] - 1);
    endToEndS[i] = lastS - trace.arrivalS[i];
  });
  return {
    ...first,
    tpotS,
    endToEndS,
    counters: [...first.counters, ...rest.counters],
    makespanS: Math.max(first.makespanS, rest.makespanS),
  };
}
