/** The values of grouped paths' nodes. */
import { square } from '../units/elementary.ts';
import { matchMarginal } from './match-marginals.ts';
import { groupMeans, type Level } from './path-groups.ts';
import type { WeightedPaths } from './path-weights.ts';
import { activeAt } from './paths.ts';
import { hazenQuantile, meanOf, type RankedPaths } from './ranked-paths.ts';
import { rakeTotals, type Totals } from './totals.ts';
import { type IntendedQuarter, roundedTo12 } from './tree-diagnostics.ts';

const QUANTILES = [0.1, 0.5, 0.9];
/**
 * How much the place that a node would take if it moved from its parent as its paths' mean did counts against the
 * place of that mean. Without it worlds whose means lie close together change places from quarter to quarter,
 * and values jump. With 2, correlations over one to twelve quarters come nearest to the paths'.
 */
const INERTIA = 2;

/** Values by node, and where too few nodes stood to hold the paths' quantiles. */
export interface NodeValues {
  /** By name, over the nodes of all levels in order; events as `event:<name>`. */
  readonly values: Map<string, Float64Array>;
  /** Quarters by series in which the nodes were too few to meet the quantiles. */
  readonly unmatched: Map<string, number[]>;
}

/**
 * Values of every series, with means and quantiles of the paths, parts adding up to `totals`; and the share of each
 * node in which an event is active.
 */
export function nodeValues(
  weighted: WeightedPaths,
  ranked: RankedPaths,
  levels: readonly Level[],
  totals: Totals,
): NodeValues {
  const { paths, weights } = weighted;
  const values = new Map<string, Float64Array>();
  const unmatched = new Map<string, number[]>();
  for (const name of paths.values.keys()) {
    const { byLevel, poor } = seriesValues(name, ranked, weighted, levels);
    values.set(name, Float64Array.from(byLevel.flat(), roundedTo12));
    if (poor.length > 0) unmatched.set(name, poor);
  }
  let start = 0;
  const stretches = levels.map(({ groups: { length: count } }) => {
    start += count;
    return { start: start - count, count };
  });
  const probability = Float64Array.from(
    levels.flatMap(({ groups }) => groups.map((group) => group.probability)),
  );
  rakeTotals(values, totals, probability, stretches);
  for (const event of paths.events) {
    const byLevel = levels.map(({ groups, nodeOfPath }, t) => {
      return [...groupMeans(activeAt(paths, event, t), weights, groups, nodeOfPath)];
    });
    values.set(`event:${event.name}`, Float64Array.from(byLevel.flat()));
  }
  return { values, unmatched };
}

function seriesValues(
  name: string,
  ranked: RankedPaths,
  { weights, counts }: WeightedPaths,
  levels: readonly Level[],
) {
  const poor: number[] = [];
  let before: { values: Float64Array; means: Float64Array } | undefined;
  const byLevel = levels.map(({ groups, nodeOfPath }, t) => {
    const means = groupMeans(ranked.column(name, t), weights, groups, nodeOfPath);
    const probabilities = Float64Array.from(groups, ({ probability }) => probability);
    const moved = Float64Array.from(groups, ({ parent }, n) => {
      const former = before?.means[parent] ?? 0;
      return former > 0 ? (before!.values[parent]! * means[n]!) / former : 0;
    });
    const places = standardised(means, probabilities);
    const movedPlaces = standardised(moved, probabilities);
    const order = places.map((place, n) => place + INERTIA * movedPlaces[n]!);
    const matched = matchMarginal(order, probabilities, ranked.sample(name, t, counts), QUANTILES);
    if (!matched.quantiles && t > 0) poor.push(t);
    before = { values: matched.values, means };
    return [...matched.values];
  });
  return { byLevel, poor };
}

/** Scaled to mean 0 and variance 1 under `weights`; all 0 where the values are equal. */
function standardised(values: Float64Array, weights: Float64Array): Float64Array {
  const mean = values.reduce((sum, value, i) => sum + weights[i]! * value, 0);
  const variance = values.reduce((sum, value, i) => sum + weights[i]! * square(value - mean), 0);
  const spread = Math.sqrt(variance);
  return values.map((value) => (spread > 1e-12 * Math.abs(mean) ? (value - mean) / spread : 0));
}

/** What each series is in each quarter, shape `[quarter]` by name, where paths count as `counts` says. */
export function quartersOf(ranked: RankedPaths, counts?: Float64Array): Map<string, IntendedQuarter[]> {
  return new Map(
    ranked.names.map((name) => [
      name,
      Array.from({ length: ranked.quarters }, (_, t) => {
        const sample = ranked.sample(name, t, counts);
        const [p10, p50, p90] = QUANTILES.map((share) => hazenQuantile(sample, share));
        return { mean: meanOf(sample), p10: p10!, p50: p50!, p90: p90! };
      }),
    ]),
  );
}

/**
 * Mean over quarters and paths of |path − node|, as a share of the paths' mean, by series: the cost of sending each
 * path to its nodes.
 */
export function couplingDistance(
  { paths, counts }: WeightedPaths,
  levels: readonly Level[],
  values: ReadonlyMap<string, Float64Array>,
): Map<string, number> {
  return new Map(
    [...paths.values].map(([name, ofPaths]) => {
      const ofNodes = values.get(name)!;
      let [offset, distance, level] = [0, 0, 0];
      for (const [t, { groups, nodeOfPath }] of levels.entries()) {
        for (let path = 0; path < paths.pathCount; path++) {
          const value = ofPaths[path * paths.quarters + t]!;
          const count = counts?.[path] ?? 1;
          level += count * value;
          distance += count * Math.abs(value - ofNodes[offset + nodeOfPath[path]!]!);
        }
        offset += groups.length;
      }
      return [name, level > 0 ? distance / level : 0];
    }),
  );
}
