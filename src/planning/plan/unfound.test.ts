import { describe, expect, it } from 'vitest';
import { syntheticPortfolio } from '../../../bench/synthetic-portfolio.ts';
import { compilePortfolio } from '../portfolio/compile-portfolio.ts';
import { portfolioTree } from '../portfolio/portfolio-tree.ts';
import { untimed } from '../solve-clock.ts';
import { unfound } from './unfound.ts';

describe('what is known while no plan is found', () => {
  const portfolio = syntheticPortfolio({
    ...{ projects: 3, pools: 2, accelerators: 2, workloads: 2, horizonQuarters: 4 },
    ...{ branching: [2], periodQuarters: 2, seed: 7 },
  });
  const compiled = compilePortfolio(portfolio, portfolioTree(portfolio).tree);
  const rowsOf = (rule: string) =>
    [...compiled.frame.rows.entries()].flatMap(([row, { key }]) => (key.rule === rule ? [row] : []));
  const at = (prices: readonly (readonly [number, number])[]) => {
    const rowPrices = new Float64Array(compiled.problem.rowLower.length);
    for (const [row, price] of prices) rowPrices[row] = price;
    const session = { bound: 5, proof: { bound: 5, multipliers: { rowPrices } } };
    return unfound(compiled, session, untimed());
  };

  it('names the rule that costs most at the prices, and no pool', () => {
    const [budget] = rowsOf('budget');
    const [supply] = rowsOf('supply');
    const [power] = rowsOf('power');
    const cost = (row: number) => Math.abs(compiled.problem.rowUpper[row]!);
    const dear = at([
      [budget!, 3 / cost(budget!)],
      [supply!, 1 / cost(supply!)],
      [power!, 1e6],
    ]);
    expect(dear.dearest?.rule).toBe('budget');
    const other = at([
      [budget!, 1 / cost(budget!)],
      [supply!, 3 / cost(supply!)],
    ]);
    expect(other.dearest?.rule).toBe('supply');
  });

  it('names none before there are prices, nor a bound before there is one', () => {
    expect(at([]).dearest).toBeUndefined();
    const none = unfound(compiled, { bound: Infinity, proof: undefined }, untimed());
    expect(none).toEqual({ status: 'none-found', seconds: 0 });
  });
});
