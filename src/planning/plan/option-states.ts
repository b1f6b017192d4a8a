/** What options do at each node under a plan's policies: actions, states and powered MW. */
import type { OptionPolicy } from '../../domain/plan-file.ts';
import type { Incumbent } from '../incumbent.ts';
import { statesUnder } from '../option-pricing.ts';
import { visitTerms } from '../policy-effects.ts';
import type { CompiledPortfolio } from '../portfolio/compile-portfolio.ts';

export function optionPolicies(
  { problem }: CompiledPortfolio,
  { policies }: Pick<Incumbent, 'policies'>,
): OptionPolicy[] {
  return problem.options.map((option, o) => {
    const policy = policies[o]!;
    const poweredMw = new Float64Array(policy.length);
    visitTerms(option, policy, [], ({ target }, n, amount) => {
      if (target !== 'cash' && problem.resourceNames[target]!.startsWith('power:')) poweredMw[n]! += amount;
    });
    return {
      option: option.id,
      actions: Array.from(policy, (arc) => option.actionNames[option.arcAction[arc]!]!),
      poweredMw: Array.from(poweredMw),
      states: Array.from(statesUnder(option, policy, problem.tree), (s) => option.stateNames[s]!),
    };
  });
}
