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
  holding: 'holding while paused',
  restart: 'restart',
  cancellation: 'cancellation',
  salvage: 'salvage',
  land: 'land',
  shell: 'shell',
  power: 'power',
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
  other: 'other',
};

/** Rules with a price. */
const rules = {
  power: 'power in',
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
  cost: (usd: number, format: Format) => `costs ${format.money(usd)}`,
  worthMoreThanRetreat: (usd: number, format: Format) => `worth ${format.money(usd)} more than retreating`,
  cheaperThanRetreat: (usd: number, format: Format) => `${format.money(usd)} cheaper than retreating`,
  sameAsRetreat: 'worth the same as retreating',
  gapShare: (share: number, format: Format) => `within ${format.percent(share)} of the best possible, proven`,
  gapUsd: (usd: number, format: Format) => `at most ${format.money(usd)} below the best possible, proven`,
  noGap: 'the best possible, proven',
  stopped: 'Stopped before the gap asked for was reached; the gap stated is what is proven.',
  proven: 'proven',
  tossUp: 'toss-up',
};
