/** The loaded portfolio with settings applied, as the command line would open it. */
import { type Portfolio, typicalPortfolio } from '../../../src/domain/portfolio.ts';
import type { RateOrigin } from '../../../src/domain/rate-origin.ts';
import type { PortfolioDocument } from '../../../src/domain/schema.ts';
import { applySettings } from '../../../src/domain/setting.ts';
import { resolveServed } from '../../../src/serving/served-workloads.ts';
import type { LocatedProblem } from '../../../src/units/problem.ts';

export type ChangedPortfolio =
  | {
      readonly portfolio: Portfolio;
      readonly document: PortfolioDocument;
      readonly rates: readonly RateOrigin[];
    }
  | { readonly problems: readonly LocatedProblem[] };

/**
 * Forecasts are not made anew here: their workloads have become fans, and the history that they came from is left out, so that a
 * setting on either is refused instead of having no effect.
 */
export function settable(source: PortfolioDocument, resolved: PortfolioDocument): PortfolioDocument {
  if (!source.workloads.some(({ demand }) => 'forecast' in demand)) return source;
  const workloads = source.workloads.map((one, i) => ({ ...one, demand: resolved.workloads[i]!.demand }));
  return { ...source, workloads, demandHistory: [] };
}

export function changedPortfolio(source: PortfolioDocument, settings: readonly string[]): ChangedPortfolio {
  const changed = settings.length === 0 ? { document: source } : applySettings(source, settings);
  if ('problems' in changed) return changed;
  const resolved = resolveServed(changed.document);
  if ('problems' in resolved) {
    const location = { file: settings.map((text) => `--set ${text}`).join(' ') };
    return { problems: resolved.problems.map((found) => ({ ...found, location })) };
  }
  const { document, rates } = resolved;
  return { document, rates, portfolio: typicalPortfolio(document) };
}
