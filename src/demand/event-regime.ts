/** Events: uncertain regimes that begin with a hazard, change series, and raise or lower each other's hazards. */
import { exp, expm1, ln, log1p } from '../units/elementary.ts';
import type { CodeOf, DemandFault } from './fault.ts';

/** What an event does to a series while it lasts. */
export interface EventEffect {
  /** Name of the series. */
  readonly series: string;
  /** Multiplies the series, ≥ 0: 0.7 takes 30 % away, 2 doubles. */
  readonly factor: number;
  /** Quarters until the whole effect is there, ≥ 1; it grows geometrically. 1 by default: at once. */
  readonly overQuarters?: number;
}

/** An uncertain regime, such as `tenant-leaves`, `efficiency-jump`, `slump`, `surge`, `grid-delay`, `export-rule`. */
export interface EventRegime {
  readonly name: string;
  /** Probability (0…1) that it begins in a quarter, given that it has not begun. It begins once at most. */
  readonly hazardPerQuarter: number;
  /** First and last quarter after the root in which it may begin; from 1 to the horizon by default. */
  readonly from?: number;
  readonly until?: number;
  /** Quarters that it lasts, ≥ 1; for ever when left out. */
  readonly lastsQuarters?: number;
  readonly effects: readonly EventEffect[];
  /** Hazard factors (≥ 0) in quarters that follow one in which the named event is active. */
  readonly hazardFactors?: readonly { readonly whileActive: string; readonly factor: number }[];
}

/**
 * The probability that `event` begins in `quarter` (after the root), given that it has not begun and whether other
 * events were active in the quarter before.
 */
export function hazardAt(event: EventRegime, quarter: number, wasActive: (name: string) => boolean): number {
  if (quarter < (event.from ?? 1) || quarter > (event.until ?? Infinity)) return 0;
  let hazard = event.hazardPerQuarter;
  for (const { whileActive, factor } of event.hazardFactors ?? [])
    if (wasActive(whileActive)) hazard *= factor;
  return Math.min(1, hazard);
}

/** The constant hazard per quarter that gives `probability` (0…1) of having begun within `quarters` ≥ 1. */
export function hazardForProbability(probability: number, quarters: number): number {
  return -expm1(log1p(-probability) / quarters);
}

/** The factor on a series `quartersSince` ≥ 0 quarters after the event began, while it lasts. */
export function effectFactor(effect: EventEffect, quartersSince: number): number {
  const share = Math.min(1, (quartersSince + 1) / (effect.overQuarters ?? 1));
  return share === 1 ? effect.factor : exp(ln(effect.factor) * share);
}

/** All faults of `events` that act on the series named `seriesNames`, with paths below `events`. */
export function eventFaults(events: readonly EventRegime[], seriesNames: readonly string[]): DemandFault[] {
  const faults: DemandFault[] = [];
  const names = events.map(({ name }) => name);
  const check = (sound: boolean, code: CodeOf<'event'>, path: string, value: number | string) => {
    if (!sound) faults.push({ code: `demand.event.${code}`, path, value });
  };
  events.forEach((event, i) => {
    const at = `events[${i}]`;
    const { hazardPerQuarter: hazard, from = 1, until = Infinity, lastsQuarters: lasts = 1 } = event;
    check(names.indexOf(event.name) === i, 'name-twice', `${at}.name`, event.name);
    check(hazard >= 0 && hazard <= 1, 'hazard', `${at}.hazardPerQuarter`, hazard);
    check(from >= 1, 'from', `${at}.from`, from);
    check(until >= from, 'until', `${at}.until`, until);
    check(Number.isInteger(lasts) && lasts >= 1, 'lasts', `${at}.lastsQuarters`, lasts);
    event.effects.forEach(({ series, factor, overQuarters = 1 }, j) => {
      check(seriesNames.includes(series), 'series', `${at}.effects[${j}].series`, series);
      check(factor >= 0 && factor < Infinity, 'factor', `${at}.effects[${j}].factor`, factor);
      check(overQuarters >= 1, 'over-quarters', `${at}.effects[${j}].overQuarters`, overQuarters);
    });
    event.hazardFactors?.forEach(({ whileActive, factor }, j) => {
      const known = names.includes(whileActive) && whileActive !== event.name;
      check(known, 'other-event', `${at}.hazardFactors[${j}].whileActive`, whileActive);
      check(factor >= 0 && factor < Infinity, 'factor', `${at}.hazardFactors[${j}].factor`, factor);
    });
  });
  return faults;
}
