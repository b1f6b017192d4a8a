/** The portfolio format as tables in Markdown, made from the schema, so that the page cannot say otherwise. */
import type { Limits } from '../units/problem.ts';
import { type JsonSchema, publishedSchema } from './schema.ts';
import type { Usual } from './usual.ts';

/** The page `docs/portfolio.md`: one table per part, every field with unit, range, default and meaning. */
export function attributeTables(): string {
  const root = publishedSchema();
  const parts = Object.entries(root.properties ?? {});
  const scalars = parts.filter(([, schema]) => !isTable(schema));
  return [
    '# The portfolio file',
    '',
    'Made from the schema in `src/domain`; a test compares the two. A **figure** is a number in the unit of its column,',
    'a text with a unit (`250 MW`, `1.2 bn USD`, `30 %`), a range (`5 to 10`), or a section with provenance:',
    '`{ value: 250 MW, source: cw25 }`, `{ low: 5, typical: 7, high: 10, assumed: true, note: … }`. A range without a',
    'typical value has its middle as typical. A **quarter** is `2026Q1`, or `FY26Q3` by `calendar.fiscalYearStartMonth`.',
    'Lists may be left out unless they are required. Unknown keys are refused.',
    '',
    'As a workbook a portfolio is one `.xlsx` file with a sheet per table below (`regions`, `projects`, `stages`, …); `kadenz init portfolio.xlsx` and',
    '`kadenz export portfolio.yaml --format xlsx -o portfolio.xlsx` write one. Days may be days, shares `0.105` or `10.5 %`, formulas count with the values',
    'that they were saved with; sheets whose names start with `_` are notes. Merged cells, errors and formulas without a value are refused with their address.',
    '',
    'As CSV tables a portfolio is a folder with one table per list (`regions.csv`, `live_capacity.csv`, `projects.csv`, …), whose',
    'columns are the fields, dotted where they nest (`loi.quarters`, `demand.now`, `itPowerMw.source`), and some more: `settings.csv`',
    '(`key`, `value`: `name`, `asOf`, `finance.discountRatePerYear`, …), `stages.csv` (`project`, `track`, then the fields of a stage),',
    '`rates.csv` (`workload`, `accelerator`, `rate`), `measured_tokens.csv` (`workload`, `accelerator`, `tokensPerS`), `model_config.csv` (`model`, `key`, `value`), `demand_forecast.csv` (`workload`, `quarter`, `p10`, `p50`, `p90`),',
    '`correlations.csv` (`a`, `b`, `correlation`), `offers.csv` (`contract`, then the fields of an offer), `event_effects.csv`,',
    '`event_influences.csv` and `event_delays.csv` (`event`, then the fields), `growth_states.csv` (`view`, then the fields) and `likelihoods.csv` (`evidence`, `state`, `likelihood`). Case, blanks and underscores in names of columns do not count.',
    '',
    ...table(scalars, root.required ?? []),
    '',
    ...parts.filter(([, schema]) => isTable(schema)).flatMap(([name, schema]) => section(name, schema, '##')),
  ].join('\n');
}

function section(name: string, schema: JsonSchema, level: string): string[] {
  const entry = schema.items ?? schema;
  const head = [`${level} \`${name}\`${schema.items ? ' (list)' : ''}`, '', schema.description ?? '', ''];
  if (entry.anyOf) {
    return [
      ...head,
      ...entry.anyOf.flatMap((branch) => [
        'Either:',
        '',
        ...table(fieldsOf(branch), branch.required ?? []),
        '',
      ]),
    ];
  }
  const fields = fieldsOf(entry);
  const inner = fields.filter(([, field]) => isTable(field));
  return [
    ...head,
    ...table(fields, entry.required ?? []),
    '',
    ...inner.flatMap(([key, field]) => section(`${name}.${key}`, field, '###')),
  ];
}

const fieldsOf = (schema: JsonSchema) => Object.entries(schema.properties ?? {});

/** A section, or a list of sections: shown as a table of its own. Figures are sections too, but not shown as such. */
function isTable(schema: JsonSchema): boolean {
  if (schema['x-kind'] === 'quantity') return false;
  const entry = schema.items ?? schema;
  return entry.properties !== undefined || (entry.anyOf?.some(({ properties }) => properties) ?? false);
}

function table(fields: readonly (readonly [string, JsonSchema])[], required: readonly string[]): string[] {
  const rows = fields.map(([name, schema]) =>
    [
      `\`${name}\``,
      kindOf(schema),
      rangeOf(schema),
      defaultOf(schema, required.includes(name)),
      [schema.description, usualOf(schema)].filter(Boolean).join(' '),
    ].map((cell) => cell.replaceAll('|', '\\|')),
  );
  return aligned([['Field', 'Kind, unit', 'Range', 'Default', 'Meaning'], ...rows]);
}

/** Rows as a Markdown table with aligned columns, as the formatter of this repository has them. */
function aligned([header, ...rows]: readonly (readonly string[])[]): string[] {
  const widths = header!.map((_, i) => Math.max(3, ...[header!, ...rows].map((row) => row[i]!.length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |`;
  return [line(header!), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)];
}

/** `figure, MW`, `quarter`, `id in pools`: what a field holds. */
export function kindOf(schema: JsonSchema): string {
  if (schema['x-kind'] === 'quantity') return schema['x-unit'] ? `figure, ${schema['x-unit']}` : 'figure';
  if (schema['x-kind'] === 'quarter') return 'quarter';
  if (schema['x-refers-to']) return `id in \`${schema['x-refers-to']}\``;
  if (isTable(schema)) return schema.items ? 'list, see below' : 'section, see below';
  if (schema.items) return `list of ${kindOf(schema.items)}`;
  if (typeof schema.additionalProperties === 'object')
    return `section of ${kindOf(schema.additionalProperties)}`;
  const names: Readonly<Record<string, string>> = {
    ...{ integer: 'whole number', number: 'number', boolean: 'true or false', string: 'text' },
  };
  return schema['format'] === 'date' ? 'date' : (names[String(schema['type'])] ?? 'choice');
}

/** `> 0, ≤ 1`, or the choices that a field has. */
export function rangeOf(schema: JsonSchema): string {
  if (schema['enum']) return (schema['enum'] as unknown[]).map((option) => `\`${option}\``).join(', ');
  if (schema['const'] !== undefined) return `\`${schema['const']}\``;
  const limits = (schema['x-limits'] as Limits | undefined) ?? {
    minimum: schema['minimum'] as number | undefined,
    maximum: schema['maximum'] as number | undefined,
  };
  const bounds: string[] = [];
  if (limits.minimum !== undefined) bounds.push(`${limits.above ? '>' : '≥'} ${short(limits.minimum)}`);
  if (limits.maximum !== undefined) bounds.push(`≤ ${short(limits.maximum)}`);
  if (schema['x-step'] !== undefined) bounds.push(`multiple of ${schema['x-step']}`);
  return bounds.join(', ');
}

/** `Usual: 0.1 to 5000 (why); beyond that a notice asks.` */
function usualOf(schema: JsonSchema): string | undefined {
  const usual = schema['x-usual'] as Usual | undefined;
  return (
    usual &&
    `Usual: ${short(usual.minimum)} to ${short(usual.maximum)} (${usual.basis}); beyond, a notice asks.`
  );
}

const short = (value: number) =>
  Math.abs(value) >= 1e6 ? value.toExponential().replace('e+', 'e') : String(value);

/** What a field is where it is left out. */
export function defaultOf(schema: JsonSchema, required: boolean): string {
  if (schema.default !== undefined) {
    const empty = typeof schema.default === 'object' && Object.keys(schema.default ?? {}).length === 0;
    return empty ? (Array.isArray(schema.default) ? 'empty' : 'its defaults') : `\`${schema.default}\``;
  }
  return required ? 'required' : 'none';
}
