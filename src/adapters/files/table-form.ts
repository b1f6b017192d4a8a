/** The tables of a portfolio: which collection each holds, and how a row becomes an entry of it. */
import { type JsonSchema, publishedSchema } from '../../domain/schema.ts';

const published = publishedSchema();

const provenance = ['value', 'low', 'typical', 'high', 'source', 'assumed', 'note'];

/** Collections that are tables of their own, by the table's name. */
export const collectionTables: Readonly<Record<string, string>> = {
  sources: 'sources',
  budget: 'budget',
  regions: 'regions',
  pools: 'pools',
  live_capacity: 'liveCapacity',
  power_contracts: 'powerContracts',
  accelerators: 'accelerators',
  installed_fleet: 'installedFleet',
  orders: 'orders',
  models: 'models',
  workloads: 'workloads',
  demand_history: 'demandHistory',
  events: 'events',
  growth_views: 'growthViews',
  evidence: 'evidence',
  projects: 'projects',
  leases: 'leases',
  substations: 'substations',
  counterparties: 'counterparties',
  contracts: 'contracts',
  bursts: 'bursts',
  rent_outs: 'rentOuts',
  training_runs: 'trainingRuns',
  carbon_budget: 'carbonBudget',
};

/** Tables whose rows belong to entries of other tables, with their own columns before those of the entry. */
export const nestedTables: Readonly<Record<string, readonly string[]>> = {
  settings: ['key', 'value'],
  correlations: ['a', 'b', ...columnsOf(correlationSchema()).filter((column) => column !== 'between')],
  rates: ['workload', 'accelerator', 'rate', ...provenance.map((part) => `rate.${part}`)],
  measured_tokens: [
    'workload',
    'accelerator',
    'tokensPerS',
    ...provenance.map((part) => `tokensPerS.${part}`),
  ],
  model_config: ['model', 'key', 'value'],
  demand_forecast: ['workload', ...columnsOf(forecastSchema())],
  stages: ['project', 'track', ...columnsOf(stageSchema())],
  offers: ['contract', ...columnsOf(listSchema('contracts', 'offers'))],
  event_effects: ['event', ...columnsOf(listSchema('events', 'effects'))],
  event_influences: ['event', ...columnsOf(listSchema('events', 'influences'))],
  event_delays: ['event', ...columnsOf(listSchema('events', 'delays'))],
  growth_states: ['view', ...columnsOf(listSchema('growthViews', 'states'))],
  likelihoods: ['evidence', 'state', 'likelihood', ...provenance.map((part) => `likelihood.${part}`)],
};

/** Every table that a portfolio may have; a file or sheet of another name is a problem. */
export const tableNames: readonly string[] = [...Object.keys(collectionTables), ...Object.keys(nestedTables)];

/** Every column that a table may have. */
export function tableColumns(name: string): readonly string[] {
  const collection = collectionTables[name];
  return collection === undefined ? nestedTables[name]! : columnsOf(entrySchema(collection));
}

/** What the columns of a table hold; columns that only say which entry a row belongs to are not in it. */
export function tableSchema(name: string): JsonSchema {
  const collection = collectionTables[name];
  if (collection !== undefined) return entrySchema(collection);
  if (name === 'stages') return stageSchema();
  if (name === 'demand_forecast') return forecastSchema();
  if (name === 'correlations') return correlationSchema();
  if (name === 'rates')
    return { properties: { rate: sectionSchema('workloads', ['ratePerAcceleratorHour']) } };
  if (name === 'likelihoods')
    return { properties: { likelihood: sectionSchema('evidence', ['likelihoods']) } };
  if (name === 'measured_tokens')
    return { properties: { tokensPerS: sectionSchema('workloads', ['served', 'measuredTokensPerS']) } };
  const list = nestedLists[name];
  return list ? listSchema(...list) : {};
}

/** Tables that are lists of entries of a collection. */
const nestedLists: Readonly<Record<string, readonly [collection: string, key: string]>> = {
  offers: ['contracts', 'offers'],
  event_effects: ['events', 'effects'],
  event_influences: ['events', 'influences'],
  event_delays: ['events', 'delays'],
  growth_states: ['growthViews', 'states'],
};

/** Whether a column of a table holds figures: those that may have a range and a source. Values of settings may be figures too. */
export function isFigureColumn(table: string, column: string): boolean {
  const columns = tableColumns(table).map(plainName);
  const name = plainName(column);
  return columns.includes(`${name}.value`) || /\.(value|low|typical|high)$/.test(name) || name === 'value';
}

/** The schema of the entries of a collection. */
export function entrySchema(collection: string): JsonSchema {
  return published.properties?.[collection]?.items ?? {};
}

/** The schema of a stage, which projects hold in `stages`. */
export function stageSchema(): JsonSchema {
  return entrySchema('projects').properties?.['stages']?.items ?? {};
}

/** The schema of the entries of a list that entries of a collection hold: the effects of events. */
export function listSchema(collection: string, key: string): JsonSchema {
  return entrySchema(collection).properties?.[key]?.items ?? {};
}

/** The schema of the figures that a section of entries of a collection holds by name: `ratePerAcceleratorHour` of workloads. */
export function sectionSchema(collection: string, keys: readonly string[]): JsonSchema {
  const section = keys.reduce<JsonSchema>(
    (node, key) => propertiesOf(node)[key] ?? {},
    entrySchema(collection),
  );
  return typeof section.additionalProperties === 'object' ? section.additionalProperties : {};
}

/** The schema of a point of a workload's fan. */
export function forecastSchema(): JsonSchema {
  return propertiesOf(propertiesOf(entrySchema('workloads'))['demand'] ?? {})['fan']?.items ?? {};
}

/** The schema of a correlation between two series. */
export function correlationSchema(): JsonSchema {
  return propertiesOf(published.properties?.['uncertainty'] ?? {})['correlations']?.items ?? {};
}

/** The schema of a whole document, whose settings are one table of keys and values. */
export function documentSchema(): JsonSchema {
  return published;
}

/** Every column that a schema allows: `itPowerMw`, `itPowerMw.source`, `loi.quarters`, `demand.now`. */
export function columnsOf(schema: JsonSchema, prefix = ''): string[] {
  return Object.entries(propertiesOf(schema)).flatMap(([name, part]) => {
    const column = `${prefix}${name}`;
    if (part['x-kind'] === 'quantity') return [column, ...provenance.map((key) => `${column}.${key}`)];
    if (part.items?.['type'] === 'object') return [];
    const inner = columnsOf(part, `${column}.`);
    return inner.length > 0 ? inner : part.additionalProperties ? [] : [column];
  });
}

function propertiesOf(schema: JsonSchema): Readonly<Record<string, JsonSchema>> {
  return (
    schema.properties ?? Object.assign({}, ...(schema.anyOf ?? []).map((branch) => branch.properties ?? {}))
  );
}

/** The schema of a dotted column; unknown columns keep texts. */
export function columnSchema(schema: JsonSchema, column: string): JsonSchema {
  return column.split('.').reduce<JsonSchema>((node, key) => {
    if (node['x-kind'] === 'quantity') {
      if (key === 'assumed') return { type: 'boolean' };
      return { type: ['source', 'note'].includes(key) ? 'string' : 'number' };
    }
    return propertiesOf(node)[key] ?? {};
  }, schema);
}

/** A cell as the value that its column's schema expects: text, number, truth value or list of texts. */
export function cellValue(cell: string, schema: JsonSchema): unknown {
  const type = schema['type'] ?? typeOfConstant(schema);
  if (type === 'array')
    return cell
      .split(/[|\s]+/)
      .filter(Boolean)
      .map((item) => cellValue(item, schema.items ?? {}));
  if (type === 'boolean' && /^(true|false)$/i.test(cell)) return cell.toLowerCase() === 'true';
  const figure = schema['x-kind'] === 'quantity' || type === 'number' || type === 'integer';
  const numeric = figure && /^[+-]?[\d.]+(e[+-]?\d+)?$/i.test(cell);
  return numeric && !Number.isNaN(Number(cell)) ? Number(cell) : cell;
}

/** A cell of a table without a schema: what is JSON is read so, all else is a text. */
export function jsonOrText(cell: string): unknown {
  try {
    return JSON.parse(cell) as unknown;
  } catch {
    return cell;
  }
}

function typeOfConstant(schema: JsonSchema): unknown {
  return schema['const'] === undefined ? undefined : typeof schema['const'];
}

/** Column names are compared without case, blanks and underscores: `IT power MW` and `it_power_mw` are `itPowerMw`. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[\s_]+/g, '');
}
