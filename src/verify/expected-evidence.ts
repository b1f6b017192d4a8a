/** What the evidence of a portfolio makes of hazards and growth, worked out from the log alone. */
import { firstQuarterOf, type Portfolio } from '../domain/portfolio.ts';

/** Odds move by at most the first through one story, by at most the second through all. */
const caps = { story: 10, all: 100 };

/** Probabilities of `states` after the evidence about `id`; exactly the priors where none stands. */
function posterior(
  { evidence, asOf }: Portfolio,
  id: string,
  states: readonly { readonly id: string; readonly prior: number }[],
): number[] {
  const standing = evidence.filter(
    ({ about, retracted, reportedOn }) => about === id && !retracted && reportedOn <= asOf,
  );
  const priors = states.map(({ prior }) => prior);
  if (standing.length === 0) return priors;
  const [pro, contra] = [priors.map(() => 0), priors.map(() => 0)];
  for (const story of new Set(standing.map(({ group }) => group))) {
    const best = priors.map(() => [0, 0] as [number, number]);
    for (const { reliability, likelihoods } of standing.filter(({ group }) => group === story)) {
      const said = states.map((state) => likelihoods[state.id]!);
      const blind = said.reduce((a, b) => a + b) / said.length;
      const weight = capped(
        said.map((likelihood) => Math.log(blind + reliability * (likelihood - blind))),
        caps.story,
      );
      for (const [s, value] of weight.entries()) {
        best[s] = [Math.max(best[s]![0], value), Math.min(best[s]![1], value)];
      }
    }
    const moves = capped(
      best.map(([up, down]) => up + down),
      caps.story,
      false,
    );
    for (const [s, value] of moves.entries()) {
      if (value > 0) pro[s]! += value;
      else contra[s]! -= value;
    }
  }
  const most = Math.log(caps.all) / 2;
  const odds = priors.map(
    (prior, s) => prior * Math.exp(Math.min(most, pro[s]!) - Math.min(most, contra[s]!)),
  );
  const sum = odds.reduce((a, b) => a + b);
  return odds.map((value) => value / sum);
}

/** Logarithms, taken from their mean unless told otherwise, drawn together until they span no more than the cap's. */
function capped(logs: readonly number[], cap: number, centred = true): number[] {
  const mean = centred ? logs.reduce((a, b) => a + b) / logs.length : 0;
  const span = Math.max(...logs) - Math.min(...logs);
  const share = Math.min(1, Math.log(cap) / (span || 1));
  return logs.map((value) => (value - mean) * share);
}

/** First and last quarter after the root in which an event may begin; the last lies before the first where it may not. */
export function riskWindow(portfolio: Portfolio, { from, until }: Portfolio['events'][number]) {
  const root = firstQuarterOf(portfolio);
  const last = portfolio.calendar.horizonQuarters - 1;
  return {
    first: Math.max(1, (from ?? root) - root),
    last: Math.min(last, until === undefined ? last : until - root),
  };
}

/** Hazards per quarter by event, after evidence. */
export function expectedHazards(portfolio: Portfolio): ReadonlyMap<string, number> {
  return new Map(
    portfolio.events.map((event) => {
      const { first, last } = riskWindow(portfolio, event);
      const quarters = last - first + 1;
      const { id, hazardPerQuarter: hazard } = event;
      if (quarters <= 0) return [id, hazard];
      const prior = 1 - (1 - hazard) ** quarters;
      const [occurs] = posterior(portfolio, id, [
        { id: 'occurs', prior },
        { id: 'does-not', prior: 1 - prior },
      ]);
      return [id, occurs === prior ? hazard : 1 - (1 - occurs!) ** (1 / quarters)];
    }),
  );
}

/** What evidence on views of growth multiplies a series by, per year. */
export function expectedGrowthFactor(portfolio: Portfolio, series: string): number {
  return portfolio.growthViews
    .filter((view) => view.series === series)
    .reduce((product, { id, states }) => {
      const sum = states.reduce((total, { prior }) => total + prior, 0);
      const scaled = states.map((state) => ({ ...state, prior: state.prior / sum }));
      const mean = (weights: readonly number[]) =>
        states.reduce(
          (total, { extraGrowthPerYear }, s) => total + weights[s]! * (1 + extraGrowthPerYear),
          0,
        );
      return (product * mean(posterior(portfolio, id, scaled))) / mean(scaled.map(({ prior }) => prior));
    }, 1);
}
