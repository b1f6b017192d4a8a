/** Ids are unique and every reference leads to an entry. */
import { type Path, type Problem, problem } from '../../units/problem.ts';
import { nearest } from '../nearest.ts';
import { isQuantity } from '../quantity.ts';
import { type JsonSchema, publishedSchema } from '../schema.ts';
import type { Collection, Facts } from './facts.ts';

/** Collections whose entries carry an id; all kinds of options share one space of names. */
const spaces: readonly (readonly Collection[])[] = [
  ['sources'],
  ['regions'],
  ['pools'],
  ['liveCapacity'],
  ['powerContracts'],
  ['accelerators'],
  ['models'],
  ['workloads'],
  ['substations'],
  ['counterparties'],
  ['bursts'],
  ['events', 'growthViews'],
  ['evidence'],
  ['projects', 'leases', 'contracts', 'trainingRuns'],
];

/** Within a space of names no id stands twice; nor does a track's id within its project. */
export function uniqueIds(facts: Facts): Problem[] {
  const shared = spaces.flatMap((collections) =>
    duplicates(
      collections.flatMap((key) =>
        facts.entries(key).map(([entry, path]) => [(entry as { id: string }).id, [...path, 'id']] as const),
      ),
    ),
  );
  const tracks = facts
    .entries('projects')
    .flatMap(([project, path]) =>
      duplicates((project.tracks ?? []).map(({ id }, i) => [id, [...path, 'tracks', i, 'id']] as const)),
    );
  return [...shared, ...tracks];
}

function duplicates(named: readonly (readonly [string, Path])[]): Problem[] {
  const first = new Map<string, Path>();
  return named.flatMap(([id, path]) => {
    const earlier = first.get(id);
    if (earlier) return [problem('duplicate-id', path, id, { first: earlier })];
    first.set(id, path);
    return [];
  });
}

/** Every id that an entry names exists in the collection that it names it from. */
export function references(facts: Facts): Problem[] {
  const to = (collection: Collection, id: string, path: Path): Problem[] => {
    const ids = facts.ids(collection);
    if (ids.includes(id)) return [];
    return [problem('reference', path, id, { collection, nearest: nearest(id, ids) })];
  };
  const named = collections.flatMap((key) =>
    facts.entries(key).flatMap(([entry, path]) => referencesIn(entry, schemaOf(key), path, to)),
  );
  const rated = facts
    .entries('workloads')
    .flatMap(([{ ratePerAcceleratorHour, served }, path]) => [
      ...Object.keys(ratePerAcceleratorHour ?? {}).flatMap((id) =>
        to('accelerators', id, [...path, 'ratePerAcceleratorHour', id]),
      ),
      ...Object.keys(served?.measuredTokensPerS ?? {}).flatMap((id) =>
        to('accelerators', id, [...path, 'served', 'measuredTokensPerS', id]),
      ),
    ]);
  const sourced = quantitySources(facts.document, []).flatMap(([id, path]) => to('sources', id, path));
  return [...named, ...rated, ...sourced];
}

type Refer = (collection: Collection, id: string, path: Path) => Problem[];

const published = publishedSchema();

/** The collections of the document, in its order. */
const collections = Object.keys(published.properties ?? {}).filter(
  (key) => schemaOf(key as Collection)['type'] === 'object',
) as Collection[];

/** The schema of the entries of a collection. */
function schemaOf(key: Collection): JsonSchema {
  return published.properties?.[key]?.items ?? {};
}

/** Follows a value along its schema and looks up every text that the schema says is the id of another entry. */
function referencesIn(value: unknown, schema: JsonSchema, path: Path, to: Refer): Problem[] {
  const collection = schema['x-refers-to'];
  if (typeof collection === 'string')
    return typeof value === 'string' ? to(collection as Collection, value, path) : [];
  if (Array.isArray(value))
    return value.flatMap((item, i) => referencesIn(item, schema.items ?? {}, [...path, i], to));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(schema.properties ?? {}).flatMap(([key, part]) =>
    referencesIn((value as Readonly<Record<string, unknown>>)[key], part, [...path, key], to),
  );
}

/** Every `source` of a figure with its path. */
function quantitySources(value: unknown, path: Path): (readonly [string, Path])[] {
  if (typeof value !== 'object' || value === null) return [];
  if (isQuantity(value)) return value.source === undefined ? [] : [[value.source, [...path, 'source']]];
  const parts: [string | number, unknown][] = Array.isArray(value)
    ? value.map((part, i) => [i, part])
    : Object.entries(value);
  return parts.flatMap(([key, part]) => quantitySources(part, [...path, key]));
}
