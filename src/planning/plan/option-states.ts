/** What options do at each node under a plan's policies: actions, states, powered and drawn MW. */
import { optionNames } from '../../domain/option-names.ts';
import type { OptionPolicy } from '../../domain/plan-file.ts';
import type { Incumbent } from '../incumbent.ts';
import { statesUnder } from '../option-pricing.ts';
import { visitTerms } from '../policy-effects.ts';
import type { CompiledPortfolio } from '../portfolio/compile-portfolio.ts';
import { actionOf } from '../staged-option.ts';

/** One row per option, in the problem's order, each of shape `[node]`. */
export function optionPolicies(
  { problem, frame }: CompiledPortfolio,
  { policies }: Pick<Incumbent, 'policies'>,
): OptionPolicy[] {
  const names = optionNames(frame.portfolio);
  const runs = new Set(frame.portfolio.trainingRuns.map(({ id }) => id));
  return problem.options.map((option, o) => {
    const policy = policies[o]!;
    const poweredMw = new Float64Array(policy.length);
    const drawnMw = new Float64Array(policy.length);
    visitTerms(option, policy, [], ({ target }, n, amount) => {
      if (target === 'cash' || !problem.resourceNames[target]!.startsWith('power:')) return;
      if (amount > 0) poweredMw[n]! += amount;
      else drawnMw[n]! -= amount;
    });
    return {
      option: option.id,
      name: names.get(option.id) ?? option.id,
      actions: Array.from(policy, (arc) => actionOf(option, arc)),
      poweredMw: Array.from(poweredMw),
      ...(runs.has(option.id) && { drawnMw: Array.from(drawnMw) }),
      states: Array.from(statesUnder(option, policy, problem.tree), (s) => option.stateNames[s]!),
    };
  });
}
