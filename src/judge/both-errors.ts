/** Both errors of a plan over its horizon: what it builds too much and what it builds too little (docs/method.md, J9). */
import { blockLines } from '../domain/block-lines.ts';
import type { PlanFile } from '../domain/plan-file.ts';
import { powerBalance } from '../domain/power-balance.ts';
import { balancedPlan } from '../planning/plan/figures-of-merit.ts';
import type { CompiledPortfolio } from '../planning/portfolio/compile-portfolio.ts';
import { HOURS_PER_QUARTER } from '../planning/portfolio/portfolio-frame.ts';

/** Expected values over the futures; USD are present values at the root. */
export interface BothErrors {
  /** Powered IT MW that nothing uses, those that wait for accelerators included, in MW-years. */
  readonly overBuildMwYears: number;
  /** What holding those MW costs: the value of a MW at the horizon times the discount rate, per year. */
  readonly overBuildUsd: number;
  /** IT MW that unserved demand would need, on the generation with the most output per MW, in MW-years. */
  readonly underBuildMwYears: number;
  /** Revenue that is not earned on it, and penalties for what was promised; 0 revenue where a workload has no price. */
  readonly underBuildUsd: number;
}

/** Both errors of a plan's lines, in the model that it was made in. */
export function bothErrors(
  compiled: CompiledPortfolio,
  plan: Pick<PlanFile, 'policy' | 'fleet' | 'service' | 'cashFlows'>,
): BothErrors {
  const { tree, portfolio, discount, periods, growth } = compiled.frame;
  const balanced = balancedPlan(compiled, plan);
  const { idleMw, missingMw } = powerBalance(portfolio, balanced);
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
  const miss = (
    { node, demand, served }: Pick<PlanFile['service'][number], 'node' | 'demand' | 'served'>,
    price: (n: number) => number,
  ) => {
    const units = Math.max(0, demand - served);
    if (units <= 1e-9 * demand) return;
    for (const n of periods.nodes[periods.of[node]!]!) missed[n]! += units * HOURS_PER_QUARTER * price(n);
  };
  for (const line of plan.service) miss(line, priceOf.get(line.workload) ?? (() => 0));
  for (const line of blockLines(portfolio, balanced)) miss(line, () => line.priceUsdPerUnit);
  for (const { node, heading, usd } of plan.cashFlows) if (heading === 'shortfall') missed[node]! -= usd;
  return {
    overBuildMwYears: sum((n) => idleMw[n]! / 4),
    overBuildUsd: sum((n) => (discount[n]! * idleMw[n]! * terminalUsdPerMw * discountRatePerYear) / 4),
    underBuildMwYears: sum((n) => missingMw[n]! / 4),
    underBuildUsd: sum((n) => discount[n]! * missed[n]!),
  };
}
