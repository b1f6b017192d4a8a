/** Figures that a decimal comma cut in two. */
import { type Path, type Problem, problem } from '../units/problem.ts';

/**
 * In `{ costUsd: 90,5 m USD }` YAML sees a key `5 m USD` without a value: the figure before it, in the section
 * `owner` at `path`, has the comma. A key that is a whole number lost its place, as JavaScript puts such keys first: there it
 * must be the only figure.
 */
export function splitByComma(key: string, owner: unknown, path: Path): Problem | undefined {
  if (!/^\d/.test(key) || typeof owner !== 'object' || owner === null) return undefined;
  const section = owner as Readonly<Record<string, unknown>>;
  if (section[key] !== null) return undefined;
  const keys = Object.keys(section);
  const figures = keys.filter((name) => typeof section[name] === 'number');
  const before = /^\d+$/.test(key)
    ? figures.length === 1 && figures[0]
    : figures.find((name) => name === keys[keys.indexOf(key) - 1]);
  if (!before) return undefined;
  return problem('comma', [...path, before], `${section[before]},${key}`, {});
}
