/** A plan in the making: one policy per option and values of the operations, with its value from plain arithmetic. */
import { leavesOf, pathTo } from '../demand/scenario-tree.ts';
import type { Policy } from './option-pricing.ts';
import type { PlanningProblem, RiskMeasure } from './planning-problem.ts';
import { policyEffects } from './policy-effects.ts';

/** A plan that keeps every row, whole where it must be. */
export interface Incumbent {
  readonly policies: readonly Policy[];
  readonly variables: Float64Array;
  /** Objective: (1−λ)·E + λ·CVaR, recomputed from the cash flows. */
  readonly value: number;
}

/** The incumbent of policies and values of the operations. */
export function incumbentOf(
  problem: PlanningProblem,
  policies: readonly Policy[],
  variables: Float64Array,
): Incumbent {
  return { policies, variables, value: objectiveOf(problem, cashByNode(problem, policies, variables)) };
}

/** Cash per node of policies and operations together, constant cash included. */
export function cashByNode(
  problem: PlanningProblem,
  policies: readonly Policy[],
  variables: Float64Array,
): Float64Array {
  const cash = problem.constantCash.slice();
  const { start, node, amount } = problem.columnCash;
  for (let j = 0; j < variables.length; j++) {
    if (variables[j] === 0) continue;
    for (let i = start[j]!; i < start[j + 1]!; i++) cash[node[i]!]! += variables[j]! * amount[i]!;
  }
  policies.forEach((policy, o) => {
    policyEffects(problem, problem.options[o]!, policy).cash.forEach((value, n) => {
      cash[n]! += value;
    });
  });
  return cash;
}

/** Value of a cash flow per node under the risk measure (docs/method.md, V1). */
function objectiveOf(problem: PlanningProblem, cash: Float64Array): number {
  const { probability } = problem.tree;
  const expected = cash.reduce((sum, value, n) => sum + probability[n]! * value, 0);
  const { cvarWeight } = problem.risk;
  if (cvarWeight === 0) return expected;
  const outcomes = pathTotals(problem, cash);
  return (1 - cvarWeight) * expected + cvarWeight * conditionalValueAtRisk(outcomes, problem.risk);
}

/** Total per leaf path with the leaf's probability. */
function pathTotals(problem: PlanningProblem, cash: Float64Array): { total: number; probability: number }[] {
  const { tree } = problem;
  return leavesOf(tree).map((leaf) => ({
    total: pathTo(tree, leaf).reduce((sum, n) => sum + cash[n]!, 0),
    probability: tree.probability[leaf]!,
  }));
}

/**
 * Mean of the worst 1 − α of the outcomes, the outcome at the edge counted in part. α = 0 gives the mean; as α → 1 it tends to the worst outcome.
 */
export function conditionalValueAtRisk(
  outcomes: readonly { total: number; probability: number }[],
  risk: Pick<RiskMeasure, 'cvarLevel'>,
): number {
  const tail = 1 - risk.cvarLevel;
  let left = tail;
  let sum = 0;
  for (const { total, probability } of outcomes.toSorted((a, b) => a.total - b.total)) {
    const share = Math.min(left, probability);
    sum += share * total;
    left -= share;
    if (left <= 0) break;
  }
  return sum / (tail - Math.max(0, left));
}
