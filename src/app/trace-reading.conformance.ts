/** What every form of a trace of requests has to hold: run over CSV, JSON lines, both compressed, and Parquet. */
import { describe, expect, it } from 'vitest';
import type { Ports } from './ports.ts';

/** Five requests, one a second; `test/serving/parquet/mooncake-snappy.parquet` holds the same. */
export const requests = Array.from({ length: 5 }, (_, i) => ({
  arrivalS: i,
  inputTokens: 600 * (i + 1),
  outputTokens: 10 + i,
  prefixBlocks: [1, i + 2],
}));

/** Where the bad row of {@link TraceForm.withBadRow} stands: after three that can be read and before one more. */
export const BAD_ROW = 3;

/** A reader, with files that it reads. */
export interface TraceForm {
  readonly read: Ports['readTrace'];
  /** {@link requests} in a file. */
  readonly sound: string;
  /** Five rows of which the fourth has an output of −1 tokens. */
  readonly withBadRow: string;
  /** Line of the first row. */
  readonly firstLine: number;
  /** Whether the form tells the blocks of prefixes. */
  readonly hasBlocks: boolean;
}

/** Declares the tests of one form. */
export function traceReadingConformance(
  form: string,
  { read, sound, withBadRow, firstLine, hasBlocks }: TraceForm,
): void {
  describe(`a trace as ${form}`, () => {
    it('is read into columns, with the blocks of prefixes where the form tells them', async () => {
      const { trace, rows, skipped, problems } = await read(sound);
      expect([rows, skipped, problems]).toEqual([5, 0, []]);
      expect([...trace.arrivalS]).toEqual(requests.map(({ arrivalS }) => arrivalS));
      expect([...trace.inputTokens]).toEqual(requests.map(({ inputTokens }) => inputTokens));
      expect([...trace.outputTokens]).toEqual(requests.map(({ outputTokens }) => outputTokens));
      expect(trace.prefix && [...trace.prefix.blocks]).toEqual(
        hasBlocks ? requests.flatMap(({ prefixBlocks }) => prefixBlocks) : undefined,
      );
    });

    it('is read up to a limit, whatever stands beyond', async () => {
      const { trace, rows } = await read(withBadRow, { limit: BAD_ROW });
      expect([rows, trace.arrivalS.length]).toEqual([BAD_ROW, BAD_ROW]);
    });

    it('is refused at a bad row, with its line', async () => {
      await expect(read(withBadRow)).rejects.toThrow(new RegExp(`line ${firstLine + BAD_ROW}: .*-1`));
    });

    it('is read without its bad rows, which are counted, when that is asked for', async () => {
      const { trace, rows, skipped, problems } = await read(withBadRow, { lenient: true });
      expect([rows, trace.arrivalS.length, skipped]).toEqual([4, 4, 1]);
      expect(problems.map(({ line }) => line)).toEqual([firstLine + BAD_ROW]);
    });

    it('is told of when it is not there', async () => {
      await expect(read(sound.replace(/([^/]*)$/, 'no-$1'))).rejects.toThrow(/ENOENT/);
    });
  });
}
