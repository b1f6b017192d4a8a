/** Values decisions that somebody takes, beside the plan, full speed and retreat, and what each of them costs (docs/method.md, J8, J9). */
import type { ScenarioTree } from '../demand/scenario-tree.ts';
import type { PlanFile } from '../domain/plan-file.ts';
import type { Portfolio } from '../domain/portfolio.ts';
import type { LpSolver } from '../lp/lp-solver.ts';
import { evaluateFullSpeed, evaluateRetreat } from '../planning/plan/baselines.ts';
import {
  type FormerPlan,
  formerCases,
  formerMultipliers,
  formerPolicies,
} from '../planning/plan/former-plan.ts';
import { PlanningSession } from '../planning/planning-session.ts';
import { compilePortfolio } from '../planning/portfolio/compile-portfolio.ts';
import { USD_SCALE } from '../planning/portfolio/portfolio-frame.ts';
import type { BookedClock } from '../planning/solve-clock.ts';
import type { DecisionSet } from './decision-set.ts';
import { type SetVerdict, verdictOn } from './set-verdict.ts';
import { type Worth, worthOf } from './worth.ts';

/** The sets' verdicts beside the plan; full speed and retreat are `null` where they have no plan or were not asked for. */
export interface EvaluationOutcome {
  readonly plan: Worth & { readonly boundUsd: number };
  readonly fullSpeed: Worth | null;
  readonly retreat: Worth | null;
  readonly verdicts: readonly SetVerdict[];
}

/** Decisions, and the plan that they are held against. */
export interface EvaluateRequest {
  readonly portfolio: Portfolio;
  readonly tree: ScenarioTree;
  /** The plan that the decisions are held against. */
  readonly base: FormerPlan & Pick<PlanFile, 'headline'>;
  readonly sets: readonly DecisionSet[];
  readonly solver: LpSolver;
  readonly clock: BookedClock;
  /** Neighbourhoods in a row without gain before the search for what is not given ends. Default 12. */
  readonly patience?: number;
  onProgress?(done: number, of: number): void;
}

/** Evaluates every set in the model of `portfolio`. */
export function evaluateDecisions(request: EvaluateRequest): EvaluationOutcome {
  const { portfolio, tree, base, sets, solver, clock } = request;
  const compiled = compilePortfolio(portfolio, tree);
  const session = new PlanningSession(compiled.problem, solver, clock);
  try {
    session.price(formerMultipliers(compiled, base));
    const planned = session.adopt(formerPolicies(compiled, base, session.pricers), { anew: true });
    if (!planned) throw new RangeError('the plan does not keep the rules of the portfolio');
    // Without its cases (G6) a plan that is proven the best possible would seem to leave a gap.
    const cases = formerCases(compiled, base);
    if (cases) session.adoptCases(cases);
    const retreat = evaluateRetreat(session, compiled);
    // Where nothing is weighed by itself nobody looks at full speed, which takes as long as a set in a large portfolio.
    const { fullSpeed, overspendUsd } = sets.some(({ costs }) => costs)
      ? evaluateFullSpeed(session, compiled)
      : { fullSpeed: undefined, overspendUsd: 0 };
    const baselines = { retreat, fullSpeed, overspendUsd };
    const verdicts = sets.map((set, i) => {
      const share = (set.costs ? 0.6 : 1) / (sets.length - i);
      return verdictOn(set, { ...request, compiled, session, planned, baselines, share });
    });
    const best = session.best!;
    return {
      plan: { ...worthOf(compiled, planned), boundUsd: Math.max(session.bound, best.value) * USD_SCALE },
      fullSpeed: fullSpeed ? worthOf(compiled, fullSpeed) : null,
      retreat: retreat ? worthOf(compiled, retreat) : null,
      verdicts,
    };
  } finally {
    session.dispose();
  }
}
