/** Today: the plan in figures, and each decision with its reason, what comes next, and how certain it is. */
import type { DecisionNow, DecisionReason } from '../domain/plan-file.ts';
import { type Portfolio, tracksOf } from '../domain/portfolio.ts';
import { type ActionFamily, actionWord, familyOf } from './action-word.ts';
import { type Certainty, certaintyOf, certaintyTally } from './certainty.ts';
import { headlineSentence } from './headline.ts';
import type { PlanFacts } from './plan-facts.ts';

/** What a key figure counts; decides how it is written. */
export type FigureKind = 'power' | 'money' | 'share' | 'quarters' | 'ratio';

/** A figure beside the headline, with what it means in words. */
export interface KeyFigure {
  readonly id: 'released' | 'capital' | 'npv' | 'returns' | 'over' | 'under' | 'runway' | 'cadence';
  readonly kind: FigureKind;
  /** Absent where the plan has no such figure. */
  readonly value: number | undefined;
  readonly note: string;
}

/** A decision of today, in words. */
export interface DecisionRow extends DecisionNow {
  readonly family: ActionFamily;
  readonly word: string;
  readonly certainty: Certainty;
  readonly nextWord: string | undefined;
  /** What speaks for it, in a sentence. */
  readonly because: string;
  readonly reason: DecisionReason | undefined;
}

/** What the first page shows. */
export interface NowView {
  readonly sentence: string;
  readonly figures: readonly KeyFigure[];
  readonly decisionsSentence: string;
  /** Those on which most hangs first. */
  readonly decisions: readonly DecisionRow[];
}

/** The headline, its figures, and every decision with its reason. */
export function nowView(facts: PlanFacts): NowView {
  const { plan, say, format, language } = facts;
  const [most] = plan.decisionsNow;
  return {
    sentence: headlineSentence(plan, language),
    figures: keyFigures(facts),
    decisionsSentence: most
      ? say.decisions.takeaway(
          certaintyTally(plan, language),
          plan.decisionsNow.length,
          most.name,
          format.money(most.advantageUsd),
        )
      : say.decisions.none,
    decisions: plan.decisionsNow.map((decision) => decisionRow(facts, decision)),
  };
}

function keyFigures({ plan, portfolio, dash, say: { header }, format, quarters }: PlanFacts): KeyFigure[] {
  const { figures, objective } = plan.headline;
  const say = dash.now.notes;
  const given = (families: readonly ActionFamily[]) =>
    plan.decisionsNow.filter(({ action }) => families.includes(familyOf(action)));
  const mw = (decisions: readonly DecisionNow[]) =>
    decisions.reduce((sum, { itPowerMw }) => sum + (itPowerMw ?? 0), 0);
  const usd = (decisions: readonly DecisionNow[]) =>
    decisions.reduce((sum, { option }) => sum + remainingCapitalUsd(portfolio, option), 0);
  const [gone, slowed] = [given(['cancel', 'lapse', 'hand-over']), given(['pause', 'slow'])];
  const worst = (series: readonly number[]) => {
    const value = Math.max(...series);
    return {
      value,
      note: value > 0 ? say.worstIn(format.quarter(quarters[series.indexOf(value)]!)) : say.never,
    };
  };
  const [year] = figures.cadence;
  const last = figures.cadence.findLast(({ acceleratorUsd }) => acceleratorUsd > 0);
  const ratio = (of: (typeof figures.cadence)[number] | undefined) =>
    of && of.acceleratorUsd > 0 ? of.buildUsd / of.acceleratorUsd : undefined;
  const later = ratio(last);
  return [
    { id: 'released', kind: 'power', value: mw(gone), note: say.slowed(format.power(mw(slowed))) },
    { id: 'capital', kind: 'money', value: usd(gone), note: say.slowed(format.money(usd(slowed))) },
    {
      ...{ id: 'npv', kind: 'money', value: figures.expectedNpvUsd },
      note: say.range(format.money(figures.npvP10Usd), format.money(figures.npvP90Usd), objective === 'cost'),
    },
    {
      ...{ id: 'returns', kind: 'share', value: figures.roicShare ?? undefined },
      note:
        figures.irrPerYear === null
          ? header.beforeDepreciation
          : header.irr(format.percent(figures.irrPerYear)),
    },
    { id: 'over', kind: 'share', ...worst(figures.overBuildProbability) },
    { id: 'under', kind: 'share', ...worst(figures.underBuildProbability) },
    {
      ...{ id: 'runway', kind: 'quarters', value: figures.runwayQuarters ?? undefined },
      note: figures.runwayQuarters === null ? say.noGrowth : say.runway,
    },
    {
      ...{ id: 'cadence', kind: 'ratio', value: ratio(year) },
      note:
        later === undefined || last === year
          ? say.cadence
          : say.cadenceTrend(format.number(later), last!.fiscalYear),
    },
  ];
}

/** USD of capital that remains to be spent on an option, uninflated: stages of a project, fit-out of a lease. */
function remainingCapitalUsd(portfolio: Portfolio, option: string): number {
  const project = portfolio.projects.find(({ id }) => id === option);
  if (project)
    return tracksOf(project)
      .flatMap(({ stages }) => stages)
      .reduce((sum, { costUsd }) => sum + costUsd, 0);
  const lease = portfolio.leases.find(({ id }) => id === option);
  return lease && !lease.commenced ? lease.fitOutUsdPerMw * lease.itPowerMw : 0;
}

function decisionRow(facts: PlanFacts, decision: DecisionNow): DecisionRow {
  const { plan, language } = facts;
  const reason = plan.reasons.find((one) => one.option === decision.option && one.node === 0);
  return {
    ...{ ...decision, reason, family: familyOf(decision.action) },
    certainty: certaintyOf(plan.headline, decision),
    word: actionWord(decision.action, language),
    nextWord: decision.nextBest === null ? undefined : actionWord(decision.nextBest, language),
    because: reason ? becauseSentence(facts, reason) : '',
  };
}

/** The largest part that speaks for the option and the largest against it, at the plan's prices. */
function becauseSentence({ words, dash, format }: PlanFacts, { parts, totalUsd }: DecisionReason): string {
  const name = (heading: string) => (words.headings as Readonly<Record<string, string>>)[heading] ?? heading;
  const sorted = parts.toSorted((a, b) => b.usd - a.usd);
  const [best, worst] = [sorted[0], sorted.at(-1)];
  if (!best || Math.abs(totalUsd) + Math.abs(best.usd) < 1) return dash.now.nothingAtStake;
  const against =
    worst && worst.usd < 0 ? dash.now.against(name(worst.heading), format.money(-worst.usd)) : '';
  return best.usd > 0
    ? `${dash.now.for(name(best.heading), format.money(best.usd))}${against}`
    : dash.now.onlyCosts(format.money(-totalUsd));
}
