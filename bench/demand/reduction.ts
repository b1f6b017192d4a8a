/**
 * Time and quality of reducing simulated paths to a tree, and its stability.
 *
 *     npx tsx bench/demand/reduction.ts [paths]
 *
 * Totals for training and inference over 20 quarters, correlation 0.4, two events; 10,000 paths by default. Errors
 * are the largest over the quarters from year two on, as shares.
 */

import { nestedDistance } from '../../src/demand/nested-distance.ts';
import { simulatePaths } from '../../src/demand/paths.ts';
import { reducePaths } from '../../src/demand/reduce-paths.ts';
import { treeStability } from '../../src/demand/stability.ts';
import { quarter } from '../../src/units/quarter.ts';

const pathCount = Number(process.argv[2] ?? 10_000);
const names = ['training', 'inference'];
const simulate = (seed: number) =>
  simulatePaths({
    firstQuarter: quarter(2025, 2),
    horizonQuarters: 20,
    pathCount,
    series: [
      {
        name: 'training',
        initial: 100,
        outlook: { kind: 'growth', growthPerYear: 0.4, volatilityPerYear: 0.35 },
      },
      {
        name: 'inference',
        initial: 100,
        outlook: { kind: 'growth', growthPerYear: 0.8, volatilityPerYear: 0.5 },
      },
    ],
    correlation: [
      [1, 0.4],
      [0.4, 1],
    ],
    events: [
      {
        name: 'tenant-leaves',
        hazardPerQuarter: 0.005,
        effects: [{ series: 'training', factor: 0.5 }],
      },
      {
        name: 'efficiency-jump',
        hazardPerQuarter: 0.02,
        effects: [{ series: 'inference', factor: 0.7 }],
      },
    ],
    seed,
  });
const reduce = (seed: number, nodes: number) =>
  reducePaths(simulate(seed), { nodes, keepEvents: ['tenant-leaves', 'efficiency-jump'] });

const started = performance.now();
const paths = simulate(1);
console.log(`${pathCount} paths simulated in ${(performance.now() - started).toFixed(0)} ms`);
const fine = reduce(2, 3000).tree;
for (const nodes of [50, 100, 300, 1000, 3000, 5000]) {
  const start = performance.now();
  const { tree, events, diagnostics } = reducePaths(paths, {
    nodes,
    keepEvents: ['tenant-leaves', 'efficiency-jump'],
  });
  const ms = performance.now() - start;
  const worst = (key: 'mean' | 'p10' | 'p50' | 'p90') =>
    Math.max(...names.flatMap((name) => [...diagnostics.series.get(name)![key].slice(4)].map(Math.abs)));
  const told = events.map(
    ({ name, probability, onBranches }) => `${name} ${onBranches.toFixed(3)} of ${probability.toFixed(3)}`,
  );
  const distances = [...diagnostics.couplingDistance.values()].map((share) => share.toFixed(2)).join(' ');
  console.log(
    `${String(nodes).padStart(5)} nodes ${ms.toFixed(0).padStart(5)} ms  errors mean ${worst('mean').toExponential(1)}` +
      ` p10 ${worst('p10').toFixed(3)} p50 ${worst('p50').toFixed(3)} p90 ${worst('p90').toFixed(3)}` +
      `  coupling ${distances}  nested distance to 3000 nodes of other paths ${nestedDistance(tree, fine, names).toFixed(2)}` +
      `  on branches: ${told.join(', ')}`,
  );
}
const outcomes = Array.from({ length: 10 }, (_, i) => ({ tree: reduce(100 + i, 300).tree }));
const { nestedDistance: spread, horizon } = treeStability(outcomes, names);
console.log(
  `ten resampled trees of 300 nodes: nested distance ${spread.mean.toFixed(2)} ± ${spread.deviation.toFixed(2)}`,
);
for (const [name, quantiles] of horizon) {
  const relative = Object.entries(quantiles).map(
    ([key, one]) => `${key} ± ${((100 * one.deviation) / one.mean).toFixed(1)} %`,
  );
  console.log(`  ${name} at the horizon: ${relative.join(', ')}`);
}
