/**
 * Simulated paths: correlated quarterly shocks on every series, and events that come and go.
 *
 * A series follows the two-piece lognormal of its outlook in every quarter, driven by a Brownian motion on the
 * series' own clock (see `generate-tree`), here with news in every quarter. Paths come in antithetic pairs. An
 * event's effects multiply the series, so that an outlook is what holds without events.
 */
import type { Quarter } from '../units/quarter.ts';
import { type RandomStream, randomStream } from '../units/random.ts';
import { type CorrelationMatrix, choleskyFactor, correlationFaults, independence } from './correlation.ts';
import { type EventRegime, effectFactor, eventFaults, hazardAt } from './event-regime.ts';
import { type CodeOf, type DemandFault, refuseFaults } from './fault.ts';
import { clockOf, marginalsOf, outlookFaults, type SeriesOutlook, valueAt } from './outlook.ts';

/** What paths are drawn from. */
export interface PathRequest {
  /** Quarter of the root, whose values are known. */
  readonly firstQuarter: Quarter;
  /** Quarters from the root on, the root's included; 1…160. */
  readonly horizonQuarters: number;
  /** Number of paths, even, 2…200,000. */
  readonly pathCount: number;
  /** At least one. */
  readonly series: readonly SeriesOutlook[];
  /** Correlation of the series' shocks, shape `[series][series]`; independent when left out. */
  readonly correlation?: CorrelationMatrix;
  readonly events?: readonly EventRegime[];
  /** A safe integer; the same request gives the same paths. */
  readonly seed: number;
}

/** Equally likely paths. Arrays have shape `[path][quarter]`: entry `path × quarters + quarter`. */
export interface PathSet {
  readonly firstQuarter: Quarter;
  readonly pathCount: number;
  readonly quarters: number;
  /** By series name, in the series' unit. */
  readonly values: ReadonlyMap<string, Float64Array>;
  /** By event name, shape `[path]`: the quarter after the root in which it begins; `quarters` where it does not. */
  readonly onsets: ReadonlyMap<string, Uint16Array>;
  readonly events: readonly EventRegime[];
}

/** Simulates the paths of `request`; throws a `DemandFaultsError` that holds all of {@link pathRequestFaults}. */
export function simulatePaths(request: PathRequest): PathSet {
  refuseFaults(pathRequestFaults(request));
  const { firstQuarter, pathCount, horizonQuarters: quarters, events = [], seed } = request;
  const values = simulateSeries(request);
  const onsets = new Map(events.map(({ name }) => [name, new Uint16Array(pathCount).fill(quarters)]));
  const paths: PathSet = { firstQuarter, pathCount, quarters, values, onsets, events };
  const stream = randomStream(seed, 'events');
  for (let t = 1; t < quarters; t++) {
    const begin = events.map((event) => beginning(paths, event, t, stream));
    events.forEach(({ name }, e) => {
      for (const path of begin[e]!) onsets.get(name)![path] = t;
    });
  }
  for (const event of events) applyEffects(paths, event);
  return paths;
}

/** All faults of `request`: an empty list means that {@link simulatePaths} accepts it. */
export function pathRequestFaults(request: PathRequest): DemandFault[] {
  const { horizonQuarters, pathCount, series, correlation, events = [], seed } = request;
  const faults: DemandFault[] = [];
  const whole = (value: number, low: number, high: number) =>
    Number.isInteger(value) && value >= low && value <= high;
  const check = (sound: boolean, code: CodeOf<'paths'>, path: string, value: number) => {
    if (!sound) faults.push({ code: `demand.paths.${code}`, path, value });
  };
  check(whole(horizonQuarters, 1, 160), 'horizon', 'horizonQuarters', horizonQuarters);
  check(whole(pathCount / 2, 1, 100_000), 'count', 'pathCount', pathCount);
  check(Number.isSafeInteger(seed), 'seed', 'seed', seed);
  check(series.length > 0, 'no-series', 'series', 0);
  const names = series.map(({ name }) => name);
  series.forEach((one, i) => {
    if (names.indexOf(one.name) !== i) {
      faults.push({ code: 'demand.series.name-twice', path: `series[${i}].name`, value: one.name });
    }
    faults.push(...outlookFaults(one, `series[${i}]`));
  });
  if (correlation) faults.push(...correlationFaults(correlation, series.length, 'correlation'));
  return [...faults, ...eventFaults(events, names)];
}

/** Whether `event` is active on `path` in `quarter` (after the root). */
export function isActive(paths: PathSet, event: EventRegime, path: number, quarter: number): boolean {
  const onset = paths.onsets.get(event.name)![path]!;
  return quarter >= onset && quarter - onset < (event.lastsQuarters ?? Infinity);
}

/** Where `event` is active in `quarter`: 1 or 0 by path. */
export function activeAt(paths: PathSet, event: EventRegime, quarter: number): Float64Array {
  const onset = paths.onsets.get(event.name)!;
  const lasts = event.lastsQuarters ?? Infinity;
  const active = new Float64Array(onset.length);
  for (let path = 0; path < active.length; path++)
    if (quarter >= onset[path]! && quarter - onset[path]! < lasts) active[path] = 1;
  return active;
}

/** The hazard of `event` in `quarter` on `path`, where it has not begun, given what was active there before. */
export function hazardOnPath(paths: PathSet, event: EventRegime, path: number, quarter: number): number {
  return hazardAt(event, quarter, (name) => {
    const other = paths.events.find((one) => one.name === name)!;
    return isActive(paths, other, path, quarter - 1);
  });
}

function simulateSeries({ series, correlation, pathCount, horizonQuarters: quarters, seed }: PathRequest) {
  const factor = choleskyFactor(correlation ?? independence(series.length))!.map((row) =>
    Float64Array.from(row),
  );
  const marginals = series.map((one) => marginalsOf(one, quarters));
  const clocks = marginals.map(clockOf);
  const values = series.map(() => new Float64Array(pathCount * quarters));
  const stream = randomStream(seed, 'paths');
  const raw = new Float64Array(series.length);
  for (let pair = 0; pair < pathCount; pair += 2) {
    const position = new Float64Array(series.length);
    for (let t = 0; t < quarters; t++) {
      for (let s = 0; s < raw.length; s++) raw[s] = t === 0 ? 0 : stream.normal();
      for (let s = 0; s < raw.length; s++) {
        const [row, clock, ofSeries] = [factor[s]!, clocks[s]!, values[s]!];
        let shock = 0;
        for (let j = 0; j <= s; j++) shock += row[j]! * raw[j]!;
        const total = clock[t]!;
        position[s]! += t === 0 ? 0 : shock * Math.sqrt(total - clock[t - 1]!);
        const z = total > 0 ? position[s]! / Math.sqrt(total) : 0;
        const marginal = marginals[s]![t]!;
        ofSeries[pair * quarters + t] = valueAt(marginal, z);
        ofSeries[(pair + 1) * quarters + t] = valueAt(marginal, -z);
      }
    }
  }
  return new Map(series.map(({ name }, s) => [name, values[s]!]));
}

/**
 * The paths on which `event` begins in `quarter`: systematic sampling in random order, so that their number is the
 * expected one to within one path while each path keeps its own hazard.
 */
function beginning(paths: PathSet, event: EventRegime, quarter: number, stream: RandomStream): number[] {
  const onset = paths.onsets.get(event.name)!;
  const begins: number[] = [];
  let next = stream.uniform();
  let sum = 0;
  for (const path of shuffled(paths.pathCount, stream)) {
    if (onset[path]! < quarter) continue;
    sum += hazardOnPath(paths, event, path, quarter);
    if (sum <= next) continue;
    begins.push(path);
    next += 1;
  }
  return begins;
}

function shuffled(count: number, stream: RandomStream): Int32Array {
  const order = Int32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(stream.uniform() * (i + 1));
    const moved = order[i]!;
    order[i] = order[j]!;
    order[j] = moved;
  }
  return order;
}

function applyEffects(paths: PathSet, event: EventRegime) {
  const { quarters } = paths;
  const onset = paths.onsets.get(event.name)!;
  const lasts = event.lastsQuarters ?? Infinity;
  for (const effect of event.effects) {
    const values = paths.values.get(effect.series)!;
    for (let path = 0; path < onset.length; path++) {
      const start = onset[path]!;
      const end = Math.min(quarters, start + lasts);
      for (let t = start; t < end; t++) values[path * quarters + t]! *= effectFactor(effect, t - start);
    }
  }
}
