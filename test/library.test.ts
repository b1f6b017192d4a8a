/** A planning problem of one's own, stated through the library's entry. */
import { describe, expect, it } from 'vitest';
import { generateTree, highsSolver, ProblemBuilder, quarter, solveProblem, untimed } from '../src/index.ts';

describe('the library', () => {
  it('solves a problem of its own making: build now, later, or never', async () => {
    const { tree } = generateTree({
      firstQuarter: quarter(2025, 2),
      horizonQuarters: 8,
      branchesPerYear: [1, 2],
      seed: 1,
      series: [
        {
          name: 'demand',
          initial: 10,
          outlook: { kind: 'growth', growthPerYear: 0.4, volatilityPerYear: 0.5 },
        },
      ],
    });
    const demand = tree.values.get('demand')!;
    const builder = new ProblemBuilder(tree);
    builder.addResource('capacity');
    builder.addOption({
      id: 'plant',
      initial: 'none',
      transitions: [
        { from: 'none', action: 'wait', to: 'none' },
        { from: 'none', action: 'build', to: 'built', cash: -20, uses: { capacity: 12 } },
        { from: 'built', action: 'keep', to: 'built', uses: { capacity: 12 } },
      ],
    });
    demand.forEach((level, node) => {
      const sold = builder.addVariable({ name: `sold ${node}`, upper: level, cash: [[node, 1]] });
      builder.addRow({
        name: `capacity ${node}`,
        upper: 0,
        variables: [[sold, 1]],
        resources: [['capacity', node, -1]],
      });
    });
    const solution = solveProblem(builder.build(), await highsSolver(), { clock: untimed() });
    if (solution.status !== 'solved') throw new Error(solution.status);
    const worth = demand.reduce((sum, level, n) => sum + tree.probability[n]! * Math.min(level, 12), -20);
    expect(solution.incumbent.value).toBeCloseTo(worth, 6);
    expect(solution.bound).toBeCloseTo(solution.incumbent.value, 6);
  });
});
