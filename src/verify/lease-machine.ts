/** Leases as the rules L1–L7 of the method have them. */
import type { CashHeading } from '../domain/plan-file.ts';
import type { Lease } from '../domain/portfolio.ts';
import type { Amount, Machine, Step } from './machine.ts';

/** L1: work and pauses before commencement, quarters since it, or the end, which `cancel` brings early. */
export type LeaseState =
  | {
      readonly kind: 'loi' | 'signed';
      /** Quarters done of this stage. */
      readonly done: number;
      readonly pausesUsed: number;
      /** Whether the quarter before was a pause. */
      readonly paused: boolean;
    }
  | { readonly kind: 'commenced'; readonly age: number }
  | Resting;

type Resting = { readonly kind: 'ended' | 'cancelled' };

type Waiting = Extract<LeaseState, { done: number }>;

export function leaseMachine(lease: Lease): Machine<LeaseState> {
  return {
    option: lease.id,
    pool: lease.pool,
    initial: initialState(lease),
    canonical: (action) => action,
    key: (state) =>
      'done' in state
        ? `${state.kind}|${state.done}|${state.pausesUsed}|${state.paused}`
        : `${state.kind}|${'age' in state ? state.age : ''}`,
    actions: (state) =>
      ['continue', 'resume', 'pause', 'cancel', 'ended', 'cancelled'].filter((action) =>
        stepOf(lease, state, action),
      ),
    step: (state, action) => stepOf(lease, state, action),
    terminalUsd: (state) => -exitUsd(lease, state),
  };
}

function initialState(lease: Lease): LeaseState {
  if (lease.commenced) return { kind: 'commenced', age: lease.commenced.ageQuarters };
  return { kind: lease.loi ? 'loi' : 'signed', done: 0, pausesUsed: 0, paused: false };
}

/** L5: rent per month, from the age in quarters since commencement. */
function monthlyRentUsd(lease: Lease, age: number): number {
  return (
    1000 * lease.rentUsdPerKwMonth * lease.itPowerMw * (1 + lease.escalatorPerYear) ** Math.floor(age / 4)
  );
}

/** L4 for a lease that is signed: months of rent, no more than are left in the term. */
function terminationUsd(lease: Lease, age: number): number {
  const monthsLeft = 3 * (lease.termQuarters - age);
  return Math.min(lease.terminationRentMonths, monthsLeft) * monthlyRentUsd(lease, age);
}

/** L6: what the state that follows a leaf still owes. */
function exitUsd(lease: Lease, state: LeaseState): number {
  if (state.kind === 'loi' || isResting(state)) return 0;
  const age = state.kind === 'commenced' ? state.age : 0;
  if (lease.terminable) return terminationUsd(lease, age);
  return 3 * (lease.termQuarters - age) * monthlyRentUsd(lease, age);
}

function stepOf(lease: Lease, state: LeaseState, action: string): Step<LeaseState> | undefined {
  if (isResting(state)) return action === state.kind ? idle(state, []) : undefined;
  if (action === 'cancel') return cancelled(lease, state);
  if (state.kind === 'commenced')
    return action === 'continue' ? commencedQuarter(lease, state.age) : undefined;
  if (action === 'pause') {
    if (state.pausesUsed >= lease.maxPauseQuarters) return undefined;
    return idle({ ...state, pausesUsed: state.pausesUsed + 1, paused: true }, [pauseCost(lease, state)]);
  }
  return action === (state.paused ? 'resume' : 'continue') ? advanced(lease, state) : undefined;
}

function isResting(state: LeaseState): state is Resting {
  return state.kind === 'ended' || state.kind === 'cancelled';
}

function idle(next: LeaseState, amounts: readonly Amount[]): Step<LeaseState> {
  return { next, poweredMw: 0, amounts };
}

/** A cost as the contract states it, in nominal USD (T5). */
function owed(heading: CashHeading, usd: number, capex = false): Amount {
  return { heading, usd: -usd, inflated: false, capex };
}

function pauseCost(lease: Lease, state: Waiting): Amount {
  if (state.kind === 'loi') return owed('holding', lease.loi!.costUsdPerQuarter);
  return owed('holding', lease.deferralRentShare * 3 * monthlyRentUsd(lease, 0));
}

function cancelled(lease: Lease, state: Exclude<LeaseState, Resting>): Step<LeaseState> | undefined {
  const next = { kind: 'cancelled' } as const;
  if (state.kind === 'loi') return idle(next, [owed('cancellation', lease.loi!.walkAwayUsd)]);
  if (!lease.terminable) return undefined;
  const age = state.kind === 'commenced' ? state.age : 0;
  return idle(next, [owed('cancellation', terminationUsd(lease, age))]);
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
  const next: LeaseState = done + 1 >= quarters ? { kind: 'commenced', age: 0 } : onward;
  return idle(next, [owed('fit-out', (lease.fitOutUsdPerMw * lease.itPowerMw) / quarters, true)]);
}

/** L5: three months' rent, used or not, and the MW in the same node. */
function commencedQuarter(lease: Lease, age: number): Step<LeaseState> {
  const next: LeaseState =
    age + 1 >= lease.termQuarters ? { kind: 'ended' } : { kind: 'commenced', age: age + 1 };
  return { next, poweredMw: lease.itPowerMw, amounts: [owed('rent', 3 * monthlyRentUsd(lease, age))] };
}
