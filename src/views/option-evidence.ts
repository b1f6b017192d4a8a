/** The evidence that bears on one option: on the events that delay it or withdraw its tenant. */
import type { Portfolio } from '../domain/portfolio.ts';

type EvidenceEntry = Portfolio['evidence'][number];
type Event = Portfolio['events'][number];

/** Entries on events that touch `option` (a project, a lease or an offer `<contract>:<number>`), the newest first; retracted ones are left out. */
export function evidenceOn(portfolio: Portfolio, option: string): EvidenceEntry[] {
  const events = portfolio.events.filter((event) => touches(portfolio, event, option));
  return portfolio.evidence
    .filter((entry) => !entry.retracted && events.some(({ id }) => id === entry.about))
    .toSorted((a, b) => b.publishedOn.localeCompare(a.publishedOn));
}

function touches({ projects, pools }: Portfolio, { delays, withdraws }: Event, option: string): boolean {
  const pool = projects.find(({ id }) => id === option)?.pool;
  const region = pools.find(({ id }) => id === pool)?.region;
  const delayed = delays.some(
    (delay) =>
      delay.projects?.includes(option) ||
      delay.leases?.includes(option) ||
      (region !== undefined && delay.regions?.includes(region)),
  );
  return delayed || withdraws.some((contract) => option.startsWith(`${contract}:`));
}
