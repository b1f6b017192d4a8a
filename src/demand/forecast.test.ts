import { describe, expect, it } from 'vitest';
import { addQuarters, quarter } from '../units/quarter.ts';
import { dampedWalk, studentP90 } from './damped-walk.ts';
import { coverageOfFans, fanGrid, fanOfTree, outlookOfFan } from './fan.ts';
import { forecastSeries } from './forecast.ts';
import type { Forecaster } from './forecaster.ts';
import { generateTree } from './generate-tree.ts';
import type { QuarterlySeries } from './history.ts';
import { intervalScore, randomWalkFan, rollingOrigin, seasonalNaiveFan } from './rolling-origin.ts';

const start = quarter(2022, 1);
const seriesOf = (values: (number | undefined)[]): QuarterlySeries => ({
  name: 'chat',
  points: values.flatMap((value, i) =>
    value === undefined ? [] : [{ quarter: addQuarters(start, i), value }],
  ),
  gaps: [],
  treatments: [],
  faults: [],
});
const silent: Forecaster = { name: 'silent', forecast: () => undefined };
/** Says e^7 with a spread of nothing. */
const stubborn: Forecaster = {
  name: 'stubborn',
  forecast: (_, steps) => {
    const same = new Array<number>(steps).fill(7);
    return { point: same, lower: same, upper: same };
  },
};
const forecast = (values: (number | undefined)[], forecaster = silent) => {
  const result = forecastSeries(seriesOf(values), 4, forecaster);
  if (result.kind !== 'forecast') throw new Error(result.faults[0]!.code);
  return result.forecast;
};

describe('forecastSeries', () => {
  it('refuses a single point', () => {
    const result = forecastSeries(seriesOf([5]), 4, silent);
    expect(result).toMatchObject({ kind: 'refused', faults: [{ code: 'demand.forecast.too-few-points' }] });
    expect(forecastSeries(seriesOf([]), 4, silent).kind).toBe('refused');
  });

  it('goes on growing, ever more slowly, inside a widening fan', () => {
    const { points } = forecast([100, 110, 121, 133.1]).fan;
    const growth = points.map(({ p50 }, i) => p50 / (i === 0 ? 133.1 : points[i - 1]!.p50));
    expect(growth[0]).toBeCloseTo(1.1, 10);
    expect(growth[3]!).toBeLessThan(growth[2]!);
    const width = points.map(({ p10, p90 }) => Math.log(p90 / p10));
    expect(width[3]!).toBeGreaterThan(width[0]!);
  });

  it('takes the middle of two methods and widens by their disagreement', () => {
    const values = [100, 110, 90, 105, 95, 100];
    const alone = forecast(values).fan.points[0]!;
    const both = forecast(values, stubborn);
    const median = Math.sqrt(alone.p50 * Math.exp(7));
    expect(both.fan.points[0]!.p50 / median).toBeCloseTo(1, 10);
    expect(both.fan.points[0]!.p90 / median).toBeGreaterThan(alone.p90 / alone.p50);
    expect(both.methods).toEqual(['stubborn', 'damped-walk']);
  });

  it('leaves the library out where more than a quarter of the values are missing', () => {
    expect(forecast([5, undefined, undefined, 8, 9], stubborn).methods).toEqual(['damped-walk']);
    expect(forecast([5, 6, 6, undefined, 8, 9], stubborn).treatments).toMatchObject([
      { code: 'demand.forecast.gaps-filled', value: 1 },
    ]);
  });

  it('drops zeros before the start and bears zeros within', () => {
    const late = forecast([0, 0, 5, 6, 7]);
    expect(late.treatments).toMatchObject([{ code: 'demand.forecast.leading-zeros', value: 2 }]);
    expect(late.fan.points).toEqual(forecast([undefined, undefined, 5, 6, 7]).fan.points);
    const holed = forecast([5, 0, 6, 7]);
    expect(holed.treatments).toMatchObject([{ code: 'demand.forecast.inner-zeros', value: 1 }]);
    for (const { p10, p50, p90 } of holed.fan.points) {
      expect(p10).toBeGreaterThanOrEqual(0);
      expect(p50).toBeGreaterThan(p10);
      expect(p90).toBeGreaterThan(p50);
    }
  });

  it('gives an outlook that a tree takes', () => {
    const { fan } = forecast([100, 120, 110, 150, 160]);
    const outlook = outlookOfFan(fan, fan.origin);
    const { tree } = generateTree({
      firstQuarter: fan.origin,
      horizonQuarters: 5,
      branchesPerYear: [30],
      series: [{ name: 'demand:chat', initial: 160, outlook }],
      seed: 1,
    });
    const last = fanOfTree(tree, 'demand:chat').points.at(-1)!;
    expect(last.p50 / fan.points.at(-1)!.p50).toBeCloseTo(1, 1);
    expect(last.p90 / fan.points.at(-1)!.p90).toBeCloseTo(1, 1);
  });
});

describe('dampedWalk', () => {
  it('does not mind gaps in a steady growth', () => {
    const at = (times: number[]) =>
      dampedWalk(
        times.map((time) => ({ time, value: 0.1 * time })),
        3,
      ).mean;
    const full = at([0, 1, 2, 3, 4]);
    at([0, 3, 4]).forEach((value, h) => {
      expect(value).toBeCloseTo(full[h]!, 12);
    });
  });

  it("knows Student's t", () => {
    expect(studentP90(2)).toBeCloseTo(1.8856, 1);
    expect(studentP90(5)).toBeCloseTo(1.4759, 3);
    expect(studentP90(30)).toBeCloseTo(1.3104, 4);
  });
});

describe('rollingOrigin', () => {
  it('scores every pair of origin and quarter that has an actual', () => {
    const wide = rollingOrigin(seriesOf([1, 2, 4, 8, 16]), randomWalkFan, {
      firstPoints: 2,
      quartersAhead: 2,
    });
    expect(wide.pairs).toBe(5);
    // Spread ln 2 per step: one step ahead the actual lies at 1 of 1.28 spreads, two ahead at 2 of 1.81.
    expect(wide.byQuartersAhead).toEqual([
      { pairs: 3, covered: 3 },
      { pairs: 2, covered: 0 },
    ]);
  });

  it('lets the seasonal naive repeat last year', () => {
    const fan = seasonalNaiveFan(seriesOf([1, 2, 3, 4, 2, 4, 6, 8]), 5)!;
    expect(fan.points.map(({ p50 }) => Math.round(p50 * 1e6) / 1e6)).toEqual([2, 4, 6, 8, 2]);
  });

  it('punishes width and misses', () => {
    expect(intervalScore(1, 3, 2, 0.8)).toBe(2);
    expect(intervalScore(1, 3, 4, 0.8)).toBeCloseTo(12, 12);
  });
});

describe('fans', () => {
  const fan = {
    series: 'chat',
    origin: start,
    points: [1, 2, 3].map((i) => ({ quarter: addQuarters(start, i), p10: 10, p50: 20, p90: 40 })),
  };

  it('are laid over what came', () => {
    const actuals = [5, 20, 80, 80].map((value, i) => ({ quarter: addQuarters(start, i + 1), value }));
    const coverage = coverageOfFans([fan], actuals);
    expect(coverage).toMatchObject({ quarters: 3, covered: 1 / 3, above: 1 / 3, below: 1 / 3 });
    expect(coverage.bias).toBeCloseTo(0, 12);
    expect(coverageOfFans([fan], []).covered).toBeUndefined();
  });

  it('are laid on a grid of characters', () => {
    const { cells, rowValues } = fanGrid([{ quarter: start, value: 15 }], fan, 5);
    // The highest P90 is what the top row says.
    expect(rowValues).toEqual([40, 30, 20, 10, 0]);
    expect(cells.map((row) => row.map((cell) => cell[0]).join(''))).toEqual([
      'ebbb',
      'ebbb',
      'hmmm',
      'ebbb',
      'eeee',
    ]);
  });
});
