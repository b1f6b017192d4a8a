import type { Accelerator } from './accelerator.ts';
import type { ModelArchitecture } from './architecture.ts';
import type { Layout } from './layout.ts';
import type { ServingPrecision } from './precision.ts';

/** A model in one precision on accelerators of one kind, spread over them: all that the time of a step depends on. */
export interface Deployment {
  readonly model: ModelArchitecture;
  readonly precision: ServingPrecision;
  readonly unit: Accelerator;
  readonly layout: Layout;
}
