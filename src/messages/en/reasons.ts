/** Reasons that terminal and report share, in English: what is as good, what would flip a decision, where an option turns later. */

const flips = {
  title: 'What would flip it',
  /** An action that the plan's prices rank as high as the one taken, or higher by `more`; `less` is what the plan loses when it is planned anew with it. */
  rival: (action: string, more: string | undefined, less: string | undefined) =>
    `At the plan’s prices, to ${action} ${more ? `would be worth ${more} more` : 'is as good'}; planned anew with it, the plan is worth ${less ? `${less} less` : 'the same'}.`,
  equal: (action: string) => `At the plan’s prices, to ${action} is as good.`,
  better: (action: string, more: string) => `At the plan’s prices, to ${action} would be worth ${more} more.`,
  megawatts: (action: string, change: string, isMore: boolean) =>
    `To ${action} if its megawatts were worth ${change} ${isMore ? 'more' : 'less'}.`,
  price: (action: string, usd: string, isMore: boolean) =>
    `To ${action} if it paid ${usd} USD ${isMore ? 'more' : 'less'} per unit.`,
  note: 'From the option’s own problem at the plan’s prices, all else kept; kadenz whatif plans anew.',
};

const turns = {
  title: 'Where it turns later',
  node: 'Node',
  quarter: 'Quarter',
  share: 'Reached',
  worth: (unit: string) => `Worth ${unit}`,
  note: 'Worth: what the next best action loses there at the plan’s prices, in present value if this future comes.',
};

/** Under `reasons` of the catalogue: the form that every other language has to fill. */
export const reasons = {
  flips,
  turns,
  /** The priced rows that are not listed one by one. */
  otherRows: 'other rules and quarters',
};
