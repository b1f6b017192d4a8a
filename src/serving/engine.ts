import type { StepComponents } from './step-work.ts';

/** Factors on the calibrated kernel times (1: as measured alone) and overheads in seconds. */
export interface EngineCoefficients {
  readonly gemm: number;
  readonly experts: number;
  readonly decodeAttention: number;
  readonly prefillAttention: number;
  readonly communication: number;
  readonly launches: number;
  /** Seconds per step: scheduling, sampling, host work that is not hidden. */
  readonly stepS: number;
  /** Seconds per sequence that gets a token in the step. */
  readonly sequenceS: number;
}

/** Seconds that the kernels of a step take under an engine, sequences included, fixed overheads not. */
export function kernelTime(components: StepComponents, engine: EngineCoefficients): number {
  return (
    engine.gemm * components.gemm +
    engine.experts * components.experts +
    engine.decodeAttention * components.decodeAttention +
    engine.prefillAttention * components.prefillAttention +
    engine.communication * components.communication +
    engine.launches * components.launches +
    engine.sequenceS * components.sequences
  );
}
