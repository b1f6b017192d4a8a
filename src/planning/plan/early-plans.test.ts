import { beforeAll, expect, it } from 'vitest';
import { readPortfolioPath } from '../../adapters/files/read-portfolio.ts';
import { highsSolver } from '../../adapters/highs/highs-solver.ts';
import { typicalPortfolio } from '../../domain/portfolio.ts';
import type { LpSolver } from '../../lp/lp-solver.ts';
import { resolveServed } from '../../serving/served-workloads.ts';
import { PlanningSession } from '../planning-session.ts';
import { type CompiledPortfolio, compilePortfolio } from '../portfolio/compile-portfolio.ts';
import { portfolioTree } from '../portfolio/portfolio-tree.ts';
import { solveClock, untimed } from '../solve-clock.ts';
import { evaluateRetreat } from './baselines.ts';
import { earlyPlans } from './early-plans.ts';

let highs: LpSolver;
let compiled: CompiledPortfolio;
beforeAll(async () => {
  highs = await highsSolver();
  const reading = await readPortfolioPath('examples/neocloud/portfolio.yaml');
  if ('problems' in reading) throw new Error('the example is not sound');
  const resolved = resolveServed(reading.document);
  if ('problems' in resolved) throw new Error('the example serves models that do not fit');
  const portfolio = typicalPortfolio(resolved.document);
  compiled = compilePortfolio(portfolio, portfolioTree(portfolio).tree);
});

/** What there is early under a limit where each program takes a second, and nothing else takes time. */
function under(timeLimitSeconds: number) {
  let solved = 0;
  const solver: LpSolver = {
    ...highs,
    load(program) {
      const model = highs.load(program);
      const solve = model.solve.bind(model);
      return Object.assign(model, {
        solve(request: Parameters<typeof solve>[0]) {
          solved += 1;
          return solve(request);
        },
      });
    },
  };
  const clock = solveClock({ now: () => solved, timeLimitSeconds });
  const session = new PlanningSession(compiled.problem, solver, clock);
  const early = earlyPlans(compiled, session, clock);
  const { best, bound } = session;
  session.dispose();
  return { ...early, solved, value: best!.value, bound };
}

it('has retreat at once, and with more time a better plan, each with a bound', () => {
  const session = new PlanningSession(compiled.problem, highs, untimed());
  const retreat = evaluateRetreat(session, compiled)!;
  session.relax(0);
  const [short, longer] = [under(2), under(5)];
  for (const early of [short, longer]) {
    expect(early.retreat!.value).toBeCloseTo(retreat.value, 6);
    expect(early.bound).toBeGreaterThanOrEqual(session.bound - 1e-6);
    expect(early.isTimeForCoarse).toBe(false);
  }
  expect([short.solved, longer.solved]).toEqual([1, 2]);
  expect(short.value).toBe(short.retreat!.value);
  // Half of the way from retreat to the best possible, at the least; and nearer to what that can be.
  expect(longer.value - retreat.value).toBeGreaterThan((session.bound - retreat.value) / 2);
  expect(longer.bound).toBeLessThan(short.bound);
  session.dispose();
});

it('leaves the time to the coarse start where it does for that', () => {
  expect(under(40)).toMatchObject({ solved: 1, isTimeForCoarse: true });
});
