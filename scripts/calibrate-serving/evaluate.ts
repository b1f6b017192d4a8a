/** Prints the accuracy on groups left out: `npx tsx scripts/calibrate-serving/evaluate.ts [shared] [--plain] [--no-inference] [--random-effects]`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { calibration } from '../../src/serving/calibration-table.ts';
import {
  intervalCoverage,
  leaveOneGroupOut,
  type Metric,
  meanAbsoluteError,
  physical,
} from './leave-one-out.ts';
import { type Predictor, withRandomEffects } from './random-effects.ts';
import { fitServing, type Observation, observe } from './serving-fit.ts';
import { readServingPoints } from './serving-points.ts';
import { sharedServingFolder } from './shared-folder.ts';

const metrics: readonly Metric[] = ['tpot', 'throughput', 'ttft'];

/** The alternative of random effects on top of the physical fit. */
function crossed(rows: readonly Observation[]): Predictor {
  return withRandomEffects(fitServing(rows), rows);
}

/** The table of errors by group and their means, as text. */
export function accuracyReport(
  servingFolder: string,
  options: { strict: boolean; infer: boolean; effects: boolean },
): string {
  const observations = observe(readServingPoints(servingFolder), calibration.kernels, options.infer);
  const groups = leaveOneGroupOut(observations, options.strict, options.effects ? crossed : physical);
  const percent = (value: number) => (100 * value).toFixed(1).padStart(8);
  const lines = [
    `${'group left out'.padEnd(52)}rows${metrics.map((m) => m.padStart(12)).join('')}   (MAPE, %; bias of TPOT)`,
  ];
  for (const group of [...groups].sort(
    (a, b) => meanAbsoluteError(b, 'tpot') - meanAbsoluteError(a, 'tpot'),
  )) {
    const bias = group.rows.reduce((sum, row) => sum + row.tpot, 0) / group.rows.length;
    const errors = metrics.map((m) => percent(meanAbsoluteError(group, m)).padStart(12)).join('');
    lines.push(
      `${group.group.padEnd(52)}${String(group.rows.length).padStart(4)}${errors}   ${bias.toFixed(2)}`,
    );
  }
  for (const metric of metrics) {
    const errors = groups.map((group) => meanAbsoluteError(group, metric)).sort((a, b) => a - b);
    const mean = errors.reduce((a, b) => a + b, 0) / errors.length;
    const { coverage, width } = intervalCoverage(groups, metric);
    const median = errors[Math.floor(errors.length / 2)];
    lines.push(
      `${metric.padEnd(12)} mean of ${groups.length} groups ${percent(mean)} %, median group ${percent(median)} %, 80 % interval covers ${percent(coverage)} %, upper/lower ${width.toFixed(2)}`,
    );
  }
  return lines.join('\n');
}

if (process.argv[1]?.endsWith('evaluate.ts')) {
  const options = process.argv.slice(2);
  const folder = sharedServingFolder(options.find((option) => !option.startsWith('--')));
  readFileSync(join(folder, 'measured', 'aggregated_serving.csv'));
  console.log(
    accuracyReport(folder, {
      strict: !options.includes('--plain'),
      infer: !options.includes('--no-inference'),
      effects: options.includes('--random-effects'),
    }),
  );
}
