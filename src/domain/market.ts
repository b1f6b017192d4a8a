/** Others in the market: who absorbs capacity, who lends it, who hires it, and what anchor tenants are owed. */
import { z } from 'zod';
import { filledList, flag, identifier, list, quantity, quarterField, reference, text } from './field.ts';
import { stageNames } from './option.ts';
import { usualHire } from './usual.ts';

const growth = { dimension: 'ratePerYear', minimum: -0.9, maximum: 9 } as const;
const volatility = { dimension: 'ratePerYear', minimum: 0, maximum: 5 } as const;
const money = { dimension: 'money', minimum: 0 } as const;
const perHour = { dimension: 'perHour', minimum: 0, above: true } as const;

const pricePerMw = quantity('Price per MW.', { dimension: 'moneyPerMw' });

/** Stages at which a counterparty may take a project: those of a build, and live. */
export const handOverStages = [...stageNames, 'live'] as const;

const counterparty = z.strictObject({
  id: identifier('Name by which plans refer to it.'),
  name: text('Name for people.'),
  regions: z
    .array(reference('regions', 'A region.'))
    .min(1)
    .optional()
    .meta({ description: 'Regions in which it takes capacity; without it, all.' }),
  absorbsMw: quantity('IT power that it takes in total.', { dimension: 'power', minimum: 0 }),
  from: quarterField('First quarter in which it takes capacity; without it, at once.').optional(),
  until: quarterField('Last quarter in which it takes capacity; without it, always.').optional(),
  usdPerMw: z
    .strictObject(
      Object.fromEntries(handOverStages.map((stage) => [stage, pricePerMw.optional()])) as Record<
        (typeof handOverStages)[number],
        z.ZodOptional<typeof pricePerMw>
      >,
    )
    .meta({
      description:
        'What it pays per MW of IT power, by stage; stages that are left out it does not take. Negative: it is paid.',
    }),
  growthPerYear: quantity('Yearly growth of its prices.', growth).prefault(0),
});

const offer = z.strictObject({
  quarter: quarterField('Quarter in which the tenant asks.'),
  unitsPerHour: quantity('Size of the block, in the units of the workload.', perHour),
  termQuarters: quantity('Quarters for which it is served.', {
    dimension: 'quarters',
    minimum: 1,
    maximum: 80,
    step: 1,
  }),
  priceUsdPerUnit: quantity('Price per unit served.', money),
  penaltyUsdPerUnit: quantity('Penalty per unit not served.', money).prefault(0),
  partial: flag('Whether half of the block may be taken.').default(false),
});

const contract = z.strictObject({
  id: identifier('Name by which plans refer to it.'),
  name: text('Name for people.'),
  workload: reference('workloads', 'Workload that the tenant asks for.'),
  terms: z.enum(['exclusive', 'right-of-first-refusal', 'none']).meta({
    description:
      '`exclusive`: every block is ours and must be served. `right-of-first-refusal`: we may take it first. `none`: the tenant goes elsewhere.',
  }),
  offers: filledList('Blocks that the tenant will ask for.', offer),
});

const burst = z.strictObject({
  id: identifier('Name by which plans refer to it.'),
  name: text('Name for people.'),
  workload: reference('workloads', 'Workload that it serves.'),
  maxUnitsPerHour: quantity('Most that can be rented.', perHour),
  priceUsdPerUnit: quantity('Price per unit, all in.', money),
  priceGrowthPerYear: quantity('Yearly growth of the price.', growth).prefault(0),
  priceVolatilityPerYear: quantity(
    'Standard deviation of the yearly log growth of the price; without it the price is certain.',
    volatility,
  ).optional(),
  from: quarterField('First quarter; without it, at once.').optional(),
  until: quarterField('Last quarter; without it, always.').optional(),
});

const rentOut = z.strictObject({
  accelerator: reference('accelerators', 'Generation that others hire.'),
  usdPerAcceleratorHour: quantity('Rent per accelerator-hour.', { ...money, usual: usualHire }),
  growthPerYear: quantity('Yearly growth of the rent.', growth).prefault(0),
  volatilityPerYear: quantity(
    'Standard deviation of the yearly log growth of the rent; without it the rent is certain.',
    volatility,
  ).optional(),
  maxUnits: quantity('Most accelerators that others hire at a time.', { dimension: 'units', minimum: 0 }),
});

const trainingRun = z.strictObject({
  id: identifier('Name of the run.'),
  name: text('Name for people.'),
  units: quantity('Accelerators that it needs at a time.', { dimension: 'units', minimum: 0, above: true }),
  quarters: quantity('Quarters that it runs.', { dimension: 'quarters', minimum: 1, maximum: 40, step: 1 }),
  accelerators: z
    .array(reference('accelerators', 'A generation.'))
    .min(1)
    .meta({ description: 'Generations that will do.' }),
  pools: z
    .array(reference('pools', 'A campus pool.'))
    .min(1)
    .optional()
    .meta({ description: 'Campus pools that will do; without it, all.' }),
  startFrom: quarterField('First quarter in which it may start; without it, at once.').optional(),
  startUntil: quarterField('Last quarter in which it may start; without it, always.').optional(),
  valueUsd: quantity('Worth when done.', money),
  valueGrowthPerYear: quantity(
    'Yearly growth of the worth; negative when it pays to be early.',
    growth,
  ).prefault(0),
});

const substation = z.strictObject({
  id: identifier('Name by which projects refer to it.'),
  itPowerMw: quantity('IT power that all its projects together may draw.', {
    dimension: 'power',
    minimum: 0,
    above: true,
  }),
});

const carbonYear = z.strictObject({
  year: z.int().min(1900).max(2200).meta({ description: 'Calendar year.' }),
  tonnes: quantity('Emissions allowed in the year, tCO₂e.', { dimension: 'units', minimum: 0 }),
});

/** The collection of {@link counterparty}; none by default. */
export const counterparties = list('Who would absorb released capacity.', counterparty);

/** The collection of {@link contract}; none by default. */
export const contracts = list('Contracts of anchor tenants.', contract);

/** The collection of {@link burst}; none by default. */
export const bursts = list('Capacity that can be rented from other clouds.', burst);

/** The collection of {@link rentOut}; none by default. */
export const rentOuts = list('Accelerators that others would hire.', rentOut);

/** The collection of {@link trainingRun}; none by default. */
export const trainingRuns = list('Pre-training runs that need one block of accelerators.', trainingRun);

/** The collection of {@link substation}; none by default. */
export const substations = list('Substations that projects share.', substation);

/** The collection of {@link carbonYear}; years without an entry have no limit. */
export const carbonBudget = list('Limits on emissions by calendar year.', carbonYear);
