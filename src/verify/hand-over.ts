/** Handing an option over to a counterparty (P13). */
import type { Counterparty, Portfolio } from '../domain/portfolio.ts';
import type { Step } from './machine.ts';

/** What the rules of leaving and moving need to know of the portfolio around an option. */
export interface Surroundings {
  readonly pools: Portfolio['pools'];
  readonly regions: Portfolio['regions'];
  readonly counterparties: Portfolio['counterparties'];
}

/** An option that stands alone: nobody takes it. */
export const nowhere: Surroundings = { pools: [], regions: [], counterparties: [] };

const handedOver = { kind: 'handed-over' } as const;

/** The state of an option that a counterparty has taken: nothing more happens in it. */
export type HandedOver = typeof handedOver;

/** A stage for which counterparties state a price per MW. */
export type HandOverStage = keyof Counterparty['usdPerMw'];

const prefix = 'hand-over:';

/** The names of the hand-overs of a pool's option in a stage, whatever the quarter. */
export function handOvers(
  { counterparties, pools }: Surroundings,
  pool: string,
  stage: HandOverStage,
): string[] {
  const region = pools.find(({ id }) => id === pool)?.region;
  return counterparties
    .filter(({ regions, usdPerMw }) => {
      return usdPerMw[stage] !== undefined && (regions === undefined || regions.includes(region!));
    })
    .map(({ id }) => `${prefix}${id}`);
}

/** The hand-over of `itPowerMw` that an action names; `undefined` where it is none or none is possible. */
export function handOver(
  surroundings: Surroundings,
  option: { readonly pool: string; readonly itPowerMw: number },
  stage: HandOverStage,
  action: string,
): Step<HandedOver> | undefined {
  if (!handOvers(surroundings, option.pool, stage).includes(action)) return undefined;
  const taker = surroundings.counterparties.find(({ id }) => `${prefix}${id}` === action)!;
  const usd = taker.usdPerMw[stage]! * option.itPowerMw;
  return {
    next: handedOver,
    poweredMw: 0,
    amounts: [{ heading: 'hand-over', usd, growth: taker.growthPerYear, capex: false }],
    uses: [{ kind: 'absorbed', subject: taker.id, amount: option.itPowerMw }],
    when: (quarter) => quarter >= (taker.from ?? -Infinity) && quarter <= (taker.until ?? Infinity),
  };
}
