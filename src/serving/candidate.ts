import type { Accelerator } from './accelerator.ts';
import { reusingPrefixes } from './accelerator-rate.ts';
import type { ModelArchitecture } from './architecture.ts';
import { layoutName } from './layout.ts';
import { candidateLayouts } from './layout-search.ts';
import { kvBytesPerToken } from './memory.ts';
import type { ServingPrecision } from './precision.ts';
import { type LocalFactors, makeService, type Service, type ServiceOptions } from './service.ts';
import {
  estimate,
  maximumPrompts,
  maximumThroughput,
  type Objectives,
  type SteadyState,
  type TrafficShape,
} from './steady-state.ts';

/** What a search may choose from. */
export interface SearchSpace {
  readonly model: ModelArchitecture;
  readonly accelerators: readonly Accelerator[];
  readonly precisions: readonly ServingPrecision[];
  /** Largest replica; default one scale-up domain, at most 16. */
  readonly maxAccelerators?: number;
  /** Engine limits to try; defaults 2048, 4096, 8192, 16384 tokens per step and 32 … 512 sequences. */
  readonly maxBatchedTokens?: readonly number[];
  readonly maxSequences?: readonly number[];
  /** Whether prompts and answers may be served by replicas of their own; default true. */
  readonly disaggregated?: boolean;
  readonly options?: ServiceOptions;
  /** Factors from own measurements by accelerator. */
  readonly local?: ReadonlyMap<string, LocalFactors>;
}

/** What a configuration is priced for. */
export interface Demand {
  readonly shape: TrafficShape;
  /** Requests per second of the busiest minute. */
  readonly peakRate: number;
  readonly sharedPrefix: number;
  readonly objectives: Objectives;
}

/** Replicas of one service. */
export interface ReplicaPool {
  readonly service: Service;
  readonly layoutName: string;
  /** One replica at the most that the objectives allow. */
  readonly most: SteadyState;
  readonly replicas: number;
}

/** One configuration: a pool that serves whole requests, or one that only decodes after the pool `prefill`. */
export interface Candidate extends ReplicaPool {
  readonly prefill?: ReplicaPool;
  readonly accelerators: number;
  readonly usdPerHour: number;
}

/** The pools of a candidate, the one that decodes last. */
export function poolsOf(candidate: Candidate): readonly ReplicaPool[] {
  return candidate.prefill ? [candidate.prefill, candidate] : [candidate];
}

/** A candidate of these pools, with its accelerators and their cost. */
export function candidateOf(decode: ReplicaPool, prefill?: ReplicaPool): Candidate {
  const pools = prefill ? [prefill, decode] : [decode];
  const sum = (of: (pool: ReplicaPool) => number) => pools.reduce((total, pool) => total + of(pool), 0);
  const accelerators = ({ replicas, service }: ReplicaPool) => replicas * service.accelerators;
  const { service, layoutName: layout, most, replicas } = decode;
  return {
    ...{ service, layoutName: layout, most, replicas, ...(prefill && { prefill }) },
    accelerators: sum(accelerators),
    usdPerHour: sum((pool) => accelerators(pool) * pool.service.deployment.unit.usdPerHour),
  };
}

/** Configurations looked at, and those that fit and can meet the objectives. */
export interface Search {
  readonly searched: number;
  readonly feasible: readonly Candidate[];
}

/** Every accelerator, precision, layout and engine limit that serves whole requests. */
export function searchTogether(space: SearchSpace, demand: Demand): Search {
  const feasible: Candidate[] = [];
  let searched = 0;
  for (const service of configurations(space)) {
    searched++;
    const most = maximumThroughput(withCached(service, demand.sharedPrefix), demand.shape, demand.objectives);
    const pool = poolOf(service, demand, most);
    if (pool) feasible.push(candidateOf(pool));
  }
  return { searched, feasible };
}

/** Pools of each kind that are paired with each other. */
const pairedPools = 4;

/**
 * Replicas for prompts beside replicas for answers: of each kind the four cheapest pools of a precision are paired, on one kind of
 * accelerator or two. A request's cache moves from the one to the other over the scale-out network.
 */
export function searchApart(space: SearchSpace, demand: Demand): Search {
  const feasible: Candidate[] = [];
  let searched = 0;
  const { shape, sharedPrefix, objectives } = demand;
  const { ttftS, tpotS, percentile } = objectives;
  const only = (limits: Omit<Objectives, 'percentile'>) => ({
    ...limits,
    ...(percentile === undefined ? {} : { percentile }),
  });
  for (const precision of space.precisions) {
    const pools = (kind: Partial<SearchSpace>, price: (service: Service) => ReplicaPool | undefined) => {
      const found: ReplicaPool[] = [];
      for (const service of configurations({ ...space, ...kind, precisions: [precision] })) {
        searched++;
        const pool = price(service);
        if (pool) found.push(pool);
      }
      return found.sort((a, b) => poolCost(a) - poolCost(b)).slice(0, pairedPools);
    };
    const prefill = pools({ maxSequences: [256] }, (service) =>
      poolOf(
        service,
        demand,
        maximumPrompts(
          withCached(service, sharedPrefix),
          shape.inputTokens,
          only(ttftS === undefined ? {} : { ttftS: ttftS - transferSeconds(service, shape) }),
        ),
      ),
    );
    // The answers' side computes no prompt tokens.
    const decode = pools({ maxBatchedTokens: [8192] }, (service) =>
      poolOf(
        service,
        demand,
        maximumThroughput(withCached(service, 1), shape, only(tpotS === undefined ? {} : { tpotS })),
      ),
    );
    for (const answers of decode)
      for (const prompts of prefill) {
        const ttft = prompts.most.ttftS.value + transferSeconds(prompts.service, shape);
        const most = { ...answers.most, ttftS: estimate(prompts.service, ttft, 'ttft') };
        feasible.push(candidateOf({ ...answers, most }, prompts));
      }
  }
  return { searched, feasible };
}

function poolCost({ service, replicas }: ReplicaPool): number {
  return replicas * service.accelerators * service.deployment.unit.usdPerHour;
}

/** Seconds in which the cache of a mean prompt crosses the scale-out network. */
function transferSeconds({ deployment }: Service, { inputTokens }: TrafficShape): number {
  const { model, precision, layout, unit } = deployment;
  return (kvBytesPerToken(model, precision, layout) * inputTokens) / unit.networkBytesPerS;
}

/** `service` for the steady state where a share of the prompt tokens is cached; replays have a cache of their own. */
function withCached(service: Service, share: number): Service {
  return share > 0 ? makeService(service.deployment, reusingPrefixes(service.options, share)) : service;
}

/** Enough replicas of `service` for the demand, each at its `most`. */
function poolOf(
  service: Service,
  { peakRate }: Demand,
  most: SteadyState | undefined,
): ReplicaPool | undefined {
  if (!most) return undefined;
  const replicas = Math.max(1, Math.ceil(peakRate / most.requestsPerS));
  return { service, layoutName: layoutName(service.deployment.layout), most, replicas };
}

function* configurations(space: SearchSpace): Generator<Service> {
  for (const unit of space.accelerators) {
    const most = space.maxAccelerators ?? Math.min(16, unit.scaleUpDomain);
    for (const precision of space.precisions) {
      for (const layout of candidateLayouts(space.model, unit, most)) {
        for (const maxBatchedTokens of space.maxBatchedTokens ?? [2048, 4096, 8192, 16384]) {
          for (const maxSequences of space.maxSequences ?? [32, 64, 128, 256, 512]) {
            const local = space.local?.get(unit.id);
            const options = { ...space.options, ...(local && { local }), maxBatchedTokens, maxSequences };
            yield makeService({ model: space.model, precision, unit, layout }, options);
          }
        }
      }
    }
  }
}
