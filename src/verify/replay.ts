/** Replays every option along the tree: each action from the state to which its ancestors led. */
import type { ScenarioTree } from '../demand/scenario-tree.ts';
import type { ActionName, DecisionNow } from '../domain/plan-file.ts';
import type { Portfolio } from '../domain/portfolio.ts';
import { isGone, isKeptWaiting, machineUnderEvents, stalledTracks } from './event-rules.ts';
import { leaseMachine } from './lease-machine.ts';
import { type Machine, openActions, type ResourceKind, rulesAt, type Step } from './machine.ts';
import { offerMachine, shownOffer } from './offer-machine.ts';
import type { CheckedPlan } from './plan-form.ts';
import { projectMachine } from './project-machine.ts';
import type { Checks } from './report.ts';
import { runMachine } from './run-machine.ts';
import type { Timeline } from './timeline.ts';

/** Hides a machine's own kind of state from those who only pass it on. */
export type AnyMachine = Machine<unknown>;

/** An option as the plan shows it; pool and MW only where it powers a pool. */
interface NamedOption {
  readonly machine: AnyMachine;
  readonly kind: DecisionNow['kind'];
  readonly name: string;
  readonly itPowerMw: number | null;
  readonly pool: string | null;
}

/** An option along the plan's policy; arrays have shape `[node]`. */
export interface ReplayedOption extends NamedOption {
  /** Action per node, as the plan states it. */
  readonly actions: readonly ActionName[];
  /** State per node. */
  readonly states: readonly unknown[];
  readonly steps: readonly Step<unknown>[];
}

/** The machines of a portfolio in the order of the plan's policy: projects, leases, offers, training runs. */
export function machinesOf(portfolio: Portfolio, tree: ScenarioTree): NamedOption[] {
  const { events } = portfolio;
  const unpowered = { itPowerMw: null, pool: null };
  return [
    ...portfolio.projects.map((project) => ({
      machine: machineUnderEvents(
        events,
        tree,
        (active) => stalledTracks(portfolio, project, active),
        (stalled) => projectMachine(project, portfolio.finance, portfolio, stalled),
      ) as AnyMachine,
      kind: 'project' as const,
      name: project.name,
      itPowerMw: project.itPowerMw,
      pool: project.pool,
    })),
    ...portfolio.leases.map((lease) => ({
      machine: machineUnderEvents(
        events,
        tree,
        (active) => isKeptWaiting(lease, active),
        (waits) => leaseMachine(lease, portfolio, waits),
      ) as AnyMachine,
      kind: 'lease' as const,
      name: lease.name,
      itPowerMw: lease.itPowerMw,
      pool: lease.pool,
    })),
    ...portfolio.contracts.flatMap((contract) =>
      contract.offers.map((_, i) => ({
        machine: machineUnderEvents(
          events,
          tree,
          (active) => isGone(contract, active),
          (gone) => offerMachine(contract, i, gone),
        ) as AnyMachine,
        kind: 'contract' as const,
        name: shownOffer(contract, i),
        ...unpowered,
      })),
    ),
    ...portfolio.trainingRuns.map((run) => ({
      machine: runMachine(run, portfolio) as AnyMachine,
      kind: 'training-run' as const,
      name: run.name,
      ...unpowered,
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
  const replayed = machinesOf(portfolio, timeline.tree).map((option, i) => {
    const run = replay(option.machine, i, plan, timeline, checks);
    return run && { ...option, ...run };
  });
  return replayed.every((option) => option !== undefined) ? replayed : undefined;
}

function replay(
  machine: AnyMachine,
  position: number,
  plan: CheckedPlan,
  { tree, quarter }: Timeline,
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
    const step = rulesAt(machine, n).step(state, action);
    const at = (field: string) => ['policy', position, field, n];
    const open = step !== undefined && (step.when?.(quarter[n]!) ?? true);
    const allowed = open ? action : openActions(machine, state, n, quarter[n]!).join(' | ');
    checks.same('actions', at('actions'), action, allowed);
    if (!open) continue;
    steps[n] = step;
    const mw = step.poweredMw;
    checks.equal('powered-mw', at('poweredMw'), policy.poweredMw[n]!, mw, 1e-9 * Math.abs(mw));
    const drawn = step.drawnMw;
    if (drawn === undefined) checks.same('powered-mw', at('drawnMw'), policy.drawnMw?.[n], undefined);
    else checks.equal('powered-mw', at('drawnMw'), policy.drawnMw?.[n] ?? Number.NaN, drawn, 1e-9 * drawn);
    const key = machine.key(state);
    const name = names.get(key) ?? policy.states[n]!;
    names.set(key, name);
    checks.same('states', at('states'), policy.states[n], name);
  }
  const complete = policy.actions.every((_, n) => steps[n]);
  return complete ? { actions: policy.actions, states, steps: steps as Step<unknown>[] } : undefined;
}

/** What the options use of a resource in a node, all together. */
export function usedAt(
  options: readonly ReplayedOption[],
  kind: ResourceKind,
  subject: string,
  node: number,
): number {
  let sum = 0;
  for (const { steps } of options) {
    for (const use of steps[node]!.uses) {
      if (use.kind === kind && use.subject === subject) sum += use.amount;
    }
  }
  return sum;
}

/** The mean of {@link usedAt} over each period. */
export function usedByPeriod(
  options: readonly ReplayedOption[],
  kind: ResourceKind,
  subject: string,
  { periods }: Timeline,
): Float64Array {
  return Float64Array.from(periods, ({ nodes }) => {
    return nodes.reduce((sum, n) => sum + usedAt(options, kind, subject, n), 0) / nodes.length;
  });
}
