/** How much a tree, its value and its root decisions move when the same outlook is sampled anew. */
import { square } from '../units/elementary.ts';
import { fanOfTree } from './fan.ts';
import { nestedDistance } from './nested-distance.ts';
import type { ScenarioTree } from './scenario-tree.ts';

/** One resampled tree and what was decided on it. */
export interface ResampledOutcome {
  readonly tree: ScenarioTree;
  /** Value of the plan on the tree, in USD. */
  readonly value?: number;
  /** Action at the root by project or other option. */
  readonly rootDecisions?: Readonly<Record<string, string>>;
}

/** Mean, standard deviation (n − 1) and range. */
export interface Spread {
  readonly mean: number;
  readonly deviation: number;
  readonly lowest: number;
  readonly highest: number;
}

/** How far plans hang on the draw of the tree. */
export interface TreeStability {
  readonly trees: number;
  /** Nested distances of all pairs of trees. */
  readonly nestedDistance: Spread;
  /** At the last quarter, by series. */
  readonly horizon: ReadonlyMap<string, { readonly p10: Spread; readonly p50: Spread; readonly p90: Spread }>;
  /** Absent where the outcomes have no value. */
  readonly value?: Spread;
  /** By option, its actions with the share of trees in which each is chosen, the most frequent first. */
  readonly rootDecisions: ReadonlyMap<string, readonly { readonly action: string; readonly share: number }[]>;
}

/** Compares two or more outcomes on trees that hold all `series` over the same quarters. */
export function treeStability(
  outcomes: readonly ResampledOutcome[],
  series: readonly string[],
): TreeStability {
  if (outcomes.length < 2) throw new RangeError('stability needs two trees');
  const distances = outcomes.flatMap(({ tree }, i) =>
    outcomes.slice(i + 1).map((other) => nestedDistance(tree, other.tree, series)),
  );
  const values = outcomes.flatMap(({ value }) => (value === undefined ? [] : [value]));
  return {
    trees: outcomes.length,
    nestedDistance: spreadOf(distances),
    horizon: new Map(series.map((name) => [name, horizonSpread(outcomes, name)])),
    ...(values.length === outcomes.length && { value: spreadOf(values) }),
    rootDecisions: decisionShares(outcomes),
  };
}

function horizonSpread(outcomes: readonly ResampledOutcome[], name: string) {
  const last = outcomes.map(({ tree }) => fanOfTree(tree, name).points.at(-1)!);
  return {
    p10: spreadOf(last.map(({ p10 }) => p10)),
    p50: spreadOf(last.map(({ p50 }) => p50)),
    p90: spreadOf(last.map(({ p90 }) => p90)),
  };
}

function decisionShares(outcomes: readonly ResampledOutcome[]) {
  const counts = new Map<string, Map<string, number>>();
  for (const { rootDecisions = {} } of outcomes) {
    for (const [option, action] of Object.entries(rootDecisions)) {
      const ofOption = counts.get(option) ?? new Map<string, number>();
      counts.set(option, ofOption.set(action, (ofOption.get(action) ?? 0) + 1));
    }
  }
  return new Map(
    [...counts].map(([option, actions]) => [
      option,
      [...actions]
        .map(([action, count]) => ({ action, share: count / outcomes.length }))
        .sort((a, b) => b.share - a.share || (a.action < b.action ? -1 : 1)),
    ]),
  );
}

function spreadOf(values: readonly number[]): Spread {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + square(value - mean), 0);
  return {
    mean,
    deviation: values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0,
    lowest: Math.min(...values),
    highest: Math.max(...values),
  };
}
