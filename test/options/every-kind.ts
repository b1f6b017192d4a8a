/**
 * Where each kind of choice stands: the word by which `explain` and the report show it, what carries it in the exported model, the test with its hand-derived optimum,
 * and a forgery that `verify` finds. A kind of the registry without an entry does not compile.
 */
import type { OptionKindId } from '../../src/domain/option-kinds.ts';
import type { Portfolio } from '../../src/domain/portfolio.ts';
import type { Decisions, DraftPlan } from '../verify/plan-maker.ts';

/** Changes to an honest plan of test/verify/all-kinds.yaml, on a path of nine quarters. */
export interface Forgery {
  /** Actions by option and node, before the change. */
  readonly wishes?: Readonly<Record<string, string>>;
  readonly decisions?: Partial<Decisions>;
  /** What the forger changes; totals and hashes are then made anew. */
  readonly change?: (plan: DraftPlan) => void;
  /** Rules of the portfolio under which the honest plan breaks one. */
  readonly portfolio?: Partial<Portfolio>;
  /** Whether the event strikes in the second and third quarter, of which the plan knows nothing. */
  readonly struck?: Portfolio['events'][number];
  /** The check that fails. */
  readonly caught: string;
}

/** Where one kind stands. */
export interface KindPlace {
  /** Key of an action, a heading of cash or a rule in the message catalogue. */
  readonly word: readonly ['actions' | 'headings' | 'rules', string];
  /** A row or column of the exported model of all-kinds.yaml; of an event, the option whose columns it takes away. */
  readonly model: RegExp;
  /** Test file in test/options and the title of the test. */
  readonly derived: readonly [file: string, title: string];
  readonly forgery: Forgery;
}

/** Books half of what a heading costs or earns. */
const half = (heading: string) => (plan: DraftPlan) => {
  const line = plan.cashFlows.find((one) => one.heading === heading);
  if (!line) throw new Error(`the honest plan books nothing as ${heading}`);
  line.usd /= 2;
};

const act = (option: string, node: number, action: string) => (plan: DraftPlan) => {
  plan.policy.find((one) => one.option === option)!.actions[node] = action;
};

const h100 = { pool: 'campus', accelerator: 'h100' };
const noMarket = { sales: [], rentedOut: [], bursts: [] };
const event = { ...{ id: 'grid', name: 'Grid', hazardPerQuarter: 0.1, effects: [], influences: [] } };

/** One entry per kind of the registry. */
export const places: Readonly<Record<OptionKindId, KindPlace>> = {
  build: {
    word: ['actions', 'continue'],
    model: /:rhine n0 s0 continue/,
    derived: ['contracts', 'makes a site worth building for the block'],
    forgery: { change: half('shell'), caught: 'cash-flows' },
  },
  slow: {
    word: ['actions', 'slow'],
    model: /:rhine n0 s0 slow/,
    derived: ['pace', 'spends six tenths of a quarter for half of its work until demand is known'],
    forgery: {
      wishes: { 'newark|0': 'pause', 'newark|1': 'cancel' },
      change: act('newark', 1, 'slow'),
      caught: 'actions',
    },
  },
  pause: {
    word: ['actions', 'pause'],
    model: /:newark n0 s0 pause/,
    derived: ['pace', 'makes building at once the better choice when it is one quarter too short'],
    forgery: { change: act('rhine', 0, 'pause'), caught: 'actions' },
  },
  tracks: {
    word: ['actions', 'pause'],
    model: /:heath n0 s0 pause:interconnection/,
    derived: ['tracks', 'let the shell wait for the grid, which keeps its place'],
    forgery: {
      wishes: { 'heath|0': 'pause:interconnection' },
      change: act('heath', 1, 'pause:interconnection'),
      caught: 'actions',
    },
  },
  tranches: {
    word: ['headings', 'powered-mw'],
    model: /:heath n2 s\d+ continue/,
    derived: ['tracks', 'power only what every track has delivered, and leave the rest part-built'],
    forgery: {
      wishes: { 'heath|0': 'continue' },
      change: ({ policy }) => {
        policy.find(({ option }) => option === 'heath')!.poweredMw[1] = 5;
      },
      caught: 'powered-mw',
    },
  },
  substation: {
    word: ['rules', 'substation'],
    model: /^substation \d+ north/,
    derived: ['tracks', 'of 3 MW carries one of two sites of 2 MW'],
    forgery: { wishes: { 'newark|0': 'continue', 'heath|0': 'continue' }, caught: 'substations' },
  },
  'minimum-take': {
    word: ['headings', 'minimum-take'],
    model: /^site-take \d+ campus/,
    derived: ['minimum-take', 'is paid for its three quarters where leaving costs more'],
    forgery: { wishes: { 'rhine|1': 'cancel' }, change: half('cancellation'), caught: 'cash-flows' },
  },
  're-purpose': {
    word: ['actions', 're-purpose'],
    model: /:newark n0 s0 re-purpose/,
    derived: ['re-purpose', 'without a delay powers the other pool from the next quarter on'],
    forgery: { wishes: { 'newark|0': 're-purpose' }, change: half('power'), caught: 'cash-flows' },
  },
  'hand-over': {
    word: ['actions', 'hand-over'],
    model: /^absorption \d+ acquirer/,
    derived: ['hand-over', 'gives the one that is dearer to cancel to a counterparty that cannot take both'],
    forgery: {
      wishes: { 'rhine|2': 'hand-over:acquirer', 'talks|2': 'hand-over:acquirer' },
      change: half('hand-over'),
      caught: 'cash-flows',
    },
  },
  'letter-of-intent': {
    word: ['headings', 'holding'],
    model: /:talks n0 s0 continue/,
    derived: ['leases', 'is signed in its last quarter only in the world that pays'],
    forgery: { change: half('holding'), caught: 'cash-flows' },
  },
  lapse: {
    word: ['actions', 'lapse'],
    model: /:talks n\d+ s\d+ lapse /,
    derived: ['leases', 'is held until it lapses where the lease would not pay'],
    forgery: { change: act('talks', 0, 'lapse'), caught: 'actions' },
  },
  deferral: {
    word: ['actions', 'pause'],
    model: /:talks n1 s\d+ pause/,
    derived: ['leases', 'is deferred while a quarter of deferral is cheaper than a quarter of empty rent'],
    forgery: {
      wishes: { 'talks|1': 'pause', 'talks|2': 'pause' },
      change: act('talks', 3, 'pause'),
      caught: 'actions',
    },
  },
  'take-or-pay-rent': {
    word: ['headings', 'rent'],
    model: /:suite n0 s0 continue/,
    derived: ['leases', 'is not deferred where that costs more than the rent'],
    forgery: { change: half('rent'), caught: 'cash-flows' },
  },
  termination: {
    word: ['headings', 'cancellation'],
    model: /:suite n0 s0 cancel/,
    derived: ['leases', 'costs only the months that are left'],
    forgery: { wishes: { 'suite|1': 'cancel' }, change: half('cancellation'), caught: 'cash-flows' },
  },
  renewal: {
    word: ['actions', 'renew'],
    model: /:suite n\d+ s\d+ renew/,
    derived: ['leases', 'starts its rent afresh and escalates it from its own start'],
    forgery: { change: act('suite', 0, 'renew'), caught: 'actions' },
  },
  sublet: {
    word: ['actions', 'sublet'],
    model: /:suite n\d+ s\d+ sublet/,
    derived: ['leases', 'bridges two quarters without demand'],
    forgery: { wishes: { 'talks|3': 'sublet' }, change: half('sublet'), caught: 'cash-flows' },
  },
  'right-of-first-refusal': {
    word: ['actions', 'exercise'],
    model: /^contract-demand \d+ anchor:1/,
    derived: ['contracts', 'is exercised only in the world where the block does not displace better demand'],
    forgery: { change: act('anchor:2', 3, 'exercise-half'), caught: 'actions' },
  },
  exclusive: {
    word: ['actions', 'serve'],
    model: /:house:1 n\d+ s\d+ exercise /,
    derived: ['contracts', 'take the block even where it displaces better demand'],
    forgery: { change: act('house:1', 2, 'waive'), caught: 'actions' },
  },
  none: {
    word: ['actions', 'waive'],
    model: /:guest:1 n\d+ s\d+ waive /,
    derived: ['contracts', 'let the tenant go elsewhere'],
    forgery: { change: act('guest:1', 2, 'exercise'), caught: 'actions' },
  },
  'training-run': {
    word: ['actions', 'start'],
    model: /:big-run n\d+ s\d+ start:campus:h100/,
    derived: ['training-run', 'starts when it displaces little, though its worth falls'],
    forgery: {
      wishes: { 'big-run|2': 'start:campus:h100' },
      change: ({ policy }) => {
        policy.at(-1)!.drawnMw![2] = 0;
      },
      caught: 'powered-mw',
    },
  },
  'site-delay': {
    word: ['actions', 'continue'],
    model: /:rhine n\d+ s\d+ slow/,
    derived: ['events', 'costs its holding and a quarter of income, while the building goes on'],
    forgery: {
      wishes: { 'rhine|0': 'slow' },
      change: act('rhine', 1, 'slow'),
      struck: { ...event, delays: [{ projects: ['rhine'] }], withdraws: [] },
      caught: 'actions',
    },
  },
  'late-delivery': {
    word: ['actions', 'continue'],
    model: /:talks n\d+ s\d+ pause/,
    derived: ['events', 'puts off rent and income alike'],
    forgery: {
      change: act('talks', 1, 'pause'),
      struck: { ...event, delays: [{ leases: ['talks'] }], withdraws: [] },
      caught: 'actions',
    },
  },
  withdrawal: {
    word: ['actions', 'waive'],
    model: /:house:1 n\d+ s\d+ exercise /,
    derived: ['events', 'makes no offer, not even under exclusive terms'],
    forgery: {
      change: act('house:1', 2, 'exercise'),
      struck: { ...event, delays: [], withdraws: ['house'] },
      caught: 'actions',
    },
  },
  purchase: {
    word: ['headings', 'accelerators'],
    model: /^buy \d+ campus h100/,
    derived: ['purchases', 'make it order ahead of what it knows while accelerators are cheap'],
    forgery: {
      decisions: { purchases: [{ node: 0, ...h100, units: 100 }] },
      change: ({ fleet }) => {
        fleet.purchases[0]!.units *= 1.5;
      },
      caught: 'cash-flows',
    },
  },
  resale: {
    word: ['headings', 'resale'],
    model: /^sell \d+ campus h100/,
    derived: ['spare-fleet', 'sells what the world without demand leaves idle, as soon as it is idle'],
    forgery: {
      decisions: { market: { ...noMarket, sales: [{ node: 2, ...h100, units: 300 }] } },
      change: ({ fleet }) => {
        fleet.sales![0]!.units = 701;
      },
      caught: 'market',
    },
  },
  burst: {
    word: ['headings', 'burst'],
    model: /^burst \d+ cloud/,
    derived: ['shortage', 'is rented in its quarters while it costs less than it earns'],
    forgery: {
      decisions: { market: { ...noMarket, bursts: [{ node: 2, burst: 'cloud', unitsPerHour: 600 }] } },
      change: half('burst'),
      caught: 'cash-flows',
    },
  },
  'rent-out': {
    word: ['headings', 'rent-out'],
    model: /^rent-out \d+ campus h100/,
    derived: ['spare-fleet', 'takes what demand leaves, up to what others hire'],
    forgery: {
      decisions: { market: { ...noMarket, rentedOut: [{ node: 0, ...h100, units: 800 }] } },
      change: half('rent-out'),
      caught: 'cash-flows',
    },
  },
  churn: {
    word: ['rules', 'churn'],
    model: /^lost \d+ chat/,
    derived: ['shortage', 'makes a loss now worth the demand that it keeps'],
    forgery: {
      change: ({ service }) => {
        service.find(({ workload }) => workload === 'chat')!.lost = 50;
      },
      caught: 'service',
    },
  },
  'power-contract': {
    word: ['rules', 'minimum-take'],
    model: /^take \d+ take/,
    derived: ['minimum-take', 'makes it worth to serve at a loss while it lasts'],
    forgery: { change: half('minimum-take'), caught: 'cash-flows' },
  },
  'carbon-budget': {
    word: ['rules', 'carbon'],
    model: /^carbon \d+ 2026/,
    derived: ['carbon', 'goes to the quarters that earn most, and begins anew with the calendar year'],
    forgery: {
      wishes: { 'big-run|1': 'start:campus:h100' },
      portfolio: { carbonBudget: [{ year: 2025, tonnes: 100 }] },
      caught: 'carbon',
    },
  },
  'capex-budget': {
    word: ['headings', 'budget'],
    model: /^budget \d+ 2026/,
    derived: ['budget', 'that is hard moves the smaller site into the next year'],
    forgery: {
      portfolio: { budget: [{ fiscalYear: 2025, capexUsd: 1e6, spentUsd: 0 }] },
      caught: 'budgets',
    },
  },
};
