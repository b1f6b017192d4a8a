import { describe, expect, it } from 'vitest';
import type { ScenarioTree } from '../../src/demand/scenario-tree.ts';
import type { Portfolio } from '../../src/domain/portfolio.ts';
import type { RandomStream } from '../../src/units/random.ts';
import { randomStream } from '../../src/units/random.ts';
import { lagrangianBound } from '../../src/verify/bound.ts';
import { budgetRows } from '../../src/verify/budget-check.ts';
import { fleetModelOf } from '../../src/verify/fleet-model.ts';
import { type RowPrice, readMultipliers } from '../../src/verify/multipliers.ts';
import { OptionProgram } from '../../src/verify/option-program.ts';
import { pricesOf } from '../../src/verify/prices.ts';
import { machinesOf } from '../../src/verify/replay.ts';
import { Checks } from '../../src/verify/report.ts';
import { serviceModelOf } from '../../src/verify/service-model.ts';
import { timelineOf } from '../../src/verify/timeline.ts';
import { verifyPlan } from '../../src/verify/verify-plan.ts';
import { type Decisions, makePlan, sha256 } from './plan-maker.ts';
import { everyKind, sevenNodes, thirteenNodes } from './portfolios.ts';
import { randomDecisions } from './random-decisions.ts';

const cases = [
  ['seven nodes, quarters', everyKind(), sevenNodes],
  ['thirteen nodes, half-years', everyKind({ horizonQuarters: 8, periodQuarters: 2 }), thirteenNodes],
] as const;

describe('the bound', () => {
  it.each(cases)(
    'is at least the value of every feasible plan, whatever the multipliers: %s',
    (name, portfolio, tree) => {
      const stream = randomStream(11, name);
      let feasible = 0;
      for (let trial = 0; trial < 30; trial++) {
        const plan = makePlan(portfolio, tree, randomDecisions(portfolio, tree, stream));
        const { checks, recomputed } = verifyPlan(portfolio, plan, tree, sha256);
        const failed = checks.filter(({ status }) => status !== 'passed').map(({ code }) => code);
        if (failed.some((code) => code === 'service-levels' || code === 'budgets')) continue;
        feasible++;
        expect(checks.flatMap(({ findings }) => findings)).toEqual([]);
        expect(recomputed!.boundUsd).toBeGreaterThanOrEqual(recomputed!.valueUsd);
      }
      expect(feasible).toBeGreaterThan(12);
    },
  );

  it('never falls below the best plan at hand, however low multipliers press it', () => {
    const stream = randomStream(13, 'press');
    const [portfolio, tree] = [everyKind(), sevenNodes];
    let bestUsd = -Infinity;
    let decisions = randomDecisions(portfolio, tree, stream);
    for (let trial = 0; trial < 40; trial++) {
      const candidate = randomDecisions(portfolio, tree, stream);
      const { valid, recomputed } = verifyPlan(portfolio, makePlan(portfolio, tree, candidate), tree, sha256);
      if (!valid || recomputed!.valueUsd <= bestUsd) continue;
      bestUsd = recomputed!.valueUsd;
      decisions = candidate;
    }
    const pressed = pressBound(portfolio, tree, decisions, stream, 1500);
    expect(pressed.lastUsd).toBeGreaterThanOrEqual(bestUsd);
    expect(pressed.lastUsd).toBeLessThan(0.5 * pressed.firstUsd);
  });
});

/** Lowers the bound by changing one multiplier at a time, keeping what helps. */
function pressBound(
  portfolio: Portfolio,
  tree: ScenarioTree,
  { rows, leafWeights }: Decisions,
  stream: RandomStream,
  steps: number,
) {
  const timeline = timelineOf(portfolio, tree);
  const [fleet, service] = [fleetModelOf(portfolio, timeline), serviceModelOf(portfolio, timeline)];
  const budgets = budgetRows(portfolio, timeline);
  const { cvarWeight } = portfolio.risk;
  const terms = { portfolio, timeline, fleet, service, budgets };
  const programs = new Map(
    machinesOf(portfolio, tree).map(({ machine }) => [machine.option, new OptionProgram(machine, timeline)]),
  );
  const boundOf = (current: readonly RowPrice[]) => {
    const multipliers = readMultipliers({ rows: [...current] }, [], terms, new Checks());
    const prices = pricesOf(timeline, multipliers, budgets, service, { cvarWeight, leafWeights });
    return lagrangianBound({ ...terms, prices }, programs).usd;
  };
  let current = structuredClone(rows!) as RowPrice[];
  const firstUsd = boundOf(current);
  let lastUsd = firstUsd;
  for (let step = 0; step < steps; step++) {
    const i = Math.floor(stream.uniform() * current.length);
    const factor = stream.uniform() < 0.2 ? 0 : 2 ** (4 * stream.uniform() - 2);
    const trial = current.map((row, j) => (j === i ? scaled(row, factor) : row));
    const usd = boundOf(trial);
    if (usd > lastUsd) continue;
    lastUsd = usd;
    current = trial;
  }
  return { firstUsd, lastUsd };
}

function scaled(row: RowPrice, factor: number): RowPrice {
  const entries = Object.entries(row).map(([key, value]) => [
    key,
    key.startsWith('usd') ? Number(value) * factor : value,
  ]);
  return Object.fromEntries(entries) as RowPrice;
}
