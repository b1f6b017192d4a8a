/** A folder of CSV tables as one document with the place of every value. */
import { nearest } from '../../domain/nearest.ts';
import type { JsonSchema } from '../../domain/schema.ts';
import { inFileOrder, type LocatedProblem, type Path, problem } from '../../units/problem.ts';
import type { Table, TableRow } from './csv-table.ts';
import { SourceMap } from './source-map.ts';
import {
  cellValue,
  collectionTables,
  columnSchema,
  columnsOf,
  documentSchema,
  entrySchema,
  listSchema,
  nestedTables,
  plainName,
  stageSchema,
  tableNames,
} from './table-form.ts';

type Entry = Record<string, unknown>;

export interface FolderReading {
  readonly data: Readonly<Record<string, unknown>>;
  readonly map: SourceMap;
  readonly problems: readonly LocatedProblem[];
  readonly notices: readonly LocatedProblem[];
}

/** Joins tables by name (`regions`, `stages`, …) into a document; `folder` stands in problems of the whole. */
export function joinTables(tables: ReadonlyMap<string, Table>, folder: string): FolderReading {
  const join = new Join(tables, folder);
  join.settings();
  for (const table of Object.keys(collectionTables)) join.collection(table);
  join.stages();
  join.owned('offers', 'contract', 'contracts', 'offers');
  join.owned('event_effects', 'event', 'events', 'effects');
  join.owned('event_influences', 'event', 'events', 'influences');
  join.owned('event_delays', 'event', 'events', 'delays');
  join.owned('growth_states', 'view', 'growthViews', 'states');
  join.likelihoods();
  join.forecasts();
  join.rates();
  join.correlations();
  return join;
}

class Join implements FolderReading {
  readonly data: Entry = {};
  readonly map = new SourceMap();
  readonly #problems: LocatedProblem[] = [];
  readonly #tables: ReadonlyMap<string, Table>;

  constructor(tables: ReadonlyMap<string, Table>, folder: string) {
    this.#tables = tables;
    this.map.note([], { file: folder });
    for (const [name, { file }] of tables) {
      if (tableNames.includes(name)) continue;
      const found = problem('unknown-table', [], name, {
        allowed: tableNames,
        nearest: nearest(name, tableNames),
      });
      this.#problems.push({ ...found, location: { file } });
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
    for (const { row, table } of this.#rows('settings', nestedTables['settings']!)) {
      const [key, value] = [row.cells.get('key'), row.cells.get('value')];
      if (key === undefined || value === undefined) continue;
      const column = allowed.find((name) => plainName(name) === plainName(key));
      if (column) this.#set(this.data, [], column, value, schema, { file: table.file, line: row.line });
      else {
        const found = problem('unknown-key', [key], value, { allowed, nearest: nearest(key, allowed) });
        this.#problems.push({ ...found, location: { file: table.file, line: row.line } });
      }
    }
  }

  collection(name: string): void {
    const key = collectionTables[name]!;
    const schema = entrySchema(key);
    const entries = this.#rows(name, columnsOf(schema)).map(({ row, table }, i) =>
      this.#entry(row, [key, i], schema, table.file),
    );
    if (entries.length > 0 || this.#tables.has(name)) this.data[key] = entries;
    const table = this.#tables.get(name);
    if (table) this.map.note([key], { file: table.file, line: 1 });
  }

  stages(): void {
    for (const { row, table } of this.#rows('stages', nestedTables['stages']!)) {
      const owner = this.#owner(row, 'project', 'projects', table.file);
      if (!owner) continue;
      const trackId = row.cells.get('track');
      const rest = without(row, ['project', 'track']);
      const place = { file: table.file, line: row.line };
      const tracked = trackId !== undefined || 'tracks' in owner.entry;
      const tracks = listOf(owner.entry, 'tracks', tracked);
      const id = trackId ?? 'building';
      let track = tracks.find((candidate) => candidate['id'] === id);
      if (tracked && !track) {
        track = { id };
        this.map.note([...owner.path, 'tracks', tracks.length], place);
        tracks.push(track);
      }
      const at = tracked ? [...owner.path, 'tracks', tracks.indexOf(track!)] : owner.path;
      const list = listOf(track ?? owner.entry, 'stages', true);
      list.push(this.#entry(rest, [...at, 'stages', list.length], stageSchema(), table.file));
    }
  }

  /** Rows of `table` as entries of the list `key` of the entries that their column `column` names. */
  owned(table: string, column: string, collection: string, key: string): void {
    for (const { row, table: source } of this.#rows(table, nestedTables[table]!)) {
      const owner = this.#owner(row, column, collection, source.file);
      if (!owner) continue;
      const list = listOf(owner.entry, key, true);
      const path = [...owner.path, key, list.length];
      list.push(this.#entry(without(row, [column]), path, listSchema(collection, key), source.file));
    }
  }

  likelihoods(): void {
    for (const { row, table } of this.#rows('likelihoods', nestedTables['likelihoods']!)) {
      const owner = this.#owner(row, 'evidence', 'evidence', table.file);
      const state = row.cells.get('state');
      if (!owner || state === undefined) continue;
      sectionOf(owner.entry, 'likelihoods')[state] = row.cells.get('likelihood');
      this.map.note([...owner.path, 'likelihoods', state], { file: table.file, line: row.line });
    }
  }

  forecasts(): void {
    for (const { row, table } of this.#rows('demand_forecast', nestedTables['demand_forecast']!)) {
      const owner = this.#owner(row, 'workload', 'workloads', table.file);
      if (!owner) continue;
      const demand = sectionOf(owner.entry, 'demand');
      const list = listOf(demand, 'fan', true);
      const path = [...owner.path, 'demand', 'fan', list.length];
      list.push(this.#entry(without(row, ['workload']), path, {}, table.file));
    }
  }

  rates(): void {
    for (const { row, table } of this.#rows('rates', nestedTables['rates']!)) {
      const owner = this.#owner(row, 'workload', 'workloads', table.file);
      const accelerator = row.cells.get('accelerator');
      if (!owner || accelerator === undefined) continue;
      const rates = sectionOf(owner.entry, 'ratePerAcceleratorHour');
      rates[accelerator] = row.cells.get('rate');
      const place = { file: table.file, line: row.line };
      this.map.note([...owner.path, 'ratePerAcceleratorHour', accelerator], place);
    }
  }

  correlations(): void {
    const rows = this.#rows('correlations', nestedTables['correlations']!);
    if (rows.length === 0) return;
    sectionOf(this.data, 'uncertainty')['correlations'] = rows.map(({ row: { cells, line }, table }, i) => {
      this.map.note(['uncertainty', 'correlations', i], { file: table.file, line });
      return { between: [cells.get('a'), cells.get('b')], correlation: cells.get('correlation') };
    });
  }

  /** The rows of a table with its known columns under their proper names; unknown columns are told once. */
  #rows(name: string, columns: readonly string[]): { row: TableRow; table: Table }[] {
    const table = this.#tables.get(name);
    if (!table) return [];
    const proper = new Map<string, string>();
    for (const written of table.columns) {
      const column = columns.find((candidate) => plainName(candidate) === plainName(written));
      if (column) proper.set(written, column);
      else {
        const params = {
          allowed: columns.filter((candidate) => !candidate.includes('.')),
          nearest: nearest(written, columns),
        };
        const location = { file: table.file, line: 1 };
        this.#problems.push({ ...problem('unknown-column', [], written, params), location });
      }
    }
    return table.rows.map(({ line, cells }) => {
      const known = [...cells].flatMap(([written, cell]): [string, string][] => {
        const column = proper.get(written);
        return column ? [[column, cell]] : [];
      });
      return { row: { line, cells: new Map(known) }, table };
    });
  }

  #entry(row: TableRow, path: Path, schema: JsonSchema, file: string): Entry {
    const place = { file, line: row.line };
    const entry: Entry = {};
    this.map.note(path, place);
    for (const [column, cell] of row.cells) this.#set(entry, path, column, cell, schema, place);
    return entry;
  }

  /** Puts a cell at its dotted column; a figure with provenance moves to `value`. */
  #set(
    entry: Entry,
    path: Path,
    column: string,
    cell: string,
    schema: JsonSchema,
    place: { file: string; line: number },
  ) {
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
  #owner(row: TableRow, column: string, collection: string, file: string) {
    const id = row.cells.get(column);
    const entries = (this.data[collection] ?? []) as Entry[];
    const position = entries.findIndex((entry) => entry['id'] === id);
    if (position >= 0) return { entry: entries[position]!, path: [collection, position] as Path };
    const ids = entries.map((entry) => String(entry['id']));
    const params = { collection, nearest: id === undefined ? undefined : nearest(id, ids) };
    const found =
      id === undefined ? problem('missing', [column], id, {}) : problem('reference', [column], id, params);
    this.#problems.push({ ...found, location: { file, line: row.line } });
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
  return { line: row.line, cells: new Map([...row.cells].filter(([name]) => !columns.includes(name))) };
}
