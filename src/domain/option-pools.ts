/** In which pool an option's power stands at each node, read from a plan's actions. */
import type { OptionPolicy } from './plan-file.ts';
import type { Portfolio } from './portfolio.ts';

/**
 * Pool per node: of a project the one to which `re-purpose` has brought it (from the next quarter on, P12), of a training run the one in
 * which it was started; `undefined` where it has none. Parents come before their children.
 */
export function poolsOfOption(
  portfolio: Pick<Portfolio, 'projects' | 'leases'>,
  { option, actions }: Pick<OptionPolicy, 'option' | 'actions'>,
  parent: ArrayLike<number>,
): (string | undefined)[] {
  const project = portfolio.projects.find(({ id }) => id === option);
  const own = project?.pool ?? portfolio.leases.find(({ id }) => id === option)?.pool;
  const pools: (string | undefined)[] = [];
  for (const [n, action] of actions.entries()) {
    const up = parent[n]!;
    if (own !== undefined)
      pools[n] = up < 0 ? own : actions[up] === 're-purpose' ? project!.repurpose!.pool : pools[up];
    else pools[n] = action.startsWith('start:') ? action.split(':')[1] : pools[up];
  }
  return pools;
}
