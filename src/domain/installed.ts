/** The installed base: live capacity, power contracts, fleet and orders, and the catalogue of accelerators. */
import { z } from 'zod';
import { identifier, quantity, quarterField, reference, text } from './field.ts';
import { usualEnergyPrice, usualRent, usualSitePower, usualUnitPower, usualUnitPrice } from './usual.ts';

const growth = { dimension: 'ratePerYear', minimum: -0.9, maximum: 9 } as const;
const volatility = { dimension: 'ratePerYear', minimum: 0, maximum: 5 } as const;

/** A building or lease that gives power already (docs/method.md, F4, F12). */
export const liveCapacity = z.strictObject({
  id: identifier('Name of the building or lease.'),
  pool: reference('pools', 'Pool that it powers.'),
  itPowerMw: quantity('IT power that it gives.', {
    dimension: 'power',
    minimum: 0,
    above: true,
    usual: usualSitePower,
  }),
  until: quarterField('Last quarter in which it is there; without it, always.').optional(),
  opexUsdPerMwYear: quantity('Operating cost without electricity.', {
    dimension: 'moneyPerMwYear',
    minimum: 0,
  }).prefault(0),
  rentUsdPerKwMonth: quantity('Rent, used or not.', {
    dimension: 'rent',
    minimum: 0,
    usual: usualRent,
  }).prefault(0),
  escalatorPerYear: quantity('Yearly step of the rent.', growth).prefault(0),
});

/** An obligation to pay for a minimum of utility power until a quarter (F10). */
export const powerContract = z.strictObject({
  id: identifier('Name of the contract.'),
  region: reference('regions', 'Region that it supplies.'),
  minimumTakeMw: quantity('Utility power that is paid for even when unused.', {
    dimension: 'power',
    minimum: 0,
  }),
  priceUsdPerMwh: quantity('Price of the energy below the minimum take.', {
    dimension: 'energyPrice',
    minimum: 0,
    usual: usualEnergyPrice,
  }),
  until: quarterField('Last quarter of the obligation.'),
});

/** A generation that may be owned: power, price path, supply, lead time, life and what is left of its worth. */
export const accelerator = z.strictObject({
  id: identifier('Name by which fleet and rates refer to it.'),
  name: text('Name for people: generation and configuration.'),
  hardware: text(
    'The hardware that it is, as `kadenz size` knows it (`h100-sxm`): gives rates for served models.',
    40,
  ).optional(),
  itKwPerUnit: quantity('IT power per accelerator with its share of server and network.', {
    dimension: 'unitPower',
    minimum: 0,
    above: true,
    usual: usualUnitPower,
  }),
  priceUsd: quantity('Price per accelerator installed, with server and network.', {
    dimension: 'money',
    minimum: 0,
    usual: usualUnitPrice,
  }),
  priceGrowthPerYear: quantity('Yearly growth of the price.', growth),
  priceVolatilityPerYear: quantity(
    'Standard deviation of the yearly log growth of the price; without it the price is certain.',
    volatility,
  ).optional(),
  orderFrom: quarterField('First quarter in which it may be ordered; without it, at once.').optional(),
  orderUntil: quarterField('Last quarter in which it may be ordered; without it, always.').optional(),
  leadTimeQuarters: quantity('Quarters from order to service.', {
    dimension: 'quarters',
    minimum: 0,
    maximum: 40,
    step: 1,
  }),
  usefulLifeQuarters: quantity('Quarters in service.', {
    dimension: 'quarters',
    minimum: 1,
    maximum: 80,
    step: 1,
  }),
  supplyPerQuarter: quantity('Accelerators that may be ordered per quarter.', {
    dimension: 'unitsPerQuarter',
    minimum: 0,
  }),
  supplyGrowthPerYear: quantity('Yearly growth of the supply.', growth),
  resaleShare: quantity(
    'Share of its worth that a sale brings; without it the installed fleet is not sold.',
    {
      dimension: 'share',
      minimum: 0,
      maximum: 1,
    },
  ).optional(),
  residualSharePerYear: quantity('Share of its worth that an accelerator keeps from one year to the next.', {
    dimension: 'share',
    minimum: 0,
    maximum: 1,
  }),
});

/** Accelerators that serve on the as-of date; they leave at the end of their useful life, counted from `arrived`. */
export const installedFleet = z.strictObject({
  pool: reference('pools', 'Pool in which it stands.'),
  accelerator: reference('accelerators', 'Its generation.'),
  units: quantity('Accelerators.', { dimension: 'units', minimum: 0 }),
  arrived: quarterField('Quarter in which they went into service; their useful life counts from it.'),
});

/** Accelerators bought that have not arrived; what is outstanding is paid on arrival, whatever is decided (F12). */
export const order = z.strictObject({
  pool: reference('pools', 'Pool to which they go.'),
  accelerator: reference('accelerators', 'Their generation.'),
  units: quantity('Accelerators on order.', { dimension: 'units', minimum: 0 }),
  arrives: quarterField('Quarter in which they go into service.'),
  outstandingUsd: quantity('Still to be paid, on arrival.', { dimension: 'money', minimum: 0 }).prefault(0),
});
