/**
 * Guardrails: `FIGURE OPERATOR NUMBER`, such as `overbuild_p90_mw>200` or `gap_share>2%`; the plan violates one that holds.
 *
 * Figures by quarter are judged at their worst (largest for `>`, smallest for `<`), or at one quarter: `overbuild_p90_mw@2027Q1>200`.
 * Numbers may end in `k`, `m`, `bn` or `%`.
 */
import type { PlanFile } from '../domain/plan-file.ts';
import { formatQuarter, parseQuarter } from '../units/quarter.ts';
import { type Certainty, certaintyOf } from '../views/certainty.ts';

/** Decisions of today of that certainty. */
function countOf({ headline, decisionsNow }: PlanFile, certainty: Certainty): number {
  return decisionsNow.filter((decision) => certaintyOf(headline, decision) === certainty).length;
}

type Figure = number | null | readonly number[];

/** Figures that a guardrail may name. Money in USD, power in MW, shares of 1; lists go by quarter from the root. */
const figures = {
  value_usd: ({ headline }) => headline.valueUsd,
  gap_usd: ({ headline }) => headline.gapUsd,
  gap_share: ({ headline }) => headline.gapShareOfStake,
  stake_usd: ({ headline }) => headline.stakeUsd,
  worth_over_retreat_usd: ({ headline }) =>
    headline.retreatUsd === null ? null : headline.valueUsd - headline.retreatUsd,
  npv_usd: ({ headline }) => headline.figures.expectedNpvUsd,
  npv_p10_usd: ({ headline }) => headline.figures.npvP10Usd,
  npv_p50_usd: ({ headline }) => headline.figures.npvP50Usd,
  npv_p90_usd: ({ headline }) => headline.figures.npvP90Usd,
  cvar_usd: ({ headline }) => headline.figures.cvarUsd,
  capex_usd: ({ headline }) => headline.figures.capexUsd,
  roic_share: ({ headline }) => headline.figures.roicShare,
  irr_per_year: ({ headline }) => headline.figures.irrPerYear,
  payback_years: ({ headline }) => headline.figures.paybackYears,
  runway_quarters: ({ headline }) => headline.figures.runwayQuarters,
  overbuild_p50_mw: ({ headline }) => headline.figures.overBuildMw.p50,
  overbuild_p90_mw: ({ headline }) => headline.figures.overBuildMw.p90,
  overbuild_probability: ({ headline }) => headline.figures.overBuildProbability,
  underbuild_p50_mw: ({ headline }) => headline.figures.underBuildMw.p50,
  underbuild_p90_mw: ({ headline }) => headline.figures.underBuildMw.p90,
  underbuild_probability: ({ headline }) => headline.figures.underBuildProbability,
  waiting_p50_mw: ({ headline }) => headline.figures.waitingMw.p50,
  waiting_p90_mw: ({ headline }) => headline.figures.waitingMw.p90,
  reversible_usd: ({ headline }) => headline.figures.reversibleUsd,
  energy_mwh: ({ headline }) => headline.figures.energyMwh,
  emissions_tonnes: ({ headline }) => headline.figures.emissionsTonnes,
  toss_ups: (plan) => countOf(plan, 'toss-up'),
  unproven: (plan) => countOf(plan, 'unproven'),
} satisfies Record<string, (plan: PlanFile) => Figure>;

type FigureName = keyof typeof figures;

/** Names of the figures, in the order in which help lists them. */
export const guardrailFigures = Object.keys(figures) as readonly FigureName[];

const operators = {
  '>': (a: number, b: number) => a > b,
  '>=': (a: number, b: number) => a >= b,
  '<': (a: number, b: number) => a < b,
  '<=': (a: number, b: number) => a <= b,
};

/** A parsed guardrail. */
export interface Guardrail {
  /** As written. */
  readonly expression: string;
  readonly figure: FigureName;
  /** Quarter at which a figure by quarter is judged. */
  readonly quarter?: string | undefined;
  readonly operator: keyof typeof operators;
  readonly limit: number;
}

const endings: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6, bn: 1e9, '%': 0.01 };

/** Reads a guardrail; `undefined` when it is none: an unknown figure, operator or number, or a quarter where there are none. */
export function parseGuardrail(expression: string): Guardrail | undefined {
  const match =
    /^\s*([a-z0-9_]+)(?:@(\d{4}Q[1-4]))?\s*(>=|<=|>|<)\s*(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)\s*(k|m|bn|%)?\s*$/i.exec(
      expression,
    );
  if (!match) return undefined;
  const [, name, quarter, operator, number, ending = ''] = match as unknown as string[];
  const figure = guardrailFigures.find((known) => known === name!.toLowerCase());
  if (!figure) return undefined;
  const limit = Number(number) * endings[ending.toLowerCase()]!;
  return { expression, figure, quarter, operator: operator as keyof typeof operators, limit };
}

/** What judging a guardrail gave. `unknown`: the plan has no such figure, or no such quarter. */
export interface GuardrailVerdict {
  readonly expression: string;
  readonly status: 'kept' | 'violated' | 'unknown';
  /** The figure that was compared. */
  readonly value?: number;
  /** The quarter in which a figure by quarter was at its worst. */
  readonly quarter?: string;
}

/** Judges a plan. */
export function judgeGuardrail(guardrail: Guardrail, plan: PlanFile): GuardrailVerdict {
  const { expression, operator, limit, quarter } = guardrail;
  const figure: Figure = figures[guardrail.figure](plan);
  if (figure === null) return { expression, status: 'unknown' };
  const verdict = (value: number) => (operators[operator](value, limit) ? 'violated' : 'kept');
  if (typeof figure === 'number') {
    return quarter
      ? { expression, status: 'unknown' }
      : { expression, status: verdict(figure), value: figure };
  }
  const first = parseQuarter(plan.tree.firstQuarter)!;
  const worst = operator.startsWith('>') ? Math.max(...figure) : Math.min(...figure);
  const at = quarter ? parseQuarter(quarter)! - first : figure.indexOf(worst);
  const value = figure[at];
  if (value === undefined) return { expression, status: 'unknown' };
  return {
    ...{ expression, status: verdict(value), value },
    quarter: formatQuarter((first + at) as typeof first),
  };
}
