/** What a plan says, in English: the words of actions and the sentences that terminal and report share. */
import type { Format } from '../format.ts';

/** Actions and resting states, as they stand in cells and columns. */
const actions = {
  live: 'live',
  continue: 'continue',
  resume: 'resume',
  slow: 'slow',
  pause: 'pause',
  cancel: 'cancel',
  cancelled: 'cancelled',
  ended: 'ended',
  're-purpose': 're-purpose',
  convert: 'convert',
  'hand-over': 'hand over',
  'handed-over': 'handed over',
  sublet: 'sublet',
  renew: 'renew',
  lapse: 'let lapse',
  lapsed: 'lapsed',
  wait: 'wait',
  exercise: 'exercise',
  'exercise-half': 'exercise half',
  waive: 'waive',
  serve: 'serve',
  waived: 'waived',
  start: 'start',
  train: 'train',
  done: 'done',
};

/** Headings of cash. */
const headings = {
  revenue: 'revenue',
  energy: 'energy',
  'minimum-take': 'minimum take of power',
  rent: 'rent',
  operation: 'operation',
  holding: 'holding and transaction costs',
  restart: 'restart',
  cancellation: 'cancellation',
  salvage: 'salvage',
  land: 'land',
  shell: 'shell',
  power: 'power connection',
  'fit-out': 'fit-out',
  accelerators: 'accelerators',
  'hand-over': 'hand-over',
  sublet: 'sublet',
  burst: 'burst capacity',
  'rent-out': 'rented out',
  resale: 'resale',
  shortfall: 'shortfall',
  overspend: 'overspend',
  terminal: 'value at the end',
  'powered-mw': 'use of its megawatts',
  budget: 'scarcity of budget',
  block: 'serving the block',
  held: 'use of the accelerators it holds',
  owed: 'minimum take owed',
  substation: 'scarcity at the substation',
  absorbed: 'scarcity of what is absorbed',
  utility: 'power contracts and carbon',
  other: 'other',
};

/** Rules with a price. */
const rules = {
  power: 'megawatts in',
  'site-take': 'minimum take of site',
  fleet: 'accelerators in',
  resale: 'resale from',
  demand: 'demand for',
  committed: 'commitment to',
  'service-level': 'service level of',
  churn: 'churn of',
  'contract-demand': 'demand of contract',
  'contract-promise': 'promise to contract',
  supply: 'supply of',
  'rent-out': 'market to rent out',
  'minimum-take': 'minimum take of',
  substation: 'substation',
  absorption: 'what is absorbed by',
  carbon: 'carbon budget of',
  budget: 'budget of fiscal year',
};

/** Under `plan` of the catalogue: the form that every other language has to fill. */
export const plan = {
  actions,
  headings,
  rules,
  kinds: { project: 'project', lease: 'lease', contract: 'contract', 'training-run': 'training run' },
  /** `pause interconnection` for one track of several. */
  pauseOf: (tracks: string) => `pause ${tracks}`,
  pauseInPart: 'pause in part',
  handOverTo: (counterparty: string) => `hand over to ${counterparty}`,
  /** A training run: where, and on which accelerators. */
  startIn: (pool: string, accelerator: string) => `start in ${pool} on ${accelerator}`,
  /** `Pause 2, continue 5`. */
  countOf: (count: number, action: string) => `${action} ${count}`,
  nothingToDecide: 'Nothing to decide this quarter',
  /** What the whole plan is worth. */
  worth: (usd: number, format: Format) => `worth ${format.money(usd)}`,
  worthPriced:
    'Where no plan was made anew with the next best action, its loss at the plan’s prices stands here, which may be negative.',
  cost: (usd: number, format: Format) => `costs ${format.money(usd)}`,
  worthMoreThanRetreat: (usd: number, format: Format) => `worth ${format.money(usd)} more than retreating`,
  cheaperThanRetreat: (usd: number, format: Format) => `${format.money(usd)} cheaper than retreating`,
  sameAsRetreat: 'worth the same as retreating',
  gapShare: (share: number, format: Format) => `within ${format.percent(share)} of the best possible, proven`,
  gapUsd: (usd: number, format: Format) => `at most ${format.money(usd)} below the best possible, proven`,
  noGap: 'the best possible, proven',
  stopped: 'Stopped before the gap asked for was reached; the gap stated is what is proven.',
  /** `3 are proven, 1 is a toss-up`. */
  standing: (count: number, certainty: 'proven' | 'unproven' | 'toss-up') => {
    if (certainty !== 'toss-up') return `${count} ${count === 1 ? 'is' : 'are'} ${certainty}`;
    return count === 1 ? '1 is a toss-up' : `${count} are toss-ups`;
  },
  certaintyNote:
    'Toss-up: another action is as good, to within the gap and 0.1 % of the stake. Unproven: nothing found with another action is as good, which is not ruled out.',
  /** How certain a decision is (G3). */
  certainties: { proven: 'proven', unproven: 'unproven', 'toss-up': 'toss-up' },
};
