/** The information cut of a backtest: what could not be known on a date may not be in the portfolio that is planned as of it. */
import { isQuantity } from '../domain/quantity.ts';
import type { PortfolioDocument } from '../domain/schema.ts';
import type { Path, Problem } from '../units/problem.ts';
import { problem } from '../units/problem.ts';

/**
 * Everything in `document` that was known only after `asOf` (an ISO date) or whose date is not told: sources that a figure or a piece of evidence cites, evidence, and history.
 *
 * A date that is told to the year or month counts as its last day, since it may have been then. Assumed figures have no date: they are what the planner supposed, and stand in the report as
 * such. Sources that nothing cites do not count.
 */
export function leaks(document: PortfolioDocument, asOf: string): Problem[] {
  const found: Problem[] = [];
  if (document.asOf > asOf) found.push(problem('known-later', ['asOf'], document.asOf, { asOf }));
  const sources = new Map(document.sources.map((source, i) => [source.id, { source, i }]));
  const cited = new Map<string, Path>();
  visit(document, [], (value, path) => {
    const { source } = value as { readonly source?: unknown };
    if (typeof source === 'string' && !cited.has(source)) cited.set(source, path);
  });
  for (const [id, path] of cited) {
    const known = sources.get(id);
    if (!known) continue;
    const { date } = known.source;
    const place = ['sources', known.i, 'date'];
    if (date === undefined) found.push(problem('source-undated', place, undefined, { citedBy: path }));
    else if (lastDayOf(date) > asOf) found.push(problem('known-later', place, date, { asOf }));
  }
  visit(document, [], (value, path) => {
    for (const key of ['publishedOn', 'reportedOn', 'knownOn', 'on'] as const) {
      const date = (value as Readonly<Record<string, unknown>>)[key];
      if (typeof date === 'string' && lastDayOf(date) > asOf)
        found.push(problem('known-later', [...path, key], date, { asOf }));
    }
  });
  return found;
}

/** Calls `visit` for every section and figure below `value`, itself first. */
function visit(value: unknown, path: Path, each: (section: object, path: Path) => void): void {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) each(value, path);
  if (isQuantity(value)) return;
  for (const [key, part] of Array.isArray(value) ? value.entries() : Object.entries(value))
    visit(part, [...path, key], each);
}

/** The last day that a date of any precision may mean: `2025` is 2025-12-31, `2025-02` is 2025-02-31, which sorts as it should. */
function lastDayOf(date: string): string {
  const [year, month = '12', day = '31'] = date.split('-');
  return `${year}-${month}-${day}`;
}
