/**
 * The portfolio document: the one schema from which the TypeScript types, the published JSON Schema and the
 * attribute tables are made. Rules that relate several parts are in `validate.ts`.
 */
import { z } from 'zod';
import { parseQuarter, type Quarter } from '../units/quarter.ts';
import { day, filledList, list, text } from './field.ts';
import { accelerator, installedFleet, liveCapacity, order, powerContract } from './installed.ts';
import {
  bursts,
  carbonBudget,
  contracts,
  counterparties,
  rentOuts,
  substations,
  trainingRuns,
} from './market.ts';
import { leases, projects } from './option.ts';
import { demandHistory, events, evidence, growthViews } from './outlook.ts';
import { servedModels } from './served-model.ts';
import { budgetYear, calendar, finance, pools, regions, risk, source, uncertainty } from './settings.ts';
import { workload } from './workload.ts';

/** The parts of a portfolio document, each readable alone. */
const document = z.strictObject({
  kadenz: z.literal(1).meta({ description: 'Version of this format.' }),
  name: text('Name of the portfolio.'),
  asOf: day('Date of knowledge; its quarter is the first that is planned.'),
  calendar,
  finance,
  risk,
  uncertainty,
  sources: list('Documents from which figures were taken.', source),
  budget: list('Capital budget by fiscal year; years that are left out are free.', budgetYear),
  regions,
  pools,
  liveCapacity: list('Capacity that is live.', liveCapacity),
  powerContracts: list('Obligations to take power.', powerContract),
  accelerators: filledList('Generations of accelerators.', accelerator),
  installedFleet: list('Accelerators that run.', installedFleet),
  orders: list('Accelerators on order.', order),
  models: servedModels,
  workloads: filledList('Classes of demand.', workload),
  demandHistory,
  events,
  growthViews,
  evidence,
  projects,
  leases,
  substations,
  counterparties,
  contracts,
  bursts,
  rentOuts,
  trainingRuns,
  carbonBudget,
});

/** Reads a portfolio document: figures become quantities, quarters become whole numbers, unknown keys fail. */
export const portfolioSchema = document
  .transform((read) => resolveFiscalQuarters(read, read.calendar.fiscalYearStartMonth) as typeof read)
  .meta({ title: 'Kadenz portfolio', description: 'All that is known of a portfolio on its `asOf` date.' });

/** A portfolio as written, with ranges and provenance. */
export type PortfolioDocument = z.infer<typeof portfolioSchema>;

/** What a file may hold. */
export type PortfolioInput = z.input<typeof portfolioSchema>;

/** The schema of each part of a document, in their order; fiscal quarters stay unresolved. */
export const portfolioParts = document.shape;

/** A part of a portfolio document: `projects`, `finance`. */
export type PortfolioKey = keyof PortfolioDocument;

let published: JsonSchema | undefined;

/** The published JSON Schema of the file (draft 2020-12), with units and ranges; gives completion in editors. */
export function publishedSchema(): JsonSchema {
  published ??= z.toJSONSchema(portfolioSchema, {
    io: 'input',
    override: ({ jsonSchema }) => {
      if (jsonSchema['x-kind'] === 'quantity')
        Object.assign(jsonSchema, quantitySchema(jsonSchema['x-unit']));
    },
  }) as JsonSchema;
  return published;
}

/** A node of a JSON Schema, as far as this project reads one. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
  readonly description?: string;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
}

function quantitySchema(unit: unknown): object {
  const figure = { type: ['number', 'string'] };
  return {
    anyOf: [
      { type: 'number' },
      { type: 'string', description: `A figure${unit ? ` in ${unit}` : ''}, or a range: \`5 to 10\`.` },
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          ...{ value: figure, low: figure, typical: figure, high: figure },
          source: { type: 'string', description: 'Id of an entry in `sources`.' },
          assumed: { type: 'boolean', description: 'True when nobody measured or published it.' },
          note: { type: 'string' },
        },
      },
    ],
  };
}

/** Replaces every `{ fiscalQuarter: 'FY26Q3' }` by its calendar quarter. */
export function resolveFiscalQuarters(value: unknown, startMonth: number): unknown {
  if (Array.isArray(value)) return value.map((item) => resolveFiscalQuarters(item, startMonth));
  if (typeof value !== 'object' || value === null) return value;
  if ('fiscalQuarter' in value) return parseQuarter(String(value.fiscalQuarter), startMonth) as Quarter;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, resolveFiscalQuarters(part, startMonth)]),
  );
}
