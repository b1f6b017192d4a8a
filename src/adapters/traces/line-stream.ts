import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { type RequestTrace, TraceBuilder } from '../../serving/request-trace.ts';
import { ServingError } from '../../serving/serving-error.ts';
import { readAzureRow, readMooncakeRow, type TraceProblem } from '../../serving/trace-rows.ts';

/** A trace with the rows that were skipped. */
export interface TraceReading {
  readonly trace: RequestTrace;
  readonly skipped: readonly TraceProblem[];
}

/** How to treat rows that cannot be read: fail at the first one, or skip and report them. */
export interface TraceReadOptions {
  readonly lenient?: boolean;
}

/**
 * Reads an Azure CSV or Mooncake JSONL trace line by line; the file may be larger than memory, only its
 * columns are kept. The format is told from the file's name (`.jsonl`) or its first line.
 */
export async function readTraceFile(path: string, options: TraceReadOptions = {}): Promise<TraceReading> {
  const builder = new TraceBuilder();
  const skipped: TraceProblem[] = [];
  let line = 0;
  for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    line++;
    const jsonl = text.startsWith('{');
    if (text.trim() === '' || (line === 1 && !jsonl && /[a-z]{4}/i.test(text))) continue;
    try {
      builder.add(jsonl || path.endsWith('.jsonl') ? readMooncakeRow(text, line) : readAzureRow(text, line));
    } catch (error) {
      if (!options.lenient || !(error instanceof ServingError)) throw error;
      skipped.push({ line, error });
    }
  }
  return { trace: builder.build(), skipped };
}
