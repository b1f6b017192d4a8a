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

  it('come in time: offers in the calendar, windows in order, runs that can be done, years once', () => {
    const chatOffer = { ...offer, quarter: '2035Q1' };
    const run = { name: 'Run', units: 5, accelerators: ['h100'], valueUsd: 1 };
    const reading = readPortfolio({
      ...smallPortfolio(),
      contracts: [{ id: 'lab', name: 'Lab', workload: 'chat', terms: 'none', offers: [offer, chatOffer] }],
      counterparties: [
        {
          ...{ id: 'taker', name: 'Taker', absorbsMw: 10, usdPerMw: { live: 1e6 } },
          ...{ from: '2026Q1', until: '2025Q3' },
        },
      ],
      trainingRuns: [
        { ...run, id: 'long', quarters: 40 },
        { ...run, id: 'late', quarters: 4, startFrom: '2035Q1' },
        { ...run, id: 'zoned', quarters: 1, pools: ['zone'] },
      ],
      carbonBudget: [
        { year: 2025, tonnes: 1 },
        { year: 2025, tonnes: 2 },
        { year: 2035, tonnes: 2 },
      ],
    });
    const problems = 'problems' in reading ? reading.problems : [];
    expect(problems.map(({ code, path }) => [code, path.join('.')])).toEqual([
      ['outside-calendar', 'contracts.0.offers.1.quarter'],
      ['quarter-order', 'counterparties.0.until'],
      ['range', 'trainingRuns.0.quarters'],
      ['outside-calendar', 'trainingRuns.1.startFrom'],
      ['duplicate-entry', 'carbonBudget.1.year'],
      ['range', 'carbonBudget.2.year'],
      ['choice', 'trainingRuns.2.pools.0'],
    ]);
  });

  it('are held up by events that say what, and tracks that are there', () => {
    const event = { id: 'grid', name: 'Grid', hazardPerQuarter: 0.1 };
    const reading = readPortfolio({
      ...smallPortfolio(),
      uncertainty: { nodes: 60 },
      events: [
        {
          ...event,
          delays: [{ tracks: ['building'] }, { projects: ['newark'], tracks: ['building', 'moat'] }],
          withdraws: ['nobody'],
        },
      ],
    });
    const problems = 'problems' in reading ? reading.problems : [];
    expect(problems.map(({ code, path }) => [code, path.join('.')])).toEqual([
      ['reference', 'events.0.withdraws.0'],
      ['missing', 'events.0.delays.0.projects'],
      ['choice', 'events.0.delays.1.tracks.1'],
    ]);
  });

  it('come from tables too, delays with their event', () => {
    const files = new Map(
      Object.entries({
        'settings.csv': 'key,value\nuncertainty.nodes,60\n',
        'events.csv': 'id,name,hazardPerQuarter,withdraws\ngrid,Grid,0.1,lab\n',
        'event_delays.csv': 'event,projects,tracks\ngrid,newark heath,interconnection\n',
      }).map(([name, text]) => [name, new TextEncoder().encode(text)] as const),
    );
    const reading = readPortfolioTables(files, 'portfolio');
    const problems = 'problems' in reading ? reading.problems : [];
    expect(problems.map(({ path }) => path.join('.')).filter((path) => path.startsWith('events'))).toEqual([
      'events.0.delays.0.projects.0',
      'events.0.delays.0.projects.1',
      'events.0.withdraws.0',
    ]);
  });
});
