/** What every form of a table of observed series has to hold: run over CSV, workbooks and Parquet. */
import { describe, expect, it } from 'vitest';
import type { SeriesTableReading } from './ports.ts';

/** A history with a gap and a revision, as texts: `test/demand/parquet/history.parquet` holds the same. */
export const history = {
  columns: ['workload', 'date', 'tokens', 'known'],
  rows: [
    ['chat', '2023-01-01', '100', '2023-04-21'],
    ['chat', '2023-04-01', '112', '2023-07-20'],
    ['chat', '2023-07-01', '', '2023-10-19'],
    ['chat', '2023-10-01', '140', '2024-01-19'],
    ['chat', '2024-01-01', '155', '2024-04-20'],
    ['chat', '2024-04-01', '166', '2024-07-20'],
    ['chat', '2024-07-01', '190', '2024-10-19'],
    ['chat', '2024-10-01', '214', '2025-01-19'],
    ['chat', '2024-10-01', '218', '2025-03-01'],
  ],
} as const;

/** A reader, and {@link history} as a file that it reads. */
export interface SeriesTableForm {
  readonly file: string;
  bytes(): Promise<Uint8Array>;
  read(bytes: Uint8Array, file: string): Promise<SeriesTableReading>;
}

/** Bytes that are no text, no workbook and no Parquet file. */
const noise = Uint8Array.from({ length: 64 }, (_, i) => 255 - i);

/** Declares the tests of one form. */
export function seriesTableConformance(form: string, { file, bytes, read }: SeriesTableForm): void {
  describe(`a table of series as ${form}`, () => {
    it('is read as texts: days as ISO days, numbers plain, what is empty as an empty text', async () => {
      const reading = await read(await bytes(), file);
      if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
      expect(reading.columns).toEqual(history.columns);
      expect(reading.rows.map(({ cells }) => history.columns.map((column) => cells[column]))).toEqual(
        history.rows,
      );
      expect(reading.notices).toEqual([]);
    });

    it('numbers its rows in their order', async () => {
      const reading = await read(await bytes(), file);
      const lines = 'rows' in reading ? reading.rows.map(({ line }) => line) : [];
      expect(lines).toEqual(history.rows.map((_, i) => lines[0]! + i));
    });

    it('is told of by name when its bytes are something else', async () => {
      const reading = await read(noise, file);
      expect('problems' in reading && reading.problems.map(({ location }) => location?.file)).toEqual([file]);
    });
  });
}
