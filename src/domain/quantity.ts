/**
 * A figure with its range and its provenance.
 *
 * In a file it is a number (`250`), a text with a unit (`250 MW`), a range (`5 to 10`), or a section that
 * adds provenance: `{ value: 250 MW, source: cbre }`, `{ low: 5, typical: 7, high: 10, assumed: true }`.
 */
import { acceptedUnits, type Dimension, largestOf, readMeasure, unitOf } from '../units/dimension.ts';
import { type Limits, type Path, type Problem, problem } from '../units/problem.ts';
import { splitByComma } from './split-by-comma.ts';
import type { Usual } from './usual.ts';

/** A figure in its field's own unit. `low ≤ typical ≤ high`; all three are equal for a certain figure. */
export interface Quantity {
  /** In the unit of its field, as low and high; low ≤ typical ≤ high. */
  readonly typical: number;
  readonly low: number;
  readonly high: number;
  /** Values are multiples of this (½ for quarters of work, 1 for whole counts). */
  readonly step?: number | undefined;
  /** Id of an entry in `sources`. */
  readonly source?: string | undefined;
  /** True when nobody measured or published it. */
  readonly assumed: boolean;
  readonly note?: string | undefined;
}

/** What a field demands of its figure, in the dimension's own unit. */
export interface QuantityRule extends Limits {
  readonly dimension: Dimension;
  readonly step?: number | undefined;
  /** Whether a 0 most likely means something that starts later. */
  readonly mayStartLater?: boolean | undefined;
  /** Magnitudes beyond which a notice asks. */
  readonly usual?: Usual | undefined;
}

/** Whether a value of a parsed document is a {@link Quantity} (no other section has a key `typical`). */
export function isQuantity(value: unknown): value is Quantity {
  return typeof value === 'object' && value !== null && 'typical' in value;
}

const keys = ['value', 'low', 'typical', 'high', 'source', 'assumed', 'note'];

/** Reads a figure from a file's value; all its problems at once, at `path`. */
export function readQuantity(
  raw: unknown,
  rule: QuantityRule,
  path: Path = [],
): { readonly quantity: Quantity } | { readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const section = isSection(raw) ? raw : { value: raw };
  if (isSection(raw)) problems.push(...provenanceProblems(raw, path));
  const at = (key: string) => (isSection(raw) ? [...path, key] : path);
  const parts = new Map<string, Triple | undefined>();
  for (const key of ['value', 'low', 'typical', 'high']) {
    if (!(key in section)) continue;
    const reading = readTriple(section[key], rule, at(key), key === 'value');
    if (Array.isArray(reading)) problems.push(...reading);
    parts.set(key, Array.isArray(reading) ? undefined : (reading as Triple));
  }
  const triple = combine(parts, rule.step);
  if (triple === 'parts') problems.push(problem('range-parts', path, raw, {}));
  else if (triple && !(triple.low <= triple.typical && triple.typical <= triple.high)) {
    problems.push(problem('range-order', path, raw, {}));
  }
  if (problems.length > 0 || triple === 'parts' || triple === undefined) return { problems };
  const { source, assumed, note } = section as { source?: string; assumed?: boolean; note?: string };
  const quantity = {
    ...triple,
    ...(rule.step === undefined ? {} : { step: rule.step }),
    ...(source === undefined ? {} : { source }),
    assumed: assumed ?? false,
    ...(note === undefined ? {} : { note }),
  };
  return { quantity };
}

interface Triple {
  readonly low: number;
  readonly typical: number;
  readonly high: number;
}

/** `value` alone, or `low` and `high` with or without `typical` (then the middle). */
function combine(
  parts: ReadonlyMap<string, Triple | undefined>,
  step: number | undefined,
): Triple | 'parts' | undefined {
  const has = (key: string) => parts.has(key);
  const single = has('value') && parts.size === 1;
  const range = !has('value') && has('low') && has('high');
  const point = has('typical') && parts.size === 1;
  if (!single && !range && !point) return 'parts';
  if ([...parts.values()].includes(undefined)) return undefined;
  if (single) return parts.get('value')!;
  if (point) return parts.get('typical')!;
  const [low, high] = [parts.get('low')!.typical, parts.get('high')!.typical];
  return { low, typical: parts.get('typical')?.typical ?? snap((low + high) / 2, step), high };
}

function readTriple(raw: unknown, rule: QuantityRule, path: Path, mayRange: boolean): Triple | Problem[] {
  const ends = typeof raw === 'string' && mayRange ? splitRange(raw) : [raw];
  const values: number[] = [];
  const problems: Problem[] = [];
  for (const end of ends) {
    const value = readNumber(end, rule, path);
    if (typeof value === 'number') values.push(value);
    else problems.push({ ...value, got: raw });
  }
  if (problems.length > 0) return problems.slice(0, 1);
  const [low, high = low] = values as [number, number?];
  return { low, typical: low === high ? low : snap((low + high) / 2, rule.step), high };
}

/** `5 to 10 MW` as `5 MW` and `10 MW`; anything else as itself. */
function splitRange(text: string): string[] {
  const match = /^(.*\d.*?)(?:\s+(?:to|bis)\s+|\s*(?:–|\.\.)\s*)(.*\d.*)$/i.exec(text);
  if (!match) return [text];
  const [low, high] = [match[1]!.trim(), match[2]!.trim()];
  const unit = /^[^\d]*[\d._]+(?:e[+-]?\d+)?\s*(.*)$/i.exec(high)?.[1] ?? '';
  return [/^[+-]?[\d._]+(?:e[+-]?\d+)?$/i.test(low) ? `${low} ${unit}` : low, high];
}

function readNumber(raw: unknown, rule: QuantityRule, path: Path): number | Problem {
  const unit = unitOf(rule.dimension);
  if (raw === undefined || raw === null) return problem('missing', path, raw, {});
  if (typeof raw !== 'number' && typeof raw !== 'string') return problem('number', path, raw, { unit });
  const reading = typeof raw === 'number' ? { value: raw } : readMeasure(raw, rule.dimension);
  if ('fault' in reading) {
    if (reading.fault === 'unit') {
      return problem('unit', path, raw, { accepted: acceptedUnits(rule.dimension) });
    }
    return reading.fault === 'comma'
      ? problem('comma', path, raw, {})
      : problem('number', path, raw, { unit });
  }
  return numberProblem(reading.value, raw, rule, path) ?? reading.value;
}

function numberProblem(value: number, raw: unknown, rule: QuantityRule, path: Path): Problem | undefined {
  if (!Number.isFinite(value)) return problem('not-finite', path, raw, {});
  if (value === 0 && rule.mayStartLater) return problem('starts-later', path, raw, {});
  const limits = limitsOf(rule);
  const tooLow = limits.above ? value <= limits.minimum! : value < limits.minimum!;
  if (tooLow || value > limits.maximum!) return problem('range', path, raw, limits);
  if (rule.step && Math.abs(value / rule.step - Math.round(value / rule.step)) > 1e-9) {
    return problem('step', path, raw, { step: rule.step });
  }
  return undefined;
}

/** The limits of a rule, with the dimension's largest believable magnitude where it states none. */
export function limitsOf(rule: QuantityRule): Limits {
  const largest = largestOf(rule.dimension);
  return {
    minimum: rule.minimum ?? -largest,
    maximum: rule.maximum ?? largest,
    unit: unitOf(rule.dimension),
    above: rule.above ?? false,
  };
}

function provenanceProblems(section: Readonly<Record<string, unknown>>, path: Path): Problem[] {
  const problems: Problem[] = [];
  for (const [key, value] of Object.entries(section)) {
    if (keys.includes(key)) continue;
    const found = splitByComma(key, section, path);
    problems.push(found ?? problem('unknown-key', [...path, key], value, { allowed: keys }));
  }
  for (const key of ['source', 'note']) {
    if (section[key] !== undefined && typeof section[key] !== 'string') {
      problems.push(problem('type', [...path, key], section[key], { expected: 'text' }));
    }
  }
  if (section['assumed'] !== undefined && typeof section['assumed'] !== 'boolean') {
    problems.push(problem('type', [...path, 'assumed'], section['assumed'], { expected: 'true or false' }));
  }
  return problems;
}

/** Rounds to the nearest multiple of `step`, halves up; without one, to 15 digits (0.3, not 0.30000000000000004). */
export function snap(value: number, step: number | undefined): number {
  return step ? Math.round(value / step) * step : Number(value.toPrecision(15));
}

function isSection(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
