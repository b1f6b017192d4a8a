/** Files as the commands that judge print them, on a plan: with figures made up for the page to show, which a run would take minutes for. */
import type { Backtest, Evaluation, PrintedStudy } from '../../src/app/read-judged.ts';
import type { PlanFile } from '../../src/domain/plan-file.ts';

const estimate = (mean: number) => ({
  ...{ mean, low: mean - 2.6e7, high: mean + 2.6e7, p10: mean - 3.1e9, p90: mean + 4.2e9 },
});

const worth = (valueUsd: number, capexUsd: number) => ({
  ...{ valueUsd, capexUsd },
  errors: {
    ...{ overBuildMwYears: 81.4, overBuildUsd: 6.9e7, underBuildMwYears: 1370, underBuildUsd: 1.78e10 },
  },
});

function simulation(planUsd: number) {
  const way = (name: string, less: number) => ({
    ...{ name, inTreeUsd: planUsd - less, outOfSample: estimate(planUsd - less - 1.3e8) },
    ...{ planMore: estimate(less), regret: estimate(4.4e8 + less) },
  });
  const known = (lowUsd: number) => ({ lowUsd, highUsd: lowUsd + 4.1e7 });
  return {
    ...{ planUsd, futures: { asked: 100, followed: 98, broken: 2, hindsight: 10 }, stopped: false },
    tree: { evpi: known(6.1e8), vssFixed: known(3.3e8), vssRolled: known(5.4e7), adapting: known(9.2e7) },
    ways: [
      ...[way('plan', 0), way('full-speed', 1.14e9)],
      { name: 'retreat', inTreeUsd: planUsd - 5.6e9, outOfSample: null, planMore: null, regret: null },
      { ...way('plan-following', -2.2e8), inTreeUsd: planUsd, planMore: null },
    ],
    followingMore: estimate(2.2e8),
    hindsight: { value: estimate(planUsd + 4.4e8), boundUsd: planUsd + 5e8 },
  };
}

/** Texts of `kadenz simulate`, `evaluate`, `backtest` and `whatif` with `--json`. */
export function judgedFiles(plan: PlanFile): Readonly<Record<string, string>> {
  const { inputHash, seed } = plan.provenance;
  const { valueUsd, boundUsd } = plan.headline;
  const [first, second] = plan.policy;
  const actions = { action: 'pause', planned: first!.actions[0]!, instead: 'continue' };
  const evaluation: Evaluation = {
    ...{ given: worth(valueUsd - 2.77e8, 1.79e10), boundWithinUsd: valueUsd - 8.25e7 },
    ...{ plan: { ...worth(valueUsd, 1.67e10), boundUsd }, fullSpeed: null, retreat: worth(2.55e9, 1.7e9) },
    costs: [{ line: 2, option: first!.option, quarter: '2025Q2', node: 0, ...actions, costUsd: 1.21e8 }],
  };
  const decider = (name: 'plan' | 'observed' | 'hindsight', lossUsd: number) => ({
    ...{ name, worth: worth(valueUsd - lossUsd, 1.71e10), lossUsd, boundWithinUsd: boundUsd - lossUsd / 2 },
  });
  const backtest: Backtest = {
    ...{ asOf: '2025-04-01', day: [decider('plan', 0), decider('observed', 3.2e8)] },
    later: [decider('plan', 1.9e8), decider('observed', 2.6e8), decider('hindsight', 0)],
    apart: [{ option: second!.option, plan: 'pause', observed: 'continue', hindsight: null }],
    left: ['old-lease'],
  };
  const studied = (study: PrintedStudy['study']) => ({
    ...{ command: 'whatif', result: { study, gapShare: 0.03, stopped: false } satisfies PrintedStudy },
  });
  const point = (cvarWeight: number, lessUsd: number, moreUsd: number) => ({
    ...{ cvarWeight, npvUsd: valueUsd - lessUsd, cvarUsd: 4.6e9 + moreUsd, capexUsd: 1.67e10 },
    ...{ gapShareOfStake: 0.021, dominated: false, changes: [] },
  });
  const change = { option: first!.option, before: first!.actions[0]!, now: 'pause' };
  const bar = (input: string, written: string, below: number, above: number) => ({
    ...{ input, written, assumed: true, lowUsd: valueUsd - below, highUsd: valueUsd + above },
    ...{ swingUsd: below + above, replanned: true, flips: [] },
  });
  const decision = (of: typeof first, share: number, halfWidth: number) => ({
    ...{ option: of!.option, name: of!.name, action: of!.actions[0]!, share, halfWidth },
    others: [{ action: 'pause', share: 1 - share }],
  });
  const files: Readonly<Record<string, { readonly command: string; readonly result: unknown }>> = {
    simulate: { command: 'simulate', result: simulation(valueUsd) },
    evaluate: { command: 'evaluate', result: evaluation },
    backtest: { command: 'backtest', result: backtest },
    frontier: studied({
      ...{ kind: 'frontier', cvarLevel: 0.9 },
      points: [
        point(0, 0, 0),
        { ...point(0.5, 1.2e8, 2.9e8), changes: [change] },
        { ...point(0.75, 2.6e8, 2.5e8), dominated: true },
        point(1, 3.4e8, 4.1e8),
      ],
    }),
    tornado: studied({
      ...{ kind: 'tornado', inputs: 87 },
      bars: [
        {
          ...bar('workloads.chat.demand.growthPerYear', '0.4 … 0.6 … 0.9', 2.1e9, 3.3e9),
          flips: [{ option: first!.option, end: 'low', action: 'pause' }],
        },
        { ...bar('finance.discountRatePerYear', '0.08 … 0.1 … 0.12', 1.1e9, 9e8), replanned: false },
      ],
    }),
    draws: studied({
      kind: 'draws',
      draws: {
        ...{ asked: 200, planned: 197, infeasible: 3, unfinished: 0, meanGapShare: 0.024 },
        value: { p10: valueUsd - 2.2e9, p50: valueUsd - 1e8, p90: valueUsd + 2.7e9, mean: valueUsd },
        decisions: [decision(second, 0.62, 0.068), decision(first, 0.94, 0.033)],
      },
    }),
    flips: studied({
      ...{ kind: 'flips', steady: [second!.name], plans: 44, tried: 8, finished: 8 },
      flips: [
        {
          ...{ option: first!.option, lever: 'demand', holdsTo: -0.12, flipsBy: -0.14 },
          ...{ action: 'pause', atPrices: -0.11 },
        },
      ],
    }),
    // A plan, which is not judged: last, as the page counts what was.
    whatif: { command: 'whatif', result: { changes: [], difference: {}, plan } },
  };
  return Object.fromEntries(
    Object.entries(files).map(([name, file]) => [
      `${name}.json`,
      JSON.stringify({ kadenz: 1, engineVersion: '0.1.0', inputHash, seed, ...file }),
    ]),
  );
}
