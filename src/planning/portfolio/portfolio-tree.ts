/** The scenario tree that a portfolio's outlooks, events, evidence and seed imply. */
import type { KeptEvent } from '../../demand/event-branches.ts';
import type { Posterior } from '../../demand/evidence.ts';
import { applyEvidence } from '../../demand/evidence-effect.ts';
import { generateTree } from '../../demand/generate-tree.ts';
import { simulatePaths } from '../../demand/paths.ts';
import { reducePaths } from '../../demand/reduce-paths.ts';
import type { ScenarioTree } from '../../demand/scenario-tree.ts';
import type { TreeDiagnostics } from '../../demand/tree-diagnostics.ts';
import type { Portfolio } from '../../domain/portfolio.ts';
import { portfolioOutlook } from './portfolio-outlook.ts';

export interface PortfolioTree {
  readonly tree: ScenarioTree;
  readonly diagnostics: TreeDiagnostics;
  /** What became of each event that was to have branches of its own; empty in a tree of a given shape. */
  readonly events: readonly KeptEvent[];
  /** Of each event and view on growth, by its id. */
  readonly posteriors: ReadonlyMap<string, Posterior>;
}

/**
 * Series are `demand:<workload>`, `efficiency:<workload>`, those of prices, and `event:<event>` (see `portfolioOutlook`); evidence that
 * stands on `asOf` has moved hazards and growth. With `uncertainty.nodes` simulated paths are reduced to a tree of that
 * size, else the tree has the shape of `uncertainty.branching`.
 */
export function portfolioTree(portfolio: Portfolio): PortfolioTree {
  const { request: prior, evidence } = portfolioOutlook(portfolio);
  const { request, posteriors } = applyEvidence(prior, evidence);
  const { branching, nodes, keepEvents, eventShare } = portfolio.uncertainty;
  if (nodes === undefined) {
    const { tree, diagnostics } = generateTree({ ...request, branchesPerYear: branching });
    return { tree, diagnostics, events: [], posteriors };
  }
  const { tree, diagnostics } = reducePaths(simulatePaths(request), {
    ...{ nodes, eventShare },
    keepEvents: keepEvents ?? portfolio.events.map(({ id }) => id),
  });
  return { tree, diagnostics, events: diagnostics.events, posteriors };
}
