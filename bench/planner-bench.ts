/**
 * Times the planner on made-up portfolios, beside native HiGHS on the same relaxation.
 *
 *   npx tsx bench/planner-bench.ts [--quick] [--limit <seconds per case>]
 *
 * Each case runs in a process of its own. `bound 0.1 %`: bound within 0.1 % of the relaxation's value above retreat.
 * `bound`: to 10,000 USD. `1 % gap`: value proven to 1 % of value − retreat (the stake). A dash: not within the limit.
 * All seconds are processor seconds of one thread, so that a busy machine does not blur the ratio (HiGHS counts its limit by the clock on the wall).
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type BenchCase, cases, nameOf, quickCases } from './planner/cases.ts';
import { type Measurement, measure } from './planner/measure.ts';
import { type NativeOutcome, solveNatively, whyNoNativeHighs } from './planner/native-highs.ts';

const columns = [
  ['case', 16],
  ['bound 0.1 %', 12],
  ['bound', 8],
  ['1 % gap', 8],
  ['total', 8],
  ['final gap', 10],
  ['pricing', 8],
  ['master', 7],
  ['rounds', 7],
  ['MB', 6],
  ['HiGHS LP', 10],
  ['MB', 6],
  ['ratio', 7],
  ['LP − bound', 11],
] as const;

function main(): void {
  const quick = process.argv.includes('--quick');
  const limitAt = process.argv.indexOf('--limit');
  const limit = limitAt > 0 ? Number(process.argv[limitAt + 1]) : quick ? 6 : 90;
  const missing = whyNoNativeHighs();
  console.log(
    `Limit ${limit} s of processor time per case; Node ${process.version}, ${process.platform} ${process.arch}.`,
  );
  if (missing) console.log(`Native HiGHS is skipped: ${missing}.`);
  console.log(columns.map(([title, width]) => title.padStart(width)).join(''));
  for (const bench of quick ? quickCases : cases) {
    const measured = inChild<Measurement>('measure', bench, limit);
    const native = missing ? undefined : inChild<NativeOutcome>('native', bench, quick ? limit : 2 * limit);
    console.log(
      cells(bench, measured, native)
        .map((text, i) => text.padStart(columns[i]![1]))
        .join(''),
    );
  }
}

function cells(bench: BenchCase, measured: Measurement, native: NativeOutcome | undefined): string[] {
  const { bound, provenBound, value, retreat } = measured;
  const solved = native && native.status !== 'skipped' ? native : undefined;
  const lp = solved?.status === 'optimal' ? solved : undefined;
  return [
    nameOf(bench),
    seconds(measured.roughBoundSeconds),
    seconds(measured.boundSeconds),
    seconds(measured.onePercentSeconds),
    seconds(measured.totalSeconds),
    percent((provenBound - value) / (value - retreat), 2),
    percent(measured.pricingShare, 0),
    percent(measured.masterShare, 0),
    String(measured.rounds),
    measured.peakMb.toFixed(0),
    lp ? seconds(lp.seconds) : solved ? `> ${solved.seconds.toFixed(0)} s` : 'skipped',
    solved ? solved.peakMb.toFixed(0) : '–',
    lp && measured.roughBoundSeconds ? `${(lp.seconds / measured.roughBoundSeconds).toFixed(1)}×` : '–',
    lp ? ((lp.objective - bound) / Math.max(1, Math.abs(bound))).toExponential(1) : '–',
  ];
}

function seconds(value: number | undefined): string {
  return value === undefined ? '–' : `${value.toFixed(value < 10 ? 2 : 1)} s`;
}

function percent(share: number, digits: number): string {
  return Number.isFinite(share) ? `${(100 * share).toFixed(digits)} %` : '–';
}

/** Runs one step of a case in a new process and reads its result from the last line. */
function inChild<Result>(step: 'measure' | 'native', bench: BenchCase, limit: number): Result {
  const args = [
    ...process.execArgv,
    fileURLToPath(import.meta.url),
    '--step',
    step,
    JSON.stringify(bench),
    String(limit),
  ];
  const child = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1 << 26 });
  if (child.status !== 0) throw new Error(`${nameOf(bench)}: ${child.stderr || child.signal}`);
  return JSON.parse(child.stdout.trim().split('\n').at(-1)!) as Result;
}

async function runStep(step: string, bench: BenchCase, limit: number): Promise<void> {
  const result = step === 'measure' ? await measure(bench, limit) : solveNatively(bench, limit);
  console.log(JSON.stringify(result));
}

const stepAt = process.argv.indexOf('--step');
if (stepAt > 0) {
  const [step, bench, limit] = process.argv.slice(stepAt + 1) as [string, string, string];
  await runStep(step, JSON.parse(bench), Number(limit));
} else main();
