import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { highsSolver } from '../../src/adapters/highs/highs-solver.ts';
import { signPlan } from '../../src/app/sign-plan.ts';
import type { ScenarioTree } from '../../src/demand/scenario-tree.ts';
import { type Portfolio, typicalPortfolio } from '../../src/domain/portfolio.ts';
import type { PortfolioInput } from '../../src/domain/schema.ts';
import { readPortfolio } from '../../src/domain/validate.ts';
import { makePlan } from '../../src/planning/plan/make-plan.ts';
import { portfolioTree } from '../../src/planning/portfolio/portfolio-tree.ts';
import { untimed } from '../../src/planning/solve-clock.ts';
import { checkOutlook } from '../../src/verify/outlook-check.ts';
import { Checks } from '../../src/verify/report.ts';
import { verifyPlan } from '../../src/verify/verify-plan.ts';
import { smallPortfolio } from '../domain/small-portfolio.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const said = { source: 'guide', publishedOn: '2025-03-20', reportedOn: '2025-03-20', reliability: 0.8 };

/** Two events of which one makes the other likelier, a third that comes and goes, evidence for and against, a view, a fan. */
function eventful(changes: Partial<PortfolioInput> = {}): Portfolio {
  const small = smallPortfolio();
  const [train, chat] = small.workloads;
  const fan = [4, 7].map((ahead) => ({
    ...{ quarter: ahead === 4 ? '2026Q2' : '2027Q1', p10: 2e6 * ahead, p50: 4e6 * ahead, p90: 12e6 * ahead },
  }));
  const reading = readPortfolio({
    ...small,
    uncertainty: { seed: 5, nodes: 120, paths: 4000, correlations: small.uncertainty!.correlations },
    accelerators: small.accelerators!.map((one) => ({ ...one, priceVolatilityPerYear: '30 %' })),
    workloads: [
      { ...chat!, efficiencyGrowthPerYear: '10 %', efficiencyVolatilityPerYear: '10 %' },
      { ...train!, demand: { fan } },
    ],
    events: [
      {
        ...{ id: 'tenant-leaves', name: 'The tenant leaves', hazardPerQuarter: 0.03, from: '2025Q4' },
        effects: [{ series: 'demand:train', factor: 0.5 }],
      },
      {
        ...{ id: 'efficiency-jump', name: 'Better models', hazardPerQuarter: 0.04 },
        effects: [{ series: 'efficiency:chat', factor: 2, overQuarters: 3 }],
        influences: [{ whileActive: 'tenant-leaves', factor: 2 }],
      },
      {
        ...{ id: 'surge', name: 'Surge', hazardPerQuarter: 0.1, lastsQuarters: 2, until: '2026Q3' },
        effects: [{ series: 'demand:chat', factor: 1.5 }],
      },
    ],
    growthViews: [
      {
        ...{ id: 'chat-growth', name: 'Growth of chat', series: 'demand:chat' },
        states: [
          { id: 'goes-on', prior: 0.6, extraGrowthPerYear: 0.2 },
          { id: 'cools', prior: 0.4, extraGrowthPerYear: -0.3 },
        ],
      },
    ],
    evidence: [
      {
        ...said,
        id: 'a',
        about: 'tenant-leaves',
        group: 'talks',
        likelihoods: { occurs: 0.9, 'does-not': 0.05 },
      },
      {
        ...said,
        id: 'b',
        about: 'tenant-leaves',
        group: 'talks',
        likelihoods: { occurs: 0.6, 'does-not': 0.2 },
      },
      {
        ...said,
        id: 'c',
        about: 'tenant-leaves',
        group: 'denial',
        likelihoods: { occurs: 0.3, 'does-not': 0.5 },
      },
      {
        ...said,
        id: 'd',
        about: 'chat-growth',
        group: 'survey',
        likelihoods: { 'goes-on': 0.3, cools: 0.7 },
      },
    ],
    ...changes,
  });
  if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
  return typicalPortfolio(reading.document);
}

const portfolio = eventful();
const { tree } = portfolioTree(portfolio);

function findings(of: Portfolio, under: ScenarioTree) {
  const checks = new Checks();
  checkOutlook(of, under, checks);
  const {
    status,
    findings: found,
    comparisons,
  } = checks.report({ unverified: [] }).checks.find(({ code }) => code === 'outlook')!;
  expect(status === 'failed').toBe(found.length > 0);
  return { found: found.map(({ path }) => path.slice(0, 3).join('.')), comparisons };
}
const places = (under: ScenarioTree, of = portfolio) => [...new Set(findings(of, under).found)];

/** The tree with changed values of a series. */
function withValues(name: string, change: (value: number, node: number) => number): ScenarioTree {
  return { ...tree, values: new Map([...tree.values, [name, tree.values.get(name)!.map(change)]]) };
}

describe('the tree in the eyes of verify, who works it out without its builder', () => {
  it('holds, reduced or of a given shape, for several seeds', () => {
    expect(findings(portfolio, tree)).toMatchObject({ found: [] });
    expect(findings(portfolio, tree).comparisons).toBeGreaterThan(1000);
    for (let seed = 1; seed <= 5; seed++) {
      const drawn = { ...portfolio, uncertainty: { ...portfolio.uncertainty, seed } };
      expect(places(portfolioTree(drawn).tree, drawn), `seed ${seed}`).toEqual([]);
    }
    for (const hazardFactor of [0.5, 2]) {
      const { events, ...others } = portfolio;
      const moved = events.map((event) => ({
        ...{ ...event, hazardPerQuarter: event.hazardPerQuarter * hazardFactor },
        shapeHazardPerQuarter: event.hazardPerQuarter,
      }));
      const under = { ...others, events: moved };
      const its = portfolioTree(under).tree;
      expect(its.parent).toEqual(tree.parent);
      expect(places(its, under), `hazards × ${hazardFactor}`).toEqual([]);
    }
    const shaped = eventful({ events: [], evidence: [], uncertainty: { branching: [1, 3] } });
    expect(places(portfolioTree(shaped).tree, shaped)).toEqual([]);
  });

  it('fails where probabilities do not add up', () => {
    const probability = tree.probability.map((value, n) => (n === 90 ? value * 1.001 : value));
    expect(places({ ...tree, probability })).toEqual([`tree.probability.${tree.parent[90]}`]);
  });

  it('fails where a quarter is left out, or a world ends early', () => {
    const depth = tree.depth.map((t, n) => (n === 70 ? t + 1 : t));
    expect(places({ ...tree, depth })).toContain('tree.depth.70');
    const cut = tree.parent.length - 1;
    const values = new Map([...tree.values].map(([name, of]) => [name, of.slice(0, cut)]));
    const [parent, depths] = [tree.parent.slice(0, cut), tree.depth.slice(0, cut)];
    expect(
      places({ ...tree, parent, depth: depths, probability: tree.probability.slice(0, cut), values }),
    ).not.toEqual([]);
  });

  it('fails where it begins in another quarter, or lacks a series or has one too many', () => {
    expect(places({ ...tree, firstQuarter: (tree.firstQuarter + 1) as typeof tree.firstQuarter })).toEqual([
      'tree.firstQuarter',
    ]);
    const without = new Map([...tree.values].filter(([name]) => name !== 'price:h100'));
    expect(places({ ...tree, values: without })).toEqual(['tree.values']);
    const more = new Map([...tree.values, ['demand:other', tree.values.get('demand:chat')!]]);
    expect(places({ ...tree, values: more })).toEqual(['tree.values']);
  });

  it.each(['demand:chat', 'demand:train', 'efficiency:chat', 'price:h100'])(
    'fails where the mean of %s is a fifth higher, though its shape is kept',
    (series) => {
      expect(places(withValues(series, (value) => value * 1.2))).toContain(`tree.values.${series}`);
    },
  );

  it('fails where demand of the root is another, or one world lies beyond belief while the mean is kept', () => {
    expect(places(withValues('demand:chat', (value, n) => (n === 0 ? value * 1.000001 : value)))).not.toEqual(
      [],
    );
    const leaves = [...tree.depth.keys()].filter((n) => tree.depth[n] === 7);
    const [a, b] = leaves as [number, number];
    const moved = withValues('demand:chat', (value, n) => {
      if (n === a) return value * 1e-6;
      return n === b
        ? value +
            ((1 - 1e-6) * tree.values.get('demand:chat')![a]! * tree.probability[a]!) / tree.probability[b]!
        : value;
    });
    expect(places(moved)).toEqual(['tree.values.demand:chat']);
  });

  it('fails where an event has another probability, though its branches are sound', () => {
    // Mass moved between the siblings of the first quarter, and on below them.
    const first = [...tree.depth.keys()].filter((n) => tree.depth[n] === 1);
    const surge = tree.values.get('event:surge')!;
    const within = first.find((n) => surge[n] === 1)!;
    expect(within).toBeDefined();
    const above = (n: number): number => (tree.depth[n] === 1 ? n : above(tree.parent[n]!));
    const mass = tree.probability[within]!;
    const factor = (n: number) => (n === 0 ? 1 : above(n) === within ? 1.3 : (1 - 1.3 * mass) / (1 - mass));
    const probability = tree.probability.map((value, n) => value * factor(n));
    expect(places({ ...tree, probability })).toContain('tree.values.event:surge');
  });

  it('fails where evidence was left out, counted twice, or a hazard was read otherwise', () => {
    const ignored = portfolioTree({ ...portfolio, evidence: [] }).tree;
    expect(places(ignored)).toEqual(
      expect.arrayContaining(['tree.values.event:tenant-leaves', 'tree.values.demand:chat']),
    );
    const twice = portfolio.evidence.map((entry) => ({ ...entry, group: entry.id }));
    expect(places(portfolioTree({ ...portfolio, evidence: twice }).tree)).toContain(
      'tree.values.event:tenant-leaves',
    );
    const forever = portfolio.events.map(({ lastsQuarters: _, ...event }) => event);
    expect(places(portfolioTree({ ...portfolio, events: forever }).tree)).toContain(
      'tree.values.event:surge',
    );
    const alone = portfolio.events.map((event) => ({
      ...event,
      influences: [{ whileActive: 'surge', factor: 9 }],
    }));
    const spread = portfolioTree({
      ...portfolio,
      events: alone.map((event, e) => (e === 1 ? event : portfolio.events[e]!)),
    });
    expect(places(spread.tree)).toContain('tree.values.event:efficiency-jump');
  });

  it('fails where branches of a given shape are other than asked for', () => {
    const shaped = eventful({ events: [], evidence: [], uncertainty: { branching: [1, 3] } });
    const { tree: other } = portfolioTree({
      ...shaped,
      uncertainty: { ...shaped.uncertainty, branching: [1, 2] },
    });
    expect(places(other, shaped)).toContain('tree.branches.3');
  });
});

describe('a plan on a tree that was tampered with, signed anew', () => {
  it('is found out against the tree of the portfolio, to the last node', async () => {
    const solver = await highsSolver();
    const simple = eventful({ uncertainty: { seed: 5, nodes: 24, paths: 400 } });
    const honest = portfolioTree(simple).tree;
    const failed = (on: ScenarioTree) => {
      const outcome = makePlan({ portfolio: simple, tree: on, solver, clock: untimed(), gapShare: 0.2 });
      if (outcome.status !== 'planned') throw new Error(outcome.status);
      const plan = signPlan(outcome.plan, simple, { sha256, engineVersion: 'test' });
      const { checks } = verifyPlan(simple, plan, honest, sha256, { ownTree: true });
      return checks.filter(({ status }) => status === 'failed').map(({ code }) => code);
    };
    expect(failed(honest)).toEqual([]);
    const last = honest.parent.length - 1;
    const swell = (factor: number) => (value: number, n: number) => (n === last ? value * factor : value);
    const values = new Map([
      ...honest.values,
      ['demand:chat', honest.values.get('demand:chat')!.map(swell(1 + 1e-9))],
    ]);
    expect(failed({ ...honest, values })).toContain('tree');
    const likelier = honest.probability.map((value, n) =>
      honest.depth[n] === 7 && honest.parent[n] === honest.parent[last]
        ? value * (n === last ? 1.01 : 1)
        : value,
    );
    expect(failed({ ...honest, probability: likelier })).toContain('tree');
  });
});
