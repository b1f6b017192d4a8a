/** The portfolio's settings: calendar, finance, risk, uncertainty, sources and budget. */
import { z } from 'zod';
import { filledList, identifier, list, quantity, reference, text, whole } from './field.ts';
import { seriesForms } from './uncertain-series.ts';
import { usualCarbon, usualEnergyPrice, usualPerMw, usualYearBudget } from './usual.ts';

/** Horizon, periods and fiscal year (docs/method.md, T1–T4). */
export const calendar = z
  .strictObject({
    fiscalYearStartMonth: z.literal([1, 4, 7, 10]).default(1).meta({
      description: 'Month in which the fiscal year starts; a fiscal year is named after the year it ends in.',
    }),
    horizonQuarters: whole('Quarters that are planned, the quarter of `asOf` included.', 2, 80).default(20),
    periodQuarters: whole('Quarters that share one fleet and service decision.', 1, 4).default(2),
  })
  .prefault({})
  .meta({ description: 'How time is cut.' });

/** Discounting, inflation of costs and the worth of what is left at the horizon (T3, T5). */
export const finance = z
  .strictObject({
    discountRatePerYear: quantity('Yearly rate at which cash is discounted.', {
      dimension: 'ratePerYear',
      minimum: -0.5,
      maximum: 1,
    }),
    costInflationPerYear: quantity('Growth of building, holding and operating costs.', {
      dimension: 'ratePerYear',
      minimum: -0.5,
      maximum: 1,
    }),
    terminalUsdPerMw: quantity('Worth of a powered MW of IT at the end of the horizon, undiscounted.', {
      dimension: 'moneyPerMw',
      minimum: 0,
      usual: { ...usualPerMw, minimum: 1e5 },
    }),
    partBuiltShare: quantity('Share of its cost to date that a part-built project is worth at the end.', {
      dimension: 'share',
      minimum: 0,
      maximum: 1,
    }),
  })
  .meta({ description: 'Rates and the worth of what is left at the end.' });

/** Weight and level of CVaR in the objective (V1). */
export const risk = z
  .strictObject({
    cvarWeight: z.number().min(0).max(1).default(0).meta({
      description:
        'Weight λ of CVaR in the objective; 0 maximises the expected value. At 1 nothing hangs on what good futures bring: 0.99 is as safe and keeps it.',
    }),
    cvarLevel: z
      .number()
      .min(0)
      .max(0.99)
      .default(0.9)
      .meta({ description: 'Level α: CVaR is the mean of the worst 1 − α of the futures.' }),
  })
  .prefault({})
  .meta({ description: 'How much bad futures weigh.' });

/** How the scenario tree is made: its size or its branching, its seed, and how shocks move together. */
export const uncertainty = z
  .strictObject({
    seed: whole('Seed of every random number.', 0, Number.MAX_SAFE_INTEGER).default(1),
    branching: list(
      'A tree of a given shape: branches at the start of each year from `asOf`. The first entry is the root year and is 1; years beyond the list do not branch.',
      whole('Branches of that year.', 1, 1000),
    ),
    nodes: whole(
      'A tree of a given size: nodes to which simulated paths are reduced, in place of `branching`. Events need it.',
      2,
      5000,
    ).optional(),
    paths: whole('Simulated paths behind `nodes`; even.', 2, 200_000).default(10_000),
    keepEvents: z.array(reference('events', 'An event.')).max(100).optional().meta({
      description: 'Events that get branches of their own with their exact probability; without it, all.',
    }),
    eventShare: z.number().min(0).max(0.9).default(0.4).meta({
      description: 'Largest share of the nodes that branches of events may take.',
    }),
    correlations: list(
      'Correlations of yearly shocks; pairs that are left out are independent.',
      z.strictObject({
        between: z
          .array(text(`A series: ${seriesForms}.`))
          .length(2)
          .meta({ description: `Two series, each ${seriesForms}.` }),
        correlation: quantity('Correlation of the two series’ yearly shocks.', {
          dimension: 'share',
          minimum: -1,
          maximum: 1,
        }),
      }),
    ),
  })
  .prefault({})
  .meta({ description: 'How the scenario tree is drawn.' });

/** A document that figures refer to by its id. */
export const source = z.strictObject({
  id: identifier('Name by which figures refer to it.'),
  title: text('Title of the document.', 400),
  publisher: text('Who published it.').optional(),
  date: text('When, as precisely as known: 2025, 2025-03 or 2025-03-26.').optional(),
  url: text('Where it can be read.', 2000).optional(),
});

/** The budget of a fiscal year; hard unless `overspendUsdPerUsd` prices its excess. */
export const budgetYear = z.strictObject({
  fiscalYear: whole('Fiscal year, named after the calendar year in which it ends.', 1900, 2200),
  capexUsd: quantity('Capital expenditure allowed in the year.', {
    dimension: 'money',
    minimum: 0,
    usual: usualYearBudget,
  }),
  spentUsd: quantity('Spent in the year before `asOf`.', { dimension: 'money', minimum: 0 }).prefault(0),
  overspendUsdPerUsd: quantity('Price of a USD above the budget; without it the budget is hard.', {
    dimension: 'ratio',
    minimum: 0,
  }).optional(),
});

const region = z.strictObject({
  id: identifier('Name by which pools refer to it.'),
  name: text('Name for people.'),
  powerUsdPerMwh: quantity('Price of electricity in the quarter of `asOf`.', {
    dimension: 'energyPrice',
    minimum: 0,
    usual: usualEnergyPrice,
  }),
  powerGrowthPerYear: quantity('Yearly growth of the price of electricity.', {
    dimension: 'ratePerYear',
    minimum: -0.9,
    maximum: 9,
  }),
  powerVolatilityPerYear: quantity(
    'Standard deviation of the yearly log growth of the price of electricity; without it the price is certain.',
    { dimension: 'ratePerYear', minimum: 0, maximum: 5 },
  ).optional(),
  pue: quantity('Power usage effectiveness: utility energy over IT energy.', {
    dimension: 'ratio',
    minimum: 1,
    maximum: 5,
  }),
  carbonKgPerMwh: quantity('Emissions per utility MWh, location based.', {
    dimension: 'carbon',
    minimum: 0,
    usual: usualCarbon,
  }),
  latitude: quantity('Latitude.', { dimension: 'degrees', minimum: -90, maximum: 90 }).optional(),
  longitude: quantity('Longitude.', { dimension: 'degrees', minimum: -180, maximum: 180 }).optional(),
});

const pool = z.strictObject({
  id: identifier('Name by which capacity refers to it.'),
  region: reference('regions', 'Region of the pool.'),
  kind: z
    .enum(['campus', 'zone'])
    .meta({ description: '`campus`: one site with a training fabric. `zone`: inference near its users.' }),
});

/** The collection of {@link region}; at least one. */
export const regions = filledList('Regions with their power.', region);

/** The collection of {@link pool}; at least one. */
export const pools = filledList('Where capacity is interchangeable.', pool);
