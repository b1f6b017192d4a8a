import { describe, expect, it } from 'vitest';
import { quarter } from '../units/quarter.ts';
import { generateTree } from './generate-tree.ts';
import type { SeriesOutlook } from './outlook.ts';
import { simulatePaths } from './paths.ts';
import { reducePaths } from './reduce-paths.ts';
import { treeDigest } from './tree-digest.ts';

const shape = { firstQuarter: quarter(2025, 2), horizonQuarters: 12, seed: 7 };
const series: SeriesOutlook[] = [
  {
    name: 'training',
    initial: 100,
    outlook: { kind: 'growth', growthPerYear: 0.4, volatilityPerYear: 0.35 },
  },
  {
    name: 'inference',
    initial: 50,
    outlook: { kind: 'quantiles', points: [{ quartersAhead: 11, p10: 60, p50: 140, p90: 400 }] },
  },
];
const correlation = [
  [1, 0.4],
  [0.4, 1],
];
const generated = (seed: number) =>
  generateTree({ ...shape, seed, branchesPerYear: [2, 3, 2], series, correlation }).tree;

describe('treeDigest', () => {
  it('is the one written down, on every machine and engine, for a generated and a reduced tree', () => {
    expect(treeDigest(generated(7))).toBe('b8bc98ef8cb86b7a');
    const events = [
      { name: 'slump', hazardPerQuarter: 0.02, effects: [{ series: 'training', factor: 0.6 }] },
    ];
    const paths = simulatePaths({ ...shape, pathCount: 2000, series, correlation, events });
    expect(treeDigest(reducePaths(paths, { nodes: 120, keepEvents: ['slump'] }).tree)).toBe(
      'a9448aa98d64f9d2',
    );
  });

  it('changes with a single bit', () => {
    const tree = generated(7);
    const probability = tree.probability.map((value, n) => (n === 5 ? value * (1 + Number.EPSILON) : value));
    expect(treeDigest({ ...tree, probability })).not.toBe(treeDigest(tree));
    expect(treeDigest(generated(8))).not.toBe(treeDigest(tree));
  });
});
