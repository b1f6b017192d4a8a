/** Scenario trees that were built before, for portfolios that differ in nothing that a tree is made of, or in levels alone. */
import type { Portfolio } from '../../domain/portfolio.ts';
import { brought, type PortfolioTree, treeOfShares, treeRecipe } from './portfolio-tree.ts';

/** Trees kept; the one that was asked for longest ago goes first. */
const MOST = 4;

/** Makes trees and keeps the last few: what-ifs ask for the same ones again. */
export class KeptTrees {
  readonly #ofShares = new Kept();
  readonly #trees = new Kept();

  /** What `portfolioTree` gives. */
  of(portfolio: Portfolio): PortfolioTree {
    const recipe = treeRecipe(portfolio);
    const shares = JSON.stringify(recipe.shares);
    const levels = JSON.stringify([...recipe.levels]);
    return this.#trees.get(`${levels} ${shares}`, () =>
      brought(
        this.#ofShares.get(shares, () => treeOfShares(recipe)),
        recipe.levels,
      ),
    );
  }
}

class Kept {
  readonly #trees = new Map<string, PortfolioTree>();

  get(key: string, make: () => PortfolioTree): PortfolioTree {
    const tree = this.#trees.get(key) ?? make();
    this.#trees.delete(key);
    this.#trees.set(key, tree);
    if (this.#trees.size > MOST) this.#trees.delete(this.#trees.keys().next().value!);
    return tree;
  }
}
