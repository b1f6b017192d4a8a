import { describe, expect, it } from 'vitest';
import { quarter } from '../units/quarter.ts';
import { type EventRegime, hazardForProbability } from './event-regime.ts';
import type { SeriesOutlook } from './outlook.ts';
import { isActive, type PathRequest, pathRequestFaults, simulatePaths } from './paths.ts';

const growth = (name: string, growthPerYear: number, volatilityPerYear: number): SeriesOutlook => ({
  name,
  initial: 100,
  outlook: { kind: 'growth', growthPerYear, volatilityPerYear },
});
const request: PathRequest = {
  firstQuarter: quarter(2025, 2),
  horizonQuarters: 13,
  pathCount: 20_000,
  series: [growth('training', 0.4, 0.3), growth('inference', 0.8, 0.5)],
  correlation: [
    [1, 0.6],
    [0.6, 1],
  ],
  seed: 7,
};
const leaves: EventRegime = {
  name: 'tenant-leaves',
  hazardPerQuarter: 0.02,
  effects: [{ series: 'training', factor: 0.5, overQuarters: 2 }],
};
const at = (values: Float64Array, quarters: number, t: number) =>
  Array.from({ length: values.length / quarters }, (_, path) => values[path * quarters + t]!);
const mean = (list: readonly number[]) => list.reduce((sum, value) => sum + value, 0) / list.length;

describe('simulatePaths', () => {
  const paths = simulatePaths(request);
  const logs = (name: string, t: number) =>
    at(paths.values.get(name)!, paths.quarters, t).map((value) => Math.log(value / 100));

  it('has the mean growth, volatility and correlation that were asked for', () => {
    expect(mean(at(paths.values.get('inference')!, 13, 12)) / (100 * 1.8 ** 3)).toBeCloseTo(1, 1);
    const [a, b] = [logs('training', 12), logs('inference', 12)];
    const [meanA, meanB] = [mean(a), mean(b)];
    const spread = (list: number[], centre: number) => Math.sqrt(mean(list.map((x) => (x - centre) ** 2)));
    // The standard error of a correlation over 20,000 paths is 0.005.
    const [spreadA, spreadB] = [spread(a, meanA), spread(b, meanB)];
    expect(Math.abs(spreadA / (0.3 * Math.sqrt(3)) - 1)).toBeLessThan(0.02);
    expect(Math.abs(spreadB / (0.5 * Math.sqrt(3)) - 1)).toBeLessThan(0.02);
    const covariance = mean(a.map((x, i) => (x - meanA) * (b[i]! - meanB)));
    expect(Math.abs(covariance / (spreadA * spreadB) - 0.6)).toBeLessThan(0.02);
  });

  it('lets shocks of a quarter be independent of the past', () => {
    const [early, late] = [logs('training', 6), logs('training', 12)];
    const moves = late.map((value, i) => value - early[i]!);
    const covariance = mean(moves.map((move, i) => move * early[i]!)) - mean(moves) * mean(early);
    expect(Math.abs(covariance)).toBeLessThan(0.005);
  });

  it('gives the same paths for the same seed', () => {
    const bytes = ({ values }: typeof paths) => Buffer.from(values.get('inference')!.buffer);
    expect(bytes(simulatePaths(request)).equals(bytes(paths))).toBe(true);
    expect(bytes(simulatePaths({ ...request, seed: 8 })).equals(bytes(paths))).toBe(false);
  });

  it('begins events as often as their hazard says, to one path a quarter', () => {
    const { onsets } = simulatePaths({ ...request, events: [leaves] });
    const begun = onsets.get('tenant-leaves')!.filter((onset) => onset < 13).length / 20_000;
    expect(Math.abs(begun - (1 - 0.98 ** 12))).toBeLessThan(12 / 20_000);
  });

  it('applies an effect step by step while the event lasts', () => {
    const brief = { ...leaves, lastsQuarters: 3 };
    const withEvent = simulatePaths({ ...request, events: [brief] });
    const onset = withEvent.onsets.get('tenant-leaves')!;
    const path = onset.indexOf(5);
    const ratio = (t: number) =>
      withEvent.values.get('training')![path * 13 + t]! / paths.values.get('training')![path * 13 + t]!;
    expect([4, 5, 6, 7, 8].map((t) => Number((ratio(t) ** 2).toFixed(6)))).toEqual([1, 0.5, 0.25, 0.25, 1]);
    expect([4, 5, 7, 8].map((t) => isActive(withEvent, brief, path, t))).toEqual([false, true, true, false]);
  });

  it('raises the hazard of an event while another is active', () => {
    const slump: EventRegime = {
      name: 'slump',
      hazardPerQuarter: 0.01,
      effects: [],
      hazardFactors: [{ whileActive: 'tenant-leaves', factor: 10 }],
    };
    const { onsets } = simulatePaths({ ...request, events: [leaves, slump] });
    const [left, slumped] = [onsets.get('tenant-leaves')!, onsets.get('slump')!];
    const share = (isIn: (path: number) => boolean) => {
      const inside = [...left.keys()].filter(isIn);
      return inside.filter((path) => slumped[path]! > 6 && slumped[path]! < 13).length / inside.length;
    };
    const after = share((path) => left[path]! <= 5 && slumped[path]! > 6);
    const without = share((path) => left[path] === 13 && slumped[path]! > 6);
    expect(Math.abs(after - (1 - 0.9 ** 6))).toBeLessThan(0.04);
    expect(Math.abs(without - (1 - 0.99 ** 6))).toBeLessThan(0.01);
  });

  it('names every fault at once', () => {
    const faults = pathRequestFaults({
      ...request,
      pathCount: 3,
      seed: Number.NaN,
      events: [
        { ...leaves, hazardPerQuarter: 2, effects: [{ series: 'chat', factor: -1 }] },
        { ...leaves, from: 5, until: 3, hazardFactors: [{ whileActive: 'tenant-leaves', factor: 2 }] },
      ],
    });
    expect(faults.map(({ path }) => path)).toEqual([
      'pathCount',
      'seed',
      'events[0].hazardPerQuarter',
      'events[0].effects[0].series',
      'events[0].effects[0].factor',
      'events[1].name',
      'events[1].until',
      'events[1].hazardFactors[0].whileActive',
    ]);
  });
});

describe('hazardForProbability', () => {
  it('gives the probability back over the quarters', () => {
    expect(1 - (1 - hazardForProbability(0.3, 20)) ** 20).toBeCloseTo(0.3, 12);
  });
});
