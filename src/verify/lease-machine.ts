/** Leases as the rules L1–L10 and P13 of the method have them. */
import type { CashHeading } from '../domain/plan-file.ts';
import type { Lease } from '../domain/portfolio.ts';
import { type HandedOver, handOver, handOvers, nowhere, type Surroundings } from './hand-over.ts';
import type { Amount, Machine, Step } from './machine.ts';

/** L1: work and pauses before commencement, quarters since it, or how it came to an end. */
export type LeaseState =
  | {
      readonly kind: 'loi' | 'signed';
      /** Quarters done of this stage. */
      readonly done: number;
      readonly pausesUsed: number;
      /** Whether the quarter before was a pause. */
      readonly paused: boolean;
    }
  | Commenced
  | Resting;

interface Commenced {
  readonly kind: 'commenced';
  /** Quarters since the term began (L5, L9). */
  readonly age: number;
  readonly renewals: number;
  /** Quarters of a sublease that remain (L10). */
  readonly sublet: number;
}

type Resting = { readonly kind: 'ended' | 'cancelled' | 'lapsed' } | HandedOver;

type Waiting = Extract<LeaseState, { done: number }>;

const plain = ['continue', 'resume', 'pause', 'lapse', 'renew', 'sublet', 'cancel'];

/** The machine of a lease; while it `waits`, a signed one goes on without coming nearer (E3). */
export function leaseMachine(
  lease: Lease,
  surroundings: Surroundings = nowhere,
  waits = false,
): Machine<LeaseState> {
  const site: Site = { surroundings, waits };
  return {
    option: lease.id,
    initial: initialState(lease),
    canonical: (action) => action,
    key: (state) => Object.values(state).join('|'),
    actions: (state) =>
      isResting(state)
        ? [state.kind]
        : [...plain, ...handOvers(surroundings, lease.pool, stageOf(state))].filter((action) =>
            stepOf(lease, site, state, action),
          ),
    step: (state, action) => stepOf(lease, site, state, action),
    terminalUsd: (state) => -exitUsd(lease, state),
  };
}

function initialState(lease: Lease): LeaseState {
  if (lease.commenced) {
    return { kind: 'commenced', age: lease.commenced.ageQuarters, renewals: 0, sublet: 0 };
  }
  return { kind: lease.loi ? 'loi' : 'signed', done: 0, pausesUsed: 0, paused: false };
}

/** The stage whose price a counterparty pays (P13). */
function stageOf(state: Waiting | Commenced) {
  return ({ loi: 'exploratory', signed: 'permitted', commenced: 'live' } as const)[state.kind];
}

type Term = Pick<Commenced, 'age' | 'renewals'>;
const beforeTerm: Term = { age: 0, renewals: 0 };

/** The length of a term and its base rent (L9). */
function termOf(lease: Lease, { renewals }: Term) {
  return renewals > 0 ? lease.renewal! : lease;
}

/** L5: rent per month. */
function monthlyRentUsd(lease: Lease, term: Term): number {
  const { rentUsdPerKwMonth } = termOf(lease, term);
  const escalated = (1 + lease.escalatorPerYear) ** Math.floor(term.age / 4);
  return 1000 * rentUsdPerKwMonth * lease.itPowerMw * escalated;
}

function monthsLeft(lease: Lease, term: Term): number {
  return 3 * (termOf(lease, term).termQuarters - term.age);
}

/** L4 for a lease that is signed: months of rent, no more than are left in the term. */
function terminationUsd(lease: Lease, term: Term): number {
  return Math.min(lease.terminationRentMonths, monthsLeft(lease, term)) * monthlyRentUsd(lease, term);
}

/** L6: what the state that follows a leaf still owes. */
function exitUsd(lease: Lease, state: LeaseState): number {
  if (state.kind === 'loi' || isResting(state)) return 0;
  const term = state.kind === 'commenced' ? state : beforeTerm;
  if (lease.terminable) return terminationUsd(lease, term);
  return monthsLeft(lease, term) * monthlyRentUsd(lease, term);
}

interface Site {
  readonly surroundings: Surroundings;
  readonly waits: boolean;
}

function stepOf(
  lease: Lease,
  { surroundings, waits }: Site,
  state: LeaseState,
  action: string,
): Step<LeaseState> | undefined {
  if (isResting(state)) return action === state.kind ? idle(state, []) : undefined;
  const subletting = state.kind === 'commenced' && state.sublet > 0;
  const step = subletting
    ? commencedQuarter(lease, state, action)
    : (handOver(surroundings, lease, stageOf(state), action) ??
      (waits && state.kind === 'signed' ? keptWaiting(lease, state, action) : ownStep(lease, state, action)));
  const until = state.kind === 'loi' ? lease.loi!.until : undefined;
  if (!step || until === undefined) return step;
  // L8: afterwards it lapses, and nothing else.
  const lapses = action === 'lapse';
  const { when } = step;
  return { ...step, when: (quarter) => quarter > until === lapses && (when?.(quarter) ?? true) };
}

/** E3: the landlord delivers later; nothing is due, and it may only be left. */
function keptWaiting(lease: Lease, state: Waiting, action: string): Step<LeaseState> | undefined {
  if (action === 'continue') return idle(state, []);
  return action === 'cancel' ? cancelled(lease, state) : undefined;
}

function ownStep(lease: Lease, state: Waiting | Commenced, action: string): Step<LeaseState> | undefined {
  if (action === 'cancel') return cancelled(lease, state);
  if (state.kind === 'commenced') return commencedQuarter(lease, state, action);
  if (action === 'lapse') {
    return state.kind === 'loi' && lease.loi!.until !== undefined ? idle({ kind: 'lapsed' }, []) : undefined;
  }
  if (action === 'pause') {
    if (state.pausesUsed >= lease.maxPauseQuarters) return undefined;
    return idle({ ...state, pausesUsed: state.pausesUsed + 1, paused: true }, [pauseCost(lease, state)]);
  }
  return action === (state.paused ? 'resume' : 'continue') ? advanced(lease, state) : undefined;
}

function isResting(state: LeaseState): state is Resting {
  return !('done' in state) && state.kind !== 'commenced';
}

function idle(next: LeaseState, amounts: readonly Amount[]): Step<LeaseState> {
  return { next, poweredMw: 0, amounts, uses: [] };
}

/** A cost as the contract states it, in nominal USD (T5). */
function owed(heading: CashHeading, usd: number, capex = false): Amount {
  return { heading, usd: -usd, growth: 0, capex };
}

function pauseCost(lease: Lease, state: Waiting): Amount {
  if (state.kind === 'loi') return owed('holding', lease.loi!.costUsdPerQuarter);
  return owed('holding', lease.deferralRentShare * 3 * monthlyRentUsd(lease, beforeTerm));
}

function cancelled(lease: Lease, state: Waiting | Commenced): Step<LeaseState> | undefined {
  const next = { kind: 'cancelled' } as const;
  if (state.kind === 'loi') return idle(next, [owed('cancellation', lease.loi!.walkAwayUsd)]);
  if (!lease.terminable) return undefined;
  const term = state.kind === 'commenced' ? state : beforeTerm;
  return idle(next, [owed('cancellation', terminationUsd(lease, term))]);
}

/** L2: a quarter of talks or of fitting out. */
function advanced(lease: Lease, { kind, done, pausesUsed }: Waiting): Step<LeaseState> {
  const onward = { kind, done: done + 1, pausesUsed, paused: false };
  if (kind === 'loi') {
    const signs = done + 1 >= lease.loi!.quarters;
    const next: LeaseState = signs ? { ...onward, kind: 'signed', done: 0 } : onward;
    return idle(next, [owed('holding', lease.loi!.costUsdPerQuarter)]);
  }
  const quarters = lease.signed!.quarters;
  const next: LeaseState =
    done + 1 >= quarters ? { kind: 'commenced', age: 0, renewals: 0, sublet: 0 } : onward;
  return idle(next, [owed('fit-out', (lease.fitOutUsdPerMw * lease.itPowerMw) / quarters, true)]);
}

/** L5, L9, L10: three months' rent, used or not; MW in the same node, unless a subtenant has them. */
function commencedQuarter(lease: Lease, state: Commenced, action: string): Step<LeaseState> | undefined {
  const last = state.age + 1 >= termOf(lease, state).termQuarters;
  const onward = { ...state, age: state.age + 1, sublet: 0 };
  const next: LeaseState = last ? { kind: 'ended' } : onward;
  const rent = owed('rent', 3 * monthlyRentUsd(lease, state));
  if (action === 'sublet' && lease.sublet) {
    const { quarters, rentUsdPerKwMonth, costUsd } = lease.sublet;
    const begins = state.sublet === 0;
    const left = (begins ? quarters : state.sublet) - 1;
    const income = owed('sublet', -3000 * rentUsdPerKwMonth * lease.itPowerMw);
    const amounts = [rent, income, ...(begins ? [owed('holding', costUsd)] : [])];
    return idle(last ? next : { ...onward, sublet: left }, amounts);
  }
  if (state.sublet > 0) return undefined;
  const uses = [{ kind: 'powered-mw', subject: lease.pool, amount: lease.itPowerMw }] as const;
  const step = { poweredMw: lease.itPowerMw, amounts: [rent], uses };
  if (action === 'continue') return { ...step, next };
  if (action !== 'renew' || !last || state.renewals >= (lease.renewal?.times ?? 0)) return undefined;
  return { ...step, next: { kind: 'commenced', age: 0, renewals: state.renewals + 1, sublet: 0 } };
}
