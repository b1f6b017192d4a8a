import { describe, expect, it } from 'vitest';
import type { CheckedPlan } from '../../src/verify/plan-form.ts';
import { verifyPlan } from '../../src/verify/verify-plan.ts';
import { type DraftPlan, seal, sha256 } from './plan-maker.ts';
import { oneProject, threeNodes } from './portfolios.ts';

/**
 * One project, 40 m USD of building in one quarter, 10 MW, on a root and two leaves one quarter later; nothing
 * else has a price. Pausing at the root costs 0.5 m; at a leaf the work and the restart cost 40.2 m, inflated,
 * and the 10 MW are worth 80 m at the end.
 */
const discount = 1.1 ** -0.25;
const inflation = 1.04 ** 0.25;
const pauseUsd = -0.5e6 + discount * (80e6 - 40.2e6 * inflation);
const continueUsd = -40e6 + discount * (80e6 - 1e6 * inflation);
const slowUsd = -24e6 + discount * (80e6 - 20e6 * inflation);
const cancelUsd = -1e6 + 3e6;

function handMade(): DraftPlan {
  const portfolio = oneProject();
  const leafCash = (node: number): CheckedPlan['cashFlows'] => [
    { node, heading: 'shell', item: 'newark', usd: -40e6 * inflation },
    { node, heading: 'restart', usd: -0.2e6 * inflation },
    { node, heading: 'terminal', usd: 80e6 },
  ];
  const alternative = (action: string, usd: number) => ({
    ...{ action, lossUsd: pauseUsd - usd, boundUsd: usd },
  });
  const capexUsd = 40.2e6 * inflation;
  const plan: CheckedPlan = {
    kadenzPlan: 1,
    headline: {
      ...{ valueUsd: pauseUsd, boundUsd: pauseUsd, gapUsd: 0, gapShareOfStake: 0, retreatUsd: cancelUsd },
      ...{ stakeUsd: pauseUsd - cancelUsd, fullSpeedUsd: continueUsd, fullSpeedOverspendUsd: 0 },
      ...{ status: 'solved', objective: 'npv' },
      figures: {
        ...{ expectedNpvUsd: pauseUsd, cvarUsd: pauseUsd, cvarLevel: 0.9, capexUsd },
        ...{ npvP10Usd: pauseUsd, npvP50Usd: pauseUsd, npvP90Usd: pauseUsd },
        // The 0.5 m of the pause are all that operation costs; what a quarter earns is beyond 10,000 % a year.
        ...{ roicShare: -0.5e6 / capexUsd, irrPerYear: null, paybackYears: 0.25 },
        // A MW serves 1000 units: 100 unserved need 0.1 MW, then 0.2 or 0.05. Nothing has power yet.
        ...{ overBuildProbability: [0, 0], underBuildProbability: [1, 1], runwayQuarters: 0 },
        overBuildMw: { p10: [0, 0], p50: [0, 0], p90: [0, 0] },
        underBuildMw: { p10: [0.1, 0.05], p50: [0.1, 0.05], p90: [0.1, 0.2] },
        waitingMw: { p10: [0, 0], p50: [0, 0], p90: [0, 0] },
        cadence: [{ fiscalYear: 2025, buildUsd: 40.2e6 * inflation, acceleratorUsd: 0 }],
        // All that is still to be built, and the salvage less the fee.
        reversibleUsd: [capexUsd + 2e6, capexUsd + 2e6 * inflation],
        ...{ utilisation: { 'interactive-inference': [0, 0] }, energyMwh: 0, emissionsTonnes: 0 },
      },
    },
    decisionsNow: [
      {
        ...{
          option: 'newark',
          name: 'Newark',
          kind: 'project',
          action: 'pause',
          itPowerMw: 10,
          pool: 'zone',
        },
        ...{ advantageUsd: pauseUsd - continueUsd, nextBest: 'continue', proven: true },
      },
    ],
    policy: [
      {
        ...{ option: 'newark', name: 'Newark', actions: ['pause', 'resume', 'resume'], poweredMw: [0, 0, 0] },
        states: ['start', 'paused once', 'paused once'],
      },
    ],
    tree: {
      ...{ firstQuarter: '2025Q2', parent: [-1, 0, 0], probability: [1, 0.4, 0.6] },
      ...{ values: { 'demand:chat': [100, 200, 50] }, periodHead: [0, 1, 2] },
    },
    fleet: { purchases: [], running: [] },
    service: [100, 200, 50].map((demand, node) => ({ node, workload: 'chat', demand, served: 0, short: 0 })),
    cashFlows: [{ node: 0, heading: 'holding', item: 'newark', usd: -0.5e6 }, ...leafCash(1), ...leafCash(2)],
    multipliers: { rows: [] },
    reasons: [
      {
        ...{ option: 'newark', node: 0, action: 'pause', proven: true, bindingRows: [], totalUsd: pauseUsd },
        alternatives: [
          ...[alternative('continue', continueUsd), alternative('slow', slowUsd)],
          ...[alternative('pause', pauseUsd), alternative('cancel', cancelUsd)],
        ],
        parts: [
          { heading: 'holding', usd: -0.5e6 },
          { heading: 'shell', usd: discount * -40e6 * inflation },
          { heading: 'restart', usd: discount * -0.2e6 * inflation },
          { heading: 'terminal', usd: discount * 80e6 },
        ],
      },
    ],
    provenance: {
      ...{ engineVersion: '0.1.0', inputHash: '', planHash: '', portfolioName: 'One project' },
      ...{ asOf: '2025-04-01', seed: 1, secondsTotal: 1, secondsToBound: 1, branches: 0, rounds: 1 },
    },
  };
  const draft = structuredClone(plan) as DraftPlan;
  seal(draft, portfolio);
  return draft;
}

describe('a plan worked out by hand', () => {
  it('passes every check', () => {
    const report = verifyPlan(oneProject(), handMade(), threeNodes, sha256);
    expect(report.checks.flatMap(({ findings }) => findings)).toEqual([]);
    expect(report.checks.filter(({ status }) => status !== 'passed')).toEqual([]);
    expect(report.valid).toBe(true);
    expect(report.recomputed!.valueUsd).toBeCloseTo(37_976_000, -4);
    expect(report.recomputed!.boundUsd).toBeCloseTo(pauseUsd, 3);
  });

  it('has a stake of at least a hundredth of its capex', () => {
    const plan = handMade();
    plan.headline.retreatUsd = pauseUsd - 1000;
    plan.headline.stakeUsd = 0.01 * discount * 40.2e6 * inflation;
    seal(plan, oneProject());
    expect(verifyPlan(oneProject(), plan, threeNodes, sha256).valid).toBe(true);
  });

  it('fails when a proven decision is called a toss-up', () => {
    const plan = handMade();
    plan.reasons[0]!.proven = plan.decisionsNow[0]!.proven = false;
    seal(plan, oneProject());
    const { checks } = verifyPlan(oneProject(), plan, threeNodes, sha256);
    expect(checks.filter(({ status }) => status === 'failed').map(({ code }) => code)).toEqual(['proven']);
  });

  it.each([
    ['a runway', { runwayQuarters: null }, 'power-figures'],
    ['a runway of its own', { runwayQuarters: 4 }, 'power-figures'],
    ['an internal rate where none exists', { irrPerYear: 3.3 }, 'returns'],
    ['a payback that comes too late', { paybackYears: 0.5 }, 'returns'],
    ['a payback that never comes', { paybackYears: null }, 'returns'],
    ['a chance where nothing has power', { overBuildProbability: [0, 1] }, 'power-figures'],
  ])('fails with %s', (_, forged, code) => {
    const plan = handMade();
    Object.assign(plan.headline.figures, forged);
    seal(plan, oneProject());
    const { checks } = verifyPlan(oneProject(), plan, threeNodes, sha256);
    expect(checks.filter(({ status }) => status === 'failed').map((check) => check.code)).toEqual([code]);
  });

  it('names place, value, expectation and tolerance of a difference', () => {
    const plan = handMade();
    plan.cashFlows[0]!.usd = -0.4e6;
    seal(plan, oneProject());
    const { checks } = verifyPlan(oneProject(), plan, threeNodes, sha256);
    expect(checks.find(({ code }) => code === 'cash-flows')!.findings[0]).toEqual({
      ...{ code: 'cash-flows', path: ['cashFlows', 0, 'usd'], got: -0.4e6, expected: -0.5e6 },
      ...{ relation: 'equal', tolerance: 1.5 },
    });
  });
});
