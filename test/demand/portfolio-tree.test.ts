import { describe, expect, it } from 'vitest';
import { leavesOf, treeFaults } from '../../src/demand/scenario-tree.ts';
import { treeDigest } from '../../src/demand/tree-digest.ts';
import { type Portfolio, typicalPortfolio } from '../../src/domain/portfolio.ts';
import type { PortfolioInput } from '../../src/domain/schema.ts';
import { readPortfolio } from '../../src/domain/validate.ts';
import { resolveForecasts } from '../../src/planning/portfolio/forecast-outlook.ts';
import { portfolioTree } from '../../src/planning/portfolio/portfolio-tree.ts';
import { smallPortfolio } from '../domain/small-portfolio.ts';

const events: PortfolioInput['events'] = [
  {
    ...{ id: 'tenant-leaves', name: 'The tenant leaves', hazardPerQuarter: 0.04, from: '2025Q4' },
    effects: [{ series: 'demand:train', factor: 0.5 }],
  },
  {
    ...{ id: 'efficiency-jump', name: 'Better models', hazardPerQuarter: 0.03 },
    effects: [{ series: 'efficiency:chat', factor: 2, overQuarters: 2 }],
    influences: [{ whileActive: 'tenant-leaves', factor: 2 }],
  },
];

const report = {
  ...{ id: 'report', about: 'tenant-leaves', source: 'guide', group: 'talks', reliability: 0.8 },
  ...{ publishedOn: '2025-03-20', reportedOn: '2025-03-20', likelihoods: { occurs: 0.6, 'does-not': 0.2 } },
};

function documentOf(changes: Partial<PortfolioInput> = {}) {
  const raw = { ...smallPortfolio(), uncertainty: { seed: 3, nodes: 60, paths: 2000 }, events, ...changes };
  const reading = readPortfolio(raw);
  if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
  return reading.document;
}
const portfolioOf = (changes: Partial<PortfolioInput> = {}): Portfolio =>
  typicalPortfolio(documentOf(changes));

/** Probability-weighted mean of a series over the leaves. */
function meanAtHorizon(portfolio: Portfolio, series: string): number {
  const { tree } = portfolioTree(portfolio);
  const values = tree.values.get(series)!;
  return leavesOf(tree).reduce((sum, leaf) => sum + tree.probability[leaf]! * values[leaf]!, 0);
}

describe('the tree of a portfolio whose hazards are multiplied', () => {
  const multiplied = (hazardFactor: number, changes: Partial<PortfolioInput> = {}) =>
    portfolioOf({ ...changes, events: events!.map((event) => ({ ...event, hazardFactor })) });
  const plain = portfolioTree(portfolioOf());

  it.each([0.4, 1.05, 2])('has the nodes of the tree without a factor, at %s of the hazards', (factor) => {
    const portfolio = multiplied(factor);
    const { tree, events: kept } = portfolioTree(portfolio);
    expect(treeFaults(tree)).toEqual([]);
    expect(tree.parent).toEqual(plain.tree.parent);
    // Sampled paths are fitted to hazards that depend on no other event: exact in every quarter.
    const [leaves, share] = [leavesOf(tree), tree.values.get('event:tenant-leaves')!];
    const active = leaves.reduce((sum, leaf) => sum + tree.probability[leaf]! * share[leaf]!, 0);
    const quarters = portfolio.calendar.horizonQuarters - 2;
    expect(active).toBeCloseTo(1 - (1 - 0.04 * factor) ** quarters, 9);
    for (const { probability, onBranches, merged } of kept) {
      expect(onBranches).toBeGreaterThan(0);
      expect(onBranches + merged).toBeCloseTo(probability, 12);
    }
  });

  it('stands for the same futures as a tree of these hazards', () => {
    for (const factor of [0.4, 2]) {
      const own = portfolioOf({
        events: events!.map((event) => ({
          ...event,
          hazardPerQuarter: Number(event.hazardPerQuarter) * factor,
        })),
      });
      for (const series of ['demand:train', 'efficiency:chat', 'demand:chat']) {
        const [found, expected] = [meanAtHorizon(multiplied(factor), series), meanAtHorizon(own, series)];
        expect(Math.abs(found / expected - 1), `${series} at ${factor}`).toBeLessThan(0.03);
      }
    }
  });

  it('has errors of a few per cent against the paths as they are weighted', () => {
    const { diagnostics } = portfolioTree(multiplied(2));
    for (const [name, { mean, p50 }] of diagnostics.series) {
      for (const error of mean) expect(Math.abs(error), name).toBeLessThan(1e-9);
      expect(Math.abs(p50.at(-1)!), name).toBeLessThan(0.05);
    }
  });

  it('is the tree without a factor at 1, to the last bit', () => {
    expect(treeDigest(portfolioTree(multiplied(1)).tree)).toBe(treeDigest(plain.tree));
  });

  it('has a shape of its own where no path holds what has become possible', () => {
    const sure = { ...events![0]!, hazardPerQuarter: 1 };
    const half = portfolioTree(portfolioOf({ events: [{ ...sure, hazardFactor: 0.5 }] }));
    const same = portfolioTree(portfolioOf({ events: [{ ...sure, hazardPerQuarter: 0.5 }] }));
    expect(treeDigest(half.tree)).toBe(treeDigest(same.tree));
  });

  it('takes evidence on the multiplied hazard', () => {
    const { posteriors } = portfolioTree(multiplied(2, { evidence: [report] }));
    const own = portfolioOf({
      evidence: [report],
      events: events!.map((event) => ({ ...event, hazardPerQuarter: Number(event.hazardPerQuarter) * 2 })),
    });
    expect(posteriors.get('tenant-leaves')!.probabilities).toEqual(
      portfolioTree(own).posteriors.get('tenant-leaves')!.probabilities,
    );
  });
});

describe('the tree of a portfolio with events', () => {
  it('has the size asked for, sound probabilities, and a series for each event and for what events act on', () => {
    const { tree, events: kept, diagnostics } = portfolioTree(portfolioOf());
    expect(treeFaults(tree)).toEqual([]);
    expect(tree.parent.length).toBeLessThanOrEqual(60);
    expect(tree.parent.length).toBeGreaterThan(40);
    expect([...tree.values.keys()].sort()).toEqual([
      ...['demand:chat', 'demand:train', 'efficiency:chat'],
      ...['event:efficiency-jump', 'event:tenant-leaves'],
    ]);
    expect(diagnostics.massError).toBeLessThan(1e-9);
    expect(kept.map(({ name }) => name)).toEqual(['tenant-leaves', 'efficiency-jump']);
    for (const { probability, onBranches, merged } of kept) {
      expect(onBranches).toBeGreaterThan(0);
      expect(onBranches + merged).toBeCloseTo(probability, 12);
    }
  });

  it('gives an event the probability of its hazard, from its first quarter on', () => {
    // Six quarters at risk: 2025Q4 to 2027Q1, the last of eight.
    const [kept] = portfolioTree(portfolioOf()).events;
    // Merged shares are those of the paths in each node, hence the tolerance.
    expect(Math.abs(kept!.probability - (1 - 0.96 ** 6))).toBeLessThan(0.005);
    const { tree } = portfolioTree(portfolioOf());
    const active = tree.values.get('event:tenant-leaves')!;
    for (const [n, depth] of tree.depth.entries()) if (depth < 2) expect(active[n]).toBe(0);
  });

  it('has the same values for the same seed and others for another', () => {
    const digest = (seed: number) =>
      treeDigest(portfolioTree(portfolioOf({ uncertainty: { seed, nodes: 60, paths: 2000 } })).tree);
    expect(digest(3)).toBe(digest(3));
    expect(digest(3)).not.toBe(digest(4));
  });

  it('keeps as branches only the events that are named', () => {
    const uncertainty = { seed: 3, nodes: 60, paths: 2000, keepEvents: ['efficiency-jump'] };
    const { tree, events: kept } = portfolioTree(portfolioOf({ uncertainty }));
    expect(kept.map(({ name }) => name)).toEqual(['efficiency-jump']);
    expect(tree.values.has('event:tenant-leaves')).toBe(true);
  });
});

describe('evidence in a portfolio', () => {
  it('makes an event likelier and its demand smaller; retracted it changes nothing, bit for bit', () => {
    const none = portfolioOf({ evidence: [] });
    const told = portfolioOf({ evidence: [report] });
    const [before, after] = [none, told].map((portfolio) => portfolioTree(portfolio));
    expect(after!.posteriors.get('tenant-leaves')!.probabilities[0]).toBeGreaterThan(0.35);
    expect(after!.events[0]!.probability).toBeGreaterThan(before!.events[0]!.probability * 1.5);
    expect(meanAtHorizon(told, 'demand:train')).toBeLessThan(meanAtHorizon(none, 'demand:train') * 0.95);
    const denied = { ...report, retracted: { on: '2025-03-30', reason: 'denied' } };
    expect(treeDigest(portfolioTree(portfolioOf({ evidence: [denied] })).tree)).toBe(
      treeDigest(before!.tree),
    );
  });

  it('on growth moves the demand of a tree of given shape too', () => {
    const raw = { uncertainty: { seed: 3, branching: [1, 3] }, events: [] };
    const slow = { ...smallPortfolio().evidence![0]!, retracted: undefined };
    const change = meanAtHorizon(portfolioOf({ ...raw, evidence: [slow] }), 'demand:chat');
    expect(change).toBeLessThan(meanAtHorizon(portfolioOf(raw), 'demand:chat') * 0.99);
  });
});

describe('demand as the forecast of its history', () => {
  const history = [1000, 1150, 1300, 1500].flatMap((value, i) => {
    const quarter = `2024Q${i + 1}`;
    return [{ workload: 'train', quarter, value, knownOn: '2025-01-20' }];
  });
  const none = { name: 'none', forecast: () => undefined };
  const withForecast = (demandHistory: PortfolioInput['demandHistory']) => {
    const raw = smallPortfolio();
    raw.workloads[0]!.demand = { forecast: 'history' };
    return documentOf({ workloads: raw.workloads, demandHistory });
  };

  it('becomes a fan over the calendar that goes on from the last quarter known', () => {
    const [train] = resolveForecasts(withForecast(history), none).workloads;
    if (!('fan' in train!.demand)) throw new Error('no fan');
    const { fan } = train!.demand;
    expect(fan).toHaveLength(8);
    expect(fan[0]!.p50.typical).toBeGreaterThan(1500);
    expect(fan[7]!.p10.typical).toBeLessThan(fan[7]!.p50.typical);
    expect(fan[7]!.p90.typical).toBeGreaterThan(fan[7]!.p50.typical);
  });

  it('takes the newest figure that was known, and an observed first quarter as it is', () => {
    const revised = [
      ...history,
      { workload: 'train', quarter: '2024Q4', value: 3000, knownOn: '2025-03-01' },
      { workload: 'train', quarter: '2025Q2', value: 3100, knownOn: '2025-04-01' },
    ];
    const [train] = resolveForecasts(withForecast(revised), none).workloads;
    if (!('fan' in train!.demand)) throw new Error('no fan');
    expect(train!.demand.fan[0]!.p90.typical).toBe(3100);
    expect(train!.demand.fan[1]!.p50.typical).toBeGreaterThan(3000);
  });

  it('is refused by the tree until it is resolved', () => {
    const document = withForecast(history);
    expect(() => portfolioTree(typicalPortfolio(document))).toThrow(RangeError);
    expect(treeFaults(portfolioTree(typicalPortfolio(resolveForecasts(document, none))).tree)).toEqual([]);
  });
});

describe('prices in the tree of a portfolio', () => {
  const { accelerators = [], regions } = smallPortfolio();
  const uncertain = {
    accelerators: accelerators.map((one) => ({ ...one, priceVolatilityPerYear: '30 %' })),
    regions: regions.map((one) => ({ ...one, powerVolatilityPerYear: '40 %' })),
  };

  it('are multiples of their stated path with mean 1, as correlated with demand as was said', () => {
    const portfolio = portfolioOf({
      ...{ ...uncertain, events: [] },
      uncertainty: {
        ...{ seed: 3, nodes: 200, paths: 10_000 },
        correlations: [{ between: ['price:h100', 'demand:chat'], correlation: 0.8 }],
      },
    });
    const { tree } = portfolioTree(portfolio);
    for (const name of ['price:h100', 'power:ohio']) expect(meanAtHorizon(portfolio, name)).toBeCloseTo(1, 2);
    const leaves = leavesOf(tree);
    const weighted = (value: (leaf: number) => number) =>
      leaves.reduce((sum, leaf) => sum + tree.probability[leaf]! * value(leaf), 0);
    const correlation = (a: string, b: string) => {
      const [x, y] = [a, b].map((name) => (leaf: number) => Math.log(tree.values.get(name)![leaf]!)) as [
        (leaf: number) => number,
        (leaf: number) => number,
      ];
      const [mx, my] = [weighted(x), weighted(y)];
      const product = (f: typeof x, g: typeof x, mf: number, mg: number) =>
        weighted((leaf) => (f(leaf) - mf) * (g(leaf) - mg));
      return product(x, y, mx, my) / Math.sqrt(product(x, x, mx, mx) * product(y, y, my, my));
    };
    // Nodes mean over what they hold, so a tree is less exact than its paths.
    expect(correlation('price:h100', 'demand:chat')).toBeGreaterThan(0.6);
    expect(Math.abs(correlation('power:ohio', 'demand:chat'))).toBeLessThan(0.3);
  });

  it('move with events and evidence on views of their growth, also where they are certain otherwise', () => {
    const exportRule = {
      ...{ id: 'export-rule', name: 'Export rule', hazardPerQuarter: 1, from: '2025Q4', until: '2025Q4' },
      effects: [{ series: 'price:h100', factor: 1.25 }],
    };
    const portfolio = portfolioOf({ events: [exportRule] });
    expect(meanAtHorizon(portfolio, 'price:h100')).toBeCloseTo(1.25, 9);
    const views = {
      growthViews: [
        {
          ...{ id: 'power-view', name: 'Power', series: 'power:ohio' },
          states: [
            { id: 'scarce', prior: 0.5, extraGrowthPerYear: 0.2 },
            { id: 'ample', prior: 0.5, extraGrowthPerYear: -0.2 },
          ],
        },
      ],
      evidence: [{ ...report, about: 'power-view', likelihoods: { scarce: 0.7, ample: 0.2 } }],
    };
    expect(meanAtHorizon(portfolioOf(views), 'power:ohio')).toBeGreaterThan(1.05);
    expect(meanAtHorizon(portfolioOf({ ...views, evidence: [] }), 'power:ohio')).toBeCloseTo(1, 9);
  });

  it('must be of something that the file holds', () => {
    const effects = [{ series: 'price:h10', factor: 1.2 }];
    const reading = readPortfolio({
      ...{ ...smallPortfolio(), uncertainty: { nodes: 60 } },
      events: [{ id: 'rule', name: 'Rule', hazardPerQuarter: 0.1, effects }],
    });
    expect('problems' in reading && reading.problems).toMatchObject([
      { code: 'reference', got: 'price:h10', params: { nearest: 'price:h100' } },
    ]);
  });
});
