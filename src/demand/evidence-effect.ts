/** What evidence does to events and growth, and through them to the outlook. */
import { exp, ln, wholePower } from '../units/elementary.ts';
import { type EventRegime, hazardForProbability } from './event-regime.ts';
import { type EvidenceCaps, type EvidenceEntry, type Posterior, posteriorOf } from './evidence.ts';
import { type Fan, fanOfPaths } from './fan.ts';
import type { SeriesOutlook } from './outlook.ts';
import { type PathRequest, simulatePaths } from './paths.ts';

/** The variable of an event: whether it begins within the quarters in which it may. */
export interface EventVariable {
  readonly kind: 'event';
  /** Name of the event; its states are `occurs` and `does-not`. */
  readonly event: string;
}

/** The variable of a series' growth: by how much it grows faster or slower than its outlook says. */
export interface GrowthVariable {
  readonly kind: 'growth';
  readonly name: string;
  readonly series: string;
  /** States with priors (sum 1) and the extra growth per year, > −1: 0.1 is 10 % a year above the outlook. */
  readonly states: readonly {
    readonly name: string;
    readonly prior: number;
    readonly extraGrowthPerYear: number;
  }[];
}

/** A log of evidence with the variables that it bears on. */
export interface EvidenceBase {
  readonly variables: readonly (EventVariable | GrowthVariable)[];
  readonly log: readonly EvidenceEntry[];
  /** ISO date: later reports do not count. All count when left out. */
  readonly asOf?: string;
  readonly caps?: EvidenceCaps;
}

/** The probability that `event` begins within a horizon of `horizonQuarters`, other events aside. */
export function eventProbability(event: EventRegime, horizonQuarters: number): number {
  return 1 - wholePower(1 - event.hazardPerQuarter, quartersAtRisk(event, horizonQuarters));
}

/** `request` under the evidence of `base`, with the posterior of each variable by its name (the event's, for events). */
export function applyEvidence(
  request: PathRequest,
  base: EvidenceBase,
): { readonly request: PathRequest; readonly posteriors: ReadonlyMap<string, Posterior> } {
  const posteriors = new Map<string, Posterior>();
  let { events = [], series } = request;
  for (const variable of base.variables) {
    if (variable.kind === 'event') {
      const { event: name } = variable;
      events = events.map((event) => {
        if (event.name !== name) return event;
        const posterior = posteriorOf(eventStates(event, request.horizonQuarters), base.log, base);
        posteriors.set(name, posterior);
        if (posterior.groups.length === 0) return event;
        const quarters = quartersAtRisk(event, request.horizonQuarters);
        return {
          ...event,
          hazardPerQuarter: hazardForProbability(posterior.probabilities[0]!, quarters),
        };
      });
    } else {
      const posterior = posteriorOf(variable, base.log, base);
      posteriors.set(variable.name, posterior);
      const factor = growthFactor(variable, posterior);
      series = series.map((one) =>
        one.name === variable.series && factor !== 1 ? grownBy(one, factor, request.horizonQuarters) : one,
      );
    }
  }
  return { request: { ...request, events, series }, posteriors };
}

/** Probabilities and fans before and after. */
export interface EvidencePreview {
  readonly before: { readonly posteriors: ReadonlyMap<string, Posterior>; readonly fans: readonly Fan[] };
  readonly after: { readonly posteriors: ReadonlyMap<string, Posterior>; readonly fans: readonly Fan[] };
}

/**
 * What the step from the log of `base` to `changed` (an entry added or retracted) does to probabilities and to the
 * fans of all series, on paths with the same random numbers.
 */
export function previewEvidence(
  request: PathRequest,
  base: EvidenceBase,
  changed: readonly EvidenceEntry[],
): EvidencePreview {
  const outcome = (log: readonly EvidenceEntry[]) => {
    const applied = applyEvidence(request, { ...base, log });
    const paths = simulatePaths(applied.request);
    return {
      posteriors: applied.posteriors,
      fans: request.series.map(({ name }) => fanOfPaths(paths, name)),
    };
  };
  return { before: outcome(base.log), after: outcome(changed) };
}

/** The variable's states, for entering evidence: `occurs` first. */
export function eventStates(event: EventRegime, horizonQuarters: number) {
  const occurs = eventProbability(event, horizonQuarters);
  return {
    name: event.name,
    states: [
      { name: 'occurs', prior: occurs },
      { name: 'does-not', prior: 1 - occurs },
    ],
  };
}

function quartersAtRisk({ from = 1, until = Infinity }: EventRegime, horizonQuarters: number): number {
  return Math.max(0, Math.floor(Math.min(until, horizonQuarters - 1)) - Math.ceil(from) + 1);
}

/** Mean growth factor per year under the posterior against that under the prior; 1 where no evidence stands. */
function growthFactor({ states }: GrowthVariable, { probabilities, groups }: Posterior): number {
  if (groups.length === 0) return 1;
  const mean = (weights: readonly number[]) =>
    states.reduce((sum, { extraGrowthPerYear }, s) => sum + weights[s]! * (1 + extraGrowthPerYear), 0);
  return mean(probabilities) / mean(states.map(({ prior }) => prior));
}

/** The series growing faster by `factor` per year, with the same spread in each quarter. */
function grownBy(series: SeriesOutlook, factor: number, horizonQuarters: number): SeriesOutlook {
  const { outlook } = series;
  if (outlook.kind === 'growth') {
    return { ...series, outlook: { ...outlook, growthPerYear: (1 + outlook.growthPerYear) * factor - 1 } };
  }
  const { initial } = series;
  const start = { quartersAhead: 0, p10: initial, p50: initial, p90: initial };
  const last = outlook.points.reduce((a, b) => (b.quartersAhead > a.quartersAhead ? b : a), start);
  // An outlook is level after its last point; a copy at the horizon lets the growth go on.
  const beyond =
    last.quartersAhead < horizonQuarters - 1 ? [{ ...last, quartersAhead: horizonQuarters - 1 }] : [];
  const points = [...outlook.points, ...beyond].map(({ quartersAhead, p10, p50, p90 }) => {
    const grown = exp((ln(factor) * quartersAhead) / 4);
    return { quartersAhead, p10: p10 * grown, p50: p50 * grown, p90: p90 * grown };
  });
  return { ...series, outlook: { kind: 'quantiles', points } };
}
