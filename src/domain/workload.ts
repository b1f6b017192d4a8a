/** Classes of demand, their rates on accelerators and their outlook. */
import { z } from 'zod';
import { identifier, quantity, quarterField, reference, text } from './field.ts';
import { served } from './served-model.ts';

const growth = { dimension: 'ratePerYear', minimum: -0.9, maximum: 99 } as const;
const perHour = { dimension: 'perHour', minimum: 0, above: true, mayStartLater: true } as const;
const volatility = { dimension: 'ratePerYear', minimum: 0, maximum: 5 } as const;
const share = { dimension: 'share', minimum: 0, maximum: 1 } as const;

/** Demand that starts from a level and moves with growth and yearly shocks. */
const grownDemand = z.strictObject({
  now: quantity('Demand in the quarter of `asOf`, units per hour.', perHour),
  growthPerYear: quantity('Expected yearly growth.', growth),
  volatilityPerYear: quantity('Standard deviation of the yearly log growth.', volatility),
});

const fanPoint = z.strictObject({
  quarter: quarterField('Quarter of the forecast.'),
  p10: quantity('Exceeded with 90 %, units per hour.', perHour),
  p50: quantity('Median, units per hour.', perHour),
  p90: quantity('Exceeded with 10 %, units per hour.', perHour),
});

/** Demand as the planner's own fan of quantiles. */
const fannedDemand = z.strictObject({
  fan: z.array(fanPoint).min(1).max(400).meta({ description: 'Quantiles by quarter, in order of time.' }),
});

/** Demand as the forecast of its own history. */
const forecastDemand = z.strictObject({
  forecast: z.literal('history').meta({
    description: 'The outlook is the forecast of the workload’s entries in `demandHistory`.',
  }),
});

/** A class of demand: who may serve it at what rate, what it earns, what is promised, and how it grows (F3–F6, F17). */
export const workload = z.strictObject({
  id: identifier('Name of the workload.'),
  name: text('Name for people.'),
  kind: z
    .enum(['pre-training', 'post-training', 'interactive-inference', 'batch-inference'])
    .meta({ description: 'Class of demand; decides which pools may serve it when `pools` is left out.' }),
  unit: text('What is served, `M tokens` or `H100-hours`: demand is in units per hour.', 40),
  pools: z.array(reference('pools', 'A pool.')).min(1).optional().meta({
    description: 'Pools that may serve it. Without it training uses campuses, inference every pool.',
  }),
  ratePerAcceleratorHour: z
    .record(z.string(), quantity('Units per accelerator-hour.', { dimension: 'perHour', minimum: 0 }))
    .optional()
    .meta({
      description:
        'Units per accelerator-hour by accelerator; others cannot serve it. Goes before what `served` gives.',
    }),
  served: served.optional(),
  peakFactor: quantity(
    'Peak over mean demand; capacity is held for the peak. Default: 1, or that of the served model’s traffic.',
    { dimension: 'ratio', minimum: 1, maximum: 100 },
  ).optional(),
  priceUsdPerUnit: quantity('Revenue per unit; without it the unit earns nothing.', {
    dimension: 'money',
    minimum: 0,
  }).optional(),
  priceGrowthPerYear: quantity('Yearly growth of the price.', growth).prefault(0),
  committedShare: quantity('Share of the demand that is promised.', share).prefault(0),
  shortfallUsdPerUnit: quantity('Penalty per promised unit that is not served.', {
    dimension: 'money',
    minimum: 0,
  }).prefault(0),
  churnShare: quantity('Share of the promised units not served that is lost afterwards.', share).optional(),
  returnSharePerYear: quantity('Share of lost demand that comes back within a year.', share).prefault(0),
  serviceLevel: quantity('Share of the demand that must be served, whatever it costs.', share).optional(),
  efficiencyGrowthPerYear: quantity(
    'Yearly growth of units per accelerator from better software. Default: 0, or what engines gained for the served model.',
    growth,
  ).optional(),
  efficiencyVolatilityPerYear: quantity('Standard deviation of its yearly log growth.', volatility).prefault(
    0,
  ),
  demand: z.union([grownDemand, fannedDemand, forecastDemand]).meta({
    description: 'Outlook: `now` with growth and volatility, a `fan`, or the `forecast` of its history.',
  }),
});
