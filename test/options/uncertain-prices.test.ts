import { describe, expect, it } from 'vitest';
import type { ScenarioTree } from '../../src/demand/scenario-tree.ts';
import {
  bestPlan,
  chip,
  energyPerMwQuarter,
  expectOptimum,
  highOrLow,
  live,
  perMwQuarter,
  region,
  served,
} from './tiny-portfolio.ts';

/** Two worlds with equal demand that part after the first quarter; `series` is `up` in one from then on, `down` in the other. */
function upOrDown(series: string, up: number, down: number, demand = [1, 1, 1]): ScenarioTree {
  const tree = highOrLow(demand, demand);
  const values = Float64Array.from(tree.depth, (t, n) => (t === 0 ? 1 : n % 2 === 1 ? up : down));
  return { ...tree, values: new Map([...tree.values, [series, values]]) };
}

describe('an uncertain price of accelerators (T6)', () => {
  const bought = {
    workloads: [served('chat', { priceUsdPerUnit: perMwQuarter(0.38) })],
    liveCapacity: [live('campus', 1)],
    installedFleet: [],
    accelerators: [chip({ priceUsd: 1000, supplyPerQuarter: 5000 })],
  };

  it('makes buying wait for the cheaper accelerator', async () => {
    const plan = await bestPlan(upOrDown('price:chip', 1.6, 0.4), bought);
    // At once 3·0.38 − 1 = 0.14. Waiting: ½·(2·0.38 − 0.4) = 0.18 where it becomes cheap, nothing where it becomes dear.
    expectOptimum(plan, 0.18);
    expect(plan.fleet.purchases).toMatchObject([{ node: 2, units: expect.closeTo(1000, 6) }]);
  });

  it('does not, where the price stays the mean of the two', async () => {
    const plan = await bestPlan(upOrDown('price:other', 1.6, 0.4), bought);
    expectOptimum(plan, 0.14);
    expect(plan.fleet.purchases).toMatchObject([{ node: 0, units: expect.closeTo(1000, 6) }]);
  });

  it('is what a sale of the installed fleet brings as well', async () => {
    const plan = await bestPlan(upOrDown('price:chip', 2, 0.4, [0, 0, 0]), {
      liveCapacity: [live('campus', 1)],
      installedFleet: [{ pool: 'campus', accelerator: 'chip', units: 1000, arrived: '2025Q1' }],
      accelerators: [chip({ priceUsd: 1000, resaleShare: 0.5, residualSharePerYear: 1 })],
    });
    // Half of the price of a new one: 0.5 at once, ½·(1 + 0.2) = 0.6 a quarter later.
    expectOptimum(plan, 0.6);
    expect(plan.fleet.sales).toHaveLength(2);
    expect(plan.fleet.sales!.every(({ node }) => node > 0)).toBe(true);
  });
});

describe('an uncertain price of electricity (T6)', () => {
  const regions = [region('here', { powerUsdPerMwh: energyPerMwQuarter(0.5) })];
  const tree = upOrDown('power:here', 1.6, 0.4, [1, 1]);

  it('leaves accelerators standing where it rises above what they earn', async () => {
    const plan = await bestPlan(tree, {
      regions,
      workloads: [served('chat', { priceUsdPerUnit: perMwQuarter(0.6) })],
      liveCapacity: [live('campus', 1)],
    });
    // 0.6 − 0.5 at once, ½·(0.6 − 0.2) where it falls; where it rises 0.6 − 0.8 is not worth it.
    expectOptimum(plan, 0.3);
    expect(plan.fleet.running.map(({ node }) => node)).toEqual([0, 2]);
  });

  it('makes a training run wait for cheaper energy', async () => {
    const plan = await bestPlan(tree, {
      regions,
      workloads: [served('chat', { priceUsdPerUnit: 0 })],
      liveCapacity: [live('campus', 1)],
      trainingRuns: [
        { id: 'run', name: 'Run', units: 1000, quarters: 1, accelerators: ['chip'], valueUsd: 0.7e6 },
      ],
    });
    // At once 0.7 − 0.5 = 0.2. Waiting: ½·(0.7 − 0.2) = 0.25; where energy costs 0.8 it never runs.
    expectOptimum(plan, 0.25);
    expect([plan.actions('run', 0), plan.actions('run', 1)]).toEqual([
      ['wait', 'wait'],
      ['wait', 'start:campus:chip'],
    ]);
  });
});

describe('uncertain rents (T6)', () => {
  it('decide whether capacity of another cloud is rented', async () => {
    const plan = await bestPlan(upOrDown('rent:cloud', 1.5, 0.5, [1, 1]), {
      installedFleet: [],
      bursts: [
        {
          ...{ id: 'cloud', name: 'Cloud', workload: 'chat' },
          ...{ maxUnitsPerHour: 1000, priceUsdPerUnit: perMwQuarter(0.8) },
        },
      ],
    });
    // 1 − 0.8 at once, ½·(1 − 0.4) where it falls, nothing where it costs 1.2.
    expectOptimum(plan, 0.5);
  });

  it('decide whether accelerators are rented out', async () => {
    const plan = await bestPlan(upOrDown('rent-out:chip', 1.5, 0.5, [0, 0]), {
      regions: [region('here', { powerUsdPerMwh: energyPerMwQuarter(0.4) })],
      liveCapacity: [live('campus', 1)],
      rentOuts: [{ accelerator: 'chip', usdPerAcceleratorHour: perMwQuarter(0.3), maxUnits: 1000 }],
    });
    // 0.3 does not pay the energy; ½·(0.45 − 0.4) where the rent rises.
    expectOptimum(plan, 0.025);
  });
});
