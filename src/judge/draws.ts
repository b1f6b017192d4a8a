/** Plans under draws of the uncertain inputs: which decisions hold, and what the plan is worth. */
import type { PlanFile } from '../domain/plan-file.ts';
import { drawPortfolio, inShapeOf, typicalPortfolio } from '../domain/portfolio.ts';
import type { PortfolioDocument } from '../domain/schema.ts';
import { randomStream } from '../units/random.ts';
import type { CaseResult, PlannedCase, PlanningCase } from './planned-cases.ts';

/** Draws of a portfolio's ranges, each the same in every run of the same seed, its hazards within the shape of the tree. */
export function* drawnCases(document: PortfolioDocument, count: number): Generator<PlanningCase> {
  const seed = document.uncertainty.seed;
  const stated = typicalPortfolio(document);
  for (let draw = 1; draw <= count; draw++)
    yield {
      id: String(draw),
      portfolio: inShapeOf(drawPortfolio(document, randomStream(seed, `draw ${draw}`)), stated),
    };
}

/** An action of the first quarter with the share of draws whose plan takes it. */
export interface ActionShare {
  readonly action: string;
  readonly share: number;
}

/** How often a decision of the first quarter holds. */
export interface DecisionShare {
  readonly option: string;
  readonly name: string;
  readonly action: string;
  readonly share: number;
  /** Half the 95 % interval of the share (Wilson 1927 would be asymmetric; this is the normal one). */
  readonly halfWidth: number;
  /** Other actions taken, the most frequent first. */
  readonly others: readonly ActionShare[];
}

/** What is known from the draws that were planned. */
export interface DrawsSummary {
  readonly asked: number;
  /** Draws with a plan at the gap that was asked for. */
  readonly planned: number;
  /** Draws under which no plan keeps the rules. */
  readonly infeasible: number;
  /** Draws that were stopped before their gap, or without a plan: they count nowhere. */
  readonly unfinished: number;
  /** USD; P10, P50, P90, mean over the planned draws. */
  readonly value: Readonly<Record<'p10' | 'p50' | 'p90' | 'mean', number>> | null;
  /** Mean proven gap of the plans, as a share of the stake. */
  readonly meanGapShare: number;
  /** By how often they hold, the least first. */
  readonly decisions: readonly DecisionShare[];
}

/** Draws that were stopped before their gap count nowhere but in `unfinished`; `asked` is how many were wanted. */
export function summarizeDraws(
  { decisionsNow }: Pick<PlanFile, 'decisionsNow'>,
  results: readonly CaseResult[],
  asked: number,
): DrawsSummary {
  const planned = results.filter((one): one is PlannedCase => one.status === 'planned' && !one.stopped);
  const count = planned.length;
  const sorted = planned.map(({ valueUsd }) => valueUsd).sort((a, b) => a - b);
  const mean = (of: (one: PlannedCase) => number) =>
    planned.reduce((sum, one) => sum + of(one), 0) / Math.max(1, count);
  const quantile = (share: number) => sorted[Math.min(count - 1, Math.floor(share * count))]!;
  const infeasible = results.filter(({ status }) => status === 'infeasible').length;
  return {
    ...{ asked, planned: count, infeasible, unfinished: results.length - count - infeasible },
    value:
      count === 0
        ? null
        : {
            ...{ p10: quantile(0.1), p50: quantile(0.5), p90: quantile(0.9) },
            mean: mean(({ valueUsd }) => valueUsd),
          },
    meanGapShare: mean(({ gapShareOfStake }) => gapShareOfStake),
    decisions:
      count === 0
        ? []
        : decisionsNow
            .map(({ option, name, action }) => decisionShare({ option, name, action }, planned))
            .sort((a, b) => a.share - b.share),
  };
}

function decisionShare(
  decision: Pick<DecisionShare, 'option' | 'name' | 'action'>,
  planned: readonly PlannedCase[],
): DecisionShare {
  const counts = new Map<string, number>();
  for (const { first } of planned) {
    const action = first[decision.option];
    if (action !== undefined) counts.set(action, (counts.get(action) ?? 0) + 1);
  }
  const shares = [...counts]
    .map(([action, taken]) => ({ action, share: taken / planned.length }))
    .sort((a, b) => b.share - a.share);
  const share = shares.find(({ action }) => action === decision.action)?.share ?? 0;
  return {
    ...{ ...decision, share, others: shares.filter(({ action }) => action !== decision.action) },
    halfWidth: 1.959964 * Math.sqrt((share * (1 - share)) / planned.length),
  };
}
