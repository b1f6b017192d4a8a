/** What a change of the inputs would do to the plan: both are planned and compared. */
import type { PlanFile } from '../domain/plan-file.ts';
import { type InputChange, inputChanges } from '../judge/input-changes.ts';
import { comparePlans, type PlanDifference } from '../judge/plan-difference.ts';
import type { LocatedProblem } from '../units/problem.ts';
import { type InvalidInput, type OpeningPorts, openPortfolio } from './open-portfolio.ts';
import type { PlanningJob, PlanningOutcome } from './planning-job.ts';
import type { Ports } from './ports.ts';
import { readPlan } from './read-plan.ts';
import { inputHash, signPlan } from './sign-plan.ts';

/** What is changed in which portfolio. */
export interface WhatIfRequest extends Omit<PlanningJob, 'portfolio'> {
  readonly path: string;
  readonly seed?: number | undefined;
  /** `PATH=VALUE`; see `domain/setting.ts`. */
  readonly settings: readonly string[];
  /** Plan of the portfolio as it stands, from which the changed one is then planned; both are planned anew without one. */
  readonly base?: string | undefined;
}

/** Both plans and how they differ. */
export type WhatIfOutcome =
  | {
      readonly status: 'compared';
      readonly changes: readonly InputChange[];
      readonly base: PlanFile;
      readonly plan: PlanFile;
      readonly difference: PlanDifference;
      readonly notices: readonly LocatedProblem[];
    }
  /** One of the two has no plan: `which` says whose. */
  | {
      readonly status: 'no-plan';
      readonly which: 'base' | 'changed';
      readonly outcome: Exclude<PlanningOutcome, { status: 'planned' }>;
    }
  /** `base` is no plan of this portfolio. */
  | { readonly status: 'other-base' }
  | InvalidInput;

/** Plans the portfolio as it stands (in a thread of its own) and as changed. */
export async function whatIf(
  { path, seed, settings, base, ...job }: WhatIfRequest,
  ports: OpeningPorts & Pick<Ports, 'readText' | 'runPlanning' | 'sha256' | 'engineVersion'>,
): Promise<WhatIfOutcome> {
  const input = await openPortfolio(path, seed, ports);
  if (input.status === 'invalid') return input;
  const changed = await openPortfolio(path, seed, ports, settings);
  if (changed.status === 'invalid') return changed;
  const { portfolio } = changed;
  const { onProgress: _, ...quiet } = job;
  const former = base === undefined ? undefined : await readPlan(base, ports);
  if (
    former &&
    (former.status !== 'read' || former.plan.provenance.inputHash !== inputHash(input.portfolio, ports))
  )
    return { status: 'other-base' };
  const [before, now] = await Promise.all([
    former?.status === 'read' ? undefined : ports.runPlanning({ ...quiet, portfolio: input.portfolio }),
    ports.runPlanning({ ...job, portfolio, ...(former?.status === 'read' && { former: former.plan }) }),
  ]);
  if (before && before.status !== 'planned') return { status: 'no-plan', which: 'base', outcome: before };
  if (now.status !== 'planned') return { status: 'no-plan', which: 'changed', outcome: now };
  const basePlan = before
    ? signPlan(before.plan, input.portfolio, ports)
    : (former as { plan: PlanFile }).plan;
  const plan = signPlan(now.plan, portfolio, ports);
  return {
    ...{ status: 'compared', base: basePlan, plan, difference: comparePlans(basePlan, plan) },
    ...{ changes: inputChanges(input.document, changed.document), notices: input.notices },
  };
}
