/** One CSV table: separator and decimal commas detected, every row with its line. */
import { parse } from 'csv-parse/sync';
import { type LocatedProblem, problem } from '../../units/problem.ts';
import type { Table } from './table.ts';

/**
 * Reads a CSV table with a header row. The separator is the one of `,`, `;` and tab that the header holds most of.
 *
 * In tables separated by `;` or tab, a number such as `1,5` or `1.234,5` is read with a decimal comma and a notice
 * is given; `1.234` beside such numbers is ambiguous and a problem. In tables separated by `,` a comma in a number
 * stays, and is refused as a figure.
 */
export function readTable(text: string, file: string): Table {
  const separator = separatorOf(text);
  const found = { problems: [] as LocatedProblem[], notices: [] as LocatedProblem[] };
  const head = () => ({ file, line: 1 });
  let records: { record: string[]; info: { lines: number } }[];
  try {
    records = parse(text, {
      delimiter: separator,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as typeof records;
  } catch (error) {
    const line = Number(/line (\d+)/.exec(String(error))?.[1] ?? 1);
    const got = text.split('\n')[line - 1]?.trim();
    const fault = problem('syntax', [], got, { notation: 'CSV', what: 'quote or bracket' });
    const problems = [{ ...fault, location: { file, line } }];
    return { file, columns: [], rows: [], problems, notices: [], head };
  }
  const [header, ...body] = records;
  const columns = header?.record ?? [];
  found.problems.push(...repeatedColumns(columns, file));
  const rows = body
    .filter(({ record }) => record.some((cell) => cell !== ''))
    .flatMap(({ record, info }) => {
      const location = { file, line: info.lines };
      if (record.length > columns.length && record.slice(columns.length).some((cell) => cell !== '')) {
        const got = record.join(separator);
        found.problems.push({ ...problem('row-length', [], got, { columns: columns.length }), location });
        return [];
      }
      const cells = new Map(columns.flatMap((name, i) => filled(name, record[i])));
      return [{ line: info.lines, cells, at: () => location }];
    });
  const table = { file, columns, rows, head };
  return separator === ',' ? { ...table, ...found } : withDecimalPoints(table, found);
}

const filled = (name: string, cell: string | undefined): [string, string][] => (cell ? [[name, cell]] : []);

function separatorOf(text: string): string {
  const header = text.split('\n', 1)[0]!;
  const count = (separator: string) => header.split(separator).length;
  return [',', ';', '\t'].reduce((best, separator) => (count(separator) > count(best) ? separator : best));
}

function repeatedColumns(columns: readonly string[], file: string): LocatedProblem[] {
  return columns.flatMap((name, i) =>
    columns.indexOf(name) < i
      ? [{ ...problem('duplicate-key', [], name, { firstLine: 1 }), location: { file, line: 1 } }]
      : [],
  );
}

const decimalComma = /^([+-]?)(\d+|\d{1,3}(?:\.\d{3})+),(\d+)(?=$|\s|%|[A-Za-z])/;
const pointedThousands = /^[+-]?\d{1,3}(?:\.\d{3})+(?=$|\s|%)/;

function withDecimalPoints(
  table: Pick<Table, 'file' | 'columns' | 'rows' | 'head'>,
  found: { problems: LocatedProblem[]; notices: LocatedProblem[] },
): Table {
  const { file } = table;
  let count = 0;
  let first: { line: number; cell: string } | undefined;
  const rows = table.rows.map((row) => ({
    ...row,
    cells: new Map(
      [...row.cells].map(([name, cell]) => {
        if (!decimalComma.test(cell)) return [name, cell];
        count++;
        first ??= { line: row.line, cell };
        return [
          name,
          cell.replace(decimalComma, (_, sign, whole, part) => `${sign}${whole.replaceAll('.', '')}.${part}`),
        ];
      }),
    ),
  }));
  if (first === undefined) return { ...table, ...found };
  for (const { line, cells } of table.rows) {
    for (const [name, cell] of cells) {
      if (!pointedThousands.test(cell) || decimalComma.test(cell)) continue;
      found.problems.push({ ...problem('ambiguous-thousands', [name], cell, {}), location: { file, line } });
    }
  }
  found.notices.push({
    ...problem('decimal-comma', [], first.cell, { count }),
    location: { file, line: first.line },
  });
  return { ...table, rows, ...found };
}
