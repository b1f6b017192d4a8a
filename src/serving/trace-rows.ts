import type { RequestRow } from './request-trace.ts';
import { ServingError } from './serving-error.ts';

/** What reading a trace found besides its requests. */
export interface TraceProblem {
  /** Line in the file, from 1. */
  readonly line: number;
  readonly error: ServingError;
}

/** What a pass over a trace file found. */
export interface TraceScan {
  /** Rows that could be read. */
  readonly rows: number;
  /** Rows that could not, and the first of them with their lines. */
  readonly skipped: number;
  readonly problems: readonly TraceProblem[];
}

/** How to treat rows that cannot be read: fail at the first one, or skip and count them. */
export interface TraceReadOptions {
  readonly lenient?: boolean;
  /** Rows after which reading ends. */
  readonly limit?: number;
}

function bad(line: number, path: string, got: unknown, rule: string): ServingError {
  return new ServingError(
    'bad-trace-row',
    `line ${line}: ${path}`,
    got,
    rule,
    'Correct the row, or read the trace leniently to skip and count such rows.',
  );
}

function wholeTokens(line: number, path: string, value: unknown, least: number): number {
  const tokens = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof tokens === 'number' && Number.isInteger(tokens) && tokens >= least && tokens < 2 ** 31)
    return tokens;
  throw bad(line, path, value, `must be a whole number of tokens ≥ ${least}`);
}

/**
 * Reads `TIMESTAMP,ContextTokens,GeneratedTokens` (Azure Public Dataset). The timestamp is a date with up to
 * seven decimals of a second, in UTC, or plain seconds. Throws a {@link ServingError} that names the line.
 */
export function readAzureRow(text: string, line: number): RequestRow {
  const fields = text.split(',');
  if (fields.length !== 3)
    throw bad(line, 'row', text, 'must have three fields: TIMESTAMP,ContextTokens,GeneratedTokens');
  return {
    arrivalS: timestampSeconds(fields[0].trim(), line),
    inputTokens: wholeTokens(line, 'ContextTokens', fields[1], 1),
    outputTokens: wholeTokens(line, 'GeneratedTokens', fields[2], 1),
  };
}

function timestampSeconds(text: string, line: number): number {
  const plain = text === '' ? Number.NaN : Number(text);
  if (Number.isFinite(plain) && plain >= 0) return plain;
  const parts = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})(\.\d+)?Z?$/.exec(text);
  const whole = parts ? Date.parse(`${parts[1]}T${parts[2]}Z`) / 1000 : Number.NaN;
  if (!Number.isFinite(whole)) throw bad(line, 'TIMESTAMP', text, 'must be a date with time, or seconds ≥ 0');
  return whole + Number(parts?.[3] ?? 0);
}

/** Reads `{"timestamp": ms, "input_length": …, "output_length": …, "hash_ids": […]}` (Mooncake). */
export function readMooncakeRow(text: string, line: number): RequestRow {
  let record: Readonly<Record<string, unknown>>;
  try {
    record = JSON.parse(text) as Readonly<Record<string, unknown>>;
  } catch {
    throw bad(line, 'row', text.slice(0, 80), 'must be one JSON object');
  }
  return recordRow(record, line);
}

/** Reads a record with Mooncake's or plain names (`arrival_s`, `input_tokens`, `output_tokens`), as Parquet has them. */
export function recordRow(record: Readonly<Record<string, unknown>>, line: number): RequestRow {
  const pick = (...names: string[]) => names.map((name) => record[name]).find((value) => value !== undefined);
  const number = (value: unknown) => (typeof value === 'bigint' ? Number(value) : value);
  const milliseconds = number(pick('timestamp'));
  const seconds = number(pick('arrival_s', 'arrived_at'));
  const arrivalS =
    typeof seconds === 'number'
      ? seconds
      : typeof milliseconds === 'number'
        ? milliseconds / 1000
        : Number.NaN;
  if (!(arrivalS >= 0)) throw bad(line, 'timestamp', milliseconds ?? seconds ?? null, 'must be a number ≥ 0');
  const hashes = pick('hash_ids');
  const inputTokens = wholeTokens(
    line,
    'input_length',
    number(pick('input_length', 'input_tokens', 'num_prefill_tokens')),
    1,
  );
  const outputTokens = wholeTokens(
    line,
    'output_length',
    number(pick('output_length', 'output_tokens', 'num_decode_tokens')),
    1,
  );
  if (hashes === undefined) return { arrivalS, inputTokens, outputTokens };
  if (!Array.isArray(hashes) || !hashes.every((h) => Number.isInteger(number(h)))) {
    throw bad(line, 'hash_ids', hashes, 'must be a list of whole numbers');
  }
  return { arrivalS, inputTokens, outputTokens, hashes: hashes.map((h) => Number(h)) };
}
