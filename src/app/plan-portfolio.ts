/** From a portfolio file to a signed plan. */
import type { HorizonCheck, PlanFile } from '../domain/plan-file.ts';
import type { Portfolio } from '../domain/portfolio.ts';
import { HORIZON_SHIFTS, horizonCase, horizonChecks } from '../judge/horizon-check.ts';
import { leaks } from '../judge/information-cut.ts';
import type { CaseResult } from './cases-job.ts';
import { type InvalidInput, type OpenPortfolio, openPortfolio } from './open-portfolio.ts';
import type { PlanningJob, PlanningOutcome, SearchEnd, UnsignedPlan } from './planning-job.ts';
import type { Ports } from './ports.ts';
import { signPlan } from './sign-plan.ts';

/** Which portfolio, with which seed, and how far to search. */
export interface PlanPortfolioRequest extends Omit<PlanningJob, 'portfolio'> {
  readonly path: string;
  readonly seed?: number | undefined;
  /** ISO date of an information cut: nothing that was known later, or whose date is not told, may be in the portfolio. */
  readonly knownBy?: string | undefined;
  /** Whether to plan with other horizons as well and to flag decisions that they change. */
  readonly checkHorizon?: boolean | undefined;
}

export type { SearchEnd };

/** A signed plan with its portfolio, or why there is none. */
export type PlanPortfolioOutcome =
  | {
      readonly status: 'planned';
      readonly plan: PlanFile;
      readonly input: OpenPortfolio;
      readonly end: SearchEnd;
    }
  | (Exclude<PlanningOutcome, { status: 'planned' }> & { readonly input: OpenPortfolio })
  | InvalidInput;

/** Reads, judges and plans. Interrupted or out of time, the best plan so far is returned with its true gap. */
export async function planPortfolio(
  { path, seed, knownBy, checkHorizon, ...job }: PlanPortfolioRequest,
  ports: Pick<
    Ports,
    'readPortfolio' | 'loadForecaster' | 'runPlanning' | 'runCases' | 'sha256' | 'engineVersion'
  >,
): Promise<PlanPortfolioOutcome> {
  const input = await openPortfolio(path, seed, ports);
  if (input.status === 'invalid') return input;
  const leaked = knownBy === undefined ? [] : leaks(input.document, knownBy);
  if (leaked.length > 0)
    return {
      status: 'invalid',
      problems: leaked.map((found) => ({ ...found, location: input.locate(found.path) })),
    };
  const outcome = await ports.runPlanning({ ...job, portfolio: input.portfolio });
  if (outcome.status !== 'planned') return { ...outcome, input };
  const checks = checkHorizon && {
    horizonChecks: await checkedHorizons(input.portfolio, outcome.plan, job, ports),
  };
  const plan = signPlan({ ...outcome.plan, rates: input.rates, ...checks }, input.portfolio, ports);
  return { status: 'planned', plan, input, end: outcome.end };
}

/** Gap at which a plan with another horizon ends where none is asked for. */
const CHECK_GAP = 0.02;

/** Plans with other horizons, for as long as the plan itself may take. */
async function checkedHorizons(
  portfolio: Portfolio,
  plan: UnsignedPlan,
  { stop, timeLimitSeconds, gapShare }: Omit<PlanningJob, 'portfolio'>,
  { runCases }: Pick<Ports, 'runCases'>,
): Promise<HorizonCheck[]> {
  const results: CaseResult[] = [];
  await runCases({
    cases: HORIZON_SHIFTS.flatMap((shift) => horizonCase(portfolio, shift) ?? []),
    ...{ former: plan, gapShare: gapShare ?? CHECK_GAP, patience: 8, depth: 'replanned' },
    ...{ stop, timeLimitSeconds },
    onResult: (result) => results.push(result),
  });
  return horizonChecks(plan, results);
}
