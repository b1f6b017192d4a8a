/** How far the worth of an option's megawatts, or the price of an offer, would have to move for another action to be best. */
import type { FlipThreshold } from '../../domain/plan-file.ts';
import type { NodePrices } from '../node-prices.ts';
import type { OptionPricer } from '../option-pricing.ts';
import type { CompiledPortfolio } from '../portfolio/compile-portfolio.ts';
import { HOURS_PER_QUARTER } from '../portfolio/portfolio-frame.ts';
import { actionOf } from '../staged-option.ts';

/** Shares of the worth of a MW that are tried on either side; between them the change is found by bisection. */
const TRIED = [
  [0.9, 0.8, 0.65, 0.5, 0.25, 0],
  [1.1, 1.2, 1.4, 1.7, 2.2, 3],
] as const;
const BISECTIONS = 40;

/**
 * The nearest changes, one less and one more, of the worth of megawatts at which another action of the root is best. Leaves the
 * pricer with another dynamic program than that of `prices`. Nothing where the chosen action is not best at `prices`.
 */
export function poweredMwFlips(
  { problem }: Pick<CompiledPortfolio, 'problem'>,
  pricer: OptionPricer,
  prices: NodePrices,
  chosen: number,
): FlipThreshold[] {
  const { option } = pricer;
  const usesPower = option.channels.some(
    ({ target }) => target !== 'cash' && problem.resourceNames[target]!.startsWith('power:'),
  );
  if (!usesPower) return [];
  /** The arc that beats the chosen one at a share of the worth; −1 where none does by more than rounding. */
  const rivalAt = (share: number): number => {
    const resource = prices.resource.map((of, k) =>
      problem.resourceNames[k]!.startsWith('power:') ? of.map((price) => price * share) : of,
    );
    pricer.solve({ ...prices, resource });
    const open = pricer.alternatives(0, option.initialState);
    const own = open.find(({ arc }) => arc === chosen)!.value;
    const best = open.reduce((a, b) => (b.value > a.value ? b : a));
    return best.value - own > 1e-9 * Math.max(1, Math.abs(own)) ? best.arc : -1;
  };
  if (rivalAt(1) >= 0) return [];
  return TRIED.flatMap((shares): FlipThreshold[] => {
    let inside = 1;
    for (const share of shares) {
      let rival = rivalAt(share);
      if (rival < 0) {
        inside = share;
        continue;
      }
      let outside: number = share;
      for (let step = 0; step < BISECTIONS; step++) {
        const middle = (inside + outside) / 2;
        const at = rivalAt(middle);
        if (at < 0) inside = middle;
        else [outside, rival] = [middle, at];
      }
      const action = actionOf(option, rival);
      return [{ lever: 'powered-mw', change: outside - 1, action }];
    }
    return [];
  });
}

/** An action on an offer with what it loses, and the share of the block that it takes. */
export interface OfferChoice {
  readonly action: string;
  readonly lossUsd: number;
}

function closeness(a: FlipThreshold, b: FlipThreshold): number {
  const [near, far] = [Math.abs(a.change), Math.abs(b.change)];
  return Math.abs(near - far) <= 1e-9 * Math.max(near, far) ? 0 : near - far;
}

function reach({ action }: FlipThreshold, from: string): number {
  return Math.abs(sharesTaken[action]! - sharesTaken[from]!);
}

const sharesTaken: Readonly<Record<string, number>> = { exercise: 1, 'exercise-half': 0.5, waive: 0 };

/** What an offer would have to pay more or less per unit, all of it served, for another action to be best. */
export function offerPriceFlips(
  { frame }: Pick<CompiledPortfolio, 'frame'>,
  {
    option,
    node,
    action: chosen,
  }: { readonly option: string; readonly node: number; readonly action: string },
  choices: readonly OfferChoice[],
  cashWeight: Float64Array,
): FlipThreshold[] {
  const { tree, quarterOf, discount, portfolio } = frame;
  const [id, number] = option.split(':') as [string, string];
  const offer = portfolio.contracts.find((contract) => contract.id === id)?.offers[Number(number) - 1];
  const own = choices.find(({ action }) => action === chosen);
  if (!offer || !own || !(chosen in sharesTaken)) return [];
  const below = new Uint8Array(tree.parent.length);
  let unitsUsd = 0;
  for (let n = node; n < below.length; n++) {
    below[n] = n === node || below[tree.parent[n]!] ? 1 : 0;
    if (below[n] && quarterOf(n) < offer.quarter + offer.termQuarters)
      unitsUsd += cashWeight[n]! * discount[n]! * HOURS_PER_QUARTER * offer.unitsPerHour;
  }
  const flips = choices
    .filter(({ action }) => action !== chosen && action in sharesTaken)
    .map(({ action, lossUsd }): FlipThreshold => {
      const share = sharesTaken[action]! - sharesTaken[chosen]!;
      return { lever: 'offer-price', change: (lossUsd - own.lossUsd) / (share * unitsUsd), action };
    });
  // Where half and whole tip at the same price, the whole is named.
  const nearest = (side: number) =>
    flips
      .filter(({ change }) => Math.sign(change) === side)
      .sort((a, b) => closeness(a, b) || reach(b, chosen) - reach(a, chosen))
      .slice(0, 1);
  return [...nearest(-1), ...nearest(1)];
}
