/** Decisions of a planner's own against the exact method on random small portfolios. */
import { beforeAll, describe, expect, it } from 'vitest';
import { highsSolver } from '../../src/adapters/highs/highs-solver.ts';
import { decisionLines } from '../../src/app/decision-file.ts';
import type { DecisionSet } from '../../src/judge/decision-set.ts';
import { type DecisionRow, decisionRow } from '../../src/judge/decision-table.ts';
import { evaluateDecisions } from '../../src/judge/evaluate-decisions.ts';
import type { LpSolver } from '../../src/lp/lp-solver.ts';
import { makePlan } from '../../src/planning/plan/make-plan.ts';
import type { PlanningProblem } from '../../src/planning/planning-problem.ts';
import { compilePortfolio } from '../../src/planning/portfolio/compile-portfolio.ts';
import { USD_SCALE } from '../../src/planning/portfolio/portfolio-frame.ts';
import { untimed } from '../../src/planning/solve-clock.ts';
import { type ExactMethod, exactMethod } from '../oracle/exact-optimum.ts';
import { randomPortfolio } from '../oracle/random-portfolio.ts';

const SEEDS = 14;

/** The problem in which an option can take but one action in the first quarter. */
function forced(problem: PlanningProblem, id: string, action: string): PlanningProblem {
  const options = problem.options.map((option) => {
    if (option.id !== id) return option;
    const guards = Array.from(option.arcGuard, (guard, arc) => {
      const open =
        guard < 0 ? new Uint8Array(problem.tree.parent.length).fill(1) : option.guards[guard]!.slice();
      if (option.actionNames[option.arcAction[arc]!] !== action) open[0] = 0;
      return open;
    });
    return { ...option, guards, arcGuard: Int32Array.from(guards.keys()) };
  });
  return { ...problem, options };
}

function rowsOf(lines: Iterable<string>): DecisionRow[] {
  return [...lines].slice(1).map((text, i) => {
    const [option, quarter, node, action] = text.trim().split(',') as [string, string, string, string];
    return decisionRow(i + 2, { option, quarter, node, action });
  });
}

describe('decisions of one’s own', () => {
  let solver: LpSolver;
  let exact: ExactMethod;
  beforeAll(async () => {
    [solver, exact] = await Promise.all([highsSolver(), exactMethod()]);
  });

  it('are worth what the plan is where they are the plan’s, and cost what the exact method says where one is worse', () => {
    const counts = { own: 0, worse: 0, asPlanned: 0, exactly: 0, costly: 0 };
    for (let seed = 0; seed < SEEDS; seed++) {
      const { portfolio, tree } = randomPortfolio(seed, seed % 2 === 1);
      const outcome = makePlan({ portfolio, tree, solver, clock: untimed(), gapShare: 0 });
      if (outcome.status !== 'planned') continue;
      const { plan } = outcome;
      const name = `seed ${seed}`;
      const { valueUsd } = plan.headline;
      const near = 1 + 1e-7 * Math.abs(valueUsd);
      const own = rowsOf(decisionLines(plan));
      const alternatives = plan.reasons
        .filter(({ node }) => node === 0)
        .flatMap(({ option, action: chosen, alternatives: open }) =>
          open.filter(({ action }) => action !== chosen).map(({ action }) => ({ option, action })),
        )
        .slice(0, 2);
      const sets: DecisionSet[] = [
        { name: 'own', rows: own, rest: 'optimal', costs: true },
        { name: 'own', rows: own, rest: 'continue', costs: true },
        ...alternatives.map(
          ({ option, action }): DecisionSet => ({
            ...{ name: `${option} ${action}`, rest: 'optimal', costs: true },
            rows: [decisionRow(2, { option, action })],
          }),
        ),
      ];
      const { verdicts, plan: held } = evaluateDecisions({
        ...{ portfolio, tree, base: plan, sets, solver, clock: untimed() },
      });
      // The plan's cases are kept: what was proven of it still is.
      expect(held.boundUsd, name).toBeLessThan(plan.headline.boundUsd + near);
      for (const verdict of verdicts.slice(0, 2)) {
        if (verdict.status !== 'valued') throw new Error(`${name}: ${verdict.status}`);
        expect(Math.abs(verdict.worth.valueUsd - valueUsd), name).toBeLessThan(near);
        expect(verdict.costs).toEqual([]);
        counts.own += 1;
      }
      const { problem } = compilePortfolio(portfolio, tree);
      const whole = exact.optimum(problem);
      if (whole.status !== 'optimal') throw new Error(`${name}: ${whole.status}`);
      const wholeUsd = whole.value * USD_SCALE;
      alternatives.forEach(({ option, action }, i) => {
        const verdict = verdicts[i + 2]!;
        const best = exact.optimum(forced(problem, option, action));
        const which = `${name}, ${option} ${action}`;
        if (best.status === 'undecided') throw new Error(`${which}: ${best.detail}`);
        expect(verdict.status === 'infeasible', which).toBe(best.status === 'infeasible');
        if (verdict.status !== 'valued' || best.status !== 'optimal') return;
        const exactUsd = best.value * USD_SCALE;
        expect(verdict.worth.valueUsd, which).toBeLessThan(exactUsd + near);
        expect(verdict.boundWithinUsd, which).toBeGreaterThan(exactUsd - near);
        const [cost] = verdict.costs;
        expect(cost, which).toMatchObject({ line: 2, option, action });
        // Freed, the decision is the plan's or a better one: at least what the plan gains, at most what the optimum does.
        const { valueUsd: own } = verdict.worth;
        expect(cost!.costUsd, which).toBeGreaterThan(valueUsd - own - near);
        expect(cost!.costUsd, which).toBeLessThan(wholeUsd - own + near);
        if (cost!.costUsd < valueUsd - own + near) counts.asPlanned += 1;
        counts.worse += 1;
        if (Math.abs(verdict.worth.valueUsd - exactUsd) < 10 * near) counts.exactly += 1;
        if (cost!.costUsd > 1e5) counts.costly += 1;
      });
    }
    expect(counts.own).toBeGreaterThan(SEEDS);
    expect(counts.costly).toBeGreaterThan(5);
    expect(counts.asPlanned / counts.worse).toBeGreaterThan(0.8);
    // The search ends without branching: 18 of 23 reach the optimum, the others lie between value and bound, as above.
    expect(counts.exactly / counts.worse, JSON.stringify(counts)).toBeGreaterThan(0.7);
  });

  it('that cannot be taken are told with their line, and those that break a rule with the rule', () => {
    const { portfolio, tree } = randomPortfolio(1, true);
    const outcome = makePlan({ portfolio, tree, solver, clock: untimed() });
    if (outcome.status !== 'planned') throw new Error(outcome.status);
    const evaluate = (rows: readonly DecisionRow[], given = portfolio) =>
      evaluateDecisions({
        ...{ portfolio: given, tree, base: outcome.plan, solver, clock: untimed() },
        sets: [{ name: 'given', rows, rest: 'continue', costs: false }],
      }).verdicts[0]!;
    const [project] = portfolio.projects;
    const wrong = evaluate([
      decisionRow(2, { option: 'nowhere', action: 'cancel' }),
      decisionRow(3, { option: project!.id, action: 'dance' }),
      decisionRow(5, { option: project!.id, action: 'cancel', quarter: '1999Q1' }),
      decisionRow(6, { option: project!.id, action: 'cancel', condition: 'demand:nowhere > 3' }),
    ]);
    if (wrong.status !== 'faulty') throw new Error(wrong.status);
    const told = wrong.problems.map(({ line, code }) => [line, code]);
    expect(told.sort(([a], [b]) => Number(a) - Number(b))).toEqual([
      [2, 'decision-option'],
      [3, 'choice'],
      [5, 'decision-quarter'],
      [6, 'condition-series'],
    ]);
  });
});
