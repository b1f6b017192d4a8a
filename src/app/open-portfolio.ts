/** Opens a portfolio file for a use case. */
import { type Portfolio, typicalPortfolio } from '../domain/portfolio.ts';
import type { PortfolioDocument } from '../domain/schema.ts';
import type { LocatedProblem } from '../units/problem.ts';
import type { Ports } from './ports.ts';

export interface OpenPortfolio {
  readonly status: 'open';
  readonly document: PortfolioDocument;
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
  const document =
    seed === undefined
      ? reading.document
      : { ...reading.document, uncertainty: { ...reading.document.uncertainty, seed } };
  return { status: 'open', document, portfolio: typicalPortfolio(document), notices };
}
