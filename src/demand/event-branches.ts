/** Branches of named events in a tree of grouped paths. */
import type { EventRegime } from './event-regime.ts';
import { type Group, groupMeans, type Level } from './path-groups.ts';
import { partition } from './path-split.ts';
import { hazardOnPath, type PathSet } from './paths.ts';

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

/**
 * Opens branches for events that began since they were last told apart, at most `room`, shared evenly between the
 * events (first those with the fewest `branches` so far); of each event the most probable branches first.
 *
 * The branch takes the exact probability of having begun, from the hazards of the group's paths, rather than the
 * share of paths.
 */
export function openEvents(
  paths: PathSet,
  order: Int32Array,
  groups: readonly Group[],
  kept: readonly EventRegime[],
  t: number,
  room: number,
  branches: readonly number[],
) {
  const turn = [...kept.keys()].sort((a, b) => branches[a]! - branches[b]! || a - b);
  let current = [...groups];
  const events: number[] = [];
  for (const [k, e] of turn.entries()) {
    const event = kept[e]!;
    const limit = Math.ceil((room * (k + 1)) / kept.length);
    const candidates = current
      .map((group) => ({ group, chance: chanceSince(paths, order, group, event, group.toldUntil[e]!, t) }))
      .filter(({ chance }) => chance > 0 && chance < 1)
      .sort((a, b) => b.group.probability * b.chance - a.group.probability * a.chance);
    for (const { group, chance } of candidates) {
      if (events.length >= limit) break;
      const { start, end, probability } = group;
      const members = order.subarray(start, end);
      const onset = paths.onsets.get(event.name)!;
      const begun = members.map((path) => (onset[path]! <= t ? 1 : 0));
      const middle = start + partition(members, (place) => begun[place] === 1);
      if (middle === start || middle === end) continue;
      const told = (until: number) => group.toldUntil.map((quarter, one) => (one === e ? until : quarter));
      const without = { ...group, end: middle, probability: probability * (1 - chance), toldUntil: told(t) };
      const within = {
        ...group,
        start: middle,
        probability: probability * chance,
        toldUntil: told(Infinity),
      };
      current = current.flatMap((one) => (one === group ? [without, within] : [one]));
      events.push(e);
    }
  }
  return { groups: current, events };
}

/** Probability that `event` began in the quarters after `told` up to `t`, from the mean hazards of the group's paths. */
function chanceSince(
  paths: PathSet,
  order: Int32Array,
  { start, end }: Group,
  event: EventRegime,
  told: number,
  t: number,
): number {
  const onset = paths.onsets.get(event.name)!;
  let none = 1;
  for (let quarter = told + 1; quarter <= t; quarter++) {
    let [atRisk, hazards] = [0, 0];
    for (let i = start; i < end; i++) {
      const path = order[i]!;
      if (onset[path]! < quarter) continue;
      atRisk++;
      hazards += hazardOnPath(paths, event, path, quarter);
    }
    if (atRisk > 0) none *= 1 - hazards / atRisk;
  }
  return told === Infinity ? 0 : 1 - none;
}

/** Says what became of `event`, the one at `e` in the list of kept events, from the tree's last level. */
export function keptEvent(
  paths: PathSet,
  { name }: EventRegime,
  { groups, nodeOfPath }: Level,
  e: number,
  branches: number,
): KeptEvent {
  const onset = paths.onsets.get(name)!;
  const begun = Float64Array.from(onset, (quarter) => (quarter < paths.quarters ? 1 : 0));
  const shares = groupMeans(begun, groups, nodeOfPath);
  let [probability, onBranches] = [0, 0];
  groups.forEach((group, n) => {
    probability += group.probability * shares[n]!;
    if (group.toldUntil[e] === Infinity) onBranches += group.probability;
  });
  return { name, probability, onBranches, merged: probability - onBranches, branches };
}
