/** Offers of contracts as the rules C1–C4 and E4 of the method have them. */
import type { Contract, Offer } from '../domain/portfolio.ts';
import { formatQuarter } from '../units/quarter.ts';
import type { Machine, Step } from './machine.ts';

/** C1: not yet offered, taken in whole or in half and served, or over. */
export type OfferState =
  | { readonly kind: 'pending' | 'waived' | 'ended' }
  | { readonly kind: 'taken'; readonly share: number; readonly served: number };

/** The name of an offer: `<contract>:<number from 1>`. */
export function offerId(contract: Pick<Contract, 'id'>, position: number): string {
  return `${contract.id}:${position + 1}`;
}

/** How a plan calls an offer: the contract and the quarter in which it is asked for. */
export function shownOffer({ name, offers }: Pick<Contract, 'name' | 'offers'>, position: number): string {
  return `${name} ${formatQuarter(offers[position]!.quarter)}`;
}

const shares: Readonly<Record<string, number>> = { exercise: 1, 'exercise-half': 0.5 };

/** The machine of an offer; while the tenant is `gone`, nothing is asked for and nothing owed (E4). */
export function offerMachine(contract: Contract, position: number, gone = false): Machine<OfferState> {
  const offer = contract.offers[position]!;
  const option = offerId(contract, position);
  return {
    option,
    initial: { kind: 'pending' },
    canonical: (action) => action,
    key: (state) => Object.values(state).join('|'),
    actions: (state) => actionsOf(contract.terms, offer, state, gone),
    step: (state, action) => {
      if (!actionsOf(contract.terms, offer, state, gone).includes(action)) return undefined;
      if (state.kind === 'taken') {
        const step = served(option, offer, state.share, state.served);
        return gone ? { ...step, uses: [] } : step;
      }
      if (state.kind !== 'pending') return idle(state);
      if (action === 'wait') return { ...idle(state), when: (quarter) => quarter !== offer.quarter };
      const step = action === 'waive' ? idle({ kind: 'waived' }) : served(option, offer, shares[action]!, 0);
      return { ...step, when: (quarter) => quarter === offer.quarter };
    },
    terminalUsd: () => 0,
  };
}

function actionsOf(terms: Contract['terms'], offer: Offer, state: OfferState, gone: boolean): string[] {
  if (state.kind === 'taken') return ['serve'];
  if (state.kind !== 'pending') return [state.kind];
  if (gone) return ['wait', 'waive'];
  if (terms === 'exclusive') return ['wait', 'exercise'];
  if (terms === 'none') return ['wait', 'waive'];
  return ['wait', 'exercise', ...(offer.partial ? ['exercise-half'] : []), 'waive'];
}

function idle(next: OfferState): Step<OfferState> {
  return { next, poweredMw: 0, amounts: [], uses: [] };
}

function served(option: string, offer: Offer, share: number, before: number): Step<OfferState> {
  const over = before + 1 >= offer.termQuarters;
  const next: OfferState = over ? { kind: 'ended' } : { kind: 'taken', share, served: before + 1 };
  return { ...idle(next), uses: [{ kind: 'block', subject: option, amount: share * offer.unitsPerHour }] };
}
