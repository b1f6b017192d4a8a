import { describe, expect, it } from 'vitest';
import { everyKind, sevenNodes, thirteenNodes } from '../../test/verify/portfolios.ts';
import { budgetRows } from './budget-check.ts';
import { constantCash } from './constant-cash.ts';
import { checkFleet } from './fleet-check.ts';
import { fleetModelOf } from './fleet-model.ts';
import { Ledger } from './ledger.ts';
import { meanOfWorst, quantileOf } from './objective.ts';
import type { CheckedPlan } from './plan-form.ts';
import { Checks } from './report.ts';
import { checkService } from './service-check.ts';
import { serviceModelOf } from './service-model.ts';
import { cashWeights, timelineOf } from './timeline.ts';

const halfYears = everyKind({ horizonQuarters: 8, periodQuarters: 2 });
const timeline = timelineOf(halfYears, thirteenNodes);

describe('timelineOf', () => {
  it('cuts periods at branchings and at their longest length (T4)', () => {
    expect(timeline.periods.map(({ nodes }) => nodes.join())).toEqual([
      ...['0,1', '2', '3,4', '8,9', '5,6', '10,11', '7', '12'].sort(
        (a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10),
      ),
    ]);
  });

  it('discounts and inflates by quarters (T3, T5)', () => {
    expect(timeline.discount[6]).toBeCloseTo(1.1 ** -1.5, 12);
    expect(timeline.inflation[12]).toBeCloseTo(1.04 ** 1.75, 12);
  });

  it('weighs cash by probability and by the leaf weights below (V2)', () => {
    const weights = cashWeights(timeline, 0.3, [0.9, 0.1]);
    expect(weights[5]! / timeline.discount[5]!).toBeCloseTo(0.7 * 0.45 + 0.3 * 0.9, 12);
    expect(weights[1]! / timeline.discount[1]!).toBeCloseTo(1, 12);
  });
});

describe('budgetRows', () => {
  it('stands at the last node of the fiscal year on each path and spans its nodes in that year (B1)', () => {
    const rows = budgetRows(halfYears, timeline).map(({ year, node, nodes }) => [
      ...[year.fiscalYear, node, [...nodes].sort((a, b) => a - b).join()],
    ]);
    expect(rows).toEqual([
      [2025, 0, '0'],
      [2026, 4, '1,2,3,4'],
      [2026, 9, '1,2,8,9'],
    ]);
  });
});

describe('fleetModelOf', () => {
  const [h100, b200] = halfYears.accelerators;
  const short = { ...b200!, leadTimeQuarters: 1, usefulLifeQuarters: 3 };
  const model = fleetModelOf({ ...halfYears, accelerators: [h100!, short] }, timeline);
  const headsOf = (periods: readonly number[]) => periods.map((p) => timeline.periods[p]!.head);

  it('delivers in the first period that starts after the lead time, for the useful life (F1)', () => {
    const [course] = model.orders.get('b200')!;
    expect(headsOf(course!.serves)).toEqual([2, 3, 8]);
    expect(course!.left).toEqual([]);
    const last = model.orders.get('b200')![timeline.periodOf[10]!]!;
    expect(headsOf(last.serves)).toEqual([12]);
    expect(last.left[0]!.share).toBeCloseTo(0.7 ** 0.25, 12);
  });

  it('orders nothing that arrives after the horizon, nor outside the window', () => {
    expect(model.orders.get('b200')![timeline.periodOf[12]!]!.allowed).toBe(false);
    expect(model.orders.get('h100')![timeline.periodOf[12]!]!.allowed).toBe(true);
    const closed = { ...short, orderUntil: timeline.quarter[1]! };
    const { orders } = fleetModelOf({ ...halfYears, accelerators: [h100!, closed] }, timeline);
    expect(
      orders
        .get('b200')!
        .map(({ allowed }) => allowed)
        .filter(Boolean),
    ).toHaveLength(1);
  });

  it('multiplies the supply of a quarter by the length of the period (F7)', () => {
    expect(
      model.orders
        .get('b200')!
        .slice(0, 2)
        .map(({ supplyUnits }) => supplyUnits),
    ).toEqual([1200, 600]);
  });

  it('counts installed fleet and orders by whole periods (F2)', () => {
    const portfolio = { ...halfYears, accelerators: [{ ...h100!, usefulLifeQuarters: 12 }, short] };
    const base = fleetModelOf(portfolio, timeline);
    const heads = timeline.periods.map(({ head }) => head);
    const campus = heads.filter((_, p) => base.baseUnits(p, 'campus', 'h100') === 2500);
    expect(campus).toEqual([0, 2]);
    expect(heads.filter((_, p) => base.baseUnits(p, 'zone', 'b200') === 300)).toEqual([2, 3, 8]);
  });
});

describe('serviceModelOf', () => {
  it('takes means over a period, capacity up to its last quarter, and rows up to the end of the obligation', () => {
    const model = serviceModelOf(halfYears, timeline);
    expect(model.workloads.get('chat')!.demand[0]).toBe(4200);
    expect([...model.pools.get('campus')!.liveMw].slice(0, 2)).toEqual([6, 0]);
    expect(model.contracts.get('take')!.nodes.slice(0, 2)).toEqual([[0, 1], []]);
    const early = {
      ...halfYears,
      liveCapacity: [{ ...halfYears.liveCapacity[0]!, until: timeline.quarter[0]! }],
    };
    expect(serviceModelOf(early, timeline).pools.get('campus')!.liveMw[0]).toBe(3);
  });

  it('takes efficiency from the tree, 1 where it has none', () => {
    const seven = timelineOf(everyKind(), sevenNodes);
    const model = serviceModelOf(everyKind(), seven);
    expect([model.workloads.get('chat')!.efficiency[3], model.workloads.get('train')!.efficiency[3]]).toEqual(
      [1.3, 1],
    );
  });
});

describe('constantCash', () => {
  it('escalates rent by whole years, inflates operation, and pays for orders when they arrive (F12)', () => {
    const { until: _, ...hall } = halfYears.liveCapacity[0]!;
    const entries = constantCash({ ...halfYears, liveCapacity: [hall] }, timeline);
    const usdAt = (node: number, heading: string) =>
      entries.find((entry) => entry.node === node && entry.heading === heading)?.usd;
    expect(usdAt(3, 'rent')).toBeCloseTo(-3 * 1000 * 120 * 6, 6);
    expect(usdAt(6, 'rent')).toBeCloseTo(-3 * 1000 * 120 * 6 * 1.03, 6);
    expect(usdAt(6, 'operation')).toBeCloseTo((-300_000 * 6 * 1.04 ** 1.5) / 4, 6);
    expect([usdAt(0, 'accelerators'), usdAt(1, 'accelerators')]).toEqual([undefined, -5e6]);
  });
});

describe('checkService', () => {
  it('pays for the part of a minimum take that is not used (F10)', () => {
    const ledger = new Ledger(13);
    const [fleet, service] = [fleetModelOf(halfYears, timeline), serviceModelOf(halfYears, timeline)];
    const running = [{ node: 0, pool: 'campus', accelerator: 'h100', workload: 'train', units: 2000 }];
    const plan = { fleet: { purchases: [], running }, service: [] } as unknown as CheckedPlan;
    const under = { plan, timeline, fleet, service, options: [], ledger, checks: new Checks() };
    checkService(under, checkFleet(under));
    const used = (2000 * 2 * 1.25) / 1000;
    expect(ledger.cells.get('1|minimum-take')!.usd).toBeCloseTo(-2191.5 * 50 * (9 - used), 6);
    expect(ledger.cells.get('1|energy')!.usd).toBeCloseTo(-2191.5 * used * 60 * 1.02 ** 0.25, 6);
    expect(ledger.cells.has('2|minimum-take')).toBe(false);
  });
});

describe('outcomes', () => {
  const outcomes = [
    { probability: 0.2, amount: -10 },
    { probability: 0.3, amount: 0 },
    { probability: 0.5, amount: 20 },
  ];

  it('average over the worst share, the last one in part (V1)', () => {
    expect(meanOfWorst(outcomes, 0.1)).toBe(-10);
    expect(meanOfWorst(outcomes, 0.4)).toBeCloseTo(-5, 12);
    expect(meanOfWorst(outcomes, 1)).toBeCloseTo(8, 12);
  });

  it('have as quantile the smallest one that is not exceeded with that probability (K8)', () => {
    const at = (level: number) => quantileOf(outcomes, level);
    // Half of the mass is met exactly at the second.
    expect([at(0.1), at(0.2), at(0.21), at(0.5), at(0.51), at(0.9)]).toEqual([-10, -10, 0, 0, 20, 20]);
  });
});
