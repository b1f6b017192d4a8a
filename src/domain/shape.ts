/** Turns what the schema library finds into problems of our own, one per broken rule. */
import type { z } from 'zod';
import { type Path, type Problem, type ProblemParams, problem } from '../units/problem.ts';
import { nearest } from './nearest.ts';
import { type JsonSchema, publishedSchema } from './schema.ts';
import { splitByComma } from './split-by-comma.ts';

type Issue = z.core.$ZodIssue;

/** The problems behind the issues of a failed reading of `raw`; `prefix` is where the reading started. */
export function shapeProblems(issues: readonly Issue[], raw: unknown, prefix: Path = []): Problem[] {
  return issues.flatMap((issue) => {
    const path = [...prefix, ...issue.path.map((part) => (typeof part === 'number' ? part : String(part)))];
    return fromIssue(issue, path, valueAt(raw, path.slice(prefix.length)));
  });
}

function fromIssue(issue: Issue, path: Path, got: unknown): Problem[] {
  switch (issue.code) {
    case 'custom':
      return [{ ...(issue.params as { found: Problem }).found, path }];
    case 'unrecognized_keys':
      return issue.keys.map(
        (key) => splitByComma(key, got, path) ?? unknownKey([...path, key], valueAt(got, [key])),
      );
    case 'invalid_union':
      return closestBranch(issue.errors, path, got);
    case 'invalid_value':
      return got === undefined ? [problem('missing', path, got, {})] : [choice(issue.values, path, got)];
    case 'too_small':
    case 'too_big':
      return [tooSmallOrBig(issue, path, got)];
    case 'invalid_format':
      return [problem('text-form', path, got, { form: 'identifier' })];
    default:
      return [wrongType(issue, path, got)];
  }
}

function wrongType(issue: Issue, path: Path, got: unknown): Problem {
  if (got === undefined || got === null) return problem('missing', path, got, {});
  if (typeof got === 'number' && !Number.isFinite(got)) return problem('not-finite', path, got, {});
  const names: Readonly<Record<string, ProblemParams['type']['expected']>> = {
    ...{ string: 'text', number: 'number', int: 'whole number', boolean: 'true or false' },
    ...{ array: 'list', object: 'section', record: 'section' },
  };
  const expected = names['expected' in issue ? String(issue.expected) : ''] ?? 'section';
  return problem('type', path, got, { expected });
}

function tooSmallOrBig(
  issue: Extract<Issue, { code: 'too_small' | 'too_big' }>,
  path: Path,
  got: unknown,
): Problem {
  if (typeof got === 'number' && !Number.isFinite(got)) return problem('not-finite', path, got, {});
  const limit =
    issue.code === 'too_small' ? { minimum: Number(issue.minimum) } : { maximum: Number(issue.maximum) };
  if (issue.origin === 'string') {
    return problem('text-form', path, got, { form: issue.code === 'too_small' ? 'not empty' : 'short' });
  }
  if (issue.origin === 'array') return problem('list-length', path, got, limit);
  const { minimum, maximum } = schemaAt(path) as { minimum?: number; maximum?: number };
  return problem('range', path, got, { minimum, maximum, ...limit });
}

function choice(values: readonly unknown[], path: Path, got: unknown): Problem {
  const options = values.filter((value) => typeof value === 'string' || typeof value === 'number');
  const texts = options.filter((option) => typeof option === 'string');
  return problem('choice', path, got, { options, nearest: nearest(String(got), texts) });
}

function unknownKey(path: Path, got: unknown): Problem {
  const allowed = Object.keys(schemaAt(path.slice(0, -1)).properties ?? {});
  return problem('unknown-key', path, got, { allowed, nearest: nearest(String(path.at(-1)), allowed) });
}

/** The problems of the union's branch that fits best: the fewest unknown or missing keys, then the fewest. */
function closestBranch(branches: readonly (readonly Issue[])[], path: Path, got: unknown): Problem[] {
  if (typeof got !== 'object' || got === null) {
    return [
      got === undefined
        ? problem('missing', path, got, {})
        : problem('type', path, got, { expected: 'section' }),
    ];
  }
  const misfits = (found: readonly Problem[]) =>
    found.filter(({ code }) => code === 'unknown-key' || code === 'missing').length;
  const readings = branches.map((issues) => shapeProblems(issues, got, path));
  return readings.sort((a, b) => misfits(a) - misfits(b) || a.length - b.length)[0] ?? [];
}

/** The published schema at a path; the properties of all branches of a union together. */
export function schemaAt(path: Path): JsonSchema {
  let node: JsonSchema | undefined = publishedSchema();
  for (const part of path) {
    node = merged(node);
    const named: JsonSchema | boolean | undefined =
      node.properties?.[String(part)] ?? node.additionalProperties;
    node = typeof part === 'number' ? node.items : typeof named === 'object' ? named : undefined;
    if (!node) return {};
  }
  return merged(node);
}

function merged(node: JsonSchema): JsonSchema {
  if (!node.anyOf) return node;
  return { ...node, properties: Object.assign({}, ...node.anyOf.map((branch) => branch.properties ?? {})) };
}

/** The value at a path of parsed data; `undefined` where there is none. */
function valueAt(raw: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, part)
        ? (value as Record<string | number, unknown>)[part]
        : undefined,
    raw,
  );
}
