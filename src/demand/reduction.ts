/** What a reduction of paths to a tree is asked for, and what it gives. */
import type { KeptEvent } from './event-branches.ts';
import type { DemandFault } from './fault.ts';
import type { PathSet } from './paths.ts';
import type { ScenarioTree } from './scenario-tree.ts';
import type { Totals } from './totals.ts';
import type { TreeDiagnostics } from './tree-diagnostics.ts';

/** How large the tree may be, and what it must keep. */
export interface ReductionRequest {
  /** Nodes of the tree, from the number of quarters to 5,000. */
  readonly nodes: number;
  /** Events to keep as branches, by name; none by default. */
  readonly keepEvents?: readonly string[];
  /** Largest share of the nodes (0…0.9) that branches of events may take; 0.4 by default. */
  readonly eventShare?: number;
  /** How much each series counts where paths are told apart, > 0, by name; 1 by default. */
  readonly weights?: Readonly<Record<string, number>>;
  /**
   * Totals to keep in the tree under their names, with their own quantiles; their parts keep their means to about a
   * thousandth then, and add up to them in every node.
   */
  readonly totals?: Totals;
}

/** The tree with how well it holds the paths. */
export interface ReducedTree {
  /**
   * Values under each series' name, and `event:<name>` for each event: 1 or 0 on branches of their own, the share
   * of the node's probability in which it is active elsewhere.
   */
  readonly tree: ScenarioTree;
  readonly events: readonly KeptEvent[];
  /** Worked out when first asked for, as it takes a third as long as the tree. */
  readonly diagnostics: TreeDiagnostics & {
    /**
     * Mean over quarters and paths of |path − node| by series, as a share of the paths' mean: the cost of the
     * adapted coupling that sends each path to its nodes, hence an upper estimate of the (causal) nested distance.
     */
    readonly couplingDistance: ReadonlyMap<string, number>;
    /** Quarters (after the root) by series in which the nodes were too few to match the quantiles. */
    readonly unmatched: ReadonlyMap<string, readonly number[]>;
  };
}

/** All faults of `request` for `paths`: an empty list means that `reducePaths` accepts it. */
export function reductionFaults(paths: PathSet, request: ReductionRequest): DemandFault[] {
  const faults: DemandFault[] = [];
  const { nodes, keepEvents = [], eventShare = 0.4, weights = {}, totals = {} } = request;
  if (!(Number.isInteger(nodes) && nodes >= paths.quarters && nodes <= 5000)) {
    const params = { minimum: paths.quarters, maximum: 5000 };
    faults.push({ code: 'demand.reduction.nodes', path: 'nodes', value: nodes, params });
  }
  if (!(eventShare >= 0 && eventShare <= 0.9)) {
    faults.push({ code: 'demand.reduction.event-share', path: 'eventShare', value: eventShare });
  }
  keepEvents.forEach((name, i) => {
    if (!paths.onsets.has(name) || keepEvents.indexOf(name) !== i) {
      faults.push({ code: 'demand.reduction.event', path: `keepEvents[${i}]`, value: name });
    }
  });
  const members = Object.values(totals).flat();
  for (const [name, parts] of Object.entries(totals)) {
    const sound =
      parts.length > 0 && parts.every((part) => paths.values.has(part)) && !paths.values.has(name);
    if (!sound || parts.some((part) => members.indexOf(part) !== members.lastIndexOf(part))) {
      faults.push({ code: 'demand.reduction.total', path: `totals.${name}`, value: parts.join(', ') });
    }
  }
  for (const [name, weight] of Object.entries(weights)) {
    if (!((paths.values.has(name) || name in totals) && weight > 0 && weight < Infinity)) {
      faults.push({ code: 'demand.reduction.weight', path: `weights.${name}`, value: weight });
    }
  }
  return faults;
}
