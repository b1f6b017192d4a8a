/**
 * Simulated paths reduced to a scenario tree of a given size.
 *
 * Quarter by quarter, groups of paths that cannot yet be told apart are split where their values of that quarter
 * differ most (nested two-means along the principal direction), so that a node knows the past and nothing of the
 * future. Named events open branches of their own, with their exact probability, while their share of the nodes
 * lasts; what is left stays merged and is reported. Values are then matched to the paths' means and quantiles.
 */
import { type KeptEvent, keptEvent, openEvents } from './event-branches.ts';
import type { EventRegime } from './event-regime.ts';
import { type DemandFault, refuseFaults } from './fault.ts';
import { couplingDistance, nodeValues, quartersOf } from './group-values.ts';
import { columnAt, type Group, type Level, nodesOfPaths } from './path-groups.ts';
import { bestSplit, type Features, featuresOf, partition } from './path-split.ts';
import { pathWeights, type WeightedPaths, weightOf } from './path-weights.ts';
import type { PathSet } from './paths.ts';
import type { ScenarioTree } from './scenario-tree.ts';
import { type Totals, withTotals } from './totals.ts';
import { diagnoseTree, type TreeDiagnostics } from './tree-diagnostics.ts';

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

/** Quarters between the dates on which events may open branches. */
const EVENT_PACE = 4;

/** Reduces `simulated` paths; throws a `DemandFaultsError` that holds all of {@link reductionFaults}. */
export function reducePaths(simulated: PathSet, request: ReductionRequest): ReducedTree {
  refuseFaults(reductionFaults(simulated, request));
  const { totals = {} } = request;
  const paths = withTotals(simulated, totals);
  const kept = (request.keepEvents ?? []).map((name) => paths.events.find((event) => event.name === name)!);
  const order = Int32Array.from({ length: paths.pathCount }, (_, i) => i);
  const weighted: WeightedPaths = { paths, weights: pathWeights(paths), order };
  const growth = growLevels(weighted, request, kept);
  const { levels } = growth;
  const offsets = levels.map(() => 0);
  for (let t = 1; t < levels.length; t++) offsets[t] = offsets[t - 1]! + levels[t - 1]!.groups.length;
  const perNode = <T>(pick: (group: Group, t: number) => T) =>
    levels.flatMap(({ groups }, t) => groups.map((group) => pick(group, t)));
  const { values, unmatched } = nodeValues(weighted, levels, totals);
  const tree: ScenarioTree = {
    firstQuarter: paths.firstQuarter,
    parent: Int32Array.from(perNode(({ parent }, t) => (t === 0 ? -1 : offsets[t - 1]! + parent))),
    depth: Int32Array.from(perNode((_, t) => t)),
    probability: Float64Array.from(perNode(({ probability }) => probability)),
    values,
  };
  let diagnostics: ReducedTree['diagnostics'] | undefined;
  return {
    tree,
    events: kept.map((event, e) =>
      keptEvent(weighted, event, levels.at(-1)!, { e, branches: growth.branches[e]! }),
    ),
    get diagnostics() {
      diagnostics ??= {
        ...diagnoseTree(tree, quartersOf(paths)),
        couplingDistance: couplingDistance(paths, levels, values),
        unmatched,
      };
      return diagnostics;
    },
  };
}

/** All faults of `request` for `paths`: an empty list means that {@link reducePaths} accepts it. */
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

function growLevels(weighted: WeightedPaths, request: ReductionRequest, kept: readonly EventRegime[]) {
  const { paths, order } = weighted;
  const { pathCount, quarters } = paths;
  const root: Group = { parent: -1, start: 0, end: pathCount, probability: 1, toldUntil: kept.map(() => 0) };
  const levels: Level[] = [{ groups: [root], nodeOfPath: new Int32Array(pathCount) }];
  const branches = kept.map(() => 0);
  const smallest = Math.max(1, Math.floor(pathCount / (request.nodes * 4)));
  const weights = [...paths.values.keys()].map((name) => request.weights?.[name] ?? 1);
  let left = request.nodes - 1;
  let eventLeft = kept.length > 0 ? Math.floor(request.nodes * (request.eventShare ?? 0.4)) : 0;
  for (let t = 1; t < quarters; t++) {
    let groups: Group[] = levels[t - 1]!.groups.map((group, parent) => ({ ...group, parent }));
    if (isEventDate(t)) {
      const room = roomForEvents(t, quarters, eventLeft, left - groups.length * (quarters - t));
      const opened = openEvents(weighted, groups, kept, { t, room, branches });
      for (const e of opened.events) branches[e]!++;
      eventLeft -= opened.events.length * (quarters - t);
      groups = opened.groups;
    }
    // What no further date can spend on events goes to the rest.
    if (eventDatesFrom(t + 1, quarters) === 0) eventLeft = 0;
    const target = widthOf(t, quarters, left - eventLeft, groups.length);
    const columns = [...paths.values.values()].map((values) => columnAt(values, t, quarters));
    groups = splitTo(target, groups, weighted, featuresOf(columns, weights), smallest);
    left -= groups.length;
    levels.push({ groups, nodeOfPath: nodesOfPaths(groups, order) });
  }
  return { levels, branches };
}

/** Events may open branches in the first quarter, while the trunk is thin, and at the start of each year. */
function isEventDate(t: number): boolean {
  return t === 1 || t % EVENT_PACE === 0;
}

function eventDatesFrom(t: number, quarters: number): number {
  let dates = 0;
  for (let u = t; u < quarters; u++) if (isEventDate(u)) dates++;
  return dates;
}

/**
 * Branches that events may open in quarter `t`, each of which costs a node per quarter to the horizon: an even part
 * of `eventLeft`, but one at least from year two on, when more of the hazard has passed; never more than `left`
 * nodes allow.
 */
function roomForEvents(t: number, quarters: number, eventLeft: number, left: number): number {
  const cost = quarters - t;
  const even = Math.floor(eventLeft / eventDatesFrom(t, quarters) / cost);
  return Math.max(0, Math.min(Math.floor(Math.min(eventLeft, left) / cost), Math.max(even, t > 1 ? 1 : 0)));
}

/** Nodes that a quarter needs to place P10, P50 and P90 of several series. */
const ENOUGH = 9;

/**
 * Nodes of quarter `t` where `nodes` are left to the horizon: soon `ENOUGH`, the rest growing with the square of
 * time, since splits tell apart only what has become known by then; never fewer than there are, never more than
 * last to the horizon.
 */
function widthOf(t: number, quarters: number, nodes: number, present: number): number {
  const base = (u: number) => Math.min(1 + 2 * u, ENOUGH);
  let [squares, bases] = [0, 0];
  for (let u = t; u < quarters; u++) {
    squares += u * u;
    bases += base(u);
  }
  const width = Math.round(base(t) + (Math.max(0, nodes - bases) * t * t) / squares);
  return Math.max(present, Math.min(width, Math.floor(nodes / (quarters - t))));
}

function splitTo(
  target: number,
  groups: Group[],
  { order, weights }: WeightedPaths,
  features: Features,
  smallest: number,
): Group[] {
  const splitOf = ({ start, end }: Group) => bestSplit(features, order.subarray(start, end), smallest);
  const all = groups.map((group) => ({ group, split: splitOf(group) }));
  while (all.length < target) {
    let best = -1;
    for (let i = 0; i < all.length; i++) {
      if (all[i]!.split && (best < 0 || all[i]!.split!.gain > all[best]!.split!.gain)) best = i;
    }
    if (best < 0) break;
    const { group, split } = all[best]!;
    const { start, end, probability } = group;
    const { threshold, scores } = split!;
    const middle = start + partition(order.subarray(start, end), (place) => scores[place]! >= threshold);
    const lower = weightOf(weights, order, start, middle);
    const parts = [
      { ...group, end: middle, probability: lower },
      { ...group, start: middle, probability: probability - lower },
    ];
    all.splice(best, 1, ...parts.map((part) => ({ group: part, split: splitOf(part) })));
  }
  return all.map(({ group }) => group);
}
