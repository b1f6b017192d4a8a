/** Replays every option along the tree: each action from the state to which its ancestors led. */
import type { ActionName } from '../domain/plan-file.ts';
import type { Portfolio } from '../domain/portfolio.ts';
import { leaseMachine } from './lease-machine.ts';
import type { Machine, Step } from './machine.ts';
import type { CheckedPlan } from './plan-form.ts';
import { projectMachine } from './project-machine.ts';
import type { Checks } from './report.ts';
import type { Timeline } from './timeline.ts';

/** Hides a machine's own kind of state from those who only pass it on. */
export type AnyMachine = Machine<unknown>;

export interface ReplayedOption {
  readonly machine: AnyMachine;
  readonly kind: 'project' | 'lease';
  readonly name: string;
  readonly itPowerMw: number;
  /** Action per node, as the plan states it. */
  readonly actions: readonly ActionName[];
  /** State per node. */
  readonly states: readonly unknown[];
  readonly steps: readonly Step<unknown>[];
}

/** The machines of a portfolio in the order of the plan's policy: projects, then leases. */
export function machinesOf(
  portfolio: Portfolio,
): (Pick<ReplayedOption, 'kind' | 'name' | 'itPowerMw'> & { readonly machine: AnyMachine })[] {
  return [
    ...portfolio.projects.map((project) => ({
      machine: projectMachine(project, portfolio.finance) as AnyMachine,
      kind: 'project' as const,
      name: project.name,
      itPowerMw: project.itPowerMw,
    })),
    ...portfolio.leases.map((lease) => ({
      machine: leaseMachine(lease) as AnyMachine,
      kind: 'lease' as const,
      name: lease.name,
      itPowerMw: lease.itPowerMw,
    })),
  ];
}

/** The replayed options; `undefined` when an action is not allowed, since nothing below it has a meaning. */
export function replayPolicy(
  portfolio: Portfolio,
  plan: CheckedPlan,
  timeline: Timeline,
  checks: Checks,
): readonly ReplayedOption[] | undefined {
  checks.reach('actions', 'states', 'powered-mw');
  const replayed = machinesOf(portfolio).map((option, i) => {
    const run = replay(option.machine, i, plan, timeline, checks);
    return run && { ...option, ...run };
  });
  return replayed.every((option) => option !== undefined) ? replayed : undefined;
}

function replay(
  machine: AnyMachine,
  position: number,
  plan: CheckedPlan,
  { tree }: Timeline,
  checks: Checks,
): Pick<ReplayedOption, 'actions' | 'states' | 'steps'> | undefined {
  const policy = plan.policy[position]!;
  const states: unknown[] = [machine.initial];
  const steps: (Step<unknown> | undefined)[] = [];
  const names = new Map<string, string>();
  for (const [n, action] of policy.actions.entries()) {
    const above = n === 0 ? undefined : steps[tree.parent[n]!];
    if (n > 0 && !above) continue;
    const state = above ? above.next : machine.initial;
    states[n] = state;
    steps[n] = machine.step(state, action);
    const at = (field: string) => ['policy', position, field, n];
    const allowed = steps[n] ? action : machine.actions(state).join(' | ');
    checks.same('actions', at('actions'), action, allowed);
    const step = steps[n];
    if (!step) continue;
    checks.equal('powered-mw', at('poweredMw'), policy.poweredMw[n]!, step.poweredMw, 1e-9 * step.poweredMw);
    const key = machine.key(state);
    const name = names.get(key) ?? policy.states[n]!;
    names.set(key, name);
    checks.same('states', at('states'), policy.states[n], name);
  }
  const complete = policy.actions.every((_, n) => steps[n]);
  return complete ? { actions: policy.actions, states, steps: steps as Step<unknown>[] } : undefined;
}

/** Mean powered MW that the options give to a pool in each period (F4). */
export function poweredByPeriod(
  options: readonly ReplayedOption[],
  pool: string,
  { periods }: Timeline,
): Float64Array {
  const mw = new Float64Array(periods.length);
  for (const { machine, steps } of options) {
    if (machine.pool !== pool) continue;
    for (const [p, { nodes }] of periods.entries()) {
      for (const n of nodes) mw[p]! += steps[n]!.poweredMw / nodes.length;
    }
  }
  return mw;
}
