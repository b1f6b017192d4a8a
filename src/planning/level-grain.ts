/** Granularity of resources: when every option moves a resource in whole multiples of one amount, so does their sum. */
import type { PlanningProblem } from './planning-problem.ts';

/** Steps that the largest amount of a resource may have: with finer ones, a split on a level moves next to nothing. */
const MOST_STEPS = 12;

/** Largest amount of which all options' levels of each resource are whole multiples; 0 where there is none, or only a fine one. */
export function levelGrains(problem: PlanningProblem): Float64Array {
  const grains = new Float64Array(problem.resourceNames.length);
  const largest = new Float64Array(problem.resourceNames.length);
  for (const option of problem.options) {
    option.effectChannel.forEach((channel, i) => {
      const { target, factor } = option.channels[channel]!;
      if (target === 'cash' || Number.isNaN(grains[target]!)) return;
      const amounts = factor ? factor.map((f) => f * option.effectAmount[i]!) : [option.effectAmount[i]!];
      for (const amount of amounts) {
        grains[target] = commonGrain(grains[target]!, Math.abs(amount));
        largest[target] = Math.max(largest[target]!, Math.abs(amount));
      }
    });
  }
  return grains.map((grain, k) => (Number.isNaN(grain) || grain * MOST_STEPS < largest[k]! ? 0 : grain));
}

/** Greatest common divisor of two amounts ≥ 0 by Euclid's algorithm with a tolerance; NaN when there is none that is not tiny. */
function commonGrain(a: number, b: number): number {
  if (Number.isNaN(a)) return a;
  let [large, small] = a > b ? [a, b] : [b, a];
  const tolerance = 1e-9 * large;
  for (let step = 0; step < 60 && small > tolerance; step++) {
    let rest = large % small;
    if (small - rest <= tolerance) rest = 0;
    [large, small] = [small, rest];
  }
  return small > tolerance || large < 1e-6 * Math.max(a, b) ? Number.NaN : large;
}
