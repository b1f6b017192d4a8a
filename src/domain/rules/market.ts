/** Offers, runs and takers come in time to matter, and events hold up something that is there. */
import { type Path, type Problem, problem } from '../../units/problem.ts';
import { addQuarters, fiscalYearOf, formatQuarter, type Quarter } from '../../units/quarter.ts';
import type { Facts } from './facts.ts';

interface Window {
  readonly from?: Quarter | undefined;
  readonly until?: Quarter | undefined;
}

/** Offers lie in the calendar; what has a first and a last quarter has them in this order, and not wholly outside it. */
export function marketInCalendar(facts: Facts): Problem[] {
  const { calendar } = facts;
  if (!calendar) return [];
  const { first, last } = calendar;
  const outside = (path: Path, got: Quarter, to: Quarter): Problem =>
    problem('outside-calendar', path, formatQuarter(got), {
      first: formatQuarter(first),
      last: formatQuarter(to),
    });
  const window = ({ from, until }: Window, path: Path, keys: readonly [string, string], to = last) => [
    ...(from !== undefined && from > to ? [outside([...path, keys[0]], from, to)] : []),
    ...(until !== undefined && until < first ? [outside([...path, keys[1]], until, to)] : []),
    ...(from !== undefined && until !== undefined && from > until
      ? [
          problem('quarter-order', [...path, keys[1]], formatQuarter(until), {
            before: formatQuarter(from),
          }),
        ]
      : []),
  ];
  return [
    ...facts
      .entries('contracts')
      .flatMap(([{ offers }, path]) =>
        offers.flatMap(({ quarter }, i) =>
          quarter < first || quarter > last
            ? [outside([...path, 'offers', i, 'quarter'], quarter, last)]
            : [],
        ),
      ),
    ...(['counterparties', 'bursts'] as const).flatMap((key) =>
      facts.entries(key).flatMap(([entry, path]) => window(entry, path, ['from', 'until'])),
    ),
    ...facts.entries('trainingRuns').flatMap(([run, path]): Problem[] => {
      const quarters = run.quarters.typical;
      const latest = addQuarters(last, 1 - quarters);
      if (latest < first)
        return [
          problem('range', [...path, 'quarters'], quarters, { maximum: last - first + 1, unit: 'quarters' }),
        ];
      const times = { from: run.startFrom, until: run.startUntil };
      return window(times, path, ['startFrom', 'startUntil'], latest);
    }),
    ...facts
      .entries('leases')
      .flatMap(([{ loi }, path]) => window({ until: loi?.until }, [...path, 'loi'], ['from', 'until'])),
    ...carbonYears(facts, first, last),
  ];
}

function carbonYears(facts: Facts, first: Quarter, last: Quarter): Problem[] {
  const seen = new Map<number, Path>();
  const [minimum, maximum] = [fiscalYearOf(first, 1), fiscalYearOf(last, 1)];
  return facts.entries('carbonBudget').flatMap(([{ year }, path]) => {
    const at = [...path, 'year'];
    const earlier = seen.get(year);
    seen.set(year, earlier ?? at);
    return [
      ...(earlier ? [problem('duplicate-entry', at, year, { first: earlier })] : []),
      ...(year < minimum || year > maximum ? [problem('range', at, year, { minimum, maximum })] : []),
    ];
  });
}

/** A training run needs a campus. */
export function campusesOfRuns(facts: Facts): Problem[] {
  const campuses = facts.entries('pools').flatMap(([{ id, kind }]) => (kind === 'campus' ? [id] : []));
  const zones = facts.entries('pools').flatMap(([{ id, kind }]) => (kind === 'zone' ? [id] : []));
  return facts
    .entries('trainingRuns')
    .flatMap(([{ pools = [] }, path]) =>
      pools.flatMap((id, i) =>
        zones.includes(id) ? [problem('choice', [...path, 'pools', i], id, { options: campuses })] : [],
      ),
    );
}

/** A delay names what it holds up, and tracks that some of it has. */
export function delays(facts: Facts): Problem[] {
  if (!facts.complete('projects') || !facts.complete('pools')) return [];
  const regionOf = new Map(facts.entries('pools').map(([{ id, region }]) => [id, region]));
  return facts.entries('events').flatMap(([event, path]) =>
    event.delays.flatMap(({ projects, leases, regions, tracks = [] }, i): Problem[] => {
      const at = [...path, 'delays', i];
      if (!projects && !leases && !regions) return [problem('missing', [...at, 'projects'], undefined, {})];
      const held = facts
        .entries('projects')
        .flatMap(([project]) =>
          projects?.includes(project.id) || regions?.includes(regionOf.get(project.pool) ?? '')
            ? (project.tracks?.map(({ id }) => id) ?? ['building'])
            : [],
        );
      return tracks.flatMap((track, t) =>
        held.includes(track)
          ? []
          : [problem('choice', [...at, 'tracks', t], track, { options: [...new Set(held)] })],
      );
    }),
  );
}
