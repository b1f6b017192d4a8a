/** Observed series from a Parquet file, as rows of texts like those of a table. */
import { type AsyncBuffer, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { problem } from '../../units/problem.ts';
import type { SeriesTableReading } from './series-table.ts';

/** Reads the bytes of a Parquet file; `line` counts its rows from 1. Nulls are empty texts, dates ISO dates. */
export async function readSeriesParquet(bytes: Uint8Array, file: string): Promise<SeriesTableReading> {
  let rows: Record<string, unknown>[];
  try {
    rows = await parquetReadObjects({ file: bufferOf(bytes), compressors });
  } catch {
    return { problems: [{ ...problem('parquet', [], undefined, {}), location: { file } }] };
  }
  const columns = Object.keys(rows[0] ?? {});
  return {
    columns,
    rows: rows.map((row, i) => ({
      line: i + 1,
      cells: Object.fromEntries(columns.map((column) => [column, textOf(row[column])])),
    })),
    notices: [],
  };
}

function bufferOf(bytes: Uint8Array): AsyncBuffer {
  return {
    byteLength: bytes.length,
    slice: (start, end) => Uint8Array.from(bytes.subarray(start, end)).buffer,
  };
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
