/** What studies plan, and what they make of planned cases. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readPortfolioBytes } from '../../src/adapters/files/read-portfolio.ts';
import { treeDigest } from '../../src/demand/tree-digest.ts';
import type { DecisionNow } from '../../src/domain/plan-file.ts';
import { typicalPortfolio } from '../../src/domain/portfolio.ts';
import { isQuantity } from '../../src/domain/quantity.ts';
import type { PortfolioDocument } from '../../src/domain/schema.ts';
import { applySettings } from '../../src/domain/setting.ts';
import { drawnCases, summarizeDraws } from '../../src/judge/draws.ts';
import { frontierOf } from '../../src/judge/frontier.ts';
import { horizonCase } from '../../src/judge/horizon-check.ts';
import {
  FIRST_FACTORS,
  halvingFactors,
  type Lever,
  leverCase,
  leverFlips,
} from '../../src/judge/lever-flips.ts';
import type { CaseResult, PlannedCase } from '../../src/judge/planned-cases.ts';
import { tornadoCases, uncertainInputs } from '../../src/judge/tornado.ts';
import { portfolioTree } from '../../src/planning/portfolio/portfolio-tree.ts';
import { randomPortfolio } from '../oracle/random-portfolio.ts';

const decisionsNow = [
  { option: 'a', name: 'A', action: 'continue' },
  { option: 'b', name: 'B', action: 'pause' },
] as unknown as readonly DecisionNow[];

function planned(
  id: string,
  first: Readonly<Record<string, string>>,
  more: Partial<PlannedCase> = {},
): PlannedCase {
  return {
    ...{ id, status: 'planned', first, stopped: false, valueUsd: 1, boundUsd: 1, gapShareOfStake: 0.01 },
    ...{ npvUsd: 1, cvarUsd: 1, capexUsd: 1, ...more },
  };
}

describe('draws', () => {
  it('count a decision where it is the plan’s; stopped and infeasible draws count nowhere', () => {
    const results: CaseResult[] = [
      planned('1', { a: 'continue', b: 'cancel' }, { valueUsd: 3 }),
      planned('2', { a: 'continue', b: 'pause' }, { valueUsd: 1 }),
      planned('3', { a: 'slow', b: 'cancel' }, { valueUsd: 2 }),
      planned('4', { a: 'slow', b: 'pause' }, { valueUsd: 9, stopped: true }),
      { id: '5', status: 'infeasible' },
    ];
    const { value, decisions, ...counts } = summarizeDraws({ decisionsNow }, results, 6);
    expect(counts).toMatchObject({ asked: 6, planned: 3, infeasible: 1, unfinished: 1 });
    expect(value).toEqual({ p10: 1, p50: 2, p90: 3, mean: 2 });
    expect(decisions.map(({ option, share }) => [option, share])).toEqual([
      ['b', 1 / 3],
      ['a', 2 / 3],
    ]);
    expect(decisions[0]!.others).toEqual([{ action: 'cancel', share: 2 / 3 }]);
  });
});

/** A document whose hazards alone have a range. */
function uncertainInHazardsAlone(value: unknown): unknown {
  if (isQuantity(value)) return { ...value, low: value.typical, high: value.typical };
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(uncertainInHazardsAlone);
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [
      key,
      key === 'hazardPerQuarter' ? part : uncertainInHazardsAlone(part),
    ]),
  );
}

describe('hazards', () => {
  const path = 'examples/cadence-2025/portfolio.yaml';
  const reading = readPortfolioBytes(readFileSync(path), path);
  if ('problems' in reading) throw new Error('the example is not sound');
  const changed = (...settings: string[]) => {
    const found = applySettings(reading.document, settings);
    if ('problems' in found) throw new Error(`the settings are not sound: ${settings}`);
    return found.document;
  };
  const small = ['uncertainty.nodes=40', 'uncertainty.paths=200'];
  const stated = typicalPortfolio(changed(...small));

  it('go to the ends of a tornado on the nodes that there are, as a factor set by hand does', () => {
    const document = changed(...small);
    const inputs = uncertainInputs(document).filter(
      ({ name }) => name === 'events.tenant-leaves.hazardPerQuarter',
    );
    const cases = [...tornadoCases(document, inputs)];
    // From 2 to 10 %, typically 5 %.
    for (const [i, factor] of [0.4, 2].entries()) {
      const { tree } = portfolioTree(cases[i]!.portfolio);
      const byHand = changed(...small, `events.tenant-leaves.hazardFactor=${factor}`);
      expect(treeDigest(tree)).toBe(treeDigest(portfolioTree(typicalPortfolio(byHand)).tree));
      expect(tree.parent).toEqual(portfolioTree(stated).tree.parent);
    }
    expect(cases).toHaveLength(2);
  });

  it('are drawn on the nodes that there are where nothing else moves these', () => {
    const certain = uncertainInHazardsAlone(changed(...small)) as PortfolioDocument;
    const { parent } = portfolioTree(typicalPortfolio(certain)).tree;
    const hazards = new Set<number>();
    for (const { portfolio } of drawnCases(certain, 3)) {
      const { tree } = portfolioTree(portfolio);
      hazards.add(portfolio.events[0]!.hazardPerQuarter);
      expect(tree.parent).toEqual(parent);
    }
    expect(hazards.size).toBe(3);
  });
});

describe('levers', () => {
  /** A world in which a slows below 0.8 of the demand, and b resumes from 1.4 of the prices on. */
  const world = (lever: Lever, factor: number) =>
    planned(`${lever} ${factor}`, {
      a: lever === 'demand' && factor < 0.8 ? 'slow' : 'continue',
      b: lever === 'price' && factor > 1.4 ? 'resume' : 'pause',
    });

  it('close in on where a decision flips, by halves, on its own side', () => {
    const results = (['demand', 'price'] as const).flatMap((lever) =>
      FIRST_FACTORS.map((factor) => world(lever, factor)),
    );
    for (let round = 0; round < 12; round++)
      results.push(
        ...halvingFactors(leverFlips({ decisionsNow }, results)).map(({ lever, factor }) =>
          world(lever, factor),
        ),
      );
    const flips = leverFlips({ decisionsNow }, results);
    expect(flips.map(({ option, lever, action }) => [option, lever, action])).toEqual([
      ['a', 'demand', 'slow'],
      ['b', 'price', 'resume'],
    ]);
    for (const [i, exact] of [-0.2, 0.4].entries()) {
      const { holdsTo, flipsBy } = flips[i]!;
      expect(Math.abs(flipsBy)).toBeGreaterThanOrEqual(Math.abs(exact));
      expect(Math.abs(holdsTo)).toBeLessThanOrEqual(Math.abs(exact));
      expect(Math.abs(flipsBy - holdsTo)).toBeLessThanOrEqual(0.01);
    }
  });

  it('scale all demand, and all prices, and nothing else', () => {
    const { portfolio } = randomPortfolio(3, true);
    const more = portfolioTree(leverCase(portfolio, 'demand', 2).portfolio).tree;
    for (const [name, values] of portfolioTree(portfolio).tree.values) {
      if (!name.startsWith('demand:')) continue;
      more.values.get(name)!.forEach((value, n) => {
        // A tree's demand has ten digits.
        expect(value / (2 * values[n]!)).toBeCloseTo(1, 9);
      });
    }
    const dear = leverCase(portfolio, 'price', 2).portfolio;
    expect(dear.workloads.map(({ priceUsdPerUnit: price }) => price)).toEqual(
      portfolio.workloads.map(({ priceUsdPerUnit: price }) => price && 2 * price),
    );
    expect({ ...dear, workloads: [], contracts: [] }).toEqual({ ...portfolio, workloads: [], contracts: [] });
  });
});

describe('the frontier', () => {
  it('goes by the weight of CVaR, tells what changes from point to point, and which points are beaten', () => {
    const points = frontierOf([
      planned('1', { a: 'pause', b: 'pause' }, { npvUsd: 5e6, cvarUsd: 4e6 }),
      planned('0', { a: 'continue', b: 'pause' }, { npvUsd: 9e6, cvarUsd: 1e6 }),
      planned('0.5', { a: 'continue', b: 'pause' }, { npvUsd: 4e6, cvarUsd: 3e6 }),
      { id: '0.7', status: 'none-found' },
    ]);
    expect(points.map(({ cvarWeight, dominated }) => [cvarWeight, dominated])).toEqual([
      [0, false],
      [0.5, true],
      [1, false],
    ]);
    expect(points[2]!.changes).toEqual([{ option: 'a', before: 'continue', now: 'pause' }]);
  });
});

describe('another horizon', () => {
  it('has as many years, branches only in those that there were, and budgets to its end', () => {
    const { portfolio } = randomPortfolio(2);
    const { horizonQuarters } = portfolio.calendar;
    const longer = horizonCase(portfolio, 8)!.portfolio;
    const { tree } = portfolioTree({ ...longer, uncertainty: { ...longer.uncertainty, nodes: undefined } });
    expect(Math.max(...tree.depth) + 1).toBe(horizonQuarters + 8);
    expect(longer.budget.length).toBe(portfolio.budget.length === 0 ? 0 : portfolio.budget.length + 2);
    expect(horizonCase(portfolio, 3 - horizonQuarters)).toBeUndefined();
  });
});
