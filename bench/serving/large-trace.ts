/**
 * Shows that a trace larger than the memory it is read with is described: `npx tsx bench/serving/large-trace.ts [rows]`.
 * Writes a CSV, then reads it in a process whose heap is capped at 48 MB. Prints sizes, peak memory and CPU seconds.
 */
import { spawnSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { scanTrace } from '../../src/adapters/traces/trace-file.ts';
import { TraceSummary } from '../../src/serving/trace-statistics.ts';
import { randomStream } from '../../src/units/random.ts';

const heapMb = 48;

function* csv(rows: number): Generator<string> {
  const random = randomStream(1, 'large');
  let text = 'TIMESTAMP,ContextTokens,GeneratedTokens\n';
  for (let i = 0; i < rows; i++) {
    const [input, output] = [random.uniform(), random.uniform()];
    text += `${(i / 300).toFixed(4)},${1 + Math.floor(input * 4000)},${1 + Math.floor(output * 600)}\n`;
    if (text.length > 1 << 20) {
      yield text;
      text = '';
    }
  }
  yield text;
}

async function describe(path: string): Promise<void> {
  const summary = new TraceSummary();
  await scanTrace(path, (row) => summary.add(row));
  const { requests, durationS, inputTokens } = summary.statistics;
  const { user, system } = process.cpuUsage();
  console.log(
    `${requests} requests over ${(durationS / 3600).toFixed(1)} h, mean input ${inputTokens.mean.toFixed(1)}: ` +
      `${((user + system) / 1e6).toFixed(1)} CPU s, peak ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`,
  );
}

async function main(): Promise<void> {
  const [argument] = process.argv.slice(2);
  if (argument !== undefined && !/^\d+$/.test(argument)) return describe(argument);
  const folder = mkdtempSync(join(tmpdir(), 'kadenz-large-'));
  try {
    const path = join(folder, 'large.csv');
    await pipeline(Readable.from(csv(Number(argument ?? 20_000_000))), createWriteStream(path));
    console.log(`${(statSync(path).size / 1e6).toFixed(0)} MB of CSV, heap of ${heapMb} MB`);
    const flags = [`--max-old-space-size=${heapMb}`, '--import', 'tsx', fileURLToPath(import.meta.url), path];
    const { status } = spawnSync(process.execPath, flags, { stdio: 'inherit' });
    process.exitCode = status ?? 1;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

await main();
