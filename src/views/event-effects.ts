/** What an event does, for people: series that it scales, what it holds back, contracts that it takes away. */
import type { Portfolio } from '../domain/portfolio.ts';
import { type SeriesKind, seriesKinds } from '../domain/uncertain-series.ts';
import type { PlanFacts } from './plan-facts.ts';

type Event = Portfolio['events'][number];

/** `demand × 0.7: Pre-training, Batch inference`; series with the same factor go together. */
export function eventEffects(
  { portfolio, dash, format }: Pick<PlanFacts, 'portfolio' | 'dash' | 'format'>,
  { effects, delays, withdraws }: Event,
): string[] {
  const say = dash.evidence;
  const scaled = new Map<string, string[]>();
  for (const { series, factor } of effects) {
    const [kind, id] = series.split(':') as [SeriesKind, string];
    const head = `${say.series[kind]} × ${format.number(factor)}`;
    scaled.set(head, [...(scaled.get(head) ?? []), nameIn(portfolio[seriesKinds[kind]], id)]);
  }
  const held = delays.flatMap(({ projects = [], leases = [], regions = [] }) => [
    ...projects.map((id) => nameIn(portfolio.projects, id)),
    ...leases.map((id) => nameIn(portfolio.leases, id)),
    ...regions.map((id) => nameIn(portfolio.regions, id)),
  ]);
  const gone = withdraws.map((id) => nameIn(portfolio.contracts, id));
  return [
    ...[...scaled].map(([head, names]) => `${head}: ${names.join(', ')}`),
    ...(held.length > 0 ? [`${say.holdsBack}: ${held.join(', ')}`] : []),
    ...(gone.length > 0 ? [`${say.takesAway}: ${gone.join(', ')}`] : []),
  ];
}

function nameIn(entries: readonly { readonly id: string; readonly name: string }[], id: string): string {
  return entries.find((one) => one.id === id)?.name ?? id;
}
