/** Dates lie where they make sense: the past before `asOf`, plans within the horizon. */
import { type Path, type Problem, problem } from '../../units/problem.ts';
import { fiscalYearOf, formatQuarter, type Quarter } from '../../units/quarter.ts';
import type { Facts } from './facts.ts';

/** Quarters lie inside the calendar; arrivals of the installed fleet do not lie ahead. */
export function quartersInCalendar(facts: Facts): Problem[] {
  const calendar = facts.calendar;
  if (!calendar) return [];
  const { first, last } = calendar;
  const within = (value: Quarter | undefined, path: Path, open = false): Problem[] => {
    if (value === undefined || (value >= first && (open || value <= last))) return [];
    const end = open ? undefined : formatQuarter(last);
    return [
      problem('outside-calendar', path, formatQuarter(value), { first: formatQuarter(first), last: end }),
    ];
  };
  return [
    ...(['liveCapacity', 'powerContracts'] as const).flatMap((key) =>
      facts.entries(key).flatMap(([entry, path]) => within(entry.until, [...path, 'until'], true)),
    ),
    ...facts.entries('accelerators').flatMap(([entry, path]) => orderWindow(entry, path)),
    ...facts.entries('orders').flatMap(([entry, path]) => within(entry.arrives, [...path, 'arrives'])),
    ...facts.entries('installedFleet').flatMap(([{ arrived }, path]) =>
      arrived > first
        ? [
            problem('arrived-later', [...path, 'arrived'], formatQuarter(arrived), {
              asOf: formatQuarter(first),
            }),
          ]
        : [],
    ),
    ...facts
      .entries('workloads')
      .flatMap(([{ demand }, path]) =>
        'fan' in demand
          ? demand.fan.flatMap((point, i) => within(point.quarter, [...path, 'demand', 'fan', i, 'quarter']))
          : [],
      ),
  ];
}

function orderWindow(
  { orderFrom, orderUntil }: { orderFrom?: Quarter | undefined; orderUntil?: Quarter | undefined },
  path: Path,
): Problem[] {
  if (orderFrom === undefined || orderUntil === undefined || orderFrom <= orderUntil) return [];
  const before = formatQuarter(orderFrom);
  return [problem('quarter-order', [...path, 'orderUntil'], formatQuarter(orderUntil), { before })];
}

/** Budget years are unique, inside the horizon, and not yet overspent when hard. */
export function budgetYears(facts: Facts): Problem[] {
  const seen = new Map<number, Path>();
  return facts.entries('budget').flatMap(([year, path]) => {
    const problems: Problem[] = [];
    const at = [...path, 'fiscalYear'];
    const earlier = seen.get(year.fiscalYear);
    if (earlier) problems.push(problem('duplicate-entry', at, year.fiscalYear, { first: earlier }));
    else seen.set(year.fiscalYear, at);
    if (facts.calendar) {
      const start = facts.document.calendar.fiscalYearStartMonth;
      const first = fiscalYearOf(facts.calendar.first, start);
      const last = fiscalYearOf(facts.calendar.last, start);
      if (year.fiscalYear < first || year.fiscalYear > last) {
        problems.push(problem('budget-year', at, year.fiscalYear, { first, last }));
      }
    }
    if (year.overspendUsdPerUsd === undefined && year.spentUsd.typical > year.capexUsd.typical) {
      const params = { capexUsd: year.capexUsd.typical };
      problems.push(problem('spent-over-budget', [...path, 'spentUsd'], year.spentUsd.typical, params));
    }
    return problems;
  });
}
