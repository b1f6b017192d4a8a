/** Which rules hold for an option at which node, as events come and go (E1–E4). */
import type { ScenarioTree } from '../demand/scenario-tree.ts';
import type { Contract, Lease, Portfolio, Project } from '../domain/portfolio.ts';
import type { Machine } from './machine.ts';

type Events = Portfolio['events'];

/** Ids of the tracks of a project that stand still while `active` events last (E2). */
export function stalledTracks(
  { pools }: Pick<Portfolio, 'pools'>,
  project: Project,
  active: Events,
): readonly string[] {
  const region = pools.find(({ id }) => id === project.pool)?.region;
  const all = (project.tracks ?? [{ id: 'building' }]).map(({ id }) => id);
  const stalled = new Set<string>();
  for (const { delays } of active) {
    for (const { projects = [], regions = [], tracks = all } of delays) {
      if (!projects.includes(project.id) && !(region !== undefined && regions.includes(region))) continue;
      for (const track of tracks) stalled.add(track);
    }
  }
  return all.filter((id) => stalled.has(id));
}

/** E3. */
export function isKeptWaiting({ id }: Lease, active: Events): boolean {
  return active.some(({ delays }) => delays.some(({ leases = [] }) => leases.includes(id)));
}

/** E4. */
export function isGone({ id }: Contract, active: Events): boolean {
  return active.some(({ withdraws }) => withdraws.includes(id));
}

/** The machine of an option whose rules change with the active events: `rulesOf` names them, `make` makes a machine that obeys them. */
export function machineUnderEvents<State, Rules>(
  events: Events,
  { values, parent }: ScenarioTree,
  rulesOf: (active: Events) => Rules,
  make: (rules: Rules) => Machine<State>,
): Machine<State> {
  const machines = new Map<string, Machine<State>>();
  const at = Array.from(parent, (_, n) => {
    // E1: half of the futures that a node stands for are enough.
    const rules = rulesOf(events.filter(({ id }) => (values.get(`event:${id}`)?.[n] ?? 0) >= 0.5));
    const key = JSON.stringify(rules);
    const machine = machines.get(key) ?? make(rules);
    machines.set(key, machine);
    return machine;
  });
  return machines.size === 1 ? at[0]! : { ...at[0]!, under: (node) => at[node]! };
}
