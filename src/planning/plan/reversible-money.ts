/** Money that can still be taken back: what leaving every option at a node would save of its later capex, after fees. */
import type { CompiledPortfolio } from '../portfolio/compile-portfolio.ts';
import { USD_SCALE } from '../portfolio/portfolio-frame.ts';
import { actionOf } from '../staged-option.ts';
import { capexHeadings, type PlanParts } from './plan-parts.ts';

/** Nominal USD per node, expected over the futures below it; options that cannot be left, or whose leaving costs more than it saves, count nothing. */
export function reversiblePerNode(
  { problem, frame }: CompiledPortfolio,
  { policy, cashFlows }: PlanParts,
): Float64Array {
  const { tree } = frame;
  const result = new Float64Array(tree.parent.length);
  problem.options.forEach((option, o) => {
    const capex = new Float64Array(tree.parent.length);
    for (const line of cashFlows)
      if (line.item === option.id && capexHeadings.includes(line.heading)) capex[line.node]! -= line.usd;
    // Probability-weighted capex of each node and all below it.
    const ahead = capex.map((usd, n) => usd * tree.probability[n]!);
    for (let n = ahead.length - 1; n > 0; n--) ahead[tree.parent[n]!]! += ahead[n]!;
    for (let n = 0; n < result.length; n++) {
      const fee = leavingCost(
        option,
        option.stateNames.indexOf(policy[o]!.states[n]!),
        n,
        frame.discount[n]!,
      );
      if (fee !== undefined) result[n]! += Math.max(0, ahead[n]! / tree.probability[n]! - fee);
    }
  });
  return result;
}

/** Nominal USD that `cancel` costs in a state at a node, net of salvage; absent where it is not allowed. */
function leavingCost(
  option: CompiledPortfolio['problem']['options'][number],
  state: number,
  node: number,
  discount: number,
): number | undefined {
  for (let arc = option.arcStart[state]!; arc < option.arcStart[state + 1]!; arc++) {
    if (actionOf(option, arc) !== 'cancel') continue;
    let cash = 0;
    const effect = option.arcEffect[arc]!;
    for (let i = option.effectStart[effect]!; i < option.effectStart[effect + 1]!; i++) {
      const { target, factor, category } = option.channels[option.effectChannel[i]!]!;
      if (target === 'cash' && (category === 'cancellation' || category === 'salvage'))
        cash += option.effectAmount[i]! * (factor?.[node] ?? 1);
    }
    return (-cash * USD_SCALE) / discount;
  }
  return undefined;
}
