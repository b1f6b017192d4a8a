import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { BAD_ROW, requests, traceReadingConformance } from '../../app/trace-reading.conformance.ts';
import { readTraceFile } from './trace-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'kadenz-trace-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, name.endsWith('.gz') ? gzipSync(text) : text);
  return path;
}

const header = 'TIMESTAMP,ContextTokens,GeneratedTokens\n';
const withBadRow = requests.map((row, i) => (i === BAD_ROW ? { ...row, outputTokens: -1 } : row));
const csv = (rows: typeof requests) =>
  header + rows.map((row) => [row.arrivalS, row.inputTokens, row.outputTokens].join(',')).join('\n');
const jsonLines = (rows: typeof requests) =>
  rows
    .map(({ arrivalS, inputTokens: input_length, outputTokens: output_length, prefixBlocks: hash_ids }) =>
      JSON.stringify({ timestamp: 1000 * arrivalS, input_length, output_length, hash_ids }),
    )
    .join('\n');

for (const ending of ['', '.gz']) {
  traceReadingConformance(`CSV${ending}`, {
    read: readTraceFile,
    ...{ sound: file(`a.csv${ending}`, csv(requests)), withBadRow: file(`b.csv${ending}`, csv(withBadRow)) },
    ...{ firstLine: 2, hasBlocks: false },
  });
  traceReadingConformance(`JSON lines${ending}`, {
    read: readTraceFile,
    sound: file(`a.jsonl${ending}`, jsonLines(requests)),
    withBadRow: file(`b.jsonl${ending}`, jsonLines(withBadRow)),
    ...{ firstLine: 1, hasBlocks: true },
  });
}
const parquet = (name: string) =>
  new URL(`../../../test/serving/parquet/${name}.parquet`, import.meta.url).pathname;
traceReadingConformance('Parquet', {
  read: readTraceFile,
  ...{ sound: parquet('mooncake-snappy'), withBadRow: parquet('plain-zstd') },
  ...{ firstLine: 1, hasBlocks: true },
});

describe('a trace as CSV', () => {
  it('has dates to a tenth of a microsecond, and is put in order of arrival', async () => {
    const rows = '2023-11-16 18:15:47.5000000,100,7\n2023-11-16 18:15:46.6805900,374,44\n';
    const { trace } = await readTraceFile(file('dates.csv', header + rows));
    expect([...trace.inputTokens]).toEqual([374, 100]);
    expect(trace.arrivalS[1]).toBeCloseTo(0.81941, 5);
  });

  it.each([
    ['2023-11-16 18:15:46,-3,44', /line 3: ContextTokens.*"-3"/],
    ['yesterday,3,44', /line 3: TIMESTAMP.*"yesterday"/],
    ['2023-11-16 18:15:46,3', /line 3: row.*three fields/],
  ])('is refused for the field that is wrong in %s', async (row, message) => {
    const path = file('bad.csv', `${header}2023-11-16 18:15:46,1,1\n${row}\n`);
    await expect(readTraceFile(path)).rejects.toThrow(message);
  });
});
