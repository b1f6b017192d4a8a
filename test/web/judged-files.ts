/** Files as the commands that judge print them, on a plan: with figures made up for the page to show, which a run would take minutes for. */
import type { Backtest, Evaluation } from '../../src/app/read-judged.ts';
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
    ],
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
  const whatIf = { changes: [], difference: {}, plan };
  const results = { simulate: simulation(valueUsd), evaluate: evaluation, backtest, whatif: whatIf };
  return Object.fromEntries(
    Object.entries(results).map(([command, result]) => [
      `${command}.json`,
      JSON.stringify({ kadenz: 1, command, engineVersion: '0.1.0', inputHash, seed, result }),
    ]),
  );
}
