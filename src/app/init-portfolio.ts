/** Portfolios to start from. */
import { doubtfulRows, portfolioFromProjects } from '../domain/from-projects.ts';
import { portfolioToInput } from '../domain/write.ts';
import type { Language } from '../messages/language.ts';
import { starterPortfolio } from '../messages/starter-portfolio.ts';
import type { LocatedProblem } from '../units/problem.ts';
import type { Worksheet } from '../units/worksheet.ts';
import { isWorkbookPath } from './export-portfolio.ts';
import type { InvalidInput } from './open-portfolio.ts';
import type { Ports } from './ports.ts';

/** What to write, and from what. */
export interface InitRequest {
  /** File to write. */
  readonly path: string;
  /** Replace it if it is there. */
  readonly force: boolean;
  /** List of projects to start from, CSV or a workbook; a commented starter portfolio without it. */
  readonly from?: string | undefined;
  /** The sheet of a workbook that holds the list. */
  readonly sheet?: string | undefined;
  /** ISO date of the list; today without it. */
  readonly asOf?: string | undefined;
  readonly language: Language;
  /** Name of a portfolio made from a list, and the comment above it. */
  readonly name: string;
  readonly heading: string;
}

/** `exists`: the file is there and `force` was not given. */
export type InitOutcome =
  | { readonly status: 'written'; readonly notices: readonly LocatedProblem[] }
  | { readonly status: 'exists' }
  | InvalidInput;

/** Writes a commented starter portfolio, or a whole one from eight columns per project; as a workbook where the path ends so. */
export async function initPortfolio(
  request: InitRequest,
  ports: Pick<
    Ports,
    | 'readText'
    | 'readProjectRows'
    | 'readPortfolioText'
    | 'writeWhole'
    | 'writeYaml'
    | 'portfolioSheets'
    | 'writeWorkbook'
    | 'today'
  >,
): Promise<InitOutcome> {
  const { path, force, from, language, name, heading } = request;
  if (!force && (await ports.readText(path)) !== undefined) return { status: 'exists' };
  if (from === undefined) {
    const text = starterPortfolio(language);
    if (isWorkbookPath(path)) await ports.writeWorkbook(path, starterSheets(text, ports));
    else await ports.writeWhole(path, [text]);
    return { status: 'written', notices: [] };
  }
  const reading = await ports.readProjectRows(from, request.sheet);
  if ('problems' in reading) return { status: 'invalid', problems: reading.problems };
  const asOf = request.asOf ?? ports.today();
  const { rows, lines, places } = reading;
  const input = portfolioFromProjects(rows, { name, asOf });
  if (isWorkbookPath(path)) await ports.writeWorkbook(path, ports.portfolioSheets(input));
  else await ports.writeWhole(path, [ports.writeYaml(input, heading)]);
  const doubts = doubtfulRows(rows, { asOf, lines }).map(({ row, problem }) => ({
    ...problem,
    location: places[row]!,
  }));
  return { status: 'written', notices: [...reading.notices, ...doubts] };
}

function starterSheets(
  text: string,
  { readPortfolioText, portfolioSheets }: Pick<Ports, 'readPortfolioText' | 'portfolioSheets'>,
): readonly Worksheet[] {
  const reading = readPortfolioText(text, 'portfolio.yaml');
  if ('problems' in reading) throw new Error('the shipped portfolio is not sound');
  return portfolioSheets(portfolioToInput(reading.document));
}
