/** The plan that a question starts from: read from a file, or made. */
import type { PlanFile } from '../domain/plan-file.ts';
import type { OpenPortfolio } from './open-portfolio.ts';
import type { PlanningJob, PlanningOutcome } from './planning-job.ts';
import type { Ports } from './ports.ts';
import { readPlan } from './read-plan.ts';
import { inputHash, signPlan } from './sign-plan.ts';

/** How the plan to start from is come by: read from `base`, or made within the job's limits. */
export interface BaseRequest extends Omit<PlanningJob, 'portfolio'> {
  /** Plan file of the portfolio as it stands; it is planned anew without one. */
  readonly base?: string | undefined;
}

/** The plan, or why there is none. */
export type BasePlan =
  | { readonly status: 'planned'; readonly plan: PlanFile }
  /** `base` is no plan of this portfolio. */
  | { readonly status: 'other-base' }
  | { readonly status: 'no-plan'; readonly outcome: Exclude<PlanningOutcome, { status: 'planned' }> };

/** Reads the plan that is named, which must be of this portfolio, else makes one. */
export async function basePlan(
  { base, ...job }: BaseRequest,
  { portfolio, rates }: OpenPortfolio,
  ports: Pick<Ports, 'readText' | 'runPlanning' | 'sha256' | 'engineVersion'>,
): Promise<BasePlan> {
  if (base !== undefined) {
    const former = await readPlan(base, ports);
    if (former.status !== 'read' || former.plan.provenance.inputHash !== inputHash(portfolio, ports))
      return { status: 'other-base' };
    return { status: 'planned', plan: former.plan };
  }
  const outcome = await ports.runPlanning({ ...job, portfolio });
  if (outcome.status !== 'planned') return { status: 'no-plan', outcome };
  return { status: 'planned', plan: signPlan({ ...outcome.plan, rates }, portfolio, ports) };
}
