/** Scenario trees that were built before, for portfolios that differ in nothing that a tree is made of. */
import type { Portfolio } from '../../domain/portfolio.ts';
import { portfolioOutlook } from './portfolio-outlook.ts';
import { type PortfolioTree, portfolioTree } from './portfolio-tree.ts';

/** Trees kept; the one that was asked for longest ago goes first. */
const MOST = 4;

export class KeptTrees {
  readonly #trees = new Map<string, PortfolioTree>();

  /** What `portfolioTree` gives. */
  of(portfolio: Portfolio): PortfolioTree {
    const { branching, nodes, keepEvents, eventShare } = portfolio.uncertainty;
    const key = JSON.stringify([
      portfolioOutlook(portfolio),
      { branching, nodes, keepEvents, eventShare },
      portfolio.events.map(({ id }) => id),
    ]);
    const tree = this.#trees.get(key) ?? portfolioTree(portfolio);
    this.#trees.delete(key);
    this.#trees.set(key, tree);
    if (this.#trees.size > MOST) this.#trees.delete(this.#trees.keys().next().value!);
    return tree;
  }
}
