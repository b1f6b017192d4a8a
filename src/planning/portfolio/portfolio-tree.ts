/** The scenario tree that a portfolio's outlooks, events, evidence and seed imply. */
import type { KeptEvent } from '../../demand/event-branches.ts';
import type { Posterior } from '../../demand/evidence.ts';
import { applyEvidence } from '../../demand/evidence-effect.ts';
import { generateTree } from '../../demand/generate-tree.ts';
import { haveCommonPaths } from '../../demand/path-likelihood.ts';
import type { PathRequest } from '../../demand/paths.ts';
import { simulatePaths } from '../../demand/paths.ts';
import type { ReductionRequest } from '../../demand/reduction.ts';
import type { ScenarioTree } from '../../demand/scenario-tree.ts';
import type { TreeDiagnostics } from '../../demand/tree-diagnostics.ts';
import { TreeShape } from '../../demand/tree-shape.ts';
import type { Portfolio } from '../../domain/portfolio.ts';
import { portfolioOutlook } from './portfolio-outlook.ts';
import { atLevels, relativeOutlook } from './relative-outlook.ts';

/** A portfolio's tree, and what was done to make it. */
export interface PortfolioTree {
  readonly tree: ScenarioTree;
  /** Worked out when asked for. */
  readonly diagnostics: TreeDiagnostics;
  /** What became of each event that was to have branches of its own; empty in a tree of a given shape. */
  readonly events: readonly KeptEvent[];
  /** Of each event and view on growth, by its id. */
  readonly posteriors: ReadonlyMap<string, Posterior>;
}

/**
 * Series are `demand:<workload>`, `efficiency:<workload>`, those of prices, and `event:<event>` (see `portfolioOutlook`); evidence that
 * stands on `asOf` has moved hazards and growth. With `uncertainty.nodes` simulated paths are reduced to a tree of that
 * size, else the tree has the shape of `uncertainty.branching`. The same in every unit: see `relativeOutlook`.
 */
export function portfolioTree(portfolio: Portfolio): PortfolioTree {
  const recipe = treeRecipe(portfolio);
  return brought(treeOfShares(recipe), recipe.levels);
}

/** All that a portfolio's tree is made of: `shares` decides the tree but for its units, which are `levels`. */
export function treeRecipe(portfolio: Portfolio) {
  const { request, evidence } = portfolioOutlook(portfolio);
  const { request: relative, levels } = relativeOutlook(request);
  const { branching, nodes, keepEvents, eventShare } = portfolio.uncertainty;
  const kept = keepEvents ?? portfolio.events.map(({ id }) => id);
  const hazards = portfolio.events.map((event) => event.shapeHazardPerQuarter ?? event.hazardPerQuarter);
  const shape = { request: withHazards(relative, hazards), evidence, branching, nodes, eventShare, kept };
  return { shares: { shape, hazards: relative.events!.map((event) => event.hazardPerQuarter) }, levels };
}

/** See {@link treeRecipe}. */
export type TreeRecipe = ReturnType<typeof treeRecipe>;

/** The tree of a recipe, before it is brought to its levels. `shapeOf` may give a shape that was made before from the same request. */
export function treeOfShares(
  { shares: { shape, hazards } }: TreeRecipe,
  shapeOf: (request: ShapeRequest) => TreeShape = treeShape,
): PortfolioTree {
  const { evidence, branching, nodes, kept, eventShare } = shape;
  const { request, posteriors } = applyEvidence(withHazards(shape.request, hazards), evidence);
  if (nodes === undefined) return { ...shapedTree(request, branching), posteriors };
  const drawn = applyEvidence(shape.request, evidence).request;
  const isCommon = haveCommonPaths(drawn.events!, request.events!);
  const of = { nodes, eventShare, keepEvents: kept };
  const made = shapeOf({ paths: isCommon ? drawn : request, of });
  const reduced = isCommon ? made.treeUnder(request.events!) : made.tree();
  return {
    tree: reduced.tree,
    get diagnostics() {
      return reduced.diagnostics;
    },
    events: reduced.events,
    posteriors,
  };
}

/** What the shape of a tree is made of: paths, and into how many nodes they are gathered. */
export interface ShapeRequest {
  readonly paths: PathRequest;
  readonly of: ReductionRequest;
}

/** Draws the paths of a request and groups them; the costly step, kept where only hazards change. */
export function treeShape({ paths, of }: ShapeRequest): TreeShape {
  return new TreeShape(simulatePaths(paths), of);
}

function withHazards(request: PathRequest, hazards: readonly number[]): PathRequest {
  return {
    ...request,
    events: request.events!.map((event, e) => ({ ...event, hazardPerQuarter: hazards[e]! })),
  };
}

/** A tree of shares brought to its levels. Diagnostics are shares and stay. */
export function brought(tree: PortfolioTree, levels: TreeRecipe['levels']): PortfolioTree {
  return {
    tree: atLevels(tree.tree, levels),
    get diagnostics() {
      return tree.diagnostics;
    },
    events: tree.events,
    posteriors: tree.posteriors,
  };
}

function shapedTree(request: PathRequest, branchesPerYear: readonly number[]) {
  const { tree, diagnostics } = generateTree({ ...request, branchesPerYear });
  return { tree, diagnostics, events: [] };
}
