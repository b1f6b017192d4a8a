import type { Accelerator } from './accelerator.ts';
import { accelerators } from './accelerator.ts';
import type { Utilisation } from './roofline.ts';
import type { KernelFamily, UtilisationTable } from './step-work.ts';

/** One calibrated coefficient set: `family[:variant]@system`, with its spread. */
export interface CalibratedKernel extends Utilisation {
  readonly key: string;
  readonly points: number;
  /** Median absolute log residual over the measured kernels. */
  readonly residual: number;
}

/** A calibrated kernel as the shipped table lists it; times in seconds, the last in bytes per second where kernels shuffle. */
export type KernelRow = readonly [
  key: string,
  points: number,
  residual: number,
  compute: number,
  memory: number,
  launchS: number,
  shuffleBytesPerS?: number,
];

/** The row with its fields named. */
export function calibratedKernel(row: KernelRow): CalibratedKernel {
  const [key, points, residual, compute, memory, launchS, shuffleBytesPerS] = row;
  return {
    ...{ key, points, residual, compute, memory, launchS },
    ...(shuffleBytesPerS !== undefined && { shuffleBytesPerS }),
  };
}

/** A table with a record of which of its answers were carried over from other systems or dtypes. */
export interface TracedTable {
  readonly table: UtilisationTable;
  /** Keys that were asked for and not measured; filled as the table is used. */
  readonly modelled: ReadonlySet<string>;
}

/**
 * Utilisations for `unit` from the calibrated kernels.
 *
 * What was measured on `unit` itself is used as it is. Otherwise the geometric mean over systems of the same
 * generation, then over all systems, then over the family's other variants: utilisations carry over between
 * accelerators where times would not. Such answers are listed in `modelled`.
 */
export function utilisationsFor(unit: Accelerator, kernels: readonly CalibratedKernel[]): TracedTable {
  const memo = new Map<string, Utilisation>();
  const modelled = new Set<string>();
  const generation = new Set(accelerators.filter((a) => a.generation === unit.generation).map((a) => a.id));
  const system = (kernel: CalibratedKernel) => kernel.key.slice(kernel.key.indexOf('@') + 1);
  const search = (family: KernelFamily, name: string): Utilisation => {
    const named = kernels.filter((kernel) => kernel.key.startsWith(`${name}@`));
    const exact = named.filter((kernel) => system(kernel) === unit.id);
    if (exact.length > 0) return exact[0];
    modelled.add(name);
    const related = named.filter((kernel) => generation.has(system(kernel)));
    if (related.length > 0) return geometricMean(related);
    if (named.length > 0) return geometricMean(named);
    const sameFamily = kernels.filter((kernel) => kernel.key.startsWith(family));
    return geometricMean(sameFamily.filter((kernel) => system(kernel) === unit.id).concat(sameFamily));
  };
  const table: UtilisationTable = (family, variant) => {
    const name = variant === undefined ? family : `${family}:${variant}`;
    const known = memo.get(name);
    if (known) return known;
    const found = search(family, name);
    memo.set(name, found);
    return found;
  };
  return { table, modelled };
}

function geometricMean(kernels: readonly Utilisation[]): Utilisation {
  const mean = (pick: (u: Utilisation) => number) =>
    Math.exp(kernels.reduce((sum, kernel) => sum + Math.log(pick(kernel)), 0) / kernels.length);
  return {
    compute: mean((u) => u.compute),
    memory: mean((u) => u.memory),
    launchS: mean((u) => u.launchS),
    ...(kernels[0].shuffleBytesPerS !== undefined && {
      shuffleBytesPerS: mean((u) => u.shuffleBytesPerS ?? 1),
    }),
  };
}
