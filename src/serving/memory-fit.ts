import type { Accelerator } from './accelerator.ts';
import type { Deployment } from './deployment.ts';
import { type Layout, layoutName, layoutSize } from './layout.ts';
import { candidateLayouts } from './layout-search.ts';
import { type MemoryBudget, memoryBudget } from './memory.ts';
import type { ServingPrecision } from './precision.ts';

/** Whether a model fits on one kind of accelerator in one precision, and with what margin. */
export interface MemoryFit {
  readonly unit: Accelerator;
  readonly precision: ServingPrecision;
  readonly layout: Layout;
  readonly layoutName: string;
  readonly accelerators: number;
  /** Of the fullest accelerator. */
  readonly budget: MemoryBudget;
  readonly fits: boolean;
}

/**
 * The smallest replica without pipeline on which `model` fits with at least one request of `tokens`, or the largest
 * allowed one where none does: the answer then shows what is missing.
 */
export function memoryFit(
  { model, precision, unit }: Omit<Deployment, 'layout'>,
  { maxAccelerators, tokens }: { readonly maxAccelerators: number; readonly tokens: number },
): MemoryFit {
  const layouts = candidateLayouts(model, unit, maxAccelerators)
    .filter(({ pipeline, data }) => pipeline === 1 && data === 1)
    .sort((a, b) => layoutSize(a) - layoutSize(b));
  const fits = layouts.map((layout): MemoryFit => {
    const budget = memoryBudget({ model, precision, unit, layout });
    return {
      ...{ unit, precision, layout },
      ...{ layoutName: layoutName(layout), accelerators: layoutSize(layout), budget },
      fits: budget.cacheBytes > 0 && budget.tokenCapacity >= tokens,
    };
  });
  return fits.find((fit) => fit.fits) ?? fits.at(-1)!;
}
