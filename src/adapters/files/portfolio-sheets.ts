/** A portfolio as worksheets, one per table: the inverse of joining tables. */
import { defaultOf, kindOf, rangeOf } from '../../domain/attribute-tables.ts';
import type { JsonSchema, PortfolioInput } from '../../domain/schema.ts';
import type { CellValue, Worksheet } from '../../units/worksheet.ts';
import {
  collectionTables,
  columnSchema,
  columnsOf,
  correlationSchema,
  documentSchema,
  entrySchema,
  forecastSchema,
  listSchema,
  nestedTables,
  sectionSchema,
  stageSchema,
  tableColumns,
  tableNames,
  tableSchema,
} from './table-form.ts';

type Cells = ReadonlyMap<string, CellValue>;
type Entry = Readonly<Record<string, unknown>>;

/** Settings first, then all tables that hold a row, and at the end a sheet that says what every table may hold. */
export function portfolioSheets(input: PortfolioInput): Worksheet[] {
  const tables = new Map(rowsOf(input as Entry));
  const names = ['settings', ...tableNames.filter((name) => name !== 'settings')];
  const filled = names.flatMap((name) => {
    const rows = tables.get(name) ?? [];
    return rows.length === 0 ? [] : [worksheet(name, rows)];
  });
  return [...filled, columnsSheet(names)];
}

/** Every column of every table with its unit, range, default and meaning. Its name starts with `_`, so that it is not read. */
function columnsSheet(names: readonly string[]): Worksheet {
  const rows = names.flatMap((name) => {
    const schema = tableSchema(name);
    return tableColumns(name)
      .filter((column) => !/\.(value|low|typical|high|source|assumed|note)$/.test(column))
      .map((column) => {
        const field = columnSchema(schema, column);
        const required = schema.required?.includes(column) ?? false;
        const own = Object.keys(field).length === 0;
        const said = own
          ? ['', '', '', '']
          : [kindOf(field), rangeOf(field), defaultOf(field, required), field.description];
        return [name, column, ...said.map((text) => text?.replaceAll('`', ''))];
      });
  });
  return {
    name: '_columns',
    above: [
      'What every sheet may hold: one sheet per table, one row per entry. This sheet is not read.',
      'A figure is a number in its unit, a text with a unit (250 MW, 1.2 bn USD, 30 %) or a range (5 to 10); further columns add .low, .typical, .high, .source, .assumed and .note to its name.',
    ],
    columns: [
      ...[
        { head: 'Sheet', width: 18 },
        { head: 'Column', width: 30 },
        { head: 'Kind, unit', width: 24 },
      ],
      ...[
        { head: 'Range', width: 30, wrap: true },
        { head: 'Default', width: 16 },
      ],
      { head: 'Meaning', width: 90, wrap: true },
    ],
    rows,
  };
}

/** Tables with their rows, each with its filled cells by column. */
function rowsOf(input: Entry): [string, Cells[]][] {
  const collections = Object.entries(collectionTables).map(([table, key]): [string, Cells[]] => {
    return [table, listOf(input[key]).map((entry) => cells(entry, entrySchema(key)))];
  });
  const own = new Set(Object.values(collectionTables));
  const settings = Object.fromEntries(
    Object.entries(input).filter(([key]) => !own.has(key) && key !== 'kadenz'),
  );
  const workloads = listOf(input['workloads']);
  return [
    ...collections,
    [
      'settings',
      [...cells(settings, documentSchema())].map(
        ([key, value]) =>
          new Map([
            ['key', key],
            ['value', value],
          ]),
      ),
    ],
    [
      'correlations',
      listOf((input['uncertainty'] as Entry | undefined)?.['correlations']).map(correlationCells),
    ],
    ['rates', figures(workloads, 'workload', 'workloads', ['ratePerAcceleratorHour'], 'rates')],
    [
      'measured_tokens',
      figures(workloads, 'workload', 'workloads', ['served', 'measuredTokensPerS'], 'measured_tokens'),
    ],
    [
      'likelihoods',
      figures(listOf(input['evidence']), 'evidence', 'evidence', ['likelihoods'], 'likelihoods'),
    ],
    ['model_config', listOf(input['models']).flatMap(configCells)],
    [
      'demand_forecast',
      nested(
        workloads,
        'workload',
        (entry) => (entry['demand'] as Entry | undefined)?.['fan'],
        forecastSchema(),
      ),
    ],
    ['stages', listOf(input['projects']).flatMap(stageCells)],
    ['offers', owned(input, 'contract', 'contracts', 'offers')],
    ['event_effects', owned(input, 'event', 'events', 'effects')],
    ['event_influences', owned(input, 'event', 'events', 'influences')],
    ['event_delays', owned(input, 'event', 'events', 'delays')],
    ['growth_states', owned(input, 'view', 'growthViews', 'states')],
  ];
}

const listOf = (value: unknown) => (value ?? []) as readonly Entry[];

/** The filled cells of an entry; a figure with provenance fills `x` and `x.source`, a list of words one cell. */
function cells(entry: Entry, schema: JsonSchema): Map<string, CellValue> {
  const known = new Set(columnsOf(schema));
  const found = new Map<string, CellValue>();
  const take = (value: unknown, column: string) => {
    if (Array.isArray(value)) {
      if (known.has(column) && value.length > 0) found.set(column, value.join(' '));
    } else if (typeof value !== 'object' || value === null) {
      if (known.has(column) && value !== undefined)
        found.set(column, written(value, columnSchema(schema, column)));
    } else {
      const figure = known.has(`${column}.value`);
      for (const [key, part] of Object.entries(value))
        take(part, figure && key === 'value' ? column : column === '' ? key : `${column}.${key}`);
    }
  };
  take(entry, '');
  return found;
}

function written(value: unknown, schema: JsonSchema): CellValue {
  return schema['format'] === 'date' ? { day: String(value) } : (value as CellValue);
}

function owned(input: Entry, column: string, collection: string, key: string): Cells[] {
  return nested(listOf(input[collection]), column, (entry) => entry[key], listSchema(collection, key));
}

function nested(
  owners: readonly Entry[],
  column: string,
  items: (owner: Entry) => unknown,
  schema: JsonSchema,
): Cells[] {
  return owners.flatMap((owner) =>
    listOf(items(owner)).map((item) => new Map([[column, owner['id'] as string], ...cells(item, schema)])),
  );
}

/** Figures by name of the section at `keys`, as rows of `table`, whose first three columns are owner, name and figure. */
function figures(
  owners: readonly Entry[],
  column: string,
  collection: string,
  keys: readonly string[],
  table: string,
): Cells[] {
  const [, named, figure] = nestedTables[table]! as [string, string, string];
  const schema = { properties: { [figure]: sectionSchema(collection, keys) } };
  return owners.flatMap((owner) => {
    const section = keys.reduce<Entry | undefined>((at, key) => at?.[key] as Entry | undefined, owner);
    return Object.entries(section ?? {}).map(
      ([name, value]) =>
        new Map<string, CellValue>([
          [column, owner['id'] as string],
          [named, name],
          ...cells({ [figure]: value }, schema),
        ]),
    );
  });
}

function correlationCells({ between, ...rest }: Entry): Cells {
  const [a, b] = between as [string, string];
  return new Map<string, CellValue>([['a', a], ['b', b], ...cells(rest, correlationSchema())]);
}

function configCells({ id, config }: Entry): Cells[] {
  return Object.entries((config ?? {}) as Entry).map(
    ([key, value]) =>
      new Map<string, CellValue>([
        ['model', id as string],
        ['key', key],
        ['value', jsonCell(value)],
      ]),
  );
}

/** A text that reads back as itself stays plain; all else is JSON. */
function jsonCell(value: unknown): CellValue {
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value !== 'string') return JSON.stringify(value);
  try {
    JSON.parse(value);
    return JSON.stringify(value);
  } catch {
    return value;
  }
}

function stageCells(project: Entry): Cells[] {
  const rows = (stages: unknown, track: string | undefined) =>
    listOf(stages).map(
      (stage) =>
        new Map<string, CellValue>([
          ['project', project['id'] as string],
          ...(track === undefined ? [] : [['track', track] as const]),
          ...cells(stage, stageSchema()),
        ]),
    );
  return [
    ...rows(project['stages'], undefined),
    ...listOf(project['tracks']).flatMap(({ id, stages }) => rows(stages, id as string)),
  ];
}

function worksheet(name: string, rows: readonly Cells[]): Worksheet {
  const filled = new Set(rows.flatMap((row) => [...row.keys()]));
  const names = tableColumns(name).filter((column) => filled.has(column));
  const width = (column: string) => {
    const texts = rows.map((row) => row.get(column)).filter((value) => typeof value === 'string');
    return Math.max(column.length, ...texts.map((text) => text.length)) + 2;
  };
  return {
    name,
    columns: names.map((head) => ({
      head,
      width: Math.min(60, Math.max(12, width(head))),
      wrap: width(head) > 60,
    })),
    rows: rows.map((row) => names.map((column) => shown(row.get(column)))),
  };
}

/** Large numbers with their thousands apart; all digits stay. */
function shown(value: CellValue): CellValue {
  if (typeof value !== 'number' || Math.abs(value) < 10_000) return value;
  return { number: value, format: Number.isInteger(value) ? '#,##0' : '#,##0.00' };
}
