/** From a portfolio file to a signed plan. */
import type { PlanFile } from '../domain/plan-file.ts';
import { leaks } from '../judge/information-cut.ts';
import { type InvalidInput, type OpenPortfolio, openPortfolio } from './open-portfolio.ts';
import type { PlanningJob, PlanningOutcome } from './planning-job.ts';
import type { Ports } from './ports.ts';
import { signPlan } from './sign-plan.ts';

export interface PlanPortfolioRequest extends Omit<PlanningJob, 'portfolio'> {
  readonly path: string;
  readonly seed?: number | undefined;
  /** ISO date of an information cut: nothing that was known later, or whose date is not told, may be in the portfolio. */
  readonly knownBy?: string | undefined;
}

export type PlanPortfolioOutcome =
  | {
      readonly status: 'planned';
      readonly plan: PlanFile;
      readonly input: OpenPortfolio;
      /** Whether the search had no goal and ended as progress was slow. */
      readonly endedSlowly: boolean;
    }
  | (Exclude<PlanningOutcome, { status: 'planned' }> & { readonly input: OpenPortfolio })
  | InvalidInput;

/** Reads, judges and plans. Interrupted or out of time, the best plan so far is returned with its true gap. */
export async function planPortfolio(
  { path, seed, knownBy, ...job }: PlanPortfolioRequest,
  ports: Pick<Ports, 'readPortfolio' | 'loadForecaster' | 'runPlanning' | 'sha256' | 'engineVersion'>,
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
  const plan = signPlan({ ...outcome.plan, rates: input.rates }, input.portfolio, ports);
  return { status: 'planned', plan, input, endedSlowly: outcome.endedSlowly ?? false };
}
