import { type AcceleratorRate, tokenPrices } from './accelerator-rate.ts';
import {
  type Candidate,
  candidateOf,
  poolsOf,
  type ReplicaPool,
  type SearchSpace,
  searchApart,
  searchTogether,
} from './candidate.ts';
import { acceleratorKw } from './energy.ts';
import type { RequestTrace } from './request-trace.ts';
import { type Provenance, provenanceOf } from './service.ts';
import { simulate, simulateDisaggregated } from './simulation/simulate.ts';
import { estimate, type Objectives, type TrafficShape } from './steady-state.ts';
import { traceStatistics } from './trace-statistics.ts';

/** What a search may choose from, and what it has to achieve. */
export interface SizingRequest extends SearchSpace {
  readonly trace: RequestTrace;
  readonly objectives: Objectives;
  /** Configurations replayed on the trace; default 20. */
  readonly replays?: number;
}

/** A candidate that was replayed. */
export interface SizedService extends Candidate {
  readonly ttftS: number;
  readonly tpotS: number;
  readonly meetsObjectives: boolean;
  readonly prices: Pick<AcceleratorRate, 'usdPerMillionInput' | 'usdPerMillionOutput'>;
  readonly obtained: Provenance;
}

/** Accelerators and power that the demand needs in one interval of the trace. */
export interface DemandInterval {
  readonly startS: number;
  readonly accelerators: number;
  readonly itKw: number;
}

/** The result of {@link sizeService}. */
export interface SizingResult {
  /** Configurations looked at, and those that fit and can meet the objectives. */
  readonly searched: number;
  readonly feasible: number;
  /** The replayed ones, cheapest that meets the objectives first. */
  readonly replayed: readonly SizedService[];
  /** Those of all feasible ones that no other beats in cost, TTFT and TPOT at once. */
  readonly front: readonly Candidate[];
  /** `undefined` where nothing met the objectives in its replay. */
  readonly best: SizedService | undefined;
  /** Demand of the best one over the trace, by minute. */
  readonly demand: readonly DemandInterval[];
}

/**
 * The cheapest way to serve `request.trace` under its objectives.
 *
 * Every combination of accelerator, precision, layout and engine limits, and pairs of replicas for prompts and for answers,
 * is priced by its steady state for the trace's busiest minute; the cheapest are replayed, with one more replica at a time (up to three) where the
 * percentiles are missed.
 */
export function sizeService(request: SizingRequest): SizingResult {
  const statistics = traceStatistics(request.trace);
  const shape = {
    inputTokens: statistics.inputTokens.mean,
    outputTokens: Math.max(1, statistics.outputTokens.mean),
  };
  const peakRate = statistics.requestsPerS * statistics.peakFactor;
  const demand = {
    ...{ shape, peakRate, objectives: request.objectives },
    sharedPrefix: statistics.sharedPrefix ?? 0,
  };
  const together = searchTogether(request, demand);
  const apart =
    request.disaggregated === false ? { searched: 0, feasible: [] } : searchApart(request, demand);
  const feasible = [...together.feasible, ...apart.feasible];
  feasible.sort((a, b) => a.usdPerHour - b.usdPerHour || a.most.tpotS.value - b.most.tpotS.value);
  const replayed = distinct(feasible)
    .slice(0, request.replays ?? 20)
    .map((candidate) => replay(candidate, request, shape))
    .sort(byWorth);
  const best = replayed[0]?.meetsObjectives ? replayed[0] : undefined;
  return {
    searched: together.searched + apart.searched,
    feasible: feasible.length,
    replayed,
    front: paretoFront(feasible),
    best,
    demand: best ? demandOver(best, request.trace) : [],
  };
}

/** Those that meet the objectives first, then the cheapest, then those with the most in reserve. */
function byWorth(a: SizedService, b: SizedService): number {
  const reserve = (sized: SizedService) =>
    Math.min(...poolsOf(sized).map(({ replicas, most }) => replicas * most.requestsPerS));
  return (
    Number(b.meetsObjectives) - Number(a.meetsObjectives) ||
    a.usdPerHour - b.usdPerHour ||
    reserve(b) - reserve(a)
  );
}

/** Leaves out candidates that differ from a cheaper one only in engine limits that change nothing. */
function distinct(candidates: readonly Candidate[]): Candidate[] {
  const seen = new Set<string>();
  const name = ({ service, layoutName, replicas, most }: ReplicaPool) => {
    const { unit, precision } = service.deployment;
    const { weights, kvCache } = precision;
    return [unit.id, weights, kvCache, layoutName, replicas, most.concurrency.toFixed(0)].join('|');
  };
  return candidates.filter((candidate) => {
    const key = poolsOf(candidate).map(name).join('+');
    return !seen.has(key) && seen.add(key) !== undefined;
  });
}

/** Replicas that a replay may add before a configuration is given up. */
const moreReplicas = 3;

function replay(candidate: Candidate, request: SizingRequest, shape: TrafficShape): SizedService {
  const { objectives, trace } = request;
  const { ttftS: ttftLimit = Infinity, tpotS: tpotLimit = Infinity, percentile = 0.9 } = objectives;
  const at = (values: Float64Array) => {
    const sorted = values.filter(Number.isFinite).sort();
    return sorted[Math.min(sorted.length - 1, Math.floor(percentile * sorted.length))] ?? Infinity;
  };
  let tried = candidate;
  for (let added = 0; ; added++) {
    const result = run(tried, trace);
    const [ttftS, tpotS] = [at(result.ttftS), at(result.tpotS)];
    const [ttftKept, tpotKept] = [ttftS <= ttftLimit, tpotS <= tpotLimit];
    if ((ttftKept && tpotKept) || added === moreReplicas) {
      return {
        ...{ ...tried, ttftS, tpotS, meetsObjectives: ttftKept && tpotKept },
        prices: pricesOf(tried, shape),
        obtained: worse(...poolsOf(tried).map(({ service }) => provenanceOf(service))),
      };
    }
    // The pool that misses its objective gets one more replica; where there is only one, that one.
    const { prefill } = tried;
    const more = (pool: ReplicaPool) => ({ ...pool, replicas: pool.replicas + 1 });
    tried = prefill && tpotKept ? candidateOf(tried, more(prefill)) : candidateOf(more(tried), prefill);
  }
}

function run({ service, replicas, prefill }: Candidate, trace: RequestTrace) {
  return prefill
    ? simulateDisaggregated(prefill.service, service, trace, { prefill: prefill.replicas, decode: replicas })
    : simulate(service, trace, { replicas, router: 'least-loaded' });
}

/** Prices of tokens at full load; where prompts have replicas of their own, these are what input tokens cost. */
function pricesOf({ service, most, prefill }: Candidate, shape: TrafficShape): SizedService['prices'] {
  const perUnit = estimate(service, most.outputTokensPerS / service.accelerators, 'throughput');
  if (!prefill) return tokenPrices(service, most, shape, perUnit);
  const usdPerS = prefill.service.deployment.unit.usdPerHour / 3600;
  const rate = prefill.most.inputTokensPerS / prefill.service.accelerators;
  const input = estimate(prefill.service, rate, 'throughput');
  const price = (tokensPerS: number) => (usdPerS * 1e6) / tokensPerS;
  return {
    usdPerMillionInput: {
      ...{ value: price(input.value), low: price(input.high), high: price(input.low) },
      obtained: input.obtained,
    },
    usdPerMillionOutput: tokenPrices(service, { ...most, promptShare: 0 }, shape, perUnit)
      .usdPerMillionOutput,
  };
}

const fromBestToWorst: readonly Provenance[] = ['measured', 'calibrated', 'modelled', 'assumed'];

function worse(...obtained: readonly Provenance[]): Provenance {
  return fromBestToWorst[Math.max(...obtained.map((each) => fromBestToWorst.indexOf(each)))]!;
}

/** Candidates that no other one beats or equals in cost, TTFT and TPOT (and beats in one), cheapest first. */
export function paretoFront(candidates: readonly Candidate[]): Candidate[] {
  const measures = (c: Candidate) => [c.usdPerHour, c.most.ttftS.value, c.most.tpotS.value];
  const front: { candidate: Candidate; at: number[] }[] = [];
  for (const candidate of [...candidates].sort((a, b) => a.usdPerHour - b.usdPerHour)) {
    const at = measures(candidate);
    if (front.some((other) => other.at.every((value, i) => value <= at[i]))) continue;
    const kept = front.filter((other) => !at.every((value, i) => value <= other.at[i]));
    front.splice(0, front.length, ...kept, { candidate, at });
  }
  return front.map(({ candidate }) => candidate);
}

/** Accelerators and IT power by minute when replicas follow the demand of `trace`; at least one of each pool always. */
export function demandOver(sized: Candidate, trace: RequestTrace): DemandInterval[] {
  const seconds = 60;
  const last = trace.arrivalS[trace.arrivalS.length - 1] ?? 0;
  const counts = new Float64Array(Math.floor(last / seconds) + 1);
  for (const at of trace.arrivalS) counts[Math.floor(at / seconds)]++;
  return Array.from(counts, (count, i) => {
    let [accelerators, itKw] = [0, 0];
    for (const { service, most, replicas } of poolsOf(sized)) {
      const load = count / seconds / most.requestsPerS;
      const running = Math.min(replicas, Math.max(1, Math.ceil(load)));
      const units = running * service.accelerators;
      accelerators += units;
      itKw += units * acceleratorKw(service.deployment.unit, Math.min(1, load / running) * most.utilisation);
    }
    return { startS: i * seconds, accelerators, itKw };
  });
}
