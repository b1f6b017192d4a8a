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

/** Options stand in the portfolio's order: projects, leases, offers of contracts, training runs. `parts` may be extended (docs/method.md, section 8); `periods` replaces those of T4; `former` lends its options where they are the same. */
export function compilePortfolio(
  portfolio: Portfolio,
  tree: ScenarioTree,
  parts: readonly PortfolioPart[] = portfolioParts,
  periods?: Periods,
  former?: CompiledPortfolio,
): CompiledPortfolio {
  const model = new PortfolioModel(portfolioFrame(portfolio, tree, periods));
  for (const part of parts) part.addRows?.(model);
  for (const part of parts) part.addVariables?.(model);
  const { frame, variables } = model;
  const options =
    former && haveSameOptions(former.frame, frame)
      ? former.problem.options
      : parts.flatMap((part) => part.options?.(model) ?? []);
  for (const option of options) frame.builder.addOption(option);
  return { frame, problem: frame.builder.build(), variables };
}

/** Whether two portfolios differ in demand alone: no option knows of it. */
function haveSameOptions(a: PortfolioFrame, b: PortfolioFrame): boolean {
  return allButDemand(a.portfolio) === allButDemand(b.portfolio) && haveSameWorlds(a.tree, b.tree);
}

function allButDemand({ workloads, ...others }: Portfolio): string {
  return JSON.stringify([others, workloads.map(({ demand: _, ...terms }) => terms)]);
}

function haveSameWorlds(a: ScenarioTree, b: ScenarioTree): boolean {
  const known = (tree: ScenarioTree) => [...tree.values].filter(([name]) => !name.startsWith('demand:'));
  const other = known(b);
  return (
    sameFigures(a.parent, b.parent) &&
    sameFigures(a.probability, b.probability) &&
    known(a).every(([name, values], i) => name === other[i]?.[0] && sameFigures(values, other[i][1]))
  );
}

function sameFigures(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
