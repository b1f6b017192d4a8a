/** Compiles a portfolio on a tree to a planning problem, with what its rows and variables stand for. */
import type { ScenarioTree } from '../../demand/scenario-tree.ts';
import type { Portfolio } from '../../domain/portfolio.ts';
import type { PlanningProblem } from '../planning-problem.ts';
import type { FleetVariables } from './fleet-variable.ts';
import type { Periods } from './periods.ts';
import { type PortfolioFrame, portfolioFrame } from './portfolio-frame.ts';
import { PortfolioModel, type PortfolioPart } from './portfolio-model.ts';
import { portfolioParts } from './portfolio-parts.ts';

export interface CompiledPortfolio {
  readonly frame: PortfolioFrame;
  /** Money in millions of USD, accelerators in thousands, demand in multiples of the root's. */
  readonly problem: PlanningProblem;
  readonly variables: FleetVariables;
}

/** Options stand in the portfolio's order: projects, leases, offers of contracts, training runs. `parts` may be extended (docs/method.md, section 8); `periods` replaces those of T4. */
export function compilePortfolio(
  portfolio: Portfolio,
  tree: ScenarioTree,
  parts: readonly PortfolioPart[] = portfolioParts,
  periods?: Periods,
): CompiledPortfolio {
  const model = new PortfolioModel(portfolioFrame(portfolio, tree, periods));
  for (const part of parts) part.addRows?.(model);
  for (const part of parts) part.addVariables?.(model);
  for (const part of parts)
    for (const option of part.options?.(model) ?? []) model.frame.builder.addOption(option);
  const { frame, variables } = model;
  return { frame, problem: frame.builder.build(), variables };
}
