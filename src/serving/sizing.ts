import type { Accelerator } from './accelerator.ts';
import { type AcceleratorRate, reusingPrefixes, tokenPrices } from './accelerator-rate.ts';
import type { ModelArchitecture } from './architecture.ts';
import { acceleratorKw } from './energy.ts';
import { layoutName } from './layout.ts';
import { candidateLayouts } from './layout-search.ts';
import type { ServingPrecision } from './precision.ts';
import type { RequestTrace } from './request-trace.ts';
import {
  type LocalFactors,
  makeService,
  type Provenance,
  provenanceOf,
  type Service,
  type ServiceOptions,
} from './service.ts';
import { simulate } from './simulation/simulate.ts';
import {
  estimate,
  maximumThroughput,
  type Objectives,
  type SteadyState,
  type TrafficShape,
} from './steady-state.ts';
import { traceStatistics } from './trace-statistics.ts';

/** What a search may choose from, and what it has to achieve. */
export interface SizingRequest {
  readonly model: ModelArchitecture;
  readonly trace: RequestTrace;
  readonly objectives: Objectives;
  readonly accelerators: readonly Accelerator[];
  readonly precisions: readonly ServingPrecision[];
  /** Largest replica; default one scale-up domain, at most 16. */
  readonly maxAccelerators?: number;
  /** Engine limits to try; defaults 2048, 4096, 8192, 16384 tokens per step and 32 … 512 sequences. */
  readonly maxBatchedTokens?: readonly number[];
  readonly maxSequences?: readonly number[];
  /** Configurations replayed on the trace; default 20. */
  readonly replays?: number;
  readonly options?: ServiceOptions;
  /** Factors from own measurements by accelerator. */
  readonly local?: ReadonlyMap<string, LocalFactors>;
}

/** One configuration with its steady state. */
export interface Candidate {
  readonly service: Service;
  readonly layoutName: string;
  /** One replica at the most that the objectives allow. */
  readonly most: SteadyState;
  readonly replicas: number;
  readonly accelerators: number;
  readonly usdPerHour: number;
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
 * Every combination of accelerator, precision, layout and engine limits is priced by its steady state for the
 * trace's busiest minute; the cheapest are replayed, with one more replica at a time (up to three) where the
 * percentiles are missed.
 */
export function sizeService(request: SizingRequest): SizingResult {
  const statistics = traceStatistics(request.trace);
  const shape = {
    inputTokens: statistics.inputTokens.mean,
    outputTokens: Math.max(1, statistics.outputTokens.mean),
  };
  const peakRate = statistics.requestsPerS * statistics.peakFactor;
  const demand = { shape, peakRate, sharedPrefix: statistics.sharedPrefix ?? 0 };
  let searched = 0;
  const feasible: Candidate[] = [];
  for (const service of configurations(request)) {
    searched++;
    const candidate = candidateOf(service, { ...demand, objectives: request.objectives });
    if (candidate) feasible.push(candidate);
  }
  feasible.sort((a, b) => a.usdPerHour - b.usdPerHour || a.most.tpotS.value - b.most.tpotS.value);
  const replayed = distinct(feasible)
    .slice(0, request.replays ?? 20)
    .map((candidate) => replay(candidate, request, shape))
    .sort(byWorth);
  const best = replayed[0]?.meetsObjectives ? replayed[0] : undefined;
  return {
    searched,
    feasible: feasible.length,
    replayed,
    front: paretoFront(feasible),
    best,
    demand: best ? demandOver(best, request.trace) : [],
  };
}

/** Those that meet the objectives first, then the cheapest, then those with the most in reserve. */
function byWorth(a: SizedService, b: SizedService): number {
  const reserve = ({ replicas, most }: SizedService) => replicas * most.requestsPerS;
  return (
    Number(b.meetsObjectives) - Number(a.meetsObjectives) ||
    a.usdPerHour - b.usdPerHour ||
    reserve(b) - reserve(a)
  );
}

function* configurations(request: SizingRequest): Generator<Service> {
  for (const unit of request.accelerators) {
    const most = request.maxAccelerators ?? Math.min(16, unit.scaleUpDomain);
    for (const precision of request.precisions) {
      for (const layout of candidateLayouts(request.model, unit, most)) {
        for (const maxBatchedTokens of request.maxBatchedTokens ?? [2048, 4096, 8192, 16384]) {
          for (const maxSequences of request.maxSequences ?? [32, 64, 128, 256, 512]) {
            const local = request.local?.get(unit.id);
            const options = { ...request.options, ...(local && { local }), maxBatchedTokens, maxSequences };
            yield makeService({ model: request.model, precision, unit, layout }, options);
          }
        }
      }
    }
  }
}

/** What a configuration is priced for. */
interface Demand {
  readonly shape: TrafficShape;
  /** Requests per second of the busiest minute. */
  readonly peakRate: number;
  readonly sharedPrefix: number;
  readonly objectives: Objectives;
}

function candidateOf(
  service: Service,
  { shape, peakRate, sharedPrefix, objectives }: Demand,
): Candidate | undefined {
  // Replays have a prefix cache of their own, so that only the steady state is told of it.
  const reusing =
    sharedPrefix > 0
      ? makeService(service.deployment, reusingPrefixes(service.options, sharedPrefix))
      : service;
  const most = maximumThroughput(reusing, shape, objectives);
  if (!most) return undefined;
  const replicas = Math.max(1, Math.ceil(peakRate / most.requestsPerS));
  const { unit, layout } = service.deployment;
  const accelerators = replicas * service.accelerators;
  return {
    service,
    layoutName: layoutName(layout),
    most,
    replicas,
    accelerators,
    usdPerHour: accelerators * unit.usdPerHour,
  };
}

/** Leaves out candidates that differ from a cheaper one only in engine limits that change nothing. */
function distinct(candidates: readonly Candidate[]): Candidate[] {
  const seen = new Set<string>();
  return candidates.filter(({ service, layoutName: layout, replicas, most }) => {
    const { unit, precision } = service.deployment;
    const key = [
      unit.id,
      precision.weights,
      precision.kvCache,
      layout,
      replicas,
      most.concurrency.toFixed(0),
    ].join('|');
    return !seen.has(key) && seen.add(key) !== undefined;
  });
}

/** Replicas that a replay may add before a configuration is given up. */
const moreReplicas = 3;

function replay(candidate: Candidate, request: SizingRequest, shape: TrafficShape): SizedService {
  const { service } = candidate;
  const percentile = request.objectives.percentile ?? 0.9;
  const at = (values: Float64Array) => {
    const sorted = values.filter(Number.isFinite).sort();
    return sorted[Math.min(sorted.length - 1, Math.floor(percentile * sorted.length))] ?? Infinity;
  };
  let sized: SizedService | undefined;
  for (let more = 0; more <= moreReplicas && !sized?.meetsObjectives; more++) {
    const replicas = candidate.replicas + more;
    const result = simulate(service, request.trace, { replicas, router: 'least-loaded' });
    const [ttftS, tpotS] = [at(result.ttftS), at(result.tpotS)];
    const { ttftS: ttftLimit = Infinity, tpotS: tpotLimit = Infinity } = request.objectives;
    const accelerators = replicas * service.accelerators;
    const perUnit = estimate(service, candidate.most.outputTokensPerS / service.accelerators, 'throughput');
    sized = {
      ...candidate,
      replicas,
      accelerators,
      usdPerHour: accelerators * service.deployment.unit.usdPerHour,
      ttftS,
      tpotS,
      meetsObjectives: ttftS <= ttftLimit && tpotS <= tpotLimit,
      prices: tokenPrices(service, candidate.most, shape, perUnit),
      obtained: provenanceOf(service),
    };
  }
  return sized!;
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

/** Accelerators and IT power by minute when replicas follow the demand of `trace`; at least one replica always. */
export function demandOver(sized: Candidate, trace: RequestTrace): DemandInterval[] {
  const seconds = 60;
  const last = trace.arrivalS[trace.arrivalS.length - 1] ?? 0;
  const counts = new Float64Array(Math.floor(last / seconds) + 1);
  for (const at of trace.arrivalS) counts[Math.floor(at / seconds)]++;
  const { unit } = sized.service.deployment;
  return Array.from(counts, (count, i) => {
    const load = count / seconds / sized.most.requestsPerS;
    const replicas = Math.min(sized.replicas, Math.max(1, Math.ceil(load)));
    const accelerators = replicas * sized.service.accelerators;
    const utilisation = Math.min(1, load / replicas) * sized.most.utilisation;
    return { startS: i * seconds, accelerators, itKw: accelerators * acceleratorKw(unit, utilisation) };
  });
}
