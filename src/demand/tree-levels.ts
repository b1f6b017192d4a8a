/** The levels of a tree that stands for paths: quarter by quarter, groups that cannot yet be told apart are split. */
import { openEvents } from './event-branches.ts';
import type { EventRegime } from './event-regime.ts';
import { columnAt, type Group, type Level, nodesOfPaths } from './path-groups.ts';
import { bestSplit, type Features, featuresOf, partition } from './path-split.ts';
import { type WeightedPaths, weightOf } from './path-weights.ts';
import type { ReductionRequest } from './reduction.ts';

/** Quarters between the dates on which events may open branches. */
const EVENT_PACE = 4;

/** The levels from the root on, and the branches that each event of `kept` has opened. `order` of the paths becomes that of the last level. */
export function growLevels(
  weighted: WeightedPaths,
  request: ReductionRequest,
  kept: readonly EventRegime[],
): { levels: Level[]; branches: number[] } {
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
