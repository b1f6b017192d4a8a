/**
 * The serving layer: models, accelerators and layouts; what fits; steady states, simulations and sizing; traces and recalibration.
 *
 * ```ts
 * const traffic = generateTrace(conversationProfile, 2000, randomStream(1));
 * const found = sizeService({
 *   model: knownModel('llama-3.1-8b'), trace: traffic, objectives: { ttftMs: 1000, tpotMs: 50 },
 *   accelerators: [acceleratorById('h100-sxm')], precisions: [{ weights: 'fp8', kvCache: 'fp8' }], replays: 1,
 * });
 * found.best !== undefined; // → true
 * ```
 */

export { type Accelerator, acceleratorById, accelerators } from './accelerator.ts';
export { type AcceleratorRate, rateOnAccelerator, type ServedModel } from './accelerator-rate.ts';
export type * from './architecture.ts';
export type { Candidate, SearchSpace } from './candidate.ts';
export type { Deployment } from './deployment.ts';
export { knownModel, knownModelNames } from './known-models.ts';
export { type Layout, layoutName, layoutSize } from './layout.ts';
export { type MemoryBudget, memoryBudget } from './memory.ts';
export { type MemoryFit, memoryFit } from './memory-fit.ts';
export { knownModelTypes, readModelConfig } from './model-config.ts';
export type { Precision, ServingPrecision } from './precision.ts';
export {
  type MeasuredRequests,
  type MeasuredRow,
  recalibrate,
  recalibrateOnRequests,
} from './recalibration.ts';
export { type RequestRow, type RequestTrace, TraceBuilder, traceOf } from './request-trace.ts';
export { resolveServed, type ServedResolution } from './served-workloads.ts';
export {
  type LocalFactors,
  makeService,
  type Provenance,
  provenanceOf,
  type Service,
  type ServiceOptions,
} from './service.ts';
export { ServingError, type ServingErrorCode } from './serving-error.ts';
export {
  type Router,
  type SimulationOptions,
  type SimulationResult,
  simulate,
  simulateDisaggregated,
} from './simulation/simulate.ts';
export { type SizingRequest, type SizingResult, sizeService } from './sizing.ts';
export {
  type Estimate,
  maximumThroughput,
  type Objectives,
  type SteadyState,
  steadyStateAtConcurrency,
  steadyStateAtRate,
  type TrafficShape,
} from './steady-state.ts';
export { conversationProfile, fitTraffic, generateTrace, type TrafficProfile } from './trace-generator.ts';
export { type TraceStatistics, TraceSummary, traceStatistics } from './trace-statistics.ts';
