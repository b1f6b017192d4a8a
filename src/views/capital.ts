/** Capital by fiscal year and phase, and the outcomes of a plan's futures. */
import type { ScenarioTree } from '../demand/scenario-tree.ts';
import type { PlanFile } from '../domain/plan-file.ts';
import type { Portfolio } from '../domain/portfolio.ts';
import { fiscalYearOf } from '../units/quarter.ts';
import { futuresOf, quartersOf } from './plan-tree.ts';

/** Phases of capital, in the order in which they are spent; restart fees count as `shell`. */
export const capitalPhases = ['land', 'shell', 'power', 'fit-out', 'accelerators'] as const;

/** A name of {@link capitalPhases}. */
export type CapitalPhase = (typeof capitalPhases)[number];

/** Expected capital of a fiscal year in nominal USD, positive. */
export interface CapitalYear {
  readonly fiscalYear: number;
  readonly usd: Readonly<Record<CapitalPhase, number>>;
  readonly totalUsd: number;
  /** The year's budget less what was spent before `asOf`; absent where none is set. */
  readonly budgetUsd?: number | undefined;
}

/** Capital by fiscal year of the horizon, expected over the futures. */
export function capitalByYear(portfolio: Portfolio, plan: PlanFile, tree: ScenarioTree): CapitalYear[] {
  const years = quartersOf(tree).map((quarter) =>
    fiscalYearOf(quarter, portfolio.calendar.fiscalYearStartMonth),
  );
  const byYear = new Map(
    years.map((year) => [year, { land: 0, shell: 0, power: 0, 'fit-out': 0, accelerators: 0 }]),
  );
  for (const { node, heading, usd } of plan.cashFlows) {
    const spent = byYear.get(years[tree.depth[node]!]!)!;
    const phase = heading === 'restart' ? 'shell' : heading;
    if (phase in spent) spent[phase as CapitalPhase] -= tree.probability[node]! * usd;
  }
  return [...byYear].map(([fiscalYear, usd]) => {
    const budget = portfolio.budget.find((year) => year.fiscalYear === fiscalYear);
    return {
      ...{ fiscalYear, usd, totalUsd: Object.values(usd).reduce((sum, part) => sum + part, 0) },
      ...(budget && { budgetUsd: budget.capexUsd - budget.spentUsd }),
    };
  });
}

/** The NPV of a future with its probability. */
export interface Outcome {
  readonly leaf: number;
  readonly npvUsd: number;
  readonly probability: number;
}

/** Discounted cash of every future, ascending. */
export function outcomesOf(portfolio: Portfolio, plan: PlanFile, tree: ScenarioTree): Outcome[] {
  const cash = new Float64Array(tree.parent.length);
  for (const { node, usd } of plan.cashFlows) {
    cash[node]! += usd * (1 + portfolio.finance.discountRatePerYear) ** (-tree.depth[node]! / 4);
  }
  return futuresOf(tree, cash)
    .map(({ leaf, probability, need: npvUsd }) => ({ leaf, npvUsd, probability }))
    .sort((a, b) => a.npvUsd - b.npvUsd);
}

/** Futures whose NPV lies in `[from, to)`. */
export interface OutcomeBin {
  readonly from: number;
  readonly to: number;
  readonly probability: number;
}

/** Bins of equal width from the least to the most; outcomes ascend. */
export function binsOf(outcomes: readonly Outcome[], count = 18): OutcomeBin[] {
  const [least, most] = [outcomes[0]!.npvUsd, outcomes.at(-1)!.npvUsd];
  const width = (most - least || Math.abs(most) * 0.02 || 1) / count;
  return Array.from({ length: count }, (_, b) => {
    const from = least + b * width;
    const inside = outcomes.filter(
      ({ npvUsd }) => Math.min(count - 1, Math.floor((npvUsd - least) / width)) === b,
    );
    return { from, to: from + width, probability: inside.reduce((sum, one) => sum + one.probability, 0) };
  });
}
