import type { ServingCoefficients } from './serving-coefficients.ts';
import type { CalibratedKernel } from './utilisation-table.ts';

/** Quantiles (10, 50, 90 %) of log(predicted / measured) on groups that were left out of the fit. */
export interface LogErrorQuantiles {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/** Everything that was fitted on measurements. */
export interface ServingCalibration {
  readonly kernels: readonly CalibratedKernel[];
  readonly serving: ServingCoefficients;
  /** Factor on decode times under multi-token prediction, as measured with one model. */
  readonly speculation: number;
  readonly logErrors: Readonly<Record<'tpot' | 'ttft' | 'throughput', LogErrorQuantiles>>;
}
