/** Reads and judges a portfolio: its shape and the relations between its parts, all problems at once. */
import { type Problem, problem } from '../units/problem.ts';
import { branching, correlations, fans, servable } from './rules/demand.ts';
import { Facts, type Rule } from './rules/facts.ts';
import { campusesOfRuns, delays, marketInCalendar } from './rules/market.ts';
import { leaseStages, projectStages } from './rules/options.ts';
import { demandHistory, events, evidence, growthViews } from './rules/outlook.ts';
import { references, uniqueIds } from './rules/references.ts';
import { servedWorkloads, sourcesOfModels } from './rules/served.ts';
import { budgetYears, quartersInCalendar } from './rules/time.ts';
import {
  type PortfolioDocument,
  type PortfolioKey,
  portfolioParts,
  portfolioSchema,
  resolveFiscalQuarters,
} from './schema.ts';
import { shapeProblems } from './shape.ts';

/** A sound document, or everything that is wrong with it. */
export type PortfolioReading =
  | { readonly document: PortfolioDocument }
  | { readonly problems: readonly Problem[] };

const rules: readonly Rule[] = [
  uniqueIds,
  references,
  quartersInCalendar,
  budgetYears,
  marketInCalendar,
  campusesOfRuns,
  projectStages,
  leaseStages,
  fans,
  servable,
  sourcesOfModels,
  servedWorkloads,
  branching,
  correlations,
  events,
  delays,
  growthViews,
  evidence,
  demandHistory,
];

/**
 * Reads parsed data (of YAML, JSON or tables) as a portfolio.
 *
 * Never throws for any data. Parts of a wrong shape are reported and left out, and the relations between the
 * readable rest are judged as well, so that one run shows every problem.
 */
export function readPortfolio(raw: unknown): PortfolioReading {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    return { problems: [problem('type', [], raw, { expected: 'section' })] };
  }
  const reading = portfolioSchema.safeParse(raw);
  const problems = reading.success
    ? relationProblems(new Facts(reading.data, raw))
    : [...shapeProblems(reading.error.issues, raw), ...relationProblems(salvage(raw))];
  return reading.success && problems.length === 0 ? { document: reading.data } : { problems };
}

/** The violations of relations in a document of sound shape; empty when it can be planned. */
export function validatePortfolio(document: PortfolioDocument): readonly Problem[] {
  return relationProblems(new Facts(document, document));
}

function relationProblems(facts: Facts): Problem[] {
  return rules.flatMap((rule) => rule(facts));
}

/** The readable parts of a document whose shape is wrong; unreadable entries of lists become gaps. */
function salvage(raw: object): Facts {
  const broken = new Set<PortfolioKey>();
  const parts = Object.entries(portfolioParts).map(([name, schema]) => {
    const key = name as PortfolioKey;
    const value = (raw as Readonly<Record<string, unknown>>)[key];
    const whole = schema.safeParse(value);
    if (whole.success) return [key, whole.data] as const;
    broken.add(key);
    return [
      key,
      Array.isArray(value) ? value.map((entry) => readable(key, entry)) : substitute(key),
    ] as const;
  });
  const start = broken.has('calendar') ? 1 : (Object.fromEntries(parts) as PortfolioDocument).calendar;
  const document = resolveFiscalQuarters(
    Object.fromEntries(parts),
    typeof start === 'number' ? start : start.fiscalYearStartMonth,
  );
  return new Facts(document as PortfolioDocument, raw, broken);
}

function readable(key: PortfolioKey, entry: unknown): unknown {
  const one = portfolioParts[key].safeParse([entry]);
  return one.success && Array.isArray(one.data) ? one.data[0] : undefined;
}

/** Stands in for an unreadable part; rules that would look at it ask {@link Facts.complete} first. */
function substitute(key: PortfolioKey): unknown {
  if (key === 'uncertainty' || key === 'calendar') return portfolioParts[key].parse({});
  return ['kadenz', 'name', 'asOf', 'finance', 'risk'].includes(key) ? undefined : [];
}
