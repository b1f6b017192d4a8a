/**
 * The kinds of choice and of obligation that a portfolio may hold: one entry each, with the field by which a file states it and the rule of docs/method.md that it
 * follows. What has to be complete over all kinds (tests, the table in method.md, random portfolios) is made from this list.
 */
import type { Portfolio } from './portfolio.ts';

/** A kind of choice or obligation; `id` is its name in tests and in docs/option-kinds.md. */
export interface OptionKind {
  readonly id: string;
  /** Path of the field that brings it, from the root of the portfolio file, without indices. */
  readonly field: string;
  /** Rules of docs/method.md. */
  readonly rules: readonly string[];
  /** Whether a portfolio holds it. */
  readonly isIn: (portfolio: Portfolio) => boolean;
}

type Project = Portfolio['projects'][number];

function stagesOf({ stages, tracks }: Project) {
  return stages ?? tracks?.flatMap((track) => track.stages) ?? [];
}

const hasTerms = (terms: Portfolio['contracts'][number]['terms']) => (portfolio: Portfolio) =>
  portfolio.contracts.some((contract) => contract.terms === terms);

/** Every kind, in the order of docs/method.md. */
export const optionKinds = [
  {
    id: 'build',
    field: 'projects.stages',
    rules: ['P1', 'P2', 'P6', 'P8', 'P9'],
    isIn: ({ projects }) => projects.length > 0,
  },
  {
    id: 'slow',
    field: 'projects.slow',
    rules: ['P3'],
    isIn: ({ projects }) => projects.some(({ slow }) => slow),
  },
  {
    id: 'pause',
    field: 'projects.maxPauseQuarters',
    rules: ['P4', 'P5'],
    isIn: ({ projects }) => projects.some(({ maxPauseQuarters }) => maxPauseQuarters > 0),
  },
  {
    id: 'tracks',
    field: 'projects.tracks',
    rules: ['P1', 'P4'],
    isIn: ({ projects }) => projects.some(({ tracks }) => tracks && tracks.length > 1),
  },
  {
    id: 'tranches',
    field: 'projects.stages.deliversMw',
    rules: ['P7'],
    isIn: ({ projects }) =>
      projects.some((project) => stagesOf(project).some(({ deliversMw }) => deliversMw !== undefined)),
  },
  {
    id: 'substation',
    field: 'projects.substation',
    rules: ['P10'],
    isIn: ({ projects }) => projects.some(({ substation }) => substation !== undefined),
  },
  {
    id: 'minimum-take',
    field: 'projects.minimumTake',
    rules: ['P11'],
    isIn: ({ projects }) => projects.some(({ minimumTake }) => minimumTake !== undefined),
  },
  {
    id: 're-purpose',
    field: 'projects.repurpose',
    rules: ['P12'],
    isIn: ({ projects }) => projects.some(({ repurpose }) => repurpose !== undefined),
  },
  {
    id: 'hand-over',
    field: 'counterparties',
    rules: ['P13'],
    isIn: ({ counterparties, projects, leases }) =>
      counterparties.length > 0 && projects.length + leases.length > 0,
  },
  {
    id: 'letter-of-intent',
    field: 'leases.loi',
    rules: ['L1', 'L2', 'L4'],
    isIn: ({ leases }) => leases.some(({ loi }) => loi !== undefined),
  },
  {
    id: 'lapse',
    field: 'leases.loi.until',
    rules: ['L8'],
    isIn: ({ leases }) => leases.some(({ loi }) => loi?.until !== undefined),
  },
  {
    id: 'deferral',
    field: 'leases.deferralRentShare',
    rules: ['L3'],
    isIn: ({ leases }) =>
      leases.some(({ commenced, maxPauseQuarters }) => commenced === undefined && maxPauseQuarters > 0),
  },
  {
    id: 'take-or-pay-rent',
    field: 'leases.rentUsdPerKwMonth',
    rules: ['L5', 'L6', 'L7'],
    isIn: ({ leases }) => leases.length > 0,
  },
  {
    id: 'termination',
    field: 'leases.terminationRentMonths',
    rules: ['L4'],
    isIn: ({ leases }) => leases.some(({ terminable }) => terminable),
  },
  {
    id: 'renewal',
    field: 'leases.renewal',
    rules: ['L9'],
    isIn: ({ leases }) => leases.some(({ renewal }) => renewal !== undefined),
  },
  {
    id: 'sublet',
    field: 'leases.sublet',
    rules: ['L10'],
    isIn: ({ leases }) => leases.some(({ sublet }) => sublet !== undefined),
  },
  {
    id: 'right-of-first-refusal',
    field: 'contracts.terms',
    rules: ['C1', 'C2', 'C3'],
    isIn: hasTerms('right-of-first-refusal'),
  },
  { id: 'exclusive', field: 'contracts.terms', rules: ['C2', 'C3'], isIn: hasTerms('exclusive') },
  { id: 'none', field: 'contracts.terms', rules: ['C2'], isIn: hasTerms('none') },
  {
    id: 'training-run',
    field: 'trainingRuns',
    rules: ['R1', 'R2'],
    isIn: ({ trainingRuns }) => trainingRuns.length > 0,
  },
  {
    id: 'site-delay',
    field: 'events.delays',
    rules: ['E1', 'E2'],
    isIn: ({ events, projects }) => projects.length > 0 && events.some(({ delays }) => delays.length > 0),
  },
  {
    id: 'late-delivery',
    field: 'events.delays.leases',
    rules: ['E3'],
    isIn: ({ events }) => events.some(({ delays }) => delays.some(({ leases }) => leases?.length)),
  },
  {
    id: 'withdrawal',
    field: 'events.withdraws',
    rules: ['E4'],
    isIn: ({ events, contracts }) =>
      events.some(({ withdraws }) => contracts.some(({ id }) => withdraws.includes(id))),
  },
  {
    id: 'purchase',
    field: 'accelerators',
    rules: ['F1', 'F2', 'F7', 'F11'],
    isIn: ({ accelerators }) => accelerators.some(({ supplyPerQuarter }) => supplyPerQuarter > 0),
  },
  {
    id: 'resale',
    field: 'accelerators.resaleShare',
    rules: ['F16'],
    isIn: ({ accelerators, installedFleet }) =>
      accelerators.some(
        ({ id, resaleShare }) =>
          resaleShare !== undefined && installedFleet.some(({ accelerator }) => accelerator === id),
      ),
  },
  { id: 'burst', field: 'bursts', rules: ['F14'], isIn: ({ bursts }) => bursts.length > 0 },
  { id: 'rent-out', field: 'rentOuts', rules: ['F15'], isIn: ({ rentOuts }) => rentOuts.length > 0 },
  {
    id: 'churn',
    field: 'workloads.churnShare',
    rules: ['F17'],
    isIn: ({ workloads }) => workloads.some(({ churnShare }) => churnShare !== undefined),
  },
  {
    id: 'power-contract',
    field: 'powerContracts',
    rules: ['F10'],
    isIn: ({ powerContracts }) => powerContracts.length > 0,
  },
  {
    id: 'carbon-budget',
    field: 'carbonBudget',
    rules: ['F18'],
    isIn: ({ carbonBudget }) => carbonBudget.length > 0,
  },
  { id: 'capex-budget', field: 'budget', rules: ['B1'], isIn: ({ budget }) => budget.length > 0 },
] as const satisfies readonly OptionKind[];

/** The ids of {@link optionKinds}, so that a test that leaves a kind out does not compile. */
export type OptionKindId = (typeof optionKinds)[number]['id'];

/** Kinds that a portfolio holds. */
export function kindsIn(portfolio: Portfolio): OptionKindId[] {
  return optionKinds.filter(({ isIn }) => isIn(portfolio)).map(({ id }) => id);
}
