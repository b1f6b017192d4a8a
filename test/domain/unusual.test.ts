import { describe, expect, it } from 'vitest';
import { readPortfolioPath } from '../../src/adapters/files/read-portfolio.ts';
import { unusualFigures } from '../../src/domain/unusual.ts';
import { readPortfolio } from '../../src/domain/validate.ts';
import { renderProblem } from '../../src/messages/render-problem.ts';
import { smallPortfolio } from './small-portfolio.ts';

type Small = ReturnType<typeof smallPortfolio>;

/** Notices of the small portfolio after a change, in English. */
function noticesAfter(change: (portfolio: Small) => void): string[] {
  const portfolio = smallPortfolio();
  change(portfolio);
  const reading = readPortfolio(portfolio);
  if ('problems' in reading) throw new Error(reading.problems.map((one) => renderProblem(one, 'en')).join());
  return unusualFigures(reading.document).map((found) => renderProblem(found, 'en'));
}

describe('figures far from what is usual', () => {
  it('are none in the examples and the small portfolio', async () => {
    expect(noticesAfter(() => {})).toEqual([]);
    for (const name of ['neocloud', 'cadence-2025']) {
      const path = new URL(`../../examples/${name}/portfolio.yaml`, import.meta.url).pathname;
      const reading = await readPortfolioPath(path);
      if ('problems' in reading) throw new Error(name);
      expect(unusualFigures(reading.document)).toEqual([]);
    }
  });

  it('are told with the unit that was probably meant', () => {
    expect(
      noticesAfter((portfolio) => {
        portfolio.liveCapacity![0]!.itPowerMw = 24000;
        portfolio.accelerators![0]!.priceUsd = 32;
        portfolio.accelerators![0]!.itKwPerUnit = 1300;
        portfolio.regions![0]!.powerUsdPerMwh = { low: 0.06, high: 0.08 };
        portfolio.budget![0]!.capexUsd = 800;
        portfolio.budget![0]!.spentUsd = 0;
      }),
    ).toEqual([
      'budget[0].capexUsd: got 800; is not usual, which is ≥ 1,000,000 and ≤ 1,000,000,000,000 USD. Is 800 m USD meant? If not, leave it.',
      'regions[0].powerUsdPerMwh: got 0.08; is not usual, which is ≥ 5 and ≤ 500 USD/MWh. Is 0.08 USD/kWh meant? If not, leave it.',
      'liveCapacity[0].itPowerMw: got 24000; is not usual, which is ≥ 0.1 and ≤ 5,000 MW. Is 24000 kW meant? If not, leave it.',
      'accelerators[0].itKwPerUnit: got 1300; is not usual, which is ≥ 0.2 and ≤ 10 kW. Is 1300 W meant? If not, leave it.',
      'accelerators[0].priceUsd: got 32; is not usual, which is ≥ 1,000 and ≤ 200,000 USD. Is 32 k USD meant? If not, leave it.',
    ]);
  });

  it('are told of a project by what its MW cost, too little only before it is built', () => {
    const costing = (stage: 'site-control' | 'powered', costUsd: number) =>
      noticesAfter((portfolio) => {
        const { tracks: _, ...project } = portfolio.projects![0]!;
        portfolio.projects![0] = { ...project, itPowerMw: 20, spentUsd: 0 };
        portfolio.projects![0]!.stages = [{ stage, quarters: 2, costUsd }];
      });
    expect(costing('site-control', 250e6)).toEqual([]);
    expect(costing('powered', 1e6)).toEqual([]);
    expect(costing('site-control', 1e6)[0]).toMatch(/costs 50,000 USD per MW, spent and to come; usual are/);
    expect(costing('powered', 1.3e9)[0]).toMatch(/^projects\[0\]: got ".*costs 65 m USD per MW/);
  });

  it('are in no field that holds 0, which means none', () => {
    const free = noticesAfter((portfolio) => {
      portfolio.liveCapacity![0]!.rentUsdPerKwMonth = 0;
    });
    expect(free).toEqual([]);
  });
});
