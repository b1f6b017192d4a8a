/** Scenario trees that were built before, for portfolios that differ in nothing that a tree is made of, or in levels or factors of hazards alone. */
import type { TreeShape } from '../../demand/tree-shape.ts';
import type { Portfolio } from '../../domain/portfolio.ts';
import { brought, type PortfolioTree, treeOfShares, treeRecipe, treeShape } from './portfolio-tree.ts';

/** Trees kept; the one that was asked for longest ago goes first. */
const MOST = 4;
/** Shapes kept, which hold all paths: some 30 MB for ten thousand of ten series and 24 quarters. */
const MOST_SHAPES = 1;

/** Makes trees and keeps the last few: what-ifs ask for the same ones again. */
export class KeptTrees {
  readonly #shapes = new Kept<TreeShape>(MOST_SHAPES);
  readonly #ofShares = new Kept<PortfolioTree>(MOST);
  readonly #trees = new Kept<PortfolioTree>(MOST);

  /** What `portfolioTree` gives. */
  of(portfolio: Portfolio): PortfolioTree {
    const recipe = treeRecipe(portfolio);
    const shares = JSON.stringify(recipe.shares);
    const levels = JSON.stringify([...recipe.levels]);
    return this.#trees.get(`${levels} ${shares}`, () =>
      brought(
        this.#ofShares.get(shares, () =>
          treeOfShares(recipe, (request) =>
            this.#shapes.get(JSON.stringify(request), () => treeShape(request)),
          ),
        ),
        recipe.levels,
      ),
    );
  }
}

class Kept<Made> {
  readonly #made = new Map<string, Made>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  get(key: string, make: () => Made): Made {
    const made = this.#made.get(key) ?? make();
    this.#made.delete(key);
    this.#made.set(key, made);
    if (this.#made.size > this.#most) this.#made.delete(this.#made.keys().next().value!);
    return made;
  }
}
