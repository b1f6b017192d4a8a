import { beforeAll, describe, expect, it } from 'vitest';
import { syntheticPortfolio } from '../../../bench/synthetic-portfolio.ts';
import { highsSolver } from '../../adapters/highs/highs-solver.ts';
import type { LpSolver } from '../../lp/lp-solver.ts';
import { optionPolicies } from '../plan/option-states.ts';
import { untimed } from '../solve-clock.ts';
import { solveProblem } from '../solve-problem.ts';
import { type EffectTerm, OptionBuilder } from '../staged-option.ts';
import { compilePortfolio } from './compile-portfolio.ts';
import { HOURS_PER_QUARTER } from './portfolio-frame.ts';
import type { PortfolioPart } from './portfolio-model.ts';
import { portfolioParts } from './portfolio-parts.ts';
import { portfolioTree } from './portfolio-tree.ts';

/** The example of docs/method.md, section 8, with the strike as a parameter. */
function purchaseAgreement(strikeUsdPerMwh: number): PortfolioPart {
  return {
    options({ frame }) {
      const builder = new OptionBuilder('ppa');
      const region = frame.portfolio.regions[0]!;
      const megawattHours = 10 * HOURS_PER_QUARTER;
      const factor = frame.cashFactor(region.powerGrowthPerYear);
      const market = builder.channel({ target: 'cash', factor, category: 'energy' });
      const strike = builder.channel({ target: 'cash', factor: frame.cashFactor(0), category: 'energy' });
      const paid: EffectTerm[] = [
        [market, megawattHours * region.powerUsdPerMwh],
        [strike, -megawattHours * strikeUsdPerMwh],
      ];
      const [open, signed, declined] = ['open', 'signed', 'declined'].map((name) => builder.state(name)) as [
        number,
        number,
        number,
      ];
      builder.arc(open, 'decline', declined, []);
      builder.arc(open, 'sign', signed, paid);
      builder.arc(signed, 'hold', signed, paid);
      builder.arc(declined, 'declined', declined, []);
      return [builder.build()];
    },
  };
}

describe('a kind of option that is one file and one entry', () => {
  const size = {
    projects: 1,
    pools: 1,
    accelerators: 1,
    workloads: 1,
    horizonQuarters: 4,
    branching: [1],
    periodQuarters: 2,
    seed: 3,
  };
  const portfolio = { ...syntheticPortfolio(size), budget: [] };
  const { tree } = portfolioTree(portfolio);
  let solver: LpSolver;
  beforeAll(async () => {
    solver = await highsSolver();
  });

  it('is signed when its strike is below the market and declined when above, and is worth the difference', () => {
    const valueWith = (parts: readonly PortfolioPart[]) => {
      const compiled = compilePortfolio(portfolio, tree, { parts });
      const solution = solveProblem(compiled.problem, solver, { clock: untimed() });
      if (solution.status !== 'solved') throw new Error(solution.status);
      return { value: solution.incumbent.value, policies: optionPolicies(compiled, solution.incumbent) };
    };
    const without = valueWith(portfolioParts);
    const dear = valueWith([...portfolioParts, purchaseAgreement(1e4)]);
    const cheap = valueWith([...portfolioParts, purchaseAgreement(0)]);
    expect(dear.policies.at(-1)!.actions).toEqual(['decline', 'declined', 'declined', 'declined']);
    expect(dear.value).toBeCloseTo(without.value, 6);
    expect(cheap.policies.at(-1)!.actions).toEqual(['sign', 'hold', 'hold', 'hold']);
    // Four quarters of 10 MW at the market price, which grows 3 % a year, discounted at 10 % a year, in millions.
    const { powerUsdPerMwh } = portfolio.regions[0]!;
    const worth = [0, 1, 2, 3].reduce(
      (sum, t) => sum + (10 * 2191.5 * powerUsdPerMwh * (1.03 / 1.1) ** (t / 4)) / 1e6,
      0,
    );
    expect(cheap.value - without.value).toBeCloseTo(worth, 6);
  });
});
