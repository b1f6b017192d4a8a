import { beforeAll, describe, expect, it } from 'vitest';
import { highsSolver } from '../../src/adapters/highs/highs-solver.ts';
import { leavesOf, pathTo, type ScenarioTree, treeFaults } from '../../src/demand/scenario-tree.ts';
import type { Portfolio } from '../../src/domain/portfolio.ts';
import type { LpSolver } from '../../src/lp/lp-solver.ts';
import { cashByNode, type Incumbent } from '../../src/planning/incumbent.ts';
import { statesUnder } from '../../src/planning/option-pricing.ts';
import type { PlanningProblem } from '../../src/planning/planning-problem.ts';
import { compilePortfolio } from '../../src/planning/portfolio/compile-portfolio.ts';
import { untimed } from '../../src/planning/solve-clock.ts';
import { type ProblemSolution, solveProblem } from '../../src/planning/solve-problem.ts';
import {
  type Alteration,
  cheaperAccelerators,
  cheaperExits,
  cheaperPower,
  lowerRents,
  mirroredTree,
  moreActions,
  moreBudget,
  moreSupply,
  oneMoreProject,
  revealedTree,
  scaledMoney,
} from './altered-portfolio.ts';
import { allowance } from './judged.ts';
import { type PortfolioCase, randomPortfolio } from './random-portfolio.ts';

type Planned = Extract<ProblemSolution, { incumbent: unknown }>;

interface SolvedCase extends PortfolioCase {
  readonly seed: number;
  readonly problem: PlanningProblem;
  readonly solution: Planned;
}

const CASES = 24;

describe('laws of the optimal value', () => {
  let solver: LpSolver;
  const cases: SolvedCase[] = [];

  /** The optimum, or nothing where there is no plan or it would take long. */
  function planned(
    portfolio: Portfolio,
    tree: ScenarioTree,
  ): { problem: PlanningProblem; solution: Planned } | undefined {
    const { problem } = compilePortfolio(portfolio, tree);
    const solution = solveProblem(problem, solver, { clock: untimed(), branchLimit: 100 });
    return solution.status === 'solved' ? { problem, solution } : undefined;
  }

  beforeAll(async () => {
    solver = await highsSolver();
    for (let seed = 2000; cases.length < CASES; seed++) {
      const drawn = randomPortfolio(seed);
      const found = planned(drawn.portfolio, drawn.tree);
      if (found) cases.push({ ...drawn, ...found, seed });
    }
  });

  function expectNotLower(alteration: Alteration): void {
    let higher = 0;
    for (const { seed, portfolio, tree, solution } of cases) {
      const { value } = solution.incumbent;
      const altered = planned(alteration(portfolio), tree);
      if (!altered) continue;
      expect(altered.solution.incumbent.value, `seed ${seed}`).toBeGreaterThanOrEqual(
        value - allowance(value),
      );
      if (altered.solution.incumbent.value > value + allowance(value)) higher += 1;
    }
    expect(higher).toBeGreaterThan(0);
  }

  it.each([
    ['more budget', moreBudget],
    ['more supply', moreSupply],
    ['cheaper accelerators', cheaperAccelerators],
    ['cheaper power', cheaperPower],
    ['lower rents', lowerRents],
    ['cheaper exits', cheaperExits],
    ['more actions', moreActions],
    ['one more project that may be dropped for nothing', oneMoreProject],
  ] as const)('%s never lowers it, and raises it somewhere', (_, alteration) => {
    expectNotLower(alteration);
  });

  it('does not depend on the order of siblings', () => {
    let branching = 0;
    for (const { seed, portfolio, tree, solution } of cases) {
      const mirrored = planned(portfolio, mirroredTree(tree));
      if (!mirrored) continue;
      if (leavesOf(tree).length > 1) branching += 1;
      const { value } = solution.incumbent;
      expect(Math.abs(mirrored.solution.incumbent.value - value), `seed ${seed}`).toBeLessThanOrEqual(
        allowance(value),
      );
    }
    expect(branching).toBeGreaterThan(10);
  });

  it('is in proportion to money', () => {
    for (const { seed, portfolio, tree, solution } of cases) {
      const scaled = planned(scaledMoney(portfolio, 3), tree);
      if (!scaled) continue;
      const value = 3 * solution.incumbent.value;
      expect(Math.abs(scaled.solution.incumbent.value - value), `seed ${seed}`).toBeLessThanOrEqual(
        3 * allowance(value),
      );
    }
  });

  it('is at most what knowing the future after the root would give, and less on some', () => {
    let less = 0;
    for (const { seed, portfolio, tree } of cases) {
      // By single quarters, as periods end where the tree branches and the two trees branch differently.
      const quarterly = { ...portfolio, calendar: { ...portfolio.calendar, periodQuarters: 1 } };
      const own = planned(quarterly, tree);
      const revealed = planned(quarterly, revealedTree(tree));
      if (!own || !revealed) continue;
      const { value } = own.solution.incumbent;
      expect(revealed.solution.incumbent.value, `seed ${seed}`).toBeGreaterThanOrEqual(
        value - allowance(value),
      );
      if (revealed.solution.incumbent.value > value + allowance(value)) less += 1;
    }
    expect(less).toBeGreaterThan(0);
  });

  it('is the risk-weighted mean of the discounted cash along the paths', () => {
    for (const { seed, problem, solution } of cases) {
      const { policies, variables, value } = solution.incumbent;
      expect(
        Math.abs(valueOfPaths(problem, cashByNode(problem, policies, variables)) - value),
        `seed ${seed}`,
      ).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(value)));
    }
  });

  it('belongs to a plan that meets every row and bound', () => {
    for (const { seed, problem, solution } of cases)
      expect(worstViolation(problem, solution.incumbent), `seed ${seed}`).toBeLessThan(1e-6);
  });

  it('belongs to one action per option and node, allowed there in the state that the parent’s action led to', () => {
    for (const { seed, problem, solution } of cases) {
      solution.incumbent.policies.forEach((policy, o) => {
        const option = problem.options[o]!;
        const states = statesUnder(option, policy, problem.tree);
        expect(policy).toHaveLength(problem.tree.parent.length);
        policy.forEach((arc, n) => {
          const state = states[n]!;
          const guard = option.arcGuard[arc]!;
          const allowed = guard < 0 || option.guards[guard]![n] === 1;
          expect(
            arc >= option.arcStart[state]! && arc < option.arcStart[state + 1]! && allowed,
            `seed ${seed} node ${n}`,
          ).toBe(true);
        });
      });
    }
  });

  it('stands on trees whose probabilities add up', () => {
    for (const { seed, tree } of cases) {
      expect(treeFaults(tree), `seed ${seed}`).toEqual([]);
      expect(treeFaults(revealedTree(tree)), `seed ${seed}`).toEqual([]);
      expect(treeFaults(mirroredTree(tree)), `seed ${seed}`).toEqual([]);
    }
  });
});

/** The objective by the definition of CVaR as a maximum over its threshold. */
function valueOfPaths({ tree, risk }: PlanningProblem, cash: Float64Array): number {
  const paths = leavesOf(tree).map((leaf) => ({
    probability: tree.probability[leaf]!,
    total: pathTo(tree, leaf).reduce((sum, n) => sum + cash[n]!, 0),
  }));
  const expected = paths.reduce((sum, path) => sum + path.probability * path.total, 0);
  const tail = (threshold: number) =>
    paths.reduce(
      (sum, { probability, total }) =>
        sum - (probability * Math.max(0, threshold - total)) / (1 - risk.cvarLevel),
      threshold,
    );
  const cvar = Math.max(...paths.map(({ total }) => tail(total)));
  return (1 - risk.cvarWeight) * expected + risk.cvarWeight * cvar;
}

/** By how much a plan misses the row or bound that it misses most. */
function worstViolation(problem: PlanningProblem, { policies, variables }: Incumbent): number {
  const { columns, rowLower, rowUpper, tree } = problem;
  const activity = new Float64Array(rowLower.length);
  let worst = 0;
  for (let j = 0; j < variables.length; j++) {
    worst = Math.max(worst, columns.lower[j]! - variables[j]!, variables[j]! - columns.upper[j]!);
    for (let i = columns.starts[j]!; i < columns.starts[j + 1]!; i++)
      activity[columns.rows[i]!]! += columns.coefficients[i]! * variables[j]!;
  }
  const leaves = new Set(leavesOf(tree));
  policies.forEach((policy, o) => {
    const option = problem.options[o]!;
    policy.forEach((arc, n) => {
      const terminal = leaves.has(n) ? option.terminalEffect[option.arcTo[arc]!]! : -1;
      for (const effect of [option.arcEffect[arc]!, terminal]) {
        if (effect < 0) continue;
        for (let i = option.effectStart[effect]!; i < option.effectStart[effect + 1]!; i++) {
          const { target, factor } = option.channels[option.effectChannel[i]!]!;
          if (target === 'cash') continue;
          const { start, row, coefficient } = problem.resourceRows[target]!;
          for (let k = start[n]!; k < start[n + 1]!; k++)
            activity[row[k]!]! += option.effectAmount[i]! * (factor?.[n] ?? 1) * coefficient[k]!;
        }
      }
    });
  });
  activity.forEach((use, r) => {
    worst = Math.max(worst, rowLower[r]! - use, use - rowUpper[r]!);
  });
  return worst;
}
