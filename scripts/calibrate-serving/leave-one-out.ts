import type { Predictor } from './random-effects.ts';
import { fitServing, type Observation, predict, trainingRows } from './serving-fit.ts';

/** Log errors (predicted over measured) of one row that its model had not seen. */
export interface RowError {
  readonly tpot: number;
  readonly ttft: number;
  readonly throughput: number;
}

/** What leaving one group out gives. */
export interface GroupErrors {
  readonly group: string;
  readonly rows: readonly RowError[];
}

/** Groups smaller than this are not judged. */
export const smallestGroup = 12;

/** Names of the groups that are judged: (model, system, engine) with at least {@link smallestGroup} rows. */
export function judgedGroups(observations: readonly Observation[]): string[] {
  const size = new Map<string, number>();
  for (const { point } of observations) size.set(point.group, (size.get(point.group) ?? 0) + 1);
  return [...size].filter(([, rows]) => rows >= smallestGroup).map(([group]) => group);
}

/** The shipped model. */
export function physical(rows: readonly Observation[]): Predictor {
  const fit = fitServing(rows);
  return (o) => predict(fit, o);
}

/**
 * Fits without each judged group in turn and predicts it.
 *
 * With `strict`, copies of the group's measurements under another model's name are left out as well
 * (DeepSeek-V3 repeats many of DeepSeek-R1's rows); without it, only the group itself is.
 */
export function leaveOneGroupOut(
  observations: readonly Observation[],
  strict: boolean,
  learn: (rows: readonly Observation[]) => Predictor = physical,
): GroupErrors[] {
  return judgedGroups(observations).map((group) => {
    const held = observations.filter(({ point }) => point.group === group);
    const copies = new Set(held.map(({ point }) => point.measurement));
    const rest = observations.filter(
      ({ point }) => point.group !== group && !(strict && copies.has(point.measurement)),
    );
    const predictor = learn(trainingRows(rest));
    return { group, rows: held.map((o) => rowError(o, predictor(o))) };
  });
}

/** Errors of one prediction, with throughput = concurrency × osl / (TTFT + (osl − 1) × TPOT). */
export function rowError(o: Observation, predicted: { ttftS: number; tpotS: number }): RowError {
  const { ttftS, tpotS, outputTokens } = o.point;
  const period = (ttft: number, tpot: number) => ttft + (outputTokens - 1) * tpot;
  return {
    tpot: Math.log(predicted.tpotS / tpotS),
    ttft: Math.log(predicted.ttftS / ttftS),
    throughput: Math.log(period(ttftS, tpotS) / period(predicted.ttftS, predicted.tpotS)),
  };
}

/** What a prediction is judged by. */
export type Metric = keyof RowError;

/** Mean absolute percentage error of a group. */
export function meanAbsoluteError(errors: GroupErrors, metric: Metric): number {
  return errors.rows.reduce((sum, row) => sum + Math.abs(Math.expm1(row[metric])), 0) / errors.rows.length;
}

/** Quantiles of log errors over all groups, each group weighing the same. */
export function pooledQuantiles(
  groups: readonly GroupErrors[],
  metric: Metric,
  shares: readonly number[],
): number[] {
  const weighted = groups
    .flatMap(({ rows }) =>
      rows.map((row) => ({ value: row[metric], weight: 1 / rows.length / groups.length })),
    )
    .sort((a, b) => a.value - b.value);
  return shares.map((share) => {
    let mass = 0;
    for (const { value, weight } of weighted) {
      mass += weight;
      if (mass >= share) return value;
    }
    return weighted[weighted.length - 1].value;
  });
}

/**
 * Share of rows inside an 80 % interval that was set without their group, groups weighing the same, and the
 * mean width as upper over lower limit. The limits are the 10 % and 90 % quantiles of the other groups' errors.
 */
export function intervalCoverage(
  groups: readonly GroupErrors[],
  metric: Metric,
): { coverage: number; width: number } {
  let coverage = 0;
  let width = 0;
  for (const held of groups) {
    const others = groups.filter((group) => group !== held);
    const [low, high] = pooledQuantiles(others, metric, [0.1, 0.9]);
    coverage +=
      held.rows.filter((row) => row[metric] >= low && row[metric] <= high).length / held.rows.length;
    width += Math.exp(high - low);
  }
  return { coverage: coverage / groups.length, width: width / groups.length };
}
