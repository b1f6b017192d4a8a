/** Tables, of a folder of CSV files or the sheets of a workbook, as one document with the place of every value. */
import { nearest } from '../../domain/nearest.ts';
import type { JsonSchema } from '../../domain/schema.ts';
import { inFileOrder, type LocatedProblem, type Location, type Path, problem } from '../../units/problem.ts';
import { SourceMap } from './source-map.ts';
import type { Table, TableRow } from './table.ts';
import {
  cellValue,
  collectionTables,
  columnSchema,
  columnsOf,
  correlationSchema,
  documentSchema,
  entrySchema,
  forecastSchema,
  jsonOrText,
  listSchema,
  nestedTables,
  plainName,
  sectionSchema,
  stageSchema,
  tableNames,
} from './table-form.ts';

type Entry = Record<string, unknown>;

/** An entry and its path in the portfolio. */
interface Placed {
  readonly entry: Entry;
  readonly path: Path;
}

/** A cell with its column and where it stands. */
interface WrittenCell {
  readonly column: string;
  readonly cell: string;
  readonly place: Location;
}

/** The tables as one unchecked document, with what could not be read of them. */
export interface TablesReading {
  readonly data: Readonly<Record<string, unknown>>;
  readonly map: SourceMap;
  readonly problems: readonly LocatedProblem[];
  readonly notices: readonly LocatedProblem[];
}

/** Joins tables by name (`regions`, `stages`, …) into a document; `whole`, the folder or workbook, stands in problems of the whole. */
export function joinTables(tables: ReadonlyMap<string, Table>, whole: string): TablesReading {
  const join = new Join(tables, whole);
  join.settings();
  for (const table of Object.keys(collectionTables)) join.collection(table);
  join.stages();
  join.owned('offers', 'contract', 'contracts', 'offers');
  join.owned('event_effects', 'event', 'events', 'effects');
  join.owned('event_influences', 'event', 'events', 'influences');
  join.owned('event_delays', 'event', 'events', 'delays');
  join.owned('growth_states', 'view', 'growthViews', 'states');
  join.figures('likelihoods', 'evidence', 'evidence', ['likelihoods']);
  join.figures('rates', 'workload', 'workloads', ['ratePerAcceleratorHour']);
  join.figures('measured_tokens', 'workload', 'workloads', ['served', 'measuredTokensPerS']);
  join.forecasts();
  join.modelConfigs();
  join.correlations();
  return join;
}

class Join implements TablesReading {
  readonly data: Entry = {};
  readonly map = new SourceMap();
  readonly #problems: LocatedProblem[] = [];
  readonly #tables: ReadonlyMap<string, Table>;

  constructor(tables: ReadonlyMap<string, Table>, whole: string) {
    this.#tables = tables;
    this.map.note([], { file: whole });
    for (const [name, table] of tables) {
      if (tableNames.includes(name)) continue;
      const found = problem('unknown-table', [], name, {
        allowed: tableNames,
        nearest: nearest(name, tableNames),
      });
      this.#problems.push({ ...found, location: { file: table.file } });
    }
  }

  get problems(): readonly LocatedProblem[] {
    return inFileOrder([...this.#problems, ...[...this.#tables.values()].flatMap((table) => table.problems)]);
  }

  get notices(): readonly LocatedProblem[] {
    return [...this.#tables.values()].flatMap((table) => table.notices);
  }

  settings(): void {
    const schema = documentSchema();
    const collections = Object.values(collectionTables);
    const allowed = columnsOf(schema).filter((column) => !collections.includes(column.split('.')[0]!));
    this.data['kadenz'] = 1;
    for (const row of this.#rows('settings', nestedTables['settings']!)) {
      const [key, value] = [row.cells.get('key'), row.cells.get('value')];
      if (key === undefined || value === undefined) continue;
      const column = allowed.find((name) => plainName(name) === plainName(key));
      if (column)
        this.#set({ entry: this.data, path: [] }, { column, cell: value, place: row.at('value') }, schema);
      else {
        const found = problem('unknown-key', [key], value, { allowed, nearest: nearest(key, allowed) });
        this.#problems.push({ ...found, location: row.at('key') });
      }
    }
    const table = this.#tables.get('settings');
    // What a section still lacks is to be added to this table.
    if (table) for (const column of allowed) this.map.note(column.split('.').slice(0, 1), table.head());
  }

  collection(name: string): void {
    const key = collectionTables[name]!;
    const schema = entrySchema(key);
    const entries = this.#rows(name, columnsOf(schema)).map((row, i) => this.#entry(row, [key, i], schema));
    if (entries.length > 0 || this.#tables.has(name)) this.data[key] = entries;
    const table = this.#tables.get(name);
    if (table) this.map.note([key], table.head());
  }

  stages(): void {
    for (const row of this.#rows('stages', nestedTables['stages']!)) {
      const owner = this.#owner(row, 'project', 'projects');
      if (!owner) continue;
      const trackId = row.cells.get('track');
      const rest = without(row, ['project', 'track']);
      const tracked = trackId !== undefined || 'tracks' in owner.entry;
      const tracks = listOf(owner.entry, 'tracks', tracked);
      const id = trackId ?? 'building';
      let track = tracks.find((candidate) => candidate['id'] === id);
      if (tracked && !track) {
        track = { id };
        this.map.note([...owner.path, 'tracks', tracks.length], row.at('track'));
        tracks.push(track);
      }
      const at = tracked ? [...owner.path, 'tracks', tracks.indexOf(track!)] : owner.path;
      const list = listOf(track ?? owner.entry, 'stages', true);
      list.push(this.#entry(rest, [...at, 'stages', list.length], stageSchema()));
    }
  }

  /** Rows of `table` as entries of the list `key` of the entries that their column `column` names. */
  owned(table: string, column: string, collection: string, key: string): void {
    for (const row of this.#rows(table, nestedTables[table]!)) {
      const owner = this.#owner(row, column, collection);
      if (!owner) continue;
      const list = listOf(owner.entry, key, true);
      const path = [...owner.path, key, list.length];
      list.push(this.#entry(without(row, [column]), path, listSchema(collection, key)));
    }
  }

  /** Rows of `table` as figures by name, in the section at `keys` of the entries that their column `column` names. */
  figures(table: string, column: string, collection: string, keys: readonly string[]): void {
    const [, named, figure] = nestedTables[table]! as [string, string, string];
    const schema = { properties: { [figure]: sectionSchema(collection, keys) } };
    for (const row of this.#rows(table, nestedTables[table]!)) {
      const owner = this.#owner(row, column, collection);
      const name = row.cells.get(named);
      if (!owner || name === undefined) continue;
      const path = [...owner.path, ...keys];
      this.map.note([...path, name], row.at(figure));
      const cells = without(row, [column, named]).cells;
      const entry: Entry = {};
      for (const [part, cell] of cells)
        this.#set({ entry, path }, { column: part, cell, place: row.at(part) }, schema);
      keys.reduce(sectionOf, owner.entry)[name] = entry[figure];
    }
  }

  forecasts(): void {
    for (const row of this.#rows('demand_forecast', nestedTables['demand_forecast']!)) {
      const owner = this.#owner(row, 'workload', 'workloads');
      if (!owner) continue;
      const list = listOf(sectionOf(owner.entry, 'demand'), 'fan', true);
      const path = [...owner.path, 'demand', 'fan', list.length];
      list.push(this.#entry(without(row, ['workload']), path, forecastSchema()));
    }
  }

  modelConfigs(): void {
    for (const row of this.#rows('model_config', nestedTables['model_config']!)) {
      const owner = this.#owner(row, 'model', 'models');
      const [key, value] = [row.cells.get('key'), row.cells.get('value')];
      if (!owner || key === undefined || value === undefined) continue;
      sectionOf(owner.entry, 'config')[key] = jsonOrText(value);
      this.map.note([...owner.path, 'config', key], row.at('value'));
    }
  }

  correlations(): void {
    const rows = this.#rows('correlations', nestedTables['correlations']!);
    if (rows.length === 0) return;
    sectionOf(this.data, 'uncertainty')['correlations'] = rows.map((row, i) => {
      const path = ['uncertainty', 'correlations', i];
      const entry = this.#entry(without(row, ['a', 'b']), path, correlationSchema());
      return { between: [row.cells.get('a'), row.cells.get('b')], ...entry };
    });
  }

  /** The rows of a table with its known columns under their proper names; unknown columns are told once. */
  #rows(name: string, columns: readonly string[]): TableRow[] {
    const table = this.#tables.get(name);
    if (!table) return [];
    const proper = new Map<string, string>();
    const writtenAs = new Map<string, string>();
    for (const written of table.columns) {
      const column = columns.find((candidate) => plainName(candidate) === plainName(written));
      if (column) {
        proper.set(written, column);
        writtenAs.set(column, written);
      } else {
        const params = {
          allowed: columns.filter((candidate) => !candidate.includes('.')),
          nearest: nearest(written, columns),
        };
        const location = table.head(written);
        this.#problems.push({ ...problem('unknown-column', [], written, params), location });
      }
    }
    return table.rows.map((row) => {
      const known = [...row.cells].flatMap(([written, cell]): [string, string][] => {
        const column = proper.get(written);
        return column ? [[column, cell]] : [];
      });
      const at = (column?: string) => row.at(column === undefined ? column : writtenAs.get(column));
      return { line: row.line, cells: new Map(known), at };
    });
  }

  #entry(row: TableRow, path: Path, schema: JsonSchema): Entry {
    const entry: Entry = {};
    this.map.note(path, row.at());
    for (const [column, cell] of row.cells)
      this.#set({ entry, path }, { column, cell, place: row.at(column) }, schema);
    return entry;
  }

  /** Puts a cell at its dotted column; a figure with provenance moves to `value`. */
  #set({ entry, path }: Placed, { column, cell, place }: WrittenCell, schema: JsonSchema) {
    const keys = column.split('.');
    const last = keys.pop()!;
    let owner = entry;
    for (const key of keys) {
      const inner = owner[key];
      if (typeof inner !== 'object' || inner === null)
        owner[key] = inner === undefined ? {} : { value: inner };
      owner = owner[key] as Entry;
    }
    const existing = owner[last];
    const value = cellValue(cell, columnSchema(schema, column));
    if (typeof existing === 'object' && existing !== null) (existing as Entry)['value'] = value;
    else owner[last] = value;
    this.map.note([...path, ...keys, last], place);
  }

  /** The entry that a nested row belongs to; a problem where there is none. */
  #owner(row: TableRow, column: string, collection: string) {
    const id = row.cells.get(column);
    const entries = (this.data[collection] ?? []) as Entry[];
    const position = entries.findIndex((entry) => entry['id'] === id);
    if (position >= 0) return { entry: entries[position]!, path: [collection, position] as Path };
    const ids = entries.map((entry) => String(entry['id']));
    const params = { collection, nearest: id === undefined ? undefined : nearest(id, ids) };
    const found =
      id === undefined ? problem('missing', [column], id, {}) : problem('reference', [column], id, params);
    this.#problems.push({ ...found, location: row.at(column) });
    return undefined;
  }
}

function sectionOf(owner: Entry, key: string): Entry {
  owner[key] ??= {};
  return owner[key] as Entry;
}

function listOf(owner: Entry, key: string, create: boolean): Entry[] {
  if (create) owner[key] ??= [];
  return (owner[key] ?? []) as Entry[];
}

function without(row: TableRow, columns: readonly string[]): TableRow {
  return { ...row, cells: new Map([...row.cells].filter(([name]) => !columns.includes(name))) };
}
