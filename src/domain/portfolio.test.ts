import { describe, expect, it } from 'vitest';
import { smallPortfolio } from '../../test/domain/small-portfolio.ts';
import { randomStream } from '../units/random.ts';
import { drawPortfolio, phaseOf, tracksOf, typicalPortfolio } from './portfolio.ts';
import type { PortfolioDocument } from './schema.ts';
import { readPortfolio } from './validate.ts';

function small(): PortfolioDocument {
  const reading = readPortfolio(smallPortfolio());
  if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
  return reading.document;
}

describe('the plain portfolio', () => {
  it('holds typical values in the units of the fields', () => {
    const portfolio = typicalPortfolio(small());
    expect(portfolio.finance).toEqual({
      discountRatePerYear: 0.1,
      costInflationPerYear: 0.03,
      terminalUsdPerMw: 8e6,
      partBuiltShare: 0.3,
    });
    expect(portfolio.regions[0]!.powerUsdPerMwh).toBe(71.3);
    expect(portfolio.accelerators[0]!.leadTimeQuarters).toBe(2);
    expect(portfolio.accelerators[0]!.usefulLifeQuarters).toBe(20);
    expect(portfolio.leases[0]!.termQuarters).toBe(60);
    expect(portfolio.projects[0]!.stages![1]!.slowCostShare).toBe(0.6);
  });

  it('treats a project without tracks as one track and knows the phase of its costs', () => {
    const [newark, heath] = typicalPortfolio(small()).projects as [never, never];
    expect(tracksOf(newark).map(({ id }) => id)).toEqual(['building']);
    const phases = [newark, heath].map((project) =>
      tracksOf(project).map(({ id, stages }) => stages.map((stage) => phaseOf(stage, id))),
    );
    expect(phases).toEqual([[['land', 'shell']], [['power'], ['shell', 'power']]]);
  });
});

describe('a drawn portfolio', () => {
  it('stays in the ranges, keeps certain figures, and comes out again for the same seed', () => {
    const document = small();
    const costs = Array.from({ length: 400 }, (_, i) => {
      const drawn = drawPortfolio(document, randomStream(i));
      expect(drawn.regions[0]!.pue).toBe(1.2);
      return drawn.projects[0]!.stages![1]!.costUsd;
    });
    expect(Math.min(...costs)).toBeGreaterThanOrEqual(350e6);
    expect(Math.max(...costs)).toBeLessThanOrEqual(450e6);
    // Triangular around 400: standard deviation 100/√24 = 20.4; the mean of 400 draws lies within 4 σ/√400 = 4.1.
    expect(Math.abs(costs.reduce((sum, cost) => sum + cost, 0) / 400 - 400e6)).toBeLessThan(4.1e6);
    expect(drawPortfolio(document, randomStream(3))).toEqual(drawPortfolio(document, randomStream(3)));
  });

  it('rounds to the step of a figure and keeps tranches adding up to the drawn MW', () => {
    const raw = smallPortfolio();
    raw.projects![1]!.itPowerMw = { low: 20, typical: 30, high: 45 };
    raw.projects![0]!.stages![1]!.quarters = '2 to 6';
    raw.accelerators[0]!.leadTimeQuarters = '1 to 4';
    const reading = readPortfolio(raw);
    if ('problems' in reading) throw new Error('unsound');
    for (let seed = 0; seed < 50; seed++) {
      const drawn = drawPortfolio(reading.document, randomStream(seed));
      const building = tracksOf(drawn.projects[1]!)[1]!;
      const sum = building.stages.reduce((total, stage) => total + stage.deliversMw!, 0);
      expect(sum).toBeCloseTo(drawn.projects[1]!.itPowerMw, 9);
      expect(Number.isInteger(drawn.projects[0]!.stages![1]!.quarters * 2)).toBe(true);
      expect(Number.isInteger(drawn.accelerators[0]!.leadTimeQuarters)).toBe(true);
    }
  });
});
