/** Decisions of the first quarter that another horizon changes (design: ± 2 years; docs/method.md, J14). */
import type { HorizonCheck, PlanFile } from '../domain/plan-file.ts';
import type { Portfolio } from '../domain/portfolio.ts';
import type { CaseResult, PlanningCase } from './planned-cases.ts';

/** Quarters by which the horizon is moved. */
export const HORIZON_SHIFTS: readonly number[] = [-8, 8];

/** The portfolio with its horizon moved; `undefined` where less than a year would be left. Added years do not branch and have the last year's budget. */
export function horizonCase(portfolio: Portfolio, shift: number): PlanningCase | undefined {
  const horizonQuarters = portfolio.calendar.horizonQuarters + shift;
  if (horizonQuarters < 4) return undefined;
  const { branching } = portfolio.uncertainty;
  const years = Math.ceil(horizonQuarters / 4);
  const shaped = Array.from({ length: years }, (_, year) => branching[year] ?? 1);
  const last = portfolio.budget.at(-1);
  const added = last
    ? Array.from({ length: Math.max(0, Math.ceil(shift / 4)) }, (_, i) => {
        return { ...last, spentUsd: 0, fiscalYear: last.fiscalYear + i + 1 };
      })
    : [];
  return {
    id: String(shift),
    portfolio: {
      ...portfolio,
      calendar: { ...portfolio.calendar, horizonQuarters },
      uncertainty: { ...portfolio.uncertainty, branching: shaped },
      budget: [...portfolio.budget, ...added],
    },
  };
}

/** What each horizon changes; horizons without a plan are left out. */
export function horizonChecks(
  { decisionsNow }: Pick<PlanFile, 'decisionsNow'>,
  results: readonly CaseResult[],
): HorizonCheck[] {
  return results
    .flatMap((one) => {
      if (one.status !== 'planned') return [];
      const changes = decisionsNow.flatMap(({ option, action }) => {
        const other = one.first[option];
        return other !== undefined && other !== action ? [{ option, action: other }] : [];
      });
      return [{ quarters: Number(one.id), gapShareOfStake: one.gapShareOfStake, changes }];
    })
    .sort((a, b) => a.quarters - b.quarters);
}
