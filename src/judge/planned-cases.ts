/** Many portfolios that differ little, planned one after another from the plan of one of them. */
import type { PlanFile } from '../domain/plan-file.ts';
import type { Portfolio } from '../domain/portfolio.ts';
import type { FormerPlan } from '../planning/plan/former-plan.ts';
import type { PlanOutcome } from '../planning/plan/make-plan.ts';
import type { Replanner } from '../planning/plan/replan.ts';
import type { KeptTrees } from '../planning/portfolio/kept-trees.ts';
import type { BookedClock } from '../planning/solve-clock.ts';
import { type BothErrors, bothErrors } from './both-errors.ts';

/** A portfolio to plan, by a name of its own. */
export interface PlanningCase {
  readonly id: string;
  readonly portfolio: Portfolio;
}

/** What a plan of a case says, in USD of present value. */
export interface PlannedCase {
  readonly id: string;
  readonly status: 'planned';
  readonly valueUsd: number;
  readonly boundUsd: number;
  readonly gapShareOfStake: number;
  readonly npvUsd: number;
  readonly cvarUsd: number;
  readonly capexUsd: number;
  /** Absent where decisions were kept. */
  readonly errors?: BothErrors;
  /** Actions of the first quarter by option. */
  readonly first: Readonly<Record<string, string>>;
  /** Whether it was stopped before the gap that was asked for. */
  readonly stopped: boolean;
}

/** A plan of a case in figures, or why there is none. */
export type CaseResult = PlannedCase | { readonly id: string; readonly status: 'infeasible' | 'none-found' };

/** How a case is planned. */
export interface CaseLimits {
  /** Gap at which a search ends, as a share of the stake. */
  readonly gapShare: number;
  /** Neighbourhoods in a row without gain. */
  readonly patience: number;
  /** `kept`: the decisions of the former plan where they are open, with the best fleet for them. */
  readonly depth: 'replanned' | 'kept';
}

/** What cases of a study have in common: each starts from the plan, and is warm from the one before. */
export interface CasePlanner {
  readonly replanner: Replanner;
  readonly trees: KeptTrees;
  readonly former: FormerPlan;
}

/** Plans one case; replanner and trees stay warm for the next. */
export function planCase(
  { id, portfolio }: PlanningCase,
  { replanner, trees, former }: CasePlanner,
  { clock, gapShare, patience, depth }: CaseLimits & { readonly clock: BookedClock },
): CaseResult {
  const { tree } = trees.of(portfolio);
  const steps = replanner.steps({ portfolio, tree, former, clock, gapShare, patience, brief: true });
  for (;;) {
    const step = steps.next();
    if (step.done) return resultOf(id, step.value, clock.isOver());
    if (depth === 'kept' && step.value.kind !== 'searching') {
      steps.return({ status: 'none-found', seconds: clock.elapsed() });
      return { ...figuresOf(id, step.value.plan), stopped: false };
    }
  }
}

function resultOf(id: string, outcome: PlanOutcome, stopped: boolean): CaseResult {
  if (outcome.status === 'failed') throw new Error(`the solver failed: ${outcome.detail}`);
  if (outcome.status !== 'planned') return { id, status: outcome.status };
  const { plan, compiled } = outcome;
  return { ...figuresOf(id, plan), errors: bothErrors(compiled, plan), stopped };
}

function figuresOf(
  id: string,
  { headline, policy }: Pick<PlanFile, 'headline' | 'policy'>,
): Omit<PlannedCase, 'errors' | 'stopped'> {
  const { valueUsd, boundUsd, gapShareOfStake, figures } = headline;
  return {
    ...{ id, status: 'planned', valueUsd, boundUsd, gapShareOfStake },
    ...{ npvUsd: figures.expectedNpvUsd, cvarUsd: figures.cvarUsd, capexUsd: figures.capexUsd },
    first: Object.fromEntries(policy.map(({ option, actions }) => [option, actions[0]!])),
  };
}
