import type { ServingCalibration } from './calibration.ts';
import { calibration as shipped } from './calibration-table.ts';
import { type LoopLoad, type LoopTimes, loopParts, loopTimes } from './closed-loop.ts';
import type { Deployment } from './deployment.ts';
import { kernelTime } from './engine.ts';
import { schedulingOf } from './engine-scheduling.ts';
import { attentionGroups, checkLayout, layoutSize } from './layout.ts';
import { defaultMemoryShare, type MemoryBudget, memoryBudget, stateBytesPerSequence } from './memory.ts';
import { type ResolvedCoefficients, referenceYear, resolveCoefficients } from './serving-coefficients.ts';
import { stepComponents, type UtilisationTable } from './step-work.ts';
import { utilisationsFor } from './utilisation-table.ts';

/** How a figure was obtained, from best to worst known. */
export type Provenance = 'measured' | 'calibrated' | 'modelled' | 'assumed';

/** Choices of a service beyond its deployment; every field has the usual engine's default. */
export interface ServiceOptions {
  /** `vllm`, `trtllm`, `sglang`; any other gets the engines' common coefficients. */
  readonly engine?: string;
  /** When the engine's version came out, as a fraction of a year; default 2026. */
  readonly releaseYear?: number;
  /** Share of memory that the engine may use; default 0.9. */
  readonly memoryShare?: number;
  /** Tokens per step; default 8192. */
  readonly maxBatchedTokens?: number;
  /** Running sequences per attention group; default 256. */
  readonly maxSequences?: number;
  /** Multi-token prediction: decode times take the measured factor. */
  readonly speculative?: boolean;
  /** Factors from the user's own measurements (see `recalibrate`); default 1. */
  readonly local?: LocalFactors;
  readonly calibration?: ServingCalibration;
}

/** Factors on the model's times, found from a user's own measurements. */
export interface LocalFactors {
  readonly decode: number;
  /** On what a decode step takes more than one for a single empty sequence; times `decode`. */
  readonly batch: number;
  readonly prefill: number;
  /** Rows that they were found from; with any, figures count as `measured`. */
  readonly rows: number;
}

/** A deployment with everything resolved that its performance depends on. */
export interface Service {
  readonly deployment: Deployment;
  readonly options: Required<Omit<ServiceOptions, 'calibration'>>;
  readonly table: UtilisationTable;
  readonly coefficients: ResolvedCoefficients;
  readonly budget: MemoryBudget;
  readonly accelerators: number;
  /** Kernel families that this system or dtype was never measured for. */
  readonly modelled: ReadonlySet<string>;
  readonly calibration: ServingCalibration;
}

/** Without measurements of the user's own. */
export const unitFactors: LocalFactors = { decode: 1, batch: 1, prefill: 1, rows: 0 };

/** Resolves `deployment`. Throws a ServingError for an impossible layout; too little memory is not an error here. */
export function makeService(deployment: Deployment, options: ServiceOptions = {}): Service {
  checkLayout(deployment.layout, deployment.model);
  const calibration = options.calibration ?? shipped;
  const { table, modelled } = utilisationsFor(deployment.unit, calibration.kernels);
  const resolved = {
    engine: options.engine ?? 'vllm',
    releaseYear: options.releaseYear ?? referenceYear,
    memoryShare: options.memoryShare ?? defaultMemoryShare,
    maxBatchedTokens: options.maxBatchedTokens ?? 8192,
    maxSequences: options.maxSequences ?? 256,
    speculative: options.speculative ?? false,
    local: options.local ?? unitFactors,
  };
  // One step asks for every kernel that this deployment runs, so that `modelled` is complete from here on.
  stepComponents(deployment, table, {
    decodes: 1,
    decodeContext: 1,
    prefillTokens: 1,
    prefillPairs: 1,
    finishingPrompts: 1,
  });
  const coefficients = resolveCoefficients(
    calibration.serving,
    resolved.engine,
    deployment,
    resolved.releaseYear,
  );
  return {
    deployment,
    options: resolved,
    table,
    coefficients,
    budget: memoryBudget(deployment, resolved),
    accelerators: layoutSize(deployment.layout),
    modelled,
    calibration,
  };
}

/** Whether a service's weights and at least one request of this length fit. */
export function fits(service: Service, tokensPerRequest: number): boolean {
  return service.budget.cacheBytes > 0 && service.budget.tokenCapacity >= tokensPerRequest;
}

/** The provenance of a service's times: local measurements, kernels of its own system and dtype, or carried over. */
export function provenanceOf(service: Service): Provenance {
  if (service.options.local.rows > 0) return 'measured';
  return service.modelled.size > 0 ? 'modelled' : 'calibrated';
}

/** Mean times of one replica of `service` under a closed loop; see {@link loopTimes}. */
export function closedLoop(service: Service, load: LoopLoad): LoopTimes {
  const { local, speculative, memoryShare } = service.options;
  const allowed = Math.min(
    load.concurrency,
    sequenceLimit(service) * attentionGroups(service.deployment.layout),
  );
  const parts = loopParts(
    service.deployment,
    service.table,
    { ...load, concurrency: allowed },
    { scheduling: schedulingOf(service.options.engine), memoryShare },
  );
  const times = loopTimes(parts, service.coefficients);
  const gain = speculative ? service.calibration.speculation : 1;
  const aloneS = local.batch === 1 ? 0 : emptyStepSeconds(service);
  const decodeStepS = (aloneS + (times.decodeStepS - aloneS) * local.batch) * local.decode * gain;
  const promptS = times.promptS * local.prefill;
  const tpotS = decodeStepS + (times.tpotS - times.decodeStepS) * local.prefill;
  const queued = Math.max(0, load.concurrency / Math.max(1, allowed) - 1);
  const own = times.ttftS * local.prefill;
  return { ...times, decodeStepS, promptS, tpotS, ttftS: own + queued * (own + load.outputTokens * tpotS) };
}

/** Seconds of a decode step for one sequence without context. */
function emptyStepSeconds({ deployment, table, coefficients: c }: Service): number {
  const one = { decodes: 1, decodeContext: 0, prefillTokens: 0, prefillPairs: 0, finishingPrompts: 0 };
  return kernelTime(stepComponents(deployment, table, one), c.step) + c.layersS + c.step.stepS;
}

/** Sequences that may run at once in one attention group: the engine's limit or what the state of linear attention leaves. */
export function sequenceLimit(service: Service): number {
  const state = stateBytesPerSequence(service.deployment.model, service.deployment.layout);
  const room = state > 0 ? Math.floor(service.budget.cacheBytes / state / 2) : Infinity;
  return Math.max(1, Math.min(service.options.maxSequences, room));
}
