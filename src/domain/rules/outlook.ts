/** Events, views on growth, evidence and history fit together and hold nothing that was not known by `asOf`. */
import { type Path, type Problem, problem } from '../../units/problem.ts';
import { addQuarters, formatQuarter } from '../../units/quarter.ts';
import { nearest } from '../nearest.ts';
import { eventStateNames } from '../outlook.ts';
import { seriesNames } from './demand.ts';
import type { Facts } from './facts.ts';

/** Events act on series that exist, at quarters of the calendar, and need a tree in which they can branch. */
export function events(facts: Facts): Problem[] {
  const entries = facts.entries('events');
  const problems = [
    ...keptFaults(facts),
    ...entries.flatMap(([event, path]): Problem[] => [
      ...event.effects.flatMap(({ series }, i) =>
        seriesFault(series, [...path, 'effects', i, 'series'], facts),
      ),
      ...event.influences.flatMap(({ whileActive }, i) =>
        whileActive === event.id
          ? [problem('self-influence', [...path, 'influences', i, 'whileActive'], whileActive, {})]
          : [],
      ),
      ...windowFaults(event, path, facts),
    ]),
  ];
  const treeUnknown = !facts.complete('uncertainty');
  if (treeUnknown || entries.length === 0 || facts.document.uncertainty.nodes !== undefined) return problems;
  return [...problems, problem('tree-form', ['events'], entries.length, { rule: 'nodes without events' })];
}

function keptFaults(facts: Facts): Problem[] {
  if (!facts.complete('uncertainty')) return [];
  const ids = facts.ids('events');
  const kept = facts.document.uncertainty.keepEvents ?? [];
  return kept.flatMap((id, i): Problem[] => {
    const path = ['uncertainty', 'keepEvents', i];
    if (!ids.includes(id)) {
      return [problem('reference', path, id, { collection: 'events', nearest: nearest(id, ids) })];
    }
    const first = kept.indexOf(id);
    return first < i
      ? [problem('duplicate-entry', path, id, { first: ['uncertainty', 'keepEvents', first] })]
      : [];
  });
}

function windowFaults(
  { from, until }: Facts['document']['events'][number],
  path: Path,
  { calendar }: Facts,
): Problem[] {
  if (from !== undefined && until !== undefined && until < from) {
    return [
      problem('quarter-order', [...path, 'until'], formatQuarter(until), { before: formatQuarter(from) }),
    ];
  }
  if (!calendar) return [];
  const first = addQuarters(calendar.first, 1);
  const range = { first: formatQuarter(first), last: formatQuarter(calendar.last) };
  return [
    ...(from !== undefined && from > calendar.last
      ? [problem('outside-calendar', [...path, 'from'], formatQuarter(from), range)]
      : []),
    ...(until !== undefined && until < first
      ? [problem('outside-calendar', [...path, 'until'], formatQuarter(until), { first: range.first })]
      : []),
  ];
}

/** Views on growth speak of a series that exists; their states have different names and priors that sum to 1. */
export function growthViews(facts: Facts): Problem[] {
  return facts.entries('growthViews').flatMap(([{ series, states }, path]): Problem[] => {
    const names = states.map(({ id }) => id);
    const sum = states.reduce((total, { prior }) => total + prior.typical, 0);
    return [
      ...seriesFault(series, [...path, 'series'], facts),
      ...names.flatMap((id, i) => {
        const first = names.indexOf(id);
        const at = [...path, 'states'];
        return first < i
          ? [problem('duplicate-id', [...at, i, 'id'], id, { first: [...at, first, 'id'] })]
          : [];
      }),
      ...states.flatMap(({ prior }, i) =>
        prior.low > 0 && prior.high < 1
          ? []
          : [problem('certainty', [...path, 'states', i, 'prior'], prior.typical, {})],
      ),
      ...(Math.abs(sum - 1) > 1e-9 ? [problem('prior-sum', [...path, 'states'], sum, { sum })] : []),
    ];
  });
}

function seriesFault(name: string, path: Path, facts: Facts): Problem[] {
  const series = seriesNames(facts);
  if (series.includes(name)) return [];
  return [problem('reference', path, name, { collection: 'series', nearest: nearest(name, series) })];
}

/** Evidence bears on something that exists, gives every state a likelihood short of certainty, and was known by `asOf`. */
export function evidence(facts: Facts): Problem[] {
  const states = new Map<string, readonly string[] | undefined>([
    ...facts.ids('events').map((id) => [id, eventStateNames] as const),
    ...facts.ids('growthViews').map((id) => [id, undefined] as const),
    ...facts.entries('growthViews').map(([view]) => [view.id, view.states.map((state) => state.id)] as const),
  ]);
  return facts.entries('evidence').flatMap(([entry, path]): Problem[] => {
    const dates = dateFaults(entry, path, facts);
    if (!states.has(entry.about)) {
      const params = {
        collection: 'events / growthViews',
        nearest: nearest(entry.about, [...states.keys()]),
      };
      return [...dates, problem('reference', [...path, 'about'], entry.about, params)];
    }
    const allowed = states.get(entry.about);
    return [...dates, ...(allowed ? likelihoodFaults(entry, path, allowed) : [])];
  });
}

type Entry = Facts['document']['evidence'][number];

function likelihoodFaults({ likelihoods }: Entry, path: Path, allowed: readonly string[]): Problem[] {
  const at = (state: string) => [...path, 'likelihoods', state];
  return [
    ...Object.entries(likelihoods).flatMap(([state, { low, typical, high }]): Problem[] => {
      if (!allowed.includes(state)) {
        return [problem('unknown-key', at(state), typical, { allowed, nearest: nearest(state, allowed) })];
      }
      return low > 0 && high < 1 ? [] : [problem('certainty', at(state), low > 0 ? high : low, {})];
    }),
    ...allowed.flatMap((state) =>
      state in likelihoods ? [] : [problem('missing', at(state), undefined, {})],
    ),
  ];
}

function dateFaults({ publishedOn, reportedOn, retracted }: Entry, path: Path, facts: Facts): Problem[] {
  return [
    ...(reportedOn < publishedOn
      ? [problem('date-order', [...path, 'reportedOn'], reportedOn, { before: publishedOn })]
      : laterFault(reportedOn, [...path, 'reportedOn'], facts)),
    ...(retracted === undefined
      ? []
      : retracted.on < reportedOn
        ? [problem('date-order', [...path, 'retracted', 'on'], retracted.on, { before: reportedOn })]
        : laterFault(retracted.on, [...path, 'retracted', 'on'], facts)),
  ];
}

function laterFault(date: string, path: Path, facts: Facts): Problem[] {
  if (!facts.complete('asOf') || date <= facts.document.asOf) return [];
  return [problem('known-later', path, date, { asOf: facts.document.asOf })];
}

/** Quarters above 0 that a forecast needs, and how far ahead it reaches. */
const needed = 2;
const farthest = 80;

/** History was known by `asOf` and says one thing at a time; a forecast has enough of it. */
export function demandHistory(facts: Facts): Problem[] {
  const seen = new Map<string, Path>();
  const rows = facts.entries('demandHistory');
  const problems = rows.flatMap(([{ workload, quarter, knownOn }, path]): Problem[] => {
    const key = `${workload} ${quarter} ${knownOn}`;
    const first = seen.get(key);
    seen.set(key, first ?? path);
    return [
      ...laterFault(knownOn, [...path, 'knownOn'], facts),
      ...(first ? [problem('duplicate-entry', path, formatQuarter(quarter), { first })] : []),
    ];
  });
  return [...problems, ...forecastFaults(facts)];
}

function forecastFaults(facts: Facts): Problem[] {
  if (!facts.complete('demandHistory') || !facts.calendar) return [];
  const { last } = facts.calendar;
  return facts.entries('workloads').flatMap(([{ id, demand }, path]): Problem[] => {
    if (!('forecast' in demand)) return [];
    const at = [...path, 'demand', 'forecast'];
    const rows = facts.entries('demandHistory').map(([row]) => row);
    const known = rows.filter(({ workload, value }) => workload === id && value.low > 0);
    const quarters = new Set(known.map(({ quarter }) => quarter));
    if (quarters.size < needed) return [problem('history-short', at, quarters.size, { needed })];
    const ahead = last - Math.max(...quarters);
    return ahead <= farthest ? [] : [problem('history-far', at, ahead, { quarters: ahead, limit: farthest })];
  });
}
