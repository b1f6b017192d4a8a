import { describe, expect, it } from 'vitest';
import { readPortfolioTables } from '../../src/adapters/files/read-portfolio.ts';
import { readPortfolio } from '../../src/domain/validate.ts';
import { smallPortfolio } from './small-portfolio.ts';

const offer = { quarter: '2025Q3', unitsPerHour: 10, termQuarters: 4, priceUsdPerUnit: 2 };

describe('contracts, counterparties and what else the market holds', () => {
  it('have every reference looked up, wherever it stands', () => {
    const reading = readPortfolio({
      ...smallPortfolio(),
      counterparties: [
        { id: 'taker', name: 'Taker', regions: ['nowhere'], absorbsMw: 10, usdPerMw: { live: 1e6 } },
      ],
      contracts: [{ id: 'lab', name: 'Lab', workload: 'nothing', terms: 'none', offers: [offer] }],
      rentOuts: [{ accelerator: 'abacus', usdPerAcceleratorHour: 1, maxUnits: 5 }],
    });
    const problems = 'problems' in reading ? reading.problems : [];
    expect(problems.map(({ code, path }) => [code, path.join('.')])).toEqual(
      expect.arrayContaining([
        ['reference', 'counterparties.0.regions.0'],
        ['reference', 'contracts.0.workload'],
        ['reference', 'rentOuts.0.accelerator'],
      ]),
    );
    expect(problems).toHaveLength(3);
  });

  it('share the names of options with projects and leases', () => {
    const reading = readPortfolio({
      ...smallPortfolio(),
      trainingRuns: [
        { id: 'run', name: 'Run', units: 5, quarters: 1, accelerators: [], valueUsd: 1 },
        { id: 'run', name: 'Run', units: 5, quarters: 1, accelerators: [], valueUsd: 1 },
      ],
    });
    expect('problems' in reading && reading.problems.length).toBeGreaterThan(0);
  });

  it('come from tables too, offers with their contract', () => {
    const files = new Map(
      Object.entries({
        'contracts.csv': 'id,name,workload,terms\nlab,Lab,chat,right-of-first-refusal\n',
        'offers.csv':
          'contract,quarter,unitsPerHour,termQuarters,priceUsdPerUnit,partial\nlab,2025Q3,10,4,2,true\nlab,2026Q1,20,4,2,false\n',
        'counterparties.csv':
          'id,name,absorbsMw,usdPerMw.live,usdPerMw.construction\ntaker,Taker,100,1000000,500000\n',
      }).map(([name, text]) => [name, new TextEncoder().encode(text)] as const),
    );
    const reading = readPortfolioTables(files, 'portfolio');
    const problems = 'problems' in reading ? reading.problems : [];
    expect(
      problems
        .map(({ path }) => path.join('.'))
        .filter((path) => /contracts|offers|counterparties/.test(path)),
    ).toEqual(['contracts.0.workload']);
  });
});
