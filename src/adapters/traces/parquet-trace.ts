import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { TraceBuilder } from '../../serving/request-trace.ts';
import { ServingError } from '../../serving/serving-error.ts';
import { recordRow, type TraceProblem } from '../../serving/trace-rows.ts';
import type { TraceReading, TraceReadOptions } from './line-stream.ts';

/**
 * Reads a Parquet trace one row group at a time, so that files larger than memory stream.
 *
 * Columns as in `recordRow`: Mooncake's names or `arrival_s`, `input_tokens`, `output_tokens`.
 */
export async function readParquetTrace(path: string, options: TraceReadOptions = {}): Promise<TraceReading> {
  const file = await asyncBufferFromFile(path);
  const metadata = await parquetMetadataAsync(file);
  const builder = new TraceBuilder();
  const skipped: TraceProblem[] = [];
  let first = 0;
  for (const group of metadata.row_groups) {
    const last = first + Number(group.num_rows);
    const rows = await parquetReadObjects({ file, metadata, compressors, rowStart: first, rowEnd: last });
    rows.forEach((row, i) => {
      const line = first + i + 1;
      try {
        builder.add(recordRow(row, line));
      } catch (error) {
        if (!options.lenient || !(error instanceof ServingError)) throw error;
        skipped.push({ line, error });
      }
    });
    first = last;
  }
  return { trace: builder.build(), skipped };
}
