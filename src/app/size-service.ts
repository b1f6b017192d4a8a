/** The cheapest way to serve a model: what `kadenz size` finds. */

import type { Accelerator } from '../serving/accelerator.ts';
import { type Candidate, poolsOf, type ReplicaPool } from '../serving/candidate.ts';
import { acceleratorKw } from '../serving/energy.ts';
import { type MemoryFit, memoryFit } from '../serving/memory-fit.ts';
import type { ServingPrecision } from '../serving/precision.ts';
import type { LocalFactors, Provenance } from '../serving/service.ts';
import { ServingError } from '../serving/serving-error.ts';
import { type SizedService, type SizingResult, sizeService } from '../serving/sizing.ts';
import type { Estimate, Objectives } from '../serving/steady-state.ts';
import type { TraceScan } from '../serving/trace-rows.ts';
import { type TraceStatistics, traceStatistics } from '../serving/trace-statistics.ts';
import { localFactors } from './measured-rows.ts';
import type { Ports } from './ports.ts';
import { readAccelerators, readModel, readTraffic, type TrafficRequest } from './serving-input.ts';

export type { Estimate, Provenance };

/** The model, what may serve it, and what it must do. */
export interface SizeRequest {
  /** Known name or path of a `config.json`. */
  readonly model: string;
  /** Ids of hardware that `kadenz size` knows, `h100-sxm`. */
  readonly accelerators: readonly string[];
  /** Formats of the weights; the published one when left out. */
  readonly weights?: readonly ServingPrecision['weights'][] | undefined;
  readonly kvCache?: ServingPrecision['kvCache'] | undefined;
  readonly engine?: string | undefined;
  readonly traffic: TrafficRequest;
  readonly objectives: Objectives;
  /** Most accelerators of one replica. */
  readonly maxAccelerators?: number | undefined;
  /** False: replicas that serve whole requests only. */
  readonly disaggregated?: boolean | undefined;
  /** How many of the cheapest configurations are replayed by the event simulator; 20 when left out. */
  readonly replays?: number | undefined;
  /** CSV of own measurements. */
  readonly measured?: string | undefined;
}

/** Memory of the fullest accelerator, bytes. */
export interface MemoryLine {
  readonly accelerator: string;
  readonly layout: string;
  readonly accelerators: number;
  readonly weights: string;
  readonly fits: boolean;
  readonly usableBytes: number;
  readonly weightBytes: number;
  readonly workspaceBytes: number;
  readonly cacheBytes: number;
  /** Cache left over as a share of what is usable; negative: missing. */
  readonly marginShare: number;
  readonly tokenCapacity: number;
}

/** Replicas of one layout. */
export interface PoolLine {
  readonly accelerator: string;
  readonly layout: string;
  readonly maxBatchedTokens: number;
  readonly maxSequences: number;
  readonly replicas: number;
  readonly acceleratorsPerReplica: number;
}

/** A configuration with what it costs and how fast it is: one pool for whole requests, or one for answers after `prefill`. */
export interface ConfigurationLine extends PoolLine {
  readonly prefill?: PoolLine;
  readonly weights: string;
  readonly kvCache: string;
  /** Of all pools. */
  readonly accelerators: number;
  readonly usdPerHour: number;
  /** IT power of all accelerators at the busiest minute, kW. */
  readonly itKw: number;
  /** At the objectives' percentile in the replay; means with 80 % limits in the steady state. */
  readonly ttftS: number;
  readonly tpotS: number;
  readonly obtained: Provenance;
}

/** A configuration whose figures come from replaying the trace, not from the steady state. */
export interface ReplayedLine extends ConfigurationLine {
  readonly meetsObjectives: boolean;
  readonly usdPerMillionInput: Estimate;
  readonly usdPerMillionOutput: Estimate;
  /** Cost of all accelerators over the trace, over the cost that its tokens have at these prices. */
  readonly idleFactor: number;
  readonly memory: MemoryLine;
  readonly costBasis: 'measured' | 'assumed';
}

/** The traffic, how many configurations were searched, and the best of them; `best` is `null` where none meets the objectives. */
export interface SizeOutcome {
  readonly model: string;
  /** Mean over the trace. */
  readonly requestsPerS: number;
  /** Busiest minute over the mean. */
  readonly peakFactor: number;
  readonly requests: number;
  /** Mean per request. */
  readonly inputTokens: number;
  /** Mean per request. */
  readonly outputTokens: number;
  /** Share of input tokens in leading blocks that an earlier request had too; `null` where the trace tells no blocks. */
  readonly sharedPrefix: number | null;
  /** Whether the traffic was generated, in place of a trace. */
  readonly generated: boolean;
  readonly scan?: TraceScan;
  readonly objectives: Required<Pick<Objectives, 'percentile'>> & Objectives;
  readonly searched: number;
  /** Configurations that fit in memory and meet the objectives in the steady state. */
  readonly feasible: number;
  readonly memory: readonly MemoryLine[];
  readonly best: ReplayedLine | null;
  readonly replayed: readonly ReplayedLine[];
  /** Steady state: cheapest first, none beaten in cost, TTFT and TPOT at once. */
  readonly front: readonly ConfigurationLine[];
  /** By minute of the trace. */
  readonly demand: SizingResult['demand'];
  /** Factors from own measurements by accelerator, with their rows. */
  readonly local: readonly {
    readonly accelerator: string;
    readonly decode: number;
    readonly batch: number;
    readonly prefill: number;
    readonly rows: number;
  }[];
}

/** Searches, replays and describes. Throws a ServingError for an input that cannot be used. */
export async function sizeModel(
  request: SizeRequest,
  ports: Pick<Ports, 'readText' | 'readTrace'>,
): Promise<SizeOutcome> {
  const model = await readModel(request.model, ports);
  const accelerators = readAccelerators(request.accelerators);
  const formats = request.weights ?? [model.publishedPrecision ?? 'bf16'];
  const kvCache = request.kvCache ?? 'bf16';
  const precisions = formats.map((weights): ServingPrecision => ({ weights, kvCache }));
  const { trace, scan } = await readTraffic(request.traffic, ports);
  const options = { ...(request.engine && { engine: request.engine }) };
  const local = new Map<string, LocalFactors>();
  if (request.measured !== undefined) {
    const text = await ports.readText(request.measured);
    if (text === undefined) throw new ServingError('measured-missing', 'measured', request.measured, '', '');
    const defaults = { accelerators, precision: precisions[0]! };
    for (const [id, factors] of localFactors(text, model, defaults, options)) local.set(id, factors);
  }
  const { maxAccelerators, replays, objectives } = request;
  const result = sizeService({
    ...{ model, trace, objectives, accelerators, precisions, options, local },
    ...(maxAccelerators === undefined ? {} : { maxAccelerators }),
    ...(request.disaggregated === undefined ? {} : { disaggregated: request.disaggregated }),
    ...(replays === undefined ? {} : { replays }),
  });
  const statistics = traceStatistics(trace);
  const room = (unit: Accelerator) => ({
    maxAccelerators: maxAccelerators ?? Math.min(16, unit.scaleUpDomain),
    tokens: longest,
  });
  const longest = statistics.inputTokens.p99 + statistics.outputTokens.p99;
  return {
    model: request.model,
    ...{ requestsPerS: statistics.requestsPerS, peakFactor: statistics.peakFactor },
    ...{ requests: statistics.requests, sharedPrefix: statistics.sharedPrefix ?? null },
    ...{ inputTokens: statistics.inputTokens.mean, outputTokens: statistics.outputTokens.mean },
    ...{ generated: scan === undefined, ...(scan && { scan }) },
    objectives: { percentile: 0.9, ...objectives },
    ...{ searched: result.searched, feasible: result.feasible },
    memory: accelerators.flatMap((unit) =>
      precisions.map((precision) => memoryLine(memoryFit({ model, precision, unit }, room(unit)))),
    ),
    best: result.best ? replayedLine(result.best, statistics) : null,
    replayed: result.replayed.map((sized) => replayedLine(sized, statistics)),
    front: result.front.map(configurationLine),
    demand: result.demand,
    local: [...local].map(([accelerator, factors]) => ({ accelerator, ...factors })),
  };
}

function memoryLine({ unit, precision, layoutName, accelerators, budget, fits }: MemoryFit): MemoryLine {
  const { margin: marginShare, ...bytes } = budget;
  return {
    ...{ accelerator: unit.name, layout: layoutName, accelerators, weights: precision.weights, fits },
    ...{ ...bytes, marginShare },
  };
}

function poolLine({ service, layoutName: layout, replicas }: ReplicaPool): PoolLine {
  const { maxBatchedTokens, maxSequences } = service.options;
  return {
    ...{ accelerator: service.deployment.unit.name, layout, maxBatchedTokens, maxSequences },
    ...{ replicas, acceleratorsPerReplica: service.accelerators },
  };
}

function configurationLine(candidate: Candidate): ConfigurationLine {
  const { service, most, accelerators, usdPerHour, prefill } = candidate;
  const power = (pool: ReplicaPool) =>
    pool.replicas *
    pool.service.accelerators *
    acceleratorKw(pool.service.deployment.unit, pool.most.utilisation);
  return {
    ...{ ...poolLine(candidate), ...(prefill && { prefill: poolLine(prefill) }) },
    ...{ ...service.deployment.precision, accelerators, usdPerHour },
    itKw: poolsOf(candidate).reduce((sum, pool) => sum + power(pool), 0),
    ...{ ttftS: most.ttftS.value, tpotS: most.tpotS.value, obtained: most.tpotS.obtained },
  };
}

/** All accelerators paid for throughout, over what the tokens cost at full load. */
function idleFactor(
  { usdPerHour, prices }: SizedService,
  { inputTokens, outputTokens, requestsPerS }: TraceStatistics,
): number {
  const { usdPerMillionInput: input, usdPerMillionOutput: output } = prices;
  const usdPerRequest = (inputTokens.mean * input.value + outputTokens.mean * output.value) / 1e6;
  return usdPerHour / (3600 * requestsPerS * usdPerRequest);
}

function replayedLine(sized: SizedService, statistics: TraceStatistics): ReplayedLine {
  const { service, ttftS, tpotS, meetsObjectives, prices, obtained, layoutName } = sized;
  const { unit, precision, layout } = service.deployment;
  return {
    ...configurationLine(sized),
    ...{ ttftS, tpotS, meetsObjectives, ...prices, obtained, costBasis: unit.costBasis },
    idleFactor: idleFactor(sized, statistics),
    memory: memoryLine({
      ...{ unit, precision, layout, layoutName, accelerators: service.accelerators, budget: service.budget },
      fits: true,
    }),
  };
}
