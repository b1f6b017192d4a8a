/**
 * Settings of a what-if: `PATH=VALUE` texts that change a portfolio document, as `--set` and the dashboard's
 * sliders write them.
 *
 * A path names keys, and entries of lists by their id (`contracts.anchor.terms`), their year (`budget.2026.capexUsd`), their
 * stage or quarter, or their position from 0 (`contracts.anchor.offers[0].unitsPerHour`); `*` names all entries. A value is what a
 * file could hold there; `+10 %`, `-10 %` and `x1.1` change a figure, range included, relative to what it is; `workloads.chat.demand=+10 %`
 * changes a whole outlook; an empty value removes a key or an entry.
 */
import type { LocatedProblem, Path, Problem } from '../units/problem.ts';
import { problem } from '../units/problem.ts';
import { formatQuarter, type Quarter } from '../units/quarter.ts';
import { nearest } from './nearest.ts';
import { isQuantity, type Quantity, snap } from './quantity.ts';
import { type JsonSchema, type PortfolioDocument, type PortfolioKey, portfolioParts } from './schema.ts';
import { schemaAt } from './shape.ts';
import { readPortfolio } from './validate.ts';
import { portfolioToInput } from './write.ts';

/** A changed document with the paths that were set, or everything that is wrong, placed at the settings. */
export type SettingsOutcome =
  | { readonly document: PortfolioDocument; readonly paths: readonly Path[] }
  | { readonly problems: readonly LocatedProblem[] };

/** Applies `settings` in their order to a sound document and judges the result as a file would be. */
export function applySettings(document: PortfolioDocument, settings: readonly string[]): SettingsOutcome {
  const raw = structuredClone(portfolioToInput(document)) as Record<string, unknown>;
  const problems: LocatedProblem[] = [];
  const set: { readonly path: Path; readonly text: string }[] = [];
  for (const text of settings) {
    const outcome = applyOne(raw, text);
    if ('problem' in outcome) problems.push({ ...outcome.problem, location: placeOf(text) });
    else set.push(...outcome.paths.map((path) => ({ path, text })));
  }
  if (problems.length > 0) return { problems };
  const reading = readPortfolio(raw);
  if ('document' in reading) return { document: reading.document, paths: set.map(({ path }) => path) };
  return { problems: reading.problems.map((found) => located(found, set)) };
}

/** The place of a problem: the last setting that touches its path, or all of them where none does. */
function located(found: Problem, set: readonly { path: Path; text: string }[]): LocatedProblem {
  const touches = ({ path }: { path: Path }) =>
    path.every((part, i) => i >= found.path.length || part === found.path[i]);
  const cause = set.findLast(touches);
  const texts = cause ? [cause.text] : [...new Set(set.map(({ text }) => text))];
  return { ...found, location: placeOf(texts.join(' --set ')) };
}

function placeOf(text: string) {
  return { file: `--set ${text}` };
}

function applyOne(raw: Record<string, unknown>, text: string): { problem: Problem } | { paths: Path[] } {
  const [, written, value] = /^\s*([^=\s]+)\s*=\s*(.*?)\s*$/.exec(text) ?? [];
  if (written === undefined || value === undefined) return { problem: problem('setting-form', [], text, {}) };
  const targets = resolve(raw, written, []);
  if ('problem' in targets) return targets;
  // Backwards, so that entries that are removed do not move those that are still to be.
  for (const path of targets.paths.toReversed()) {
    const fault = assign(raw, path, value);
    if (fault) return { problem: fault };
  }
  return targets;
}

/** The paths that a written one names. */
function resolve(node: unknown, rest: string, path: Path): { problem: Problem } | { paths: Path[] } {
  if (rest === '') return { paths: [path] };
  if (Array.isArray(node)) return resolveEntry(node, rest, path);
  const [, key, after] = /^([^.[]*)\.?(.*)$/.exec(rest) as unknown as [string, string, string];
  const allowed = Object.keys(schemaAt(path).properties ?? {});
  const open = typeof schemaAt(path).additionalProperties === 'object';
  const inside =
    typeof node === 'object' && node !== null ? (node as Record<string, unknown>)[key] : undefined;
  if (!allowed.includes(key) && !open && inside === undefined)
    return {
      problem: problem('unknown-key', [...path, key], key, { allowed, nearest: nearest(key, allowed) }),
    };
  const schema = schemaAt([...path, key]);
  return resolve(inside ?? (schema.items ? [] : undefined), after, [...path, key]);
}

function resolveEntry(
  list: readonly unknown[],
  rest: string,
  path: Path,
): { problem: Problem } | { paths: Path[] } {
  const all = /^(?:\*|\[\*\])(?:\.(.*))?$/.exec(rest);
  if (all) {
    const found = list.map((entry, i) => resolve(entry, all[1] ?? '', [...path, i]));
    return (
      found.find((one) => 'problem' in one) ?? {
        paths: found.flatMap((one) => ('paths' in one ? one.paths : [])),
      }
    );
  }
  const position = /^\[(\d+)\](?:\.(.*))?$/.exec(rest);
  if (position && Number(position[1]) < list.length)
    return resolve(list[Number(position[1])], position[2] ?? '', [...path, Number(position[1])]);
  const names = list.map(nameOf);
  const matches = names.flatMap((name, i) =>
    name !== undefined && startsWith(rest, name) ? [[name, i] as const] : [],
  );
  const [longest] = matches.toSorted((a, b) => b[0].length - a[0].length);
  if (longest) {
    const [name, i] = longest;
    return resolve(list[i], rest.slice(name.length).replace(/^\./, ''), [...path, i]);
  }
  const known = names.map((name, i) => name ?? `[${i}]`);
  const typed = rest.split(/[.[]/)[0]!;
  return {
    problem: problem('setting-entry', path, typed === '' ? rest : typed, {
      ...{ list: String(path.at(-1)), names: known.slice(0, 30), nearest: nearest(typed, known) },
    }),
  };
}

function startsWith(rest: string, name: string): boolean {
  return rest === name || rest.startsWith(`${name}.`) || rest.startsWith(`${name}[`);
}

/** The name by which a setting may call an entry of a list; its position where it has none. */
function nameOf(entry: unknown): string | undefined {
  if (typeof entry !== 'object' || entry === null) return undefined;
  const { id, fiscalYear, year, stage, quarter } = entry as Record<string, unknown>;
  const name = id ?? fiscalYear ?? year ?? stage ?? quarter;
  return name === undefined ? undefined : String(name);
}

/** Puts a value at a path; a problem where it cannot mean anything there. */
function assign(raw: Record<string, unknown>, path: Path, value: string): Problem | undefined {
  const key = path.at(-1)!;
  // `+10,5 %` is no change of 10.5 % to be guessed at.
  if (/^[+−x×*-]\s*\d+,\d/i.test(value)) return problem('comma', path, value, {});
  const change = relativeChange(value);
  if (change !== undefined && path.at(-1) === 'demand') return scaleOutlook(raw, path, change.factor);
  const schema = schemaAt(path);
  const figure = isFigure(schema);
  if (change !== undefined && !figure)
    return problem('setting-change', path, value, { why: 'no figure', ...change });
  if (change?.percent && (schema['x-units'] as readonly string[]).includes('%'))
    return problem('setting-change', path, value, { why: 'unclear', factor: change.factor });
  const parent = sectionAt(raw, path.slice(0, -1)) as Record<string | number, unknown>;
  if (value === '') {
    if (Array.isArray(parent)) parent.splice(key as number, 1);
    else delete parent[key];
    return undefined;
  }
  if (change === undefined) parent[key] = figure ? assumedFigure(value) : plainValue(value, schema);
  else return scale(raw, path, change.factor);
  return undefined;
}

/** `+10 %` and `x1.1` as 1.1; `-10 %` as 0.9. */
function relativeChange(value: string): { readonly factor: number; readonly percent: boolean } | undefined {
  const percent = /^([+−-])\s*(\d+(?:\.\d+)?)\s*%$/.exec(value);
  if (percent) {
    const share = Number(percent[2]) / 100;
    return { factor: snap(percent[1] === '+' ? 1 + share : 1 - share, undefined), percent: true };
  }
  const factor = /^[x×*]\s*(\d+(?:\.\d+)?)$/i.exec(value);
  return factor ? { factor: Number(factor[1]), percent: false } : undefined;
}

function isFigure(schema: JsonSchema): boolean {
  return schema['x-kind'] === 'quantity';
}

/** What somebody supposes: no source has it. */
function assumedFigure(value: string): unknown {
  return { value: Number.isFinite(Number(value)) ? Number(value) : value, assumed: true };
}

function plainValue(value: string, { type, ...schema }: JsonSchema): unknown {
  if (/^[[{]/.test(value)) {
    try {
      return JSON.parse(value);
    } catch {
      return value;
    }
  }
  if (type === 'string' || schema['x-kind'] === 'quarter') return value;
  if (value === 'true' || value === 'false') return value === 'true';
  return Number.isFinite(Number(value)) ? Number(value) : value;
}

/** Multiplies a figure, its range included, by `factor`. */
function scale(raw: Record<string, unknown>, path: Path, factor: number): Problem | undefined {
  const figure = currentFigure(raw, path);
  if (!figure) return problem('setting-change', path, undefined, { why: 'no figure', factor });
  const { low, typical, high, step } = figure;
  const scaled = (value: number) => snap(value * factor, step);
  const parent = sectionAt(raw, path.slice(0, -1)) as Record<string | number, unknown>;
  parent[path.at(-1)!] =
    low === high
      ? { value: scaled(typical), assumed: true }
      : { low: scaled(low), typical: scaled(typical), high: scaled(high), assumed: true };
  return undefined;
}

/** Scales the level of a workload's demand, or every point of its fan. */
function scaleOutlook(raw: Record<string, unknown>, path: Path, factor: number): Problem | undefined {
  const outlook = sectionAt(raw, path) as { readonly fan?: readonly unknown[] };
  const figures = outlook.fan
    ? outlook.fan.flatMap((_, i) => ['p10', 'p50', 'p90'].map((key) => [...path, 'fan', i, key]))
    : [[...path, 'now']];
  for (const figure of figures) {
    const fault = scale(raw, figure, factor);
    if (fault) return fault;
  }
  return undefined;
}

/** The figure that stands at a path, as reading its part of the document gives it; of a list only the entry is read. */
function currentFigure(raw: Record<string, unknown>, [name, entry, ...rest]: Path): Quantity | undefined {
  const whole = raw[name!];
  const listed = Array.isArray(whole) && typeof entry === 'number';
  const part = portfolioParts[name as PortfolioKey].safeParse(listed ? [whole[entry]] : whole);
  if (!part.success) return undefined;
  const within: Path = listed ? [0, ...rest] : entry === undefined ? [] : [entry, ...rest];
  const found = within.reduce<unknown>(
    (node, key) => (node as Record<string | number, unknown> | undefined)?.[key],
    part.data,
  );
  return isQuantity(found) ? found : undefined;
}

/** The section at a path, made where it is not there. */
function sectionAt(raw: Record<string, unknown>, path: Path): unknown {
  return path.reduce<unknown>((node, key, i) => {
    const section = node as Record<string | number, unknown>;
    section[key] ??= schemaAt(path.slice(0, i + 1)).items ? [] : {};
    return section[key];
  }, raw);
}

/** A value of a document as a person reads it: figures as numbers or `low…high`, quarters as `2026Q1`, sections as JSON. */
export function writtenValue(document: PortfolioDocument, path: Path): string {
  const found = path.reduce<unknown>(
    (node, key) => (node as Record<string | number, unknown> | undefined)?.[key],
    document,
  );
  if (found === undefined) return '–';
  const unit = schemaAt(path)['x-unit'];
  if (isQuantity(found)) {
    const { low, typical, high } = found;
    const text = low === high ? String(typical) : `${low} … ${typical} … ${high}`;
    return unit ? `${text} ${unit}` : text;
  }
  if (schemaAt(path)['x-kind'] === 'quarter') return formatQuarter(found as Quarter);
  return typeof found === 'object' ? JSON.stringify(found) : String(found);
}
