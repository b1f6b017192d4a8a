import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { type RequestRow, type RequestTrace, TraceBuilder } from '../../serving/request-trace.ts';
import { ServingError } from '../../serving/serving-error.ts';
import {
  readAzureRow,
  readMooncakeRow,
  recordRow,
  type TraceProblem,
  type TraceReadOptions,
  type TraceScan,
} from '../../serving/trace-rows.ts';

/** Bad rows of which more than their number is kept. */
const keptProblems = 20;

/** Counts rows and problems, and decides when a problem ends the pass. */
class Pass implements TraceScan {
  rows = 0;
  skipped = 0;
  readonly problems: TraceProblem[] = [];

  readonly #options: TraceReadOptions;
  readonly #onRow: (row: RequestRow) => void;

  constructor(options: TraceReadOptions, onRow: (row: RequestRow) => void) {
    this.#options = options;
    this.#onRow = onRow;
  }

  get done(): boolean {
    return this.rows >= (this.#options.limit ?? Infinity);
  }

  take(read: () => RequestRow, line: number): void {
    try {
      this.#onRow(read());
      this.rows++;
    } catch (error) {
      if (!this.#options.lenient || !(error instanceof ServingError)) throw error;
      this.skipped++;
      if (this.problems.length < keptProblems) this.problems.push({ line, error });
    }
  }
}

/**
 * Hands every row of an Azure CSV, a Mooncake JSONL (both also as `.gz`) or a Parquet file to `onRow`, in the file's
 * order. The file is never held whole: text passes line by line, Parquet one row group at a time.
 */
export async function scanTrace(
  path: string,
  onRow: (row: RequestRow) => void,
  options: TraceReadOptions = {},
): Promise<TraceScan> {
  const pass = new Pass(options, onRow);
  if (/\.parquet$/i.test(path)) await scanParquet(path, pass);
  else await scanLines(path, pass);
  return { rows: pass.rows, skipped: pass.skipped, problems: pass.problems };
}

async function scanLines(path: string, pass: Pass): Promise<void> {
  const file = createReadStream(path);
  const input: Readable = /\.gz$/i.test(path) ? file.pipe(createGunzip()) : file;
  file.on('error', (error) => input.destroy(error));
  const named = /\.jsonl(\.gz)?$/i.test(path);
  let line = 0;
  try {
    for await (const text of createInterface({ input, crlfDelay: Infinity })) {
      line++;
      const jsonl = named || text.startsWith('{');
      if (text.trim() === '' || (line === 1 && !jsonl && /[a-z]{4}/i.test(text))) continue;
      pass.take(() => (jsonl ? readMooncakeRow(text, line) : readAzureRow(text, line)), line);
      if (pass.done) return;
    }
  } finally {
    file.destroy();
  }
}

/** Columns as in `recordRow`: Mooncake's names or `arrival_s`, `input_tokens`, `output_tokens`. */
async function scanParquet(path: string, pass: Pass): Promise<void> {
  const file = await asyncBufferFromFile(path);
  const metadata = await parquetMetadataAsync(file);
  let first = 0;
  for (const group of metadata.row_groups) {
    const last = first + Number(group.num_rows);
    const rows = await parquetReadObjects({ file, metadata, compressors, rowStart: first, rowEnd: last });
    for (const [i, row] of rows.entries()) {
      pass.take(() => recordRow(row, first + i + 1), first + i + 1);
      if (pass.done) return;
    }
    first = last;
  }
}

/** Reads a whole trace; only its columns are kept, 16 bytes per request and 4 per prefix block. */
export async function readTraceFile(
  path: string,
  options: TraceReadOptions = {},
): Promise<TraceScan & { readonly trace: RequestTrace }> {
  const builder = new TraceBuilder();
  const scan = await scanTrace(path, (row) => builder.add(row), options);
  return { ...scan, trace: builder.build() };
}
