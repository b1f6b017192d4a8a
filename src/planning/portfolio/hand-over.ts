/** Handing an option over to a counterparty that would absorb it (docs/method.md, P13). */
import type { handOverStages } from '../../domain/market.ts';
import type { Quarter } from '../../units/quarter.ts';
import type { EffectTerm, OptionBuilder } from '../staged-option.ts';
import { type PortfolioFrame, poolById } from './portfolio-frame.ts';

/** What is handed over: a stage for which counterparties state a price. */
export type HandOverStage = (typeof handOverStages)[number];

/** A hand-over to one counterparty as an arc: its effect and where it is open. */
export interface HandOver {
  readonly action: string;
  readonly terms: readonly EffectTerm[];
  readonly guard: number;
}

/** Capacity that may be handed over: IT MW of a pool in a stage, not after `before`. */
export interface OnOffer {
  readonly pool: string;
  readonly mw: number;
  readonly stage: HandOverStage;
  readonly before?: Quarter | undefined;
}

/** Counterparties that would take what is on offer, with what they pay. */
export function handOvers(
  frame: PortfolioFrame,
  builder: OptionBuilder,
  { pool, mw, stage, before }: OnOffer,
): HandOver[] {
  const region = poolById(frame, pool).region;
  return frame.portfolio.counterparties.flatMap((counterparty): HandOver[] => {
    const usdPerMw = counterparty.usdPerMw[stage];
    if (usdPerMw === undefined || !(counterparty.regions?.includes(region) ?? true)) return [];
    const cash = builder.channel({
      target: 'cash',
      factor: frame.cashFactor(counterparty.growthPerYear),
      category: 'hand-over',
    });
    const absorbed = builder.channel({ target: frame.builder.resourceIndex(`absorbed:${counterparty.id}`) });
    return [
      {
        action: `hand-over:${counterparty.id}`,
        terms: [
          [cash, usdPerMw * mw],
          [absorbed, mw],
        ],
        guard: builder.guard(frame.openBetween(counterparty.from, earlier(counterparty.until, before))),
      },
    ];
  });
}

function earlier(a: Quarter | undefined, b: Quarter | undefined): Quarter | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a < b ? a : b;
}
