/** Capital, value and risk: what is spent, what it brings, what can still be taken back. */
import {
  binsOf,
  type CapitalYear,
  capitalByYear,
  type Outcome,
  type OutcomeBin,
  outcomesOf,
} from './capital.ts';
import { endValue } from './end-value.ts';
import type { PlanFacts } from './plan-facts.ts';

/** Figures in USD with the sentences that sum them up. */
export interface MoneyView {
  /** What is spent, and when most of it. */
  readonly capitalSentence: string;
  readonly outcomeSentence: string;
  /** How much of the value is there only at the end. */
  readonly endSentence: string;
  readonly reversibleSentence: string;
  readonly years: readonly CapitalYear[];
  readonly outcomes: readonly Outcome[];
  readonly bins: readonly OutcomeBin[];
  /** USD that cancelling everything in the quarter would still save, expected. */
  readonly reversibleUsd: readonly number[];
  /** The plan, then the baselines that could be valued. */
  readonly baselines: readonly Baseline[];
}

/** A plan to compare with, valued in the same model. */
export interface Baseline {
  readonly id: 'plan' | 'retreat' | 'full-speed';
  readonly valueUsd: number;
  /** What it falls short of the best of the plans. */
  readonly regretUsd: number;
}

/** Capital by year, outcomes over the futures, and what could still be taken back. */
export function moneyView(facts: PlanFacts): MoneyView {
  const { portfolio, plan, tree } = facts;
  const outcomes = outcomesOf(portfolio, plan, tree);
  const years = capitalByYear(portfolio, plan, tree);
  return {
    ...{ years, outcomes, bins: binsOf(outcomes), baselines: baselinesOf(facts) },
    capitalSentence: capitalSentence(facts, years),
    outcomeSentence: outcomeSentence(facts, outcomes),
    endSentence: endSentence(facts),
    reversibleSentence: reversibleSentence(facts),
    reversibleUsd: plan.headline.figures.reversibleUsd,
  };
}

/** The takeaway on capital: how much, the accelerators' share, and the dearest fiscal year. */
export function capitalSentence({ say, format }: PlanFacts, years: readonly CapitalYear[]): string {
  const total = years.reduce((sum, { totalUsd }) => sum + totalUsd, 0);
  if (total <= 0) return say.capital.none;
  const accelerators = years.reduce((sum, { usd }) => sum + usd.accelerators, 0);
  const most = years.reduce((best, year) => (year.totalUsd > best.totalUsd ? year : best));
  const share = format.percent(accelerators / total);
  return say.capital.takeaway(format.money(total), share, most.fiscalYear, format.money(most.totalUsd));
}

/** What it is worth, and how often it ends below retreating. */
export function outcomeSentence({ plan, say, format }: PlanFacts, outcomes: readonly Outcome[]): string {
  const { figures, retreatUsd, fullSpeedUsd, fullSpeedOverspendUsd } = plan.headline;
  const { money } = format;
  const said = [
    say.outcomes.takeaway(money(figures.npvP10Usd), money(figures.npvP90Usd), money(figures.expectedNpvUsd)),
  ];
  if (retreatUsd === null) said.push(say.outcomes.noRetreat);
  else {
    const below = outcomes
      .filter(({ npvUsd }) => npvUsd < retreatUsd)
      .reduce((sum, { probability }) => sum + probability, 0);
    said.push(say.outcomes.below(format.percent(below)));
  }
  if (fullSpeedUsd === null) said.push(say.outcomes.noFullSpeed);
  else if (fullSpeedOverspendUsd > 0) said.push(say.outcomes.overspend(money(fullSpeedOverspendUsd)));
  return said.join(' ');
}

function endSentence({ portfolio, plan, dash, format }: PlanFacts): string {
  const { endUsd, untilThenUsd } = endValue(portfolio, plan);
  const { expectedNpvUsd } = plan.headline.figures;
  return dash.money.endSentence(
    format.money(expectedNpvUsd),
    format.money(untilThenUsd),
    format.money(endUsd),
  );
}

function reversibleSentence({ plan, dash, format, quarters }: PlanFacts): string {
  const { reversibleUsd } = plan.headline.figures;
  const half = reversibleUsd.findIndex((usd) => usd < reversibleUsd[0]! / 2);
  return half < 0
    ? dash.money.reversibleAll(format.money(reversibleUsd[0]!))
    : dash.money.reversibleHalf(format.money(reversibleUsd[0]!), format.quarter(quarters[half]!));
}

function baselinesOf({ plan }: PlanFacts): Baseline[] {
  const { valueUsd, retreatUsd, fullSpeedUsd } = plan.headline;
  const known = [
    { id: 'plan' as const, valueUsd },
    ...(fullSpeedUsd === null ? [] : [{ id: 'full-speed' as const, valueUsd: fullSpeedUsd }]),
    ...(retreatUsd === null ? [] : [{ id: 'retreat' as const, valueUsd: retreatUsd }]),
  ];
  const best = Math.max(...known.map((one) => one.valueUsd));
  return known.map((one) => ({ ...one, regretUsd: best - one.valueUsd }));
}
