/** What active events do to options: sites and leases that stand still, tenants that ask for nothing (docs/method.md, E1–E4). */
import type { Contract, Lease, Project } from '../../domain/portfolio.ts';
import { type PortfolioFrame, poolById } from './portfolio-frame.ts';

/** Nodes at which a set of events leaves an option under the same rules. */
export interface Regime<Rules> {
  readonly rules: Rules;
  /** 1 at the nodes; absent where the rules hold everywhere. */
  readonly nodes?: Uint8Array;
}

/** The sets of tracks of a project that stand still somewhere, by index in `tracks`, each with its nodes (E2). */
export function trackRegimes(
  frame: PortfolioFrame,
  project: Project,
  tracks: readonly { readonly id: string }[],
): Regime<readonly number[]>[] {
  const region = poolById(frame, project.pool).region;
  const delays = frame.portfolio.events.flatMap(({ id, delays: of }) =>
    of
      .filter(({ projects, regions }) => projects?.includes(project.id) || regions?.includes(region))
      .map((delay) => ({ event: id, tracks: delay.tracks })),
  );
  return regimesOf(frame, (isActive) =>
    [...tracks.keys()].filter((i) =>
      delays.some(
        (delay) =>
          isActive(delay.event) && (delay.tracks === undefined || delay.tracks.includes(tracks[i]!.id)),
      ),
    ),
  );
}

/** Whether a signed lease is kept waiting (E3). */
export function leaseRegimes(frame: PortfolioFrame, { id }: Lease): Regime<boolean>[] {
  const events = frame.portfolio.events.filter(({ delays }) =>
    delays.some(({ leases }) => leases?.includes(id)),
  );
  return regimesOf(frame, (isActive) => events.some((event) => isActive(event.id)));
}

/** Whether the tenant asks for nothing (E4). */
export function tenantRegimes(frame: PortfolioFrame, { id }: Contract): Regime<boolean>[] {
  const events = frame.portfolio.events.filter(({ withdraws }) => withdraws.includes(id));
  return regimesOf(frame, (isActive) => events.some((event) => isActive(event.id)));
}

/** Whether an event counts as active at a node of whose futures it holds in this share (E1). */
export function countsAsActive(share: number): boolean {
  return share >= 0.5;
}

/** Rules by node, gathered. */
function regimesOf<Rules>(
  { tree }: PortfolioFrame,
  rulesWith: (isActive: (event: string) => boolean) => Rules,
): Regime<Rules>[] {
  const byRules = new Map<string, { rules: Rules; nodes: Uint8Array }>();
  for (const n of tree.parent.keys()) {
    const rules = rulesWith((event) => countsAsActive(tree.values.get(`event:${event}`)?.[n] ?? 0));
    const key = JSON.stringify(rules);
    const regime = byRules.get(key) ?? { rules, nodes: new Uint8Array(tree.parent.length) };
    regime.nodes[n] = 1;
    byRules.set(key, regime);
  }
  const regimes = [...byRules.values()];
  return regimes.length === 1 ? [{ rules: regimes[0]!.rules }] : regimes;
}

/** Regimes whose rules come to the same for a state, as one. */
export function mergedRegimes<Rules>(
  regimes: readonly Regime<Rules>[],
  same: (rules: Rules) => Rules,
): Regime<Rules>[] {
  const byRules = new Map<string, Regime<Rules>>();
  for (const { rules: all, nodes } of regimes) {
    const rules = same(all);
    const key = JSON.stringify(rules);
    const other = byRules.get(key)?.nodes;
    const union = other && nodes ? nodes.map((at, n) => at | other[n]!) : nodes;
    byRules.set(key, { rules, ...(union && { nodes: union }) });
  }
  const merged = [...byRules.values()];
  return merged.length === 1 ? [{ rules: merged[0]!.rules }] : merged;
}
