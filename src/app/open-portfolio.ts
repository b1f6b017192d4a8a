/** Opens a portfolio file for a use case. */
import { type Portfolio, typicalPortfolio } from '../domain/portfolio.ts';
import type { RateOrigin } from '../domain/rate-origin.ts';
import type { PortfolioDocument } from '../domain/schema.ts';
import { resolveServed } from '../serving/served-workloads.ts';
import type { LocatedProblem } from '../units/problem.ts';
import type { Ports } from './ports.ts';

export interface OpenPortfolio {
  readonly status: 'open';
  /** As written, but for served models: they have become rates. */
  readonly document: PortfolioDocument;
  /** Where every rate of a workload on an accelerator comes from. */
  readonly rates: readonly RateOrigin[];
  /** Typical values, with the seed that was asked for. */
  readonly portfolio: Portfolio;
  readonly notices: readonly LocatedProblem[];
}

/** Everything that is wrong with an input, placed. */
export interface InvalidInput {
  readonly status: 'invalid';
  readonly problems: readonly LocatedProblem[];
}

/** Reads and judges `path`; `seed` replaces the file's own. */
export async function openPortfolio(
  path: string,
  seed: number | undefined,
  ports: Pick<Ports, 'readPortfolio'>,
): Promise<OpenPortfolio | InvalidInput> {
  const reading = await ports.readPortfolio(path);
  if ('problems' in reading) return { status: 'invalid', problems: reading.problems };
  const { notices } = reading;
  const resolution = resolveServed(reading.document);
  if ('problems' in resolution) {
    const problems = resolution.problems.map((found) => ({ ...found, location: reading.locate(found.path) }));
    return { status: 'invalid', problems };
  }
  const { rates, document: resolved } = resolution;
  const document =
    seed === undefined ? resolved : { ...resolved, uncertainty: { ...resolved.uncertainty, seed } };
  return { status: 'open', document, rates, portfolio: typicalPortfolio(document), notices };
}
