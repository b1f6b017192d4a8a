/** Opens a portfolio file for a use case. */
import { type Portfolio, typicalPortfolio } from '../domain/portfolio.ts';
import type { RateOrigin } from '../domain/rate-origin.ts';
import type { PortfolioDocument } from '../domain/schema.ts';
import { applySettings } from '../domain/setting.ts';
import { unusualFigures } from '../domain/unusual.ts';
import { resolveForecasts } from '../planning/portfolio/forecast-outlook.ts';
import { resolveServed } from '../serving/served-workloads.ts';
import type { LocatedProblem, Location, Path } from '../units/problem.ts';
import type { PortfolioReading, Ports } from './ports.ts';

/** A sound portfolio in the forms that use cases need. */
export interface OpenPortfolio {
  readonly status: 'open';
  /** As written, but served models have become rates, and forecasts of histories fans. */
  readonly document: PortfolioDocument;
  /** As written, with served models and forecasts: what further settings apply to. */
  readonly source: PortfolioDocument;
  /** Where every rate of a workload on an accelerator comes from. */
  readonly rates: readonly RateOrigin[];
  /** Typical values, with the seed that was asked for. */
  readonly portfolio: Portfolio;
  readonly notices: readonly LocatedProblem[];
  /** Where a value stands in the file. */
  locate(path: Path): Location | undefined;
}

/** Everything that is wrong with an input, placed. */
export interface InvalidInput {
  readonly status: 'invalid';
  readonly problems: readonly LocatedProblem[];
}

/** What it takes to open a portfolio. */
export type OpeningPorts = Pick<Ports, 'readPortfolio' | 'loadForecaster'>;

/** Reads and judges `path`; `seed` replaces the file's own, `settings` (`PATH=VALUE`) change its values. */
export async function openPortfolio(
  path: string,
  seed: number | undefined,
  ports: OpeningPorts,
  settings: readonly string[] = [],
): Promise<OpenPortfolio | InvalidInput> {
  return openRead(await ports.readPortfolio(path), seed, ports, settings);
}

/** Judges what was read. */
export async function openRead(
  reading: PortfolioReading,
  seed: number | undefined,
  ports: Pick<Ports, 'loadForecaster'>,
  settings: readonly string[] = [],
): Promise<OpenPortfolio | InvalidInput> {
  if ('problems' in reading) return { status: 'invalid', problems: reading.problems };
  const changed = settings.length === 0 ? reading : applySettings(reading.document, settings);
  if ('problems' in changed) return { status: 'invalid', problems: changed.problems };
  const source =
    seed === undefined
      ? changed.document
      : { ...changed.document, uncertainty: { ...changed.document.uncertainty, seed } };
  const resolution = resolveServed(source);
  if ('problems' in resolution) {
    const problems = resolution.problems.map((found) => ({ ...found, location: reading.locate(found.path) }));
    return { status: 'invalid', problems };
  }
  const { rates, document: resolved } = resolution;
  const document = resolved.workloads.some(({ demand }) => 'forecast' in demand)
    ? resolveForecasts(resolved, await ports.loadForecaster())
    : resolved;
  return {
    status: 'open',
    document,
    source,
    rates,
    portfolio: typicalPortfolio(document),
    notices: [
      ...reading.notices,
      ...unusualFigures(changed.document).map((found) => ({
        ...found,
        location: reading.locate(found.path),
      })),
    ],
    locate: reading.locate,
  };
}
