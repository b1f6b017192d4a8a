import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readPortfolioBytes } from '../../adapters/files/read-portfolio.ts';
import { treeDigest } from '../../demand/tree-digest.ts';
import { typicalPortfolio } from '../../domain/portfolio.ts';
import { applySettings } from '../../domain/setting.ts';
import { resolveServed } from '../../serving/served-workloads.ts';
import { KeptTrees } from './kept-trees.ts';
import { portfolioTree } from './portfolio-tree.ts';

const path = 'examples/neocloud/portfolio.yaml';

function portfolioWith(...settings: string[]) {
  const reading = readPortfolioBytes(readFileSync(path), path);
  if ('problems' in reading) throw new Error('the example is not sound');
  const changed =
    settings.length === 0 ? { document: reading.document } : applySettings(reading.document, settings);
  if ('problems' in changed) throw new Error(`the settings are not sound: ${settings}`);
  const resolved = resolveServed(changed.document);
  if ('problems' in resolved) throw new Error('the example serves models that do not fit');
  return typicalPortfolio(resolved.document);
}

it('builds a tree once for portfolios that differ in prices and budgets only', () => {
  const trees = new KeptTrees();
  const first = trees.of(portfolioWith());
  expect(trees.of(portfolioWith('regions.*.powerUsdPerMwh=+50 %', 'budget.*.capexUsd=-10 %'))).toBe(first);
});

it.each(['workloads.*.demand=+5 %', 'uncertainty.branching[1]=2', 'uncertainty.seed=7'])(
  'builds another tree after %s, the one that a planner builds',
  (setting) => {
    const trees = new KeptTrees();
    const first = trees.of(portfolioWith());
    const changed = portfolioWith(setting);
    expect(trees.of(changed)).not.toBe(first);
    expect(trees.of(changed)).toEqual(portfolioTree(changed));
    expect(trees.of(portfolioWith())).toBe(first);
  },
);

it('brings a reduced tree to other levels of demand without reducing its paths again, to the last bit', () => {
  const small = ['uncertainty.branching=', 'uncertainty.nodes=40', 'uncertainty.paths=400'];
  const trees = new KeptTrees();
  const first = trees.of(portfolioWith(...small));
  const more = portfolioWith(...small, 'workloads.*.demand=+15 %');
  const found = trees.of(more);
  expect(treeDigest(found.tree)).toBe(treeDigest(portfolioTree(more).tree));
  expect(found.tree.parent).toBe(first.tree.parent);
  for (const [name, values] of found.tree.values) {
    const factor = name.startsWith('demand:') ? 1.15 : 1;
    for (const [n, value] of values.entries())
      expect(value / first.tree.values.get(name)![n]!, `${name} at ${n}`).toBeCloseTo(factor, 8);
  }
});

it('gives the tree of multiplied hazards that a planner builds, to the last bit, whatever was asked before', () => {
  const path = 'examples/cadence-2025/portfolio.yaml';
  const reading = readPortfolioBytes(readFileSync(path), path);
  if ('problems' in reading) throw new Error('the example is not sound');
  const under = (...settings: string[]) => {
    const small = ['uncertainty.nodes=40', 'uncertainty.paths=400'];
    const changed = applySettings(reading.document, [...small, ...settings]);
    if ('problems' in changed) throw new Error(`the settings are not sound: ${settings}`);
    return typicalPortfolio(changed.document);
  };
  const trees = new KeptTrees();
  const steps = ['x1.05', 'x0.4', 'x1.05', 'x2', 'x1'].map((change) => `events.*.hazardFactor=${change}`);
  for (const step of [...steps, 'workloads.*.demand=+10 %', ...steps]) {
    const portfolio = under(step);
    expect(treeDigest(trees.of(portfolio).tree), step).toBe(treeDigest(portfolioTree(portfolio).tree));
  }
  expect(trees.of(under(steps[0]!)).tree.parent).toEqual(trees.of(under()).tree.parent);
});
