/** Branches of named events in a tree of grouped paths. */
import type { EventRegime } from './event-regime.ts';
import { type Group, groupMeans, type Level } from './path-groups.ts';
import { partition } from './path-split.ts';
import type { WeightedPaths } from './path-weights.ts';

/** What became of a named event in the tree. */
export interface KeptEvent {
  readonly name: string;
  /** Probability that it begins within the horizon, over the paths. */
  readonly probability: number;
  /** Of that, what lies on branches of its own at the horizon. */
  readonly onBranches: number;
  /** Of that, what stayed merged with worlds without it; their nodes hold the share as their value. */
  readonly merged: number;
  /** Branches opened. */
  readonly branches: number;
}

/** A date at which events may open branches. */
export interface EventDate {
  /** Quarters since the root. */
  readonly t: number;
  /** Branches that may be opened. */
  readonly room: number;
  /** Branches that each event has opened so far. */
  readonly branches: readonly number[];
}

/**
 * Opens branches for events that began since they were last told apart, at most `room`, shared evenly between the
 * events (first those with the fewest `branches` so far); of each event the most probable branches first.
 */
export function openEvents(
  { paths, weights, order }: WeightedPaths,
  groups: readonly Group[],
  kept: readonly EventRegime[],
  { t, room, branches }: EventDate,
) {
  const turn = [...kept.keys()].sort((a, b) => branches[a]! - branches[b]! || a - b);
  let current = [...groups];
  const events: number[] = [];
  for (const [k, e] of turn.entries()) {
    const event = kept[e]!;
    const limit = Math.ceil((room * (k + 1)) / kept.length);
    const onset = paths.onsets.get(event.name)!;
    const candidates = current
      .filter(({ toldUntil }) => toldUntil[e] !== Infinity)
      .map((group) => {
        const members = order.subarray(group.start, group.end);
        return { group, begun: members.map((path) => (onset[path]! <= t ? 1 : 0)) };
      })
      .filter(({ begun }) => begun.includes(0) && begun.includes(1))
      .map(({ group, begun }) => {
        const began = begun.reduce((sum, one, i) => sum + one * weights[order[group.start + i]!]!, 0);
        return { group, begun, began };
      })
      .sort((a, b) => b.began - a.began);
    for (const { group, begun, began } of candidates) {
      if (events.length >= limit) break;
      const { start, end, probability } = group;
      const middle = start + partition(order.subarray(start, end), (place) => begun[place] === 1);
      const told = (until: number) => group.toldUntil.map((quarter, one) => (one === e ? until : quarter));
      const without = { ...group, end: middle, probability: probability - began, toldUntil: told(t) };
      const within = {
        ...group,
        start: middle,
        probability: began,
        toldUntil: told(Infinity),
      };
      current = current.flatMap((one) => (one === group ? [without, within] : [one]));
      events.push(e);
    }
  }
  return { groups: current, events };
}

/** Says what became of `event`, the one at `e` in the list of kept events, from the tree's last level. */
export function keptEvent(
  { paths, weights }: WeightedPaths,
  { name }: EventRegime,
  { groups, nodeOfPath }: Level,
  { e, branches }: { readonly e: number; readonly branches: number },
): KeptEvent {
  const onset = paths.onsets.get(name)!;
  const begun = Float64Array.from(onset, (quarter) => (quarter < paths.quarters ? 1 : 0));
  const shares = groupMeans(begun, weights, groups, nodeOfPath);
  let [probability, onBranches] = [0, 0];
  groups.forEach((group, n) => {
    probability += group.probability * shares[n]!;
    if (group.toldUntil[e] === Infinity) onBranches += group.probability;
  });
  return { name, probability, onBranches, merged: probability - onBranches, branches };
}
