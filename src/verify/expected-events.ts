/**
 * The distribution of events and of what they do to series, by a Markov chain over their ages instead of simulated
 * paths. Events that influence each other share a chain.
 */
import type { Portfolio } from '../domain/portfolio.ts';
import { expectedHazards, riskWindow } from './expected-evidence.ts';

type PortfolioEvent = Portfolio['events'][number];

/** Moments and range of what multiplies a series in one quarter. */
export interface FactorMoments {
  readonly mean: number;
  readonly meanSquare: number;
  readonly least: number;
  readonly most: number;
}

/** Events as they ought to stand in the tree. */
export interface ExpectedEvents {
  /** Probability that each event is active, by id, shape `[quarter]`; events in chains too large are left out. */
  readonly active: ReadonlyMap<string, readonly number[]>;
  /** What events multiply a series by; `undefined` where a chain is too large. */
  factors(series: string, quarter: number): FactorMoments | undefined;
}

/** States of a chain that are still counted. */
const mostStates = 100_000;

/** An event of a chain; ages count from 1 in the quarter in which it begins, 0 before. */
interface Link {
  readonly event: PortfolioEvent;
  readonly hazard: number;
  readonly window: { readonly first: number; readonly last: number };
  /** Nothing changes beyond this age. */
  readonly oldest: number;
}

/** Probability of each event in each quarter, from its hazard and the evidence. */
export function expectedEvents(portfolio: Portfolio): ExpectedEvents {
  const hazards = expectedHazards(portfolio);
  const chains = connected(portfolio.events).map((events) =>
    chainOf(
      events.map((event): Link => {
        const { lastsQuarters, effects } = event;
        const slowest = Math.max(1, ...effects.map(({ overQuarters }) => Math.ceil(overQuarters)));
        const oldest = lastsQuarters === undefined ? slowest : Math.max(slowest, lastsQuarters + 1);
        const window = riskWindow(portfolio, event);
        return { event, hazard: hazards.get(event.id)!, window, oldest };
      }),
      portfolio.calendar.horizonQuarters,
    ),
  );
  return {
    active: new Map(
      chains.flatMap(({ links, quarters }) =>
        quarters === undefined
          ? []
          : links.map(({ event }, e): [string, number[]] => [
              event.id,
              quarters.map((states) => sumOf(states, (ages) => (isActive(event, ages[e]!) ? 1 : 0))),
            ]),
      ),
    ),
    factors(series, quarter) {
      let all: FactorMoments | undefined = { mean: 1, meanSquare: 1, least: 1, most: 1 };
      for (const { links, quarters } of chains) {
        if (!links.some(({ event }) => event.effects.some((effect) => effect.series === series))) continue;
        if (quarters === undefined) return undefined;
        const factors = quarters[quarter]!.map(({ ages, probability }) => {
          return [probability, factorOf(links, ages, series)] as const;
        });
        const values = factors.map(([, factor]) => factor);
        all = {
          mean: all.mean * factors.reduce((sum, [p, factor]) => sum + p * factor, 0),
          meanSquare: all.meanSquare * factors.reduce((sum, [p, factor]) => sum + p * factor * factor, 0),
          least: all.least * Math.min(...values),
          most: all.most * Math.max(...values),
        };
      }
      return all;
    },
  };
}

/** Events in groups that influence each other. */
function connected(events: readonly PortfolioEvent[]): PortfolioEvent[][] {
  const groups: PortfolioEvent[][] = [];
  for (const event of events) {
    const touches = (other: PortfolioEvent) =>
      event.influences.some(({ whileActive }) => whileActive === other.id) ||
      other.influences.some(({ whileActive }) => whileActive === event.id);
    const joined = groups.filter((group) => group.some(touches));
    for (const group of joined) groups.splice(groups.indexOf(group), 1);
    groups.push([...joined.flat(), event]);
  }
  return groups;
}

interface ChainState {
  readonly ages: readonly number[];
  readonly probability: number;
}

interface Chain {
  readonly links: readonly Link[];
  /** The states that are possible in each quarter; absent where they are too many. */
  readonly quarters: readonly (readonly ChainState[])[] | undefined;
}

function chainOf(links: readonly Link[], horizonQuarters: number): Chain {
  if (links.reduce((product, { oldest }) => product * (oldest + 1), 1) > mostStates) {
    return { links, quarters: undefined };
  }
  let states: readonly ChainState[] = [{ ages: links.map(() => 0), probability: 1 }];
  const quarters = [states];
  for (let t = 1; t < horizonQuarters; t++) {
    const next = new Map<string, { ages: readonly number[]; probability: number }>();
    for (const state of states) {
      for (const { ages, probability } of stepOf(links, state, t)) {
        const key = ages.join();
        const known = next.get(key);
        if (known) known.probability += probability;
        else next.set(key, { ages, probability });
      }
    }
    states = [...next.values()];
    quarters.push(states);
  }
  return { links, quarters };
}

/** All that a state may become in quarter `t`. */
function stepOf(links: readonly Link[], { ages, probability }: ChainState, t: number): ChainState[] {
  let after: ChainState[] = [{ ages: [], probability }];
  for (const [e, { event, hazard, window, oldest }] of links.entries()) {
    const age = ages[e]!;
    const grown = age > 0 ? Math.min(oldest, age + 1) : 0;
    const raised = event.influences.reduce((product, { whileActive, factor }) => {
      const other = links.findIndex((link) => link.event.id === whileActive);
      return isActive(links[other]!.event, ages[other]!) ? product * factor : product;
    }, hazard);
    const begins = age === 0 && t >= window.first && t <= window.last ? Math.min(1, raised) : 0;
    after = after.flatMap((state) => [
      ...(begins < 1
        ? [{ ages: [...state.ages, grown], probability: state.probability * (1 - begins) }]
        : []),
      ...(begins > 0 ? [{ ages: [...state.ages, 1], probability: state.probability * begins }] : []),
    ]);
  }
  return after;
}

function isActive({ lastsQuarters }: PortfolioEvent, age: number): boolean {
  return age > 0 && age <= (lastsQuarters ?? Infinity);
}

function factorOf(links: readonly Link[], ages: readonly number[], series: string): number {
  let product = 1;
  for (const [e, { event }] of links.entries()) {
    if (!isActive(event, ages[e]!)) continue;
    for (const effect of event.effects) {
      if (effect.series === series) product *= effect.factor ** Math.min(1, ages[e]! / effect.overQuarters);
    }
  }
  return product;
}

function sumOf(states: readonly ChainState[], value: (ages: readonly number[]) => number): number {
  return states.reduce((sum, { ages, probability }) => sum + probability * value(ages), 0);
}
