/** Both errors of a plan over its horizon: what it builds too much and what it builds too little (docs/method.md, J8). */
import type { PlanFile } from '../domain/plan-file.ts';
import { capacityPerNode } from '../planning/plan/capacity.ts';
import type { CompiledPortfolio } from '../planning/portfolio/compile-portfolio.ts';
import { HOURS_PER_QUARTER } from '../planning/portfolio/portfolio-frame.ts';

/** Expected values over the futures; USD are present values at the root. */
export interface BothErrors {
  /** Powered IT MW that nothing uses, in MW-years. */
  readonly overBuildMwYears: number;
  /** What holding those MW costs: the value of a MW at the horizon times the discount rate, per year. */
  readonly overBuildUsd: number;
  /** IT MW that unserved demand would need, on the generation with the most output per MW, in MW-years. */
  readonly underBuildMwYears: number;
  /** Revenue that is not earned on it, and penalties for what was promised; 0 revenue where a workload has no price. */
  readonly underBuildUsd: number;
}

export function bothErrors(
  compiled: CompiledPortfolio,
  plan: Pick<PlanFile, 'policy' | 'fleet' | 'service' | 'cashFlows'>,
): BothErrors {
  const { tree, portfolio, discount, periods, growth } = compiled.frame;
  const { idleMw, missingMw } = capacityPerNode(compiled, plan.policy, plan.fleet, plan.service);
  const { terminalUsdPerMw, discountRatePerYear } = portfolio.finance;
  const sum = (of: (node: number) => number) =>
    tree.parent.reduce((total, _, n) => total + tree.probability[n]! * of(n), 0);
  const priceOf = new Map(
    portfolio.workloads.map(({ id, priceUsdPerUnit, priceGrowthPerYear }) => {
      const grown = growth(priceGrowthPerYear);
      return [id, (n: number) => (priceUsdPerUnit ?? 0) * grown[n]!];
    }),
  );
  const missed = new Float64Array(tree.parent.length);
  for (const { node, workload, demand, served } of plan.service) {
    const price = priceOf.get(workload);
    const units = Math.max(0, demand - served);
    if (!price || units <= 1e-9 * demand) continue;
    for (const n of periods.nodes[periods.of[node]!]!) missed[n]! += units * HOURS_PER_QUARTER * price(n);
  }
  for (const { node, heading, usd } of plan.cashFlows) if (heading === 'shortfall') missed[node]! -= usd;
  return {
    overBuildMwYears: sum((n) => idleMw[n]! / 4),
    overBuildUsd: sum((n) => (discount[n]! * idleMw[n]! * terminalUsdPerMw * discountRatePerYear) / 4),
    underBuildMwYears: sum((n) => missingMw[n]! / 4),
    underBuildUsd: sum((n) => discount[n]! * missed[n]!),
  };
}
