/**
 * Fits every coefficient and writes src/serving/calibration-table.ts: `npx tsx scripts/calibrate-serving/calibrate.ts [shared] [--keep-kernels]`,
 * then `npx biome check --write src/serving`, which breaks the lines.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServingCalibration } from '../../src/serving/calibration.ts';
import { calibration as shipped } from '../../src/serving/calibration-table.ts';
import { fitKernels } from './kernels.ts';
import { leaveOneGroupOut, pooledQuantiles } from './leave-one-out.ts';
import { fitServing, observe, trainingRows } from './serving-fit.ts';
import { readServingPoints } from './serving-points.ts';
import { sharedServingFolder } from './shared-folder.ts';

/** Four significant digits: more would be noise, and the file stays readable. */
function rounded<T>(value: T): T {
  return JSON.parse(
    JSON.stringify(value, (_key, entry) =>
      typeof entry === 'number' ? Number(entry.toPrecision(4)) : entry,
    ),
  ) as T;
}

/** The whole calibration from the data below `servingFolder`. */
export async function calibrate(servingFolder: string): Promise<ServingCalibration> {
  const kernels = rounded(
    (await fitKernels(join(servingFolder, 'kernels', 'aiconfigurator'))).sort((a, b) =>
      a.key < b.key ? -1 : 1,
    ),
  );
  return { kernels, ...calibrateServing(servingFolder, kernels) };
}

/** The serving layer's part, given the kernels. */
export function calibrateServing(
  servingFolder: string,
  kernels: ServingCalibration['kernels'],
): Omit<ServingCalibration, 'kernels'> {
  const observations = observe(readServingPoints(servingFolder), kernels);
  const { coefficients, speculation } = fitServing(trainingRows(observations));
  const errors = leaveOneGroupOut(observations, true);
  const quantiles = (metric: 'tpot' | 'ttft' | 'throughput') => {
    const [low, median, high] = pooledQuantiles(errors, metric, [0.1, 0.5, 0.9]);
    return { low, median, high };
  };
  return rounded({
    serving: coefficients,
    speculation,
    logErrors: { tpot: quantiles('tpot'), ttft: quantiles('ttft'), throughput: quantiles('throughput') },
  });
}

/** The shipped table's source: a kernel a line. */
function tableSource({ kernels, ...rest }: ServingCalibration): string {
  const rows = kernels.map(({ key, points, residual, compute, memory, launchS, shuffleBytesPerS }) => [
    ...[key, points, residual, compute, memory, launchS],
    ...(shuffleBytesPerS === undefined ? [] : [shuffleBytesPerS]),
  ]);
  return `// Written by scripts/calibrate-serving/calibrate.ts from measured kernels and serving points; do not edit.
import type { ServingCalibration } from './calibration.ts';
import { calibratedKernel, type KernelRow } from './utilisation-table.ts';

const kernelRows: readonly KernelRow[] = ${JSON.stringify(rows)};

/** The shipped calibration. */
export const calibration: ServingCalibration = {
  kernels: kernelRows.map(calibratedKernel),
  ${JSON.stringify(rest).slice(1)};
`;
}

if (process.argv[1]?.endsWith('calibrate.ts')) {
  const options = process.argv.slice(2);
  const folder = sharedServingFolder(options.find((option) => !option.startsWith('--')));
  const { kernels } = shipped;
  const table = options.includes('--keep-kernels')
    ? { kernels, ...calibrateServing(folder, kernels) }
    : await calibrate(folder);
  writeFileSync(new URL('../../src/serving/calibration-table.ts', import.meta.url), tableSource(table));
}
