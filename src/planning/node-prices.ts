/** Prices at nodes: what a unit of cash or of a resource is worth there, given multipliers on the rows. */
import { leavesOf, nodeCount, type ScenarioTree } from '../demand/scenario-tree.ts';
import type { EffectTerms } from './effect-terms.ts';
import type { NodeRows, PlanningProblem, RiskMeasure } from './planning-problem.ts';
import type { StagedOption } from './staged-option.ts';

/** Prices per node, for the dynamic programs of the options. */
export interface NodePrices {
  /** ω(n): what a unit of cash at n adds to the objective. */
  readonly cashWeight: Float64Array;
  /** What a unit of resource k at n adds to the objective, shape `[resource][node]`. */
  readonly resource: readonly Float64Array[];
  /** Rows that effects enter by coefficients of their own, and the price of each row. */
  readonly added?: {
    readonly terms: ReadonlyMap<StagedOption, EffectTerms>;
    readonly rowPrices: Float64Array;
  };
}

/**
 * Weight of cash per node, from weights q on the leaves (docs/method.md, V2).
 * Without risk aversion, or when q is absent, it is the node's probability.
 */
export function cashWeights(tree: ScenarioTree, risk: RiskMeasure, leafWeights?: Float64Array): Float64Array {
  if (risk.cvarWeight === 0 || !leafWeights) return tree.probability.slice();
  const weights = new Float64Array(nodeCount(tree));
  leavesOf(tree).forEach((leaf, i) => {
    weights[leaf] = (1 - risk.cvarWeight) * tree.probability[leaf]! + risk.cvarWeight * leafWeights[i]!;
  });
  for (let n = weights.length - 1; n > 0; n--) weights[tree.parent[n]!]! += weights[n]!;
  return weights;
}

/**
 * The nearest leaf weights that are allowed: 0 ≤ q ≤ π/(1−α), Σq = 1.
 *
 * Clips, then shifts all free weights by one constant found by bisection (Euclidean projection on a capped simplex).
 */
export function allowedLeafWeights(
  tree: ScenarioTree,
  risk: RiskMeasure,
  weights: Float64Array,
): Float64Array {
  const caps = Float64Array.from(leavesOf(tree), (leaf) => tree.probability[leaf]! / (1 - risk.cvarLevel));
  const shifted = (by: number) => weights.map((w, i) => Math.min(caps[i]!, Math.max(0, w + by)));
  const total = (values: Float64Array) => values.reduce((sum, v) => sum + v, 0);
  let [low, high] = [-1 - Math.max(...weights), 1 + Math.max(...caps)];
  for (let step = 0; step < 200; step++) {
    const middle = (low + high) / 2;
    if (total(shifted(middle)) > 1) high = middle;
    else low = middle;
  }
  const result = shifted(low);
  const missing = 1 - total(result);
  const room = result.findIndex((q, i) => q + missing <= caps[i]! && q + missing >= 0);
  if (room >= 0) result[room]! += missing;
  return result;
}

/** Node prices from row prices y: a resource at n is worth −Σ coefficient·y over the rows that it enters. Rows that came after y was found count at 0. */
export function nodePrices(
  problem: PlanningProblem,
  cashWeight: Float64Array,
  rowPrices: Float64Array,
): NodePrices {
  const { resourceRows, effectTerms } = problem;
  return {
    cashWeight,
    resource: resourceRows.map((rows) => resourcePrices(rows, rowPrices)),
    ...(effectTerms && { added: { terms: effectTerms, rowPrices } }),
  };
}

function resourcePrices(rows: NodeRows, rowPrices: Float64Array): Float64Array {
  const prices = new Float64Array(rows.start.length - 1);
  for (let n = 0; n < prices.length; n++) {
    let price = 0;
    for (let i = rows.start[n]!; i < rows.start[n + 1]!; i++)
      price -= rows.coefficient[i]! * (rowPrices[rows.row[i]!] ?? 0);
    prices[n] = price;
  }
  return prices;
}
