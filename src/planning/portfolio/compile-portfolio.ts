/** Compiles a portfolio on a tree to a planning problem, with what its rows and variables stand for. */
import type { ScenarioTree } from '../../demand/scenario-tree.ts';
import type { Portfolio } from '../../domain/portfolio.ts';
import type { PlanningProblem } from '../planning-problem.ts';
import type { StagedOption } from '../staged-option.ts';
import type { FleetVariables } from './fleet-variable.ts';
import { countsAsActive } from './option-events.ts';
import type { Periods } from './periods.ts';
import { type PortfolioFrame, portfolioFrame } from './portfolio-frame.ts';
import { PortfolioModel, type PortfolioPart } from './portfolio-model.ts';
import { portfolioParts } from './portfolio-parts.ts';

/** A portfolio as a planning problem, with what its rows and variables stand for. */
export interface CompiledPortfolio {
  readonly frame: PortfolioFrame;
  /** Money in millions of USD, accelerators in thousands, demand in multiples of the root's. */
  readonly problem: PlanningProblem;
  readonly variables: FleetVariables;
  /** The options that each part has made. */
  readonly optionsOf: ReadonlyMap<PortfolioPart, readonly StagedOption[]>;
}

/** What replaces the defaults of {@link compilePortfolio}. */
export interface CompileOptions {
  /** What the problem is put together from; may be extended (docs/method.md, section 8). Default: all of the method. */
  readonly parts?: readonly PortfolioPart[];
  /** Periods in place of those of T4. */
  readonly periods?: Periods | undefined;
  /** Lends its options where they are the same. */
  readonly former?: CompiledPortfolio | undefined;
}

/** The planning problem of a portfolio on a tree. Options stand in the portfolio's order: projects, leases, offers of contracts, training runs. */
export function compilePortfolio(
  portfolio: Portfolio,
  tree: ScenarioTree,
  { parts = portfolioParts, periods, former }: CompileOptions = {},
): CompiledPortfolio {
  const model = new PortfolioModel(portfolioFrame(portfolio, tree, periods));
  for (const part of parts) part.addRows?.(model);
  for (const part of parts) part.addVariables?.(model);
  const { frame, variables } = model;
  const lender = former && haveSameOptions(former.frame, frame) ? former : undefined;
  const optionsOf = new Map<PortfolioPart, readonly StagedOption[]>();
  for (const part of parts) {
    if (!part.options) continue;
    const lent =
      lender && knowsNothingNew(part, lender.frame, frame) ? lender.optionsOf.get(part) : undefined;
    optionsOf.set(part, lent ?? part.options(model));
  }
  for (const options of optionsOf.values()) for (const option of options) frame.builder.addOption(option);
  return { frame, problem: frame.builder.build(), variables, optionsOf };
}

function knowsNothingNew(part: PortfolioPart, a: PortfolioFrame, b: PortfolioFrame): boolean {
  const heeded = b.portfolio.events.filter((event) => part.optionsHeed?.(event) ?? true);
  return isSame(part.optionsKnow, a, b) && heeded.every(({ id }) => isActiveAlike(id, a.tree, b.tree));
}

function isSame(known: PortfolioPart['optionsKnow'], a: PortfolioFrame, b: PortfolioFrame): boolean {
  return (
    !known ||
    a.portfolio === b.portfolio ||
    JSON.stringify(known(a.portfolio)) === JSON.stringify(known(b.portfolio))
  );
}

/** Whether two portfolios differ in nothing that every option may know of. */
function haveSameOptions(a: PortfolioFrame, b: PortfolioFrame): boolean {
  return (
    (a.portfolio === b.portfolio || knownToOptions(a.portfolio) === knownToOptions(b.portfolio)) &&
    haveSameWorlds(a.tree, b.tree)
  );
}

/** All but what the fleet, its service and the limits of money are made of; see `PortfolioPart.optionsKnow` for what a part knows of these. */
function knownToOptions({ workloads, regions, accelerators, budget, events, ...others }: Portfolio): string {
  return JSON.stringify([
    others,
    workloads.map(({ id }) => id),
    regions.map(({ powerUsdPerMwh: _, ...terms }) => terms),
    accelerators.map(({ priceUsd: _, ...terms }) => terms),
    budget.map(({ fiscalYear }) => fiscalYear),
    events.map(({ hazardPerQuarter: _, shapeHazardPerQuarter: __, effects: ___, ...terms }) => terms),
  ]);
}

/** Whether options may depend on a series. */
export function isKnownToOptions(series: string): boolean {
  return !series.startsWith('demand:') && !series.startsWith('efficiency:');
}

/** Whether options find the same nodes with the same prices; they know nothing of probabilities. */
function haveSameWorlds(a: ScenarioTree, b: ScenarioTree): boolean {
  if (a === b) return true;
  const known = (tree: ScenarioTree) =>
    [...tree.values].filter(([name]) => isKnownToOptions(name) && !name.startsWith('event:'));
  const other = known(b);
  return (
    sameFigures(a.parent, b.parent) &&
    known(a).every(([name, values], i) => name === other[i]?.[0] && sameFigures(values, other[i][1]))
  );
}

/** Whether an event is active at the same nodes of two trees. */
function isActiveAlike(event: string, a: ScenarioTree, b: ScenarioTree): boolean {
  const [here, there] = [a.values.get(`event:${event}`), b.values.get(`event:${event}`)];
  if (!here || !there) return here === there;
  return here.every((share, n) => countsAsActive(share) === countsAsActive(there[n]!));
}

function sameFigures(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
