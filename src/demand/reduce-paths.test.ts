import { describe, expect, it } from 'vitest';
import { quarter } from '../units/quarter.ts';
import type { EventRegime } from './event-regime.ts';
import { matchMarginal } from './match-marginals.ts';
import type { SeriesOutlook } from './outlook.ts';
import { type PathSet, simulatePaths } from './paths.ts';
import { reducePaths } from './reduce-paths.ts';
import { reductionFaults } from './reduction.ts';
import { leavesOf, nodesByDepth, pathTo, treeFaults } from './scenario-tree.ts';
import { weightedQuantile } from './tree-diagnostics.ts';

const QUARTERS = 20;
const growth = (name: string, growthPerYear: number, volatilityPerYear: number): SeriesOutlook => ({
  name,
  initial: 100,
  outlook: { kind: 'growth', growthPerYear, volatilityPerYear },
});
const leaves: EventRegime = {
  name: 'tenant-leaves',
  hazardPerQuarter: 0.005,
  effects: [{ series: 'training', factor: 0.5 }],
};
const jump: EventRegime = {
  name: 'efficiency-jump',
  hazardPerQuarter: 0.02,
  effects: [{ series: 'inference', factor: 0.7 }],
};
const simulate = (events: EventRegime[], seed = 1, pathCount = 10_000) =>
  simulatePaths({
    firstQuarter: quarter(2025, 2),
    horizonQuarters: QUARTERS,
    pathCount,
    series: [growth('training', 0.4, 0.35), growth('inference', 0.8, 0.5)],
    correlation: [
      [1, 0.4],
      [0.4, 1],
    ],
    events,
    seed,
  });
/** The value at which the summed probability first reaches `share`: another convention than the diagnostics'. */
const steppedQuantile = (values: number[], weights: number[], share: number) => {
  const order = [...values.keys()].sort((a, b) => values[a]! - values[b]!);
  let sum = 0;
  for (const i of order) {
    sum += weights[i]!;
    if (sum >= share - 1e-12) return values[i]!;
  }
  return Math.max(...values);
};
const columnOf = (paths: PathSet, name: string, t: number) =>
  Float64Array.from({ length: paths.pathCount }, (_, path) => paths.values.get(name)![path * QUARTERS + t]!);

describe('reducePaths', () => {
  const plain = simulate([]);
  const reduced = reducePaths(plain, { nodes: 300 });

  it('gives a sound tree of the size that was asked for', () => {
    for (const nodes of [50, 300, 2000]) {
      const { tree, diagnostics } = reducePaths(plain, { nodes });
      expect(treeFaults(tree)).toEqual([]);
      expect(diagnostics.nodes).toBe(nodes);
      expect(diagnostics.massError).toBeLessThan(1e-12);
    }
  });

  it('keeps means within 0.5 % and quantiles within 5 % in every quarter from year two on, in either convention', () => {
    for (const events of [[], [leaves, jump]]) {
      const paths = simulate(events);
      const { tree } = reducePaths(paths, { nodes: 300, keepEvents: events.map(({ name }) => name) });
      const uniform = new Float64Array(paths.pathCount).fill(1);
      nodesByDepth(tree).forEach((nodes, t) => {
        if (t < 4) return;
        const weights = nodes.map((n) => tree.probability[n]!);
        for (const name of ['training', 'inference']) {
          const values = nodes.map((n) => tree.values.get(name)![n]!);
          const column = columnOf(paths, name, t);
          const mean = values.reduce((sum, value, i) => sum + value * weights[i]!, 0);
          expect(Math.abs(mean / (column.reduce((a, b) => a + b) / column.length) - 1)).toBeLessThan(0.005);
          for (const share of [0.1, 0.5, 0.9]) {
            const target = weightedQuantile(column, uniform, share);
            expect(Math.abs(weightedQuantile(values, weights, share) / target - 1)).toBeLessThan(0.05);
            expect(Math.abs(steppedQuantile(values, weights, share) / target - 1)).toBeLessThan(0.05);
          }
        }
      });
    }
  });

  it('keeps totals with their quantiles, and parts that add up to them', () => {
    const totals = { 'total:all': ['training', 'inference'] };
    const { tree, diagnostics } = reducePaths(plain, { nodes: 300, totals });
    const [all, training, inference] = ['total:all', 'training', 'inference'].map(
      (name) => tree.values.get(name)!,
    );
    for (const [n, value] of all!.entries()) {
      expect((training![n]! + inference![n]!) / value).toBeCloseTo(1, 10);
    }
    const { p10, p50, p90, mean } = diagnostics.series.get('total:all')!;
    for (let t = 4; t < QUARTERS; t++) {
      for (const errors of [p10, p50, p90]) expect(Math.abs(errors[t]!)).toBeLessThan(0.05);
      expect(Math.abs(mean[t]!)).toBeLessThan(1e-9);
      for (const name of ['training', 'inference']) {
        expect(Math.abs(diagnostics.series.get(name)!.mean[t]!)).toBeLessThan(0.005);
      }
    }
  });

  it('reports its errors against the paths', () => {
    for (const { mean, p10, p50, p90 } of reduced.diagnostics.series.values()) {
      for (let t = 4; t < QUARTERS; t++) {
        expect(Math.abs(mean[t]!)).toBeLessThan(1e-9);
        for (const errors of [p10, p50, p90]) expect(Math.abs(errors[t]!)).toBeLessThan(0.05);
      }
    }
    const tiny = reducePaths(plain, { nodes: 40 }).diagnostics;
    expect(tiny.unmatched.get('training')!.length).toBeGreaterThan(0);
    expect(Math.max(...tiny.series.get('training')!.p90.map(Math.abs))).toBeGreaterThan(0.05);
    expect(tiny.couplingDistance.get('training')!).toBeGreaterThan(0);
  });

  it('knows at a node nothing but the past: paths that agree until then share their nodes', () => {
    const quarters = 6;
    const cut = (paths: PathSet): PathSet => ({
      ...paths,
      quarters,
      values: new Map(
        [...paths.values].map(([name, values]) => [
          name,
          Float64Array.from({ length: paths.pathCount * quarters }, (_, i) => {
            return values[Math.floor(i / quarters) * paths.quarters + (i % quarters)]!;
          }),
        ]),
      ),
    });
    const short = cut(plain);
    // The same paths with another last quarter: the tree up to the quarter before must not change.
    const altered = {
      ...short,
      values: new Map(
        [...short.values].map(([name, values]) => [
          name,
          values.map((value, i) => (i % quarters === quarters - 1 ? 1e4 / value : value)),
        ]),
      ),
    };
    const [a, b] = [reducePaths(short, { nodes: 60 }).tree, reducePaths(altered, { nodes: 60 }).tree];
    const early = nodesByDepth(a)
      .slice(0, quarters - 1)
      .flat().length;
    expect(early).toBeGreaterThan(20);
    expect([...b.probability.slice(0, early)]).toEqual([...a.probability.slice(0, early)]);
    expect([...b.values.get('training')!.slice(0, early)]).toEqual([
      ...a.values.get('training')!.slice(0, early),
    ]);
  });

  it('gives the same tree for the same seed', () => {
    expect(reducePaths(simulate([leaves], 3), { nodes: 100 })).toEqual(
      reducePaths(simulate([leaves], 3), { nodes: 100 }),
    );
  });

  it('opens branches for named events with their exact probability', () => {
    const paths = simulate([leaves]);
    const { tree, events } = reducePaths(paths, { nodes: 300, keepEvents: ['tenant-leaves'] });
    const event = tree.values.get('event:tenant-leaves')!;
    // The first branch opens at once; what begins later, on branches and merged, has its exact probability in each quarter.
    const branch = [...event.keys()].filter((n) => tree.depth[n] === 1 && event[n] === 1);
    expect(branch.map((n) => tree.probability[n]!.toFixed(12))).toEqual([(0.005).toFixed(12)]);
    for (const [t, nodes] of nodesByDepth(tree).entries()) {
      const active = nodes.reduce((sum, n) => sum + tree.probability[n]! * event[n]!, 0);
      expect(active.toFixed(10), `quarter ${t}`).toBe((1 - 0.995 ** t).toFixed(10));
    }
    const [kept] = events;
    expect(kept!.branches).toBeGreaterThan(3);
    expect(kept!.probability).toBeCloseTo(1 - 0.995 ** 19, 10);
    expect(kept!.onBranches + kept!.merged).toBeCloseTo(kept!.probability, 12);
    expect(kept!.onBranches).toBeGreaterThan(kept!.merged);
    for (const leaf of leavesOf(tree)) {
      const path = pathTo(tree, leaf).map((n) => event[n]!);
      const first = path.indexOf(1);
      if (first >= 0) expect(path.slice(first).every((share) => share === 1)).toBe(true);
    }
  });

  it('merges events that have no room, and says so', () => {
    const { events, tree } = reducePaths(simulate([leaves]), {
      nodes: 300,
      keepEvents: ['tenant-leaves'],
      eventShare: 0,
    });
    expect(events).toMatchObject([{ onBranches: 0, branches: 0 }]);
    expect(events[0]!.merged).toBeGreaterThan(0.05);
    const shares = tree.values.get('event:tenant-leaves')!;
    expect(shares.some((share) => share > 0 && share < 1)).toBe(true);
  });

  it('names every fault at once', () => {
    const faults = reductionFaults(plain, {
      nodes: 10,
      keepEvents: ['war'],
      eventShare: 1,
      totals: { training: ['inference'], all: ['training', 'chat'] },
      weights: { chat: 1, training: 0 },
    });
    expect(faults.map(({ path }) => path)).toEqual([
      'nodes',
      'eventShare',
      'keepEvents[0]',
      'totals.training',
      'totals.all',
      'weights.chat',
      'weights.training',
    ]);
  });
});

describe('matchMarginal', () => {
  it('keeps the order of the places and the mean of the sample', () => {
    const sorted = Float64Array.from({ length: 1000 }, (_, i) => Math.exp(i / 250));
    const places = Float64Array.from([3, 1, 2, 9, 5, 4, 8, 6, 7]);
    const probabilities = new Float64Array(9).fill(1 / 9);
    const { values, quantiles } = matchMarginal(places, probabilities, { sorted }, [0.1, 0.5, 0.9]);
    expect(quantiles).toBe(true);
    const order = [...places.keys()].sort((a, b) => places[a]! - places[b]!);
    for (let i = 1; i < 9; i++) expect(values[order[i]!]!).toBeGreaterThanOrEqual(values[order[i - 1]!]!);
    const mean = sorted.reduce((a, b) => a + b) / 1000;
    expect(values.reduce((sum, value) => sum + value / 9, 0) / mean).toBeCloseTo(1, 12);
  });

  it('says where the values are too few', () => {
    const sorted = Float64Array.from({ length: 1000 }, (_, i) => Math.exp(i / 200));
    const two = Float64Array.from([0.5, 0.5]);
    expect(matchMarginal(Float64Array.from([1, 2]), two, { sorted }, [0.1, 0.5, 0.9]).quantiles).toBe(false);
  });
});
