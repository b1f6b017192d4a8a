/** Compiles a portfolio on a tree to a planning problem, with what its rows and variables stand for. */
import type { ScenarioTree } from '../../demand/scenario-tree.ts';
import type { Portfolio } from '../../domain/portfolio.ts';
import type { PlanningProblem } from '../planning-problem.ts';
import { addBudgetRows } from './budget-rows.ts';
import { FleetModel, type FleetVariables } from './fleet-model.ts';
import { leaseOption } from './lease-option.ts';
import { type PortfolioFrame, portfolioFrame } from './portfolio-frame.ts';
import { projectOption } from './project-option.ts';

export interface CompiledPortfolio {
  readonly frame: PortfolioFrame;
  /** Money in millions of USD, accelerators in thousands, demand in multiples of the root's. */
  readonly problem: PlanningProblem;
  readonly variables: FleetVariables;
}

/** Options stand in the portfolio's order, projects before leases. */
export function compilePortfolio(portfolio: Portfolio, tree: ScenarioTree): CompiledPortfolio {
  const frame = portfolioFrame(portfolio, tree);
  const variables: FleetVariables = new Map();
  for (const pool of portfolio.pools) frame.builder.addResource(`power:${pool.id}`);
  frame.builder.addResource('capex');
  const capexEntries = addBudgetRows(frame, variables);
  new FleetModel(frame, variables, capexEntries).add();
  for (const project of portfolio.projects) frame.builder.addOption(projectOption(project, frame));
  for (const lease of portfolio.leases) frame.builder.addOption(leaseOption(lease, frame));
  return { frame, problem: frame.builder.build(), variables };
}
