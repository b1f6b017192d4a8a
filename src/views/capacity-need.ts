/** Powered megawatts against what demand needs, per node of a plan. */
import type { ScenarioTree } from '../demand/scenario-tree.ts';
import type { PlanFile } from '../domain/plan-file.ts';
import type { Portfolio } from '../domain/portfolio.ts';
import { type PowerBalance, powerBalance } from '../domain/power-balance.ts';

/** IT megawatts, shape `[node]`. */
export interface CapacityNeed extends PowerBalance {
  /** `runningMw` and what unserved demand would draw on the generation that serves most per MW. */
  readonly needMw: Float64Array;
}

/** Recomputes capacity and need from the plan's policy, fleet and service. `tree` is the plan's. */
export function capacityNeed(portfolio: Portfolio, plan: PlanFile, tree: ScenarioTree): CapacityNeed {
  const { policy, fleet, service } = plan;
  const { periodHead } = plan.tree;
  const balance = powerBalance(portfolio, { ...tree, policy, fleet, service, periodHead });
  return { ...balance, needMw: balance.runningMw.map((mw, n) => mw + balance.missingMw[n]!) };
}
