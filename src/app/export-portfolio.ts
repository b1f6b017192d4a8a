/** Writes a portfolio as a workbook with a sheet per table; reading it gives the same portfolio. */
import { extname } from 'node:path';
import { portfolioToInput } from '../domain/write.ts';
import type { InvalidInput } from './open-portfolio.ts';
import type { Ports } from './ports.ts';

/** Whether a file that will be written is to be a workbook. */
export const isWorkbookPath = (path: string) => extname(path).toLowerCase() === '.xlsx';

/** The sheets that were written, in order. */
export type PortfolioExport =
  | { readonly status: 'written'; readonly sheets: readonly string[] }
  | InvalidInput;

/** Reads the portfolio at `from` and writes the workbook `to`. */
export async function exportPortfolio(
  from: string,
  to: string,
  {
    readPortfolio,
    portfolioSheets,
    writeWorkbook,
  }: Pick<Ports, 'readPortfolio' | 'portfolioSheets' | 'writeWorkbook'>,
): Promise<PortfolioExport> {
  const reading = await readPortfolio(from);
  if ('problems' in reading) return { status: 'invalid', problems: reading.problems };
  const sheets = portfolioSheets(portfolioToInput(reading.document));
  await writeWorkbook(to, sheets);
  return { status: 'written', sheets: sheets.map(({ name }) => name) };
}
