/** Judges a portfolio file and sums up what it holds. */
import { leavesOf } from '../demand/scenario-tree.ts';
import { assumedFigures, worthFindingOut } from '../domain/assumed.ts';
import type { PortfolioDocument } from '../domain/schema.ts';
import { publishedSchema } from '../domain/schema.ts';
import { portfolioTree } from '../planning/portfolio/portfolio-tree.ts';
import { formatPath, type LocatedProblem } from '../units/problem.ts';
import { type InvalidInput, openPortfolio } from './open-portfolio.ts';
import type { Ports } from './ports.ts';
import { inputHash } from './sign-plan.ts';

/** The JSON Schema of the portfolio file. */
export { publishedSchema };

/** An assumed field and the places where it is assumed. */
export interface WorthLine {
  /** A key of the messages' area `worth`. */
  readonly field: ReturnType<typeof worthFindingOut>[number]['field'];
  readonly places: readonly string[];
}

/** What a sound portfolio holds, or everything that is wrong with it. */
export type ValidateOutcome =
  | {
      readonly status: 'sound';
      readonly notices: readonly LocatedProblem[];
      readonly projects: number;
      readonly leases: number;
      readonly itPowerMw: number;
      readonly nodes: number;
      readonly futures: number;
      /** Figures marked as assumed. */
      readonly assumed: number;
      readonly worth: readonly WorthLine[];
      readonly inputHash: string;
      readonly seed: number;
    }
  | InvalidInput;

/** Reads and judges `path`; the tree is generated, so that what is sound can also be planned. */
export async function validatePortfolioFile(
  path: string,
  seed: number | undefined,
  ports: Pick<Ports, 'readPortfolio' | 'loadForecaster' | 'sha256'>,
): Promise<ValidateOutcome> {
  const input = await openPortfolio(path, seed, ports);
  if (input.status === 'invalid') return input;
  const { portfolio, document, notices } = input;
  const { tree } = portfolioTree(portfolio);
  const options = [...portfolio.projects, ...portfolio.leases];
  return {
    ...{ status: 'sound', notices, worth: worthLines(document) },
    ...{ projects: portfolio.projects.length, leases: portfolio.leases.length },
    itPowerMw: options.reduce((sum, option) => sum + option.itPowerMw, 0),
    ...{ nodes: tree.parent.length, futures: leavesOf(tree).length },
    assumed: assumedFigures(document).length,
    ...{ inputHash: inputHash(portfolio, ports), seed: portfolio.uncertainty.seed },
  };
}

/** The assumed figures most worth finding out. */
function worthLines(document: PortfolioDocument): WorthLine[] {
  return worthFindingOut(document).map(({ field, paths }) => ({ field, places: paths.map(formatPath) }));
}
