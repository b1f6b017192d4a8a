/** Why an assumed figure is worth finding out, in English; keys are those of `fieldsByWorth`. */
export const worth = {
  'demand.growthPerYear': 'Growth of demand: decides whether the capacity is needed at all.',
  priceUsdPerUnit: 'Price per unit served: decides what capacity earns. Ask for signed contracts.',
  ratePerAcceleratorHour: 'Units per accelerator-hour: turns demand into accelerators and MW. Measure it.',
  terminalUsdPerMw:
    'Worth of a powered MW at the end: carries much of the value of late projects. Ask for recent sales.',
  terminationRentMonths: 'Rent due on termination: the price of leaving a lease. It stands in the contract.',
  priceGrowthPerYear: 'Fall of the price: decides how long hardware pays back.',
  'demand.now': 'Demand now: the level from which everything grows. Count it.',
  costUsd: 'Cost that remains: ask the contractors.',
  cancelFeeUsd: 'Fee for cancelling: it stands in the contracts.',
  quarters: 'Time that remains: ask the utility and the contractors.',
  efficiencyGrowthPerYear: 'Gain of software: fewer accelerators for the same demand.',
  supplyPerQuarter: 'Accelerators that can be had: ask the supplier for an allocation.',
  rentUsdPerKwMonth: 'Rent: it stands in the lease.',
  discountRatePerYear: 'Discount rate: ask finance.',
};
