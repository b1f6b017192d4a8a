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
  correlations: ['a', 'b', 'correlation'],
  rates: ['workload', 'accelerator', 'rate'],
  demand_forecast: ['workload', 'quarter', 'p10', 'p50', 'p90'],
  stages: ['project', 'track', ...Object.keys(stageSchema().properties ?? {})],
  offers: ['contract', ...columnsOf(listSchema('contracts', 'offers'))],
  event_effects: ['event', ...columnsOf(listSchema('events', 'effects'))],
  event_influences: ['event', ...columnsOf(listSchema('events', 'influences'))],
  event_delays: ['event', ...columnsOf(listSchema('events', 'delays'))],
  growth_states: ['view', ...columnsOf(listSchema('growthViews', 'states'))],
  likelihoods: ['evidence', 'state', 'likelihood'],
};

export const tableNames: readonly string[] = [...Object.keys(collectionTables), ...Object.keys(nestedTables)];

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

/** The schema of a dotted column; figures and unknown columns keep texts. */
export function columnSchema(schema: JsonSchema, column: string): JsonSchema {
  return column.split('.').reduce<JsonSchema>((node, key) => {
    if (node['x-kind'] === 'quantity') return key === 'assumed' ? { type: 'boolean' } : { type: 'string' };
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
  const numeric = (type === 'number' || type === 'integer') && /^[+-]?[\d.]+(e[+-]?\d+)?$/i.test(cell);
  return numeric && !Number.isNaN(Number(cell)) ? Number(cell) : cell;
}

function typeOfConstant(schema: JsonSchema): unknown {
  return schema['const'] === undefined ? undefined : typeof schema['const'];
}

/** Column names are compared without case, blanks and underscores: `IT power MW` and `it_power_mw` are `itPowerMw`. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[\s_]+/g, '');
}
