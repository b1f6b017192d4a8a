import { describe, expect, it } from 'vitest';
import type { OptionPolicy } from '../../src/domain/plan-file.ts';
import type { Portfolio } from '../../src/domain/portfolio.ts';
import { type BalancedPlan, powerBalance } from '../../src/domain/power-balance.ts';
import { waitingPower } from '../../src/domain/waiting-power.ts';
import { parseQuarter } from '../../src/units/quarter.ts';
import { everyKind } from '../verify/portfolios.ts';

/** 6 MW run in the campus. A MW serves 1,000 units of chat or 500 of training on the one generation there is. */
function portfolio(change: Partial<Portfolio> = {}): Portfolio {
  const whole = everyKind();
  const [chat, train] = whole.workloads;
  const [h100] = whole.accelerators;
  return {
    ...whole,
    accelerators: [h100!],
    workloads: [
      { ...chat!, ratePerAcceleratorHour: { h100: 2 }, peakFactor: 1 },
      { ...train!, ratePerAcceleratorHour: { h100: 1 }, peakFactor: 1 },
    ],
    ...change,
  };
}

/** One node in which nothing is done but what is said. */
function plan(of: {
  readonly chat?: number;
  readonly train?: number;
  readonly zoneMw?: number;
  readonly running?: number;
}): BalancedPlan {
  const { chat = 0, train = 0, zoneMw = 0, running = 0 } = of;
  const line = (workload: string, demand: number) => ({ node: 0, workload, demand, served: 0, short: 0 });
  const lease: OptionPolicy = {
    option: 'talks',
    name: 'Talks',
    actions: ['continue'],
    poweredMw: [zoneMw],
    states: ['on'],
  };
  const units = { node: 0, pool: 'campus', accelerator: 'h100', units: running };
  return {
    ...{
      firstQuarter: parseQuarter('2025Q2')!,
      parent: [-1],
      depth: [0],
      values: new Map(),
      periodHead: [0],
    },
    ...{ policy: [lease], service: [line('chat', chat), line('train', train)] },
    fleet: { running: [{ ...units, workload: 'chat' }], rentedOut: [] },
  };
}

function balance(of: Parameters<typeof plan>[0], change: Partial<Portfolio> = {}) {
  const found = powerBalance(portfolio(change), plan(of));
  const figures = {
    powered: found.poweredMw,
    running: found.runningMw,
    idle: found.idleMw,
    waiting: waitingPower(portfolio(change), found),
    missing: found.missingMw,
  };
  return Object.fromEntries(Object.entries(figures).map(([name, [mw]]) => [name, Number(mw!.toFixed(9))]));
}

describe('power against need (K1)', () => {
  it('calls power that idles beside demand that it could serve waiting, and only the rest too much', () => {
    // 1000 accelerators draw 2 of 6 MW; 2.5 MW of chat go unserved.
    const told = { powered: 6, running: 2, idle: 4, missing: 2.5 };
    expect(balance({ chat: 2500, running: 1000 })).toEqual({ ...told, waiting: 2.5 });
    // Need less power is the same from either side: 2 + 7 − 6 = 7 − 4.
    expect(balance({ chat: 7000, running: 1000 })).toEqual({ ...told, missing: 7, waiting: 4 });
  });

  it('has too much and too little at once where demand cannot go to the power', () => {
    const [chat, ...others] = portfolio().workloads;
    const workloads = [{ ...chat!, pools: ['zone'] }, ...others];
    expect(balance({ chat: 2500 }, { workloads })).toMatchObject({ idle: 6, missing: 2.5, waiting: 0 });
  });

  it('gives power to the demand that has no other place', () => {
    // Training needs all of the campus, so that chat has to wait in the zone.
    expect(balance({ chat: 2500, train: 3000, zoneMw: 3 })).toMatchObject({
      idle: 9,
      missing: 8.5,
      waiting: 8.5,
    });
    expect(balance({ chat: 2500, train: 4000, zoneMw: 3 })).toMatchObject({
      idle: 9,
      missing: 10.5,
      waiting: 8.5,
    });
  });
});

describe('contract blocks', () => {
  const offer = { quarter: parseQuarter('2025Q3')!, unitsPerHour: 4000, termQuarters: 2, partial: true };
  const contract = portfolio({
    contracts: [
      {
        ...{ id: 'anchor', name: 'Anchor', workload: 'chat', terms: 'right-of-first-refusal' },
        offers: [{ ...offer, priceUsdPerUnit: 1, penaltyUsdPerUnit: 1 }],
      },
    ],
    events: [{ id: 'leaves', name: 'Leaves', hazardPerQuarter: 0.1, withdraws: ['anchor'] }] as never,
  });
  const taken = (action: string, values: BalancedPlan['values']) => {
    const option: OptionPolicy = {
      ...{ option: 'anchor:1', name: 'Anchor', actions: ['wait', action, 'serve', 'ended'] },
      ...{ poweredMw: [0, 0, 0, 0], states: ['a', 'b', 'c', 'd'] },
    };
    const run = { node: 1, pool: 'campus', accelerator: 'h100', workload: 'anchor:1', units: 500 };
    const { missingMw } = powerBalance(contract, {
      ...{ firstQuarter: parseQuarter('2025Q2')!, parent: [-1, 0, 1, 2], depth: [0, 1, 2, 3], values },
      ...{ periodHead: [0, 1, 1, 3], policy: [option], service: [] },
      fleet: { running: [run], rentedOut: [] },
    });
    return [...missingMw];
  };

  it('count as missing power where they are taken and not served', () => {
    // 4,000 units an hour are 4 MW; 500 accelerators serve one of them.
    expect(taken('exercise', new Map())).toEqual([0, 3, 3, 0]);
    expect(taken('exercise-half', new Map())).toEqual([0, 1, 1, 0]);
    expect(taken('waive', new Map())).toEqual([0, 0, 0, 0]);
  });

  it('are not asked for while the tenant is gone, and need less where accelerators do more', () => {
    // In the second quarter of the period nothing is asked: 2 MW in the mean, one of them served.
    expect(taken('exercise', new Map([['event:leaves', [0, 0, 1, 1]]]))).toEqual([0, 1, 1, 0]);
    // Twice the work per accelerator, in the mean: 2 MW are needed, one is there.
    expect(taken('exercise', new Map([['efficiency:chat', [1, 1.5, 2.5, 9]]]))).toEqual([0, 1, 1, 0]);
  });
});
