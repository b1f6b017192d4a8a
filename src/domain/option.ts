/** The staged options: projects with stages or tracks, and leases. */
import { z } from 'zod';
import {
  filledList,
  flag,
  identifier,
  list,
  quantity,
  quarterField,
  reference,
  text,
  whole,
} from './field.ts';
import { usualEnergyPrice, usualRent, usualSitePower } from './usual.ts';

/** Stages of a build in their order; a track never goes back. */
export const stageNames = ['exploratory', 'site-control', 'permitted', 'construction', 'powered'] as const;

const money = { dimension: 'money', minimum: 0 } as const;
const power = { dimension: 'power', minimum: 0, above: true } as const;
const pauses = { dimension: 'quarters', minimum: 0, maximum: 40, step: 1 } as const;
const remaining = { dimension: 'quarters', minimum: 0, above: true, maximum: 80, step: 1 } as const;

const stage = z.strictObject({
  stage: z.enum(stageNames).meta({ description: 'What the work achieves.' }),
  quarters: quantity('Work that remains, in halves of a quarter.', { ...remaining, step: 0.5 }),
  costUsd: quantity('Cost that remains, spread evenly.', money),
  cancelFeeUsd: quantity('Fee for cancelling in this stage.', money).prefault(0),
  salvageUsd: quantity('Money back when cancelled in this stage.', money).prefault(0),
  holdingUsdPerQuarter: quantity('Cost of a quarter of pause.', {
    dimension: 'moneyPerQuarter',
    minimum: 0,
  }).prefault(0),
  restartFeeUsd: quantity('Fee for resuming after a pause.', money).prefault(0),
  slowCostShare: quantity('Cost of a slow quarter, which does half the work, as a share of a full one.', {
    dimension: 'share',
    minimum: 0.5,
    maximum: 1,
  }).prefault(0.6),
  deliversMw: quantity(
    'IT power delivered when the stage is done; together a track delivers all.',
    power,
  ).optional(),
  phase: z
    .enum(['land', 'shell', 'power'])
    .optional()
    .meta({ description: 'Phase under which its cost is shown; without it, from the stage and the track.' }),
});

const track = z.strictObject({
  id: identifier('Name of the track: `interconnection`, `permits`, `building`.'),
  stages: filledList('Stages that remain, in order.', stage),
});

const project = z.strictObject({
  id: identifier('Name of the project.'),
  name: text('Name for people.'),
  pool: reference('pools', 'Pool that it will power.'),
  itPowerMw: quantity('IT power when complete.', { ...power, usual: usualSitePower }),
  spentUsd: quantity('Spent before `asOf`.', money).prefault(0),
  maxPauseQuarters: quantity('Quarters with a pause that are allowed in total.', pauses).prefault(4),
  slow: flag('Whether the project may be slowed.').default(true),
  opexUsdPerMwYear: quantity('Operating cost of powered MW without electricity.', {
    dimension: 'moneyPerMwYear',
    minimum: 0,
  }).prefault(0),
  stages: filledList('Stages that remain, in order. Give these or `tracks`.', stage).optional(),
  tracks: filledList('Tracks that advance side by side. Give these or `stages`.', track).optional(),
  substation: reference('substations', 'Substation that it shares with others.').optional(),
  minimumTake: z
    .strictObject({
      shareOfPower: quantity('Share of its utility power that is paid for even when unused.', {
        dimension: 'share',
        minimum: 0,
        maximum: 1,
      }),
      termQuarters: quantity('Quarters with power for which it is owed.', { ...remaining, maximum: 400 }),
      priceUsdPerMwh: quantity('Price of the energy below the minimum.', {
        dimension: 'energyPrice',
        minimum: 0,
        usual: usualEnergyPrice,
      }),
      exitFeeUsd: quantity('Fee for leaving the site while it is owed.', money),
    })
    .optional()
    .meta({ description: 'What the utility is owed once the site has power.' }),
  repurpose: z
    .strictObject({
      pool: reference('pools', 'Pool that it powers afterwards.'),
      costUsd: quantity('Cost of the conversion.', money),
      delayQuarters: quantity('Quarters without progress or power.', {
        dimension: 'quarters',
        minimum: 0,
        maximum: 40,
        step: 1,
      }),
    })
    .optional()
    .meta({ description: 'How it may be turned from one pool to another: a campus into a zone.' }),
  note: text('Anything worth knowing.', 2000).optional(),
});

const lease = z.strictObject({
  id: identifier('Name of the lease.'),
  name: text('Name for people.'),
  pool: reference('pools', 'Pool that it will power.'),
  itPowerMw: quantity('IT power that is leased.', { ...power, usual: usualSitePower }),
  loi: z
    .strictObject({
      quarters: quantity('Quarters of talks that remain.', remaining),
      costUsdPerQuarter: quantity('Cost of a quarter of talks.', {
        dimension: 'moneyPerQuarter',
        minimum: 0,
      }).prefault(0),
      walkAwayUsd: quantity('Cost of walking away.', money).prefault(0),
      until: quarterField('Last quarter of the letter of intent; unsigned it lapses afterwards.').optional(),
    })
    .optional()
    .meta({ description: 'Present while the lease is a letter of intent.' }),
  signed: z
    .strictObject({ quarters: quantity('Quarters until the lease commences.', remaining) })
    .optional()
    .meta({ description: 'Present until the lease commences.' }),
  commenced: z
    .strictObject({
      ageQuarters: quantity('Quarters since commencement.', {
        dimension: 'quarters',
        minimum: 0,
        maximum: 400,
        step: 1,
      }),
    })
    .optional()
    .meta({ description: 'Present, alone, once the lease has commenced.' }),
  termQuarters: quantity('Quarters from commencement to end.', { ...remaining, maximum: 400 }),
  rentUsdPerKwMonth: quantity('Base rent per kW of IT power, used or not.', {
    dimension: 'rent',
    minimum: 0,
    usual: usualRent,
  }),
  escalatorPerYear: quantity('Yearly step of the rent.', {
    dimension: 'ratePerYear',
    minimum: -0.5,
    maximum: 1,
  }).prefault(0),
  fitOutUsdPerMw: quantity('Fit-out before commencement.', { dimension: 'moneyPerMw', minimum: 0 }).prefault(
    0,
  ),
  deferralRentShare: quantity('Share of the rent that a quarter of deferral costs.', {
    dimension: 'share',
    minimum: 0,
    maximum: 10,
  }).prefault(1),
  maxPauseQuarters: quantity('Quarters of deferral that are allowed in total.', pauses).prefault(0),
  terminationRentMonths: quantity('Months of rent that a termination costs.', {
    dimension: 'months',
    minimum: 0,
  }),
  terminable: flag('Whether it can be cancelled once signed.').default(true),
  renewal: z
    .strictObject({
      termQuarters: quantity('Quarters of each further term.', { ...remaining, maximum: 400 }),
      rentUsdPerKwMonth: quantity('Base rent of a further term.', { dimension: 'rent', minimum: 0 }),
      times: whole('How often it may be renewed.', 1, 10).default(1),
    })
    .optional()
    .meta({ description: 'Right to a further term.' }),
  sublet: z
    .strictObject({
      rentUsdPerKwMonth: quantity('Rent that a subtenant pays.', { dimension: 'rent', minimum: 0 }),
      quarters: quantity('Quarters of the sublease.', { ...remaining, maximum: 400 }),
      costUsd: quantity('Cost of finding and fitting a subtenant.', money).prefault(0),
    })
    .optional()
    .meta({ description: 'Right to sublet it.' }),
});

/** The collection of {@link project}; none by default. */
export const projects = list('Builds.', project);

/** The collection of {@link lease}; none by default. */
export const leases = list('Leases that are not yet part of the live capacity.', lease);
