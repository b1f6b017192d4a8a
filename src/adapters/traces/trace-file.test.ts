import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readTraceFile } from './trace-file.ts';

function file(name: string, text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'kadenz-trace-')), name);
  writeFileSync(path, text);
  return path;
}

const header = 'TIMESTAMP,ContextTokens,GeneratedTokens\n';

describe('a trace file', () => {
  it('is read from CSV with dates to a tenth of a microsecond, in order of arrival', async () => {
    const rows = '2023-11-16 18:15:47.5000000,100,7\n2023-11-16 18:15:46.6805900,374,44\n';
    const { trace, skipped } = await readTraceFile(file('azure.csv', header + rows));
    expect(skipped).toBe(0);
    expect([...trace.inputTokens]).toEqual([374, 100]);
    expect(trace.arrivalS[1]).toBeCloseTo(0.81941, 5);
  });

  it('is read from JSON lines with the hashes of its prefix blocks', async () => {
    const rows = [
      { timestamp: 0, input_length: 1200, output_length: 5, hash_ids: [1, 2] },
      { timestamp: 1500, input_length: 700, output_length: 6, hash_ids: [1] },
    ];
    const { trace } = await readTraceFile(
      file('mooncake.jsonl', rows.map((row) => JSON.stringify(row)).join('\n')),
    );
    expect([...trace.arrivalS]).toEqual([0, 1.5]);
    expect([...trace.prefix!.blocks]).toEqual([1, 2, 1]);
    expect([...trace.prefix!.start]).toEqual([0, 2, 3]);
  });

  it.each([
    ['2023-11-16 18:15:46,-3,44', /line 3: ContextTokens.*"-3"/],
    ['yesterday,3,44', /line 3: TIMESTAMP.*"yesterday"/],
    ['2023-11-16 18:15:46,3', /line 3: row.*three fields/],
  ])('is refused at the line of the bad row %s', async (row, message) => {
    const path = file('bad.csv', `${header}2023-11-16 18:15:46,1,1\n${row}\n`);
    await expect(readTraceFile(path)).rejects.toThrow(message);
  });

  it('is read without its bad rows, which are counted with their lines, when that is asked for', async () => {
    const path = file('bad.csv', `${header}0,1,1\nx,1,1\n2,5,zero\n3,1,1\n`);
    const { trace, skipped, problems } = await readTraceFile(path, { lenient: true });
    expect(trace.arrivalS.length).toBe(2);
    expect(skipped).toBe(2);
    expect(problems.map((problem) => problem.line)).toEqual([3, 4]);
  });
});

describe('a Parquet trace', () => {
  const parquet = (name: string) =>
    new URL(`../../../test/serving/parquet/${name}.parquet`, import.meta.url).pathname;

  it('is read one row group at a time, with the hashes of its prefix blocks', async () => {
    const { trace, rows } = await readTraceFile(parquet('mooncake-snappy'));
    expect(rows).toBe(5);
    expect([...trace.arrivalS]).toEqual([0, 1, 2, 3, 4]);
    expect([...trace.inputTokens]).toEqual([600, 1200, 1800, 2400, 3000]);
    expect([...trace.outputTokens]).toEqual([10, 11, 12, 13, 14]);
    expect([...trace.prefix!.blocks]).toEqual([1, 2, 1, 3, 1, 4, 1, 5, 1, 6]);
  });

  it('names the row of a bad value, and skips it when that is asked for', async () => {
    await expect(readTraceFile(parquet('plain-zstd'))).rejects.toThrow(/line 4: output_length.*-1/);
    const { trace, problems } = await readTraceFile(parquet('plain-zstd'), { lenient: true });
    expect([...trace.arrivalS]).toEqual([0, 0.5, 1, 2]);
    expect(problems.map(({ line }) => line)).toEqual([4]);
  });
});

describe('a compressed trace', () => {
  it('is read like the plain one, up to a limit', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'kadenz-trace-')), 'azure.csv.gz');
    writeFileSync(path, gzipSync(`${header}0,1,1\n1,2,2\n2,3,3\nx,y,z\n`));
    const { trace, rows } = await readTraceFile(path, { limit: 3 });
    expect([rows, ...trace.inputTokens]).toEqual([3, 1, 2, 3]);
    await expect(readTraceFile(path)).rejects.toThrow(/line 5/);
  });

  it('is told of when it is missing', async () => {
    await expect(readTraceFile(join(tmpdir(), 'kadenz-none.csv.gz'))).rejects.toThrow(/ENOENT/);
  });
});
