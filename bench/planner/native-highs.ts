/** The same relaxation in native HiGHS, from the exported MPS: the independent yardstick. */
import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mpsLines } from '../../src/lp/mps.ts';
import { stateFlowProgram } from '../../src/planning/state-flow.ts';
import { type BenchCase, problemOf } from './cases.ts';

/** What native HiGHS came to; `skipped` where it could not be run. */
export type NativeOutcome =
  | {
      readonly status: 'optimal' | 'limit';
      readonly seconds: number;
      readonly objective: number;
      readonly rows: number;
      readonly columns: number;
      readonly peakMb: number;
    }
  | { readonly status: 'skipped'; readonly reason: string };

const here = fileURLToPath(new URL('.', import.meta.url));
const python = join(here, '..', '.venv', 'bin', 'python');

/** Why native HiGHS cannot run here; nothing when it can. */
export function whyNoNativeHighs(): string | undefined {
  if (!existsSync(python))
    return 'no bench/.venv: python3 -m venv bench/.venv && bench/.venv/bin/pip install highspy';
  const check = spawnSync(python, ['-c', 'import highspy']);
  return check.status === 0 ? undefined : 'bench/.venv has no highspy: bench/.venv/bin/pip install highspy';
}

/** Writes the relaxation as MPS, solves it in a process of its own and removes the file. */
export function solveNatively(bench: BenchCase, timeLimitSeconds: number): NativeOutcome {
  const folder = mkdtempSync(join(tmpdir(), 'kadenz-bench-'));
  try {
    const path = join(folder, 'relaxation.mps');
    writeRelaxation(bench, path);
    const run = spawnSync(python, [join(here, 'solve-mps.py'), path, String(timeLimitSeconds)], {
      encoding: 'utf8',
    });
    if (run.status !== 0)
      return { status: 'skipped', reason: run.stderr.trim().split('\n').at(-1) ?? 'failed' };
    return JSON.parse(run.stdout.trim().split('\n').at(-1)!);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function writeRelaxation(bench: BenchCase, path: string): void {
  const { program, rowNames, columnNames } = stateFlowProgram(problemOf(bench), { integer: false });
  const file = openSync(path, 'w');
  let block = '';
  for (const line of mpsLines(program, { program: bench.kind, rows: rowNames, columns: columnNames })) {
    block += `${line}\n`;
    if (block.length < 1 << 20) continue;
    writeSync(file, block);
    block = '';
  }
  writeSync(file, block);
  closeSync(file);
}
