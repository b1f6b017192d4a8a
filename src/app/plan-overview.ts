/** What a terminal shows of a plan, computed from the plan file and its portfolio. */
import { quantilesByQuarter } from '../demand/tree-statistics.ts';
import type { PlanFile } from '../domain/plan-file.ts';
import type { Portfolio } from '../domain/portfolio.ts';
import type { Quarter } from '../units/quarter.ts';
import { capacityNeed } from '../views/capacity-need.ts';
import { type CapitalYear, capitalByYear } from '../views/capital.ts';
import { endValue } from '../views/end-value.ts';
import { quartersOf, treeOfPlan } from '../views/plan-tree.ts';

export {
  type ActionFamily,
  type ActionTone,
  actionBrief,
  actionIcon,
  actionWord,
  familyOf,
  toneOf,
} from '../views/action-word.ts';
export { certaintyOf } from '../views/certainty.ts';
export { subjectName } from '../views/gantt-view.ts';
export { headlineSentence, wasStopped } from '../views/headline.ts';
export { horizonSentences, optionHorizonSentences } from '../views/horizon-sentences.ts';
export {
  EQUAL_USD,
  flipSentences,
  isPlannedAnew,
  orderedAlternatives,
  otherRowsUsd,
  rowsByLabel,
} from '../views/reason.ts';
export { someWorthIsPriced } from '../views/worth-origin.ts';
export type { PlanFile };

/** Arrays by quarter from the root. */
export interface PlanOverview {
  readonly quarters: readonly Quarter[];
  /** IT MW by quarter. */
  readonly needMw: PlanFile['headline']['figures']['overBuildMw'];
  readonly poweredP50Mw: readonly number[];
  readonly capital: readonly CapitalYear[];
  /** Expected present values that add up to the NPV. */
  readonly end: ReturnType<typeof endValue>;
}

/** Need and power by quarter, and capital by fiscal year. */
export function planOverview(portfolio: Portfolio, plan: PlanFile): PlanOverview {
  const tree = treeOfPlan(plan.tree);
  const { needMw, poweredMw } = capacityNeed(portfolio, plan, tree);
  return {
    quarters: quartersOf(tree),
    needMw: quantilesByQuarter(tree, needMw),
    poweredP50Mw: quantilesByQuarter(tree, poweredMw).p50,
    capital: capitalByYear(portfolio, plan, tree),
    end: endValue(portfolio, plan),
  };
}
