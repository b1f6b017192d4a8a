import { expect, it } from 'vitest';
import { readPortfolioBytes } from '../../src/adapters/files/read-portfolio.ts';
import { highsSolver } from '../../src/adapters/highs/highs-solver.ts';
import { typicalPortfolio } from '../../src/domain/portfolio.ts';
import { starterPortfolio } from '../../src/messages/starter-portfolio.ts';
import { makePlan } from '../../src/planning/plan/make-plan.ts';
import { portfolioTree } from '../../src/planning/portfolio/portfolio-tree.ts';
import { untimed } from '../../src/planning/solve-clock.ts';

const talks = `
  - id: talks
    name: Talks
    pool: ohio-campus
    itPowerMw: 2 GW
    loi: { quarters: 2, walkAwayUsd: 0, until: 2025Q4 }
    signed: { quarters: 4 }
    termQuarters: 10 years
    rentUsdPerKwMonth: 150
    escalatorPerYear: 3 %
    fitOutUsdPerMw: 1 m USD/MW
    terminationRentMonths: 12`;

const market = `
contracts:
  - id: anchor
    name: Anchor
    workload: training
    terms: exclusive
    offers:
      - { quarter: 2025Q3, unitsPerHour: 4000, termQuarters: 6, priceUsdPerUnit: 2, penaltyUsdPerUnit: 1, partial: true }
counterparties:
  - { id: cloud, name: Cloud, regions: [ohio], absorbsMw: 500 MW, usdPerMw: { permitted: 0.5 m USD/MW, construction: 1 m USD/MW, exploratory: 0.1 m USD/MW } }
bursts:
  - { id: other, name: Other cloud, workload: chat, maxUnitsPerHour: 20000, priceUsdPerUnit: 0.3 }
`;

// A fiftieth of the lease would do for all that the small sites are for: one vector of multipliers proves next to nothing, and a search that splits what is
// nearest to a half first looks at the small sites alone.
it('proves a plan in which two gigawatts in talks stand beside sites of 12 to 40 MW', async () => {
  const text = starterPortfolio('en').replace('\nleases:', `\nleases:${talks}`) + market;
  const reading = readPortfolioBytes(new TextEncoder().encode(text), 'portfolio.yaml');
  if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
  const portfolio = typicalPortfolio(reading.document);
  const { tree } = portfolioTree(portfolio);
  const outcome = makePlan({ portfolio, tree, solver: await highsSolver(), clock: untimed() });
  if (outcome.status !== 'planned') throw new Error(outcome.status);
  expect(outcome.plan.headline.gapShareOfStake).toBeLessThan(0.01);
}, 60_000);
