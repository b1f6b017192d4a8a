import { portfolioReadingConformance } from '../../app/portfolio-reading.conformance.ts';
import type { PortfolioInput } from '../../domain/schema.ts';
import type { CellValue } from '../../units/worksheet.ts';
import { workbookBytes } from '../excel/write-workbook.ts';
import { portfolioSheets } from './portfolio-sheets.ts';
import { readPortfolioBytes, readPortfolioFile, readPortfolioTables } from './read-portfolio.ts';
import { inputToYaml } from './write-portfolio.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

portfolioReadingConformance('YAML', async (data) => readPortfolioBytes(bytes(inputToYaml(data)), 'p.yaml'));
portfolioReadingConformance('JSON', async (data) =>
  readPortfolioBytes(bytes(JSON.stringify(data, null, 2)), 'p.json'),
);
portfolioReadingConformance('a workbook', async (data) =>
  readPortfolioFile(await workbookBytes(portfolioSheets(data)), 'p.xlsx'),
);
portfolioReadingConformance('a folder of tables', async (data) =>
  readPortfolioTables(tablesOf(data), 'folder'),
);

/** The sheets that are read, as CSV files. */
function tablesOf(data: PortfolioInput): ReadonlyMap<string, Uint8Array> {
  const written = portfolioSheets(data).filter(({ name }) => !name.startsWith('_'));
  return new Map(
    written.map(({ name, columns, rows }) => {
      const lines = [columns.map(({ head }) => head), ...rows].map((cells) => cells.map(cellText).join(','));
      return [`${name}.csv`, bytes(lines.join('\n'))];
    }),
  );
}

function cellText(cell: CellValue): string {
  if (cell === undefined) return '';
  const text = typeof cell !== 'object' ? String(cell) : 'day' in cell ? cell.day : String(cell.number);
  return `"${text.replaceAll('"', '""')}"`;
}
