/** Picks the adapters: the only module that knows which solver, files and clock the use cases run on. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { etsForecaster } from '../adapters/augurs/ets-forecaster.ts';
import { changeEvidence } from '../adapters/files/change-evidence.ts';
import { portfolioSheets } from '../adapters/files/portfolio-sheets.ts';
import { readProjectRows } from '../adapters/files/project-rows.ts';
import { readPortfolioBytes, readPortfolioPath } from '../adapters/files/read-portfolio.ts';
import { readSeriesParquet } from '../adapters/files/series-parquet.ts';
import { readSeriesTable } from '../adapters/files/series-table.ts';
import { readInput } from '../adapters/files/standard-input.ts';
import { inputToYaml } from '../adapters/files/write-portfolio.ts';
import { type HighsOptions, highsSolver } from '../adapters/highs/highs-solver.ts';
import { MemoryPlanStore } from '../adapters/memory/memory-plan-store.ts';
import { readTraceFile, scanTrace } from '../adapters/traces/trace-file.ts';
import type { Forecaster } from '../demand/forecaster.ts';
import type { LpSolver } from '../lp/lp-solver.ts';
import type { PlanStore } from '../store/plan-store.ts';
import { type LocatedProblem, problem } from '../units/problem.ts';
import { runCases } from './case-threads.ts';
import type { Ports } from './ports.ts';
import { runSimulation } from './simulation-threads.ts';
import { prepareFolder, writeWhole } from './whole-file.ts';
import { runInThread } from './worker-thread.ts';

/** The solver of linear programs. */
export function loadSolver(options: HighsOptions = {}): Promise<LpSolver> {
  return highsSolver(options);
}

let forecaster: Promise<Forecaster> | undefined;

/** The forecasting library, loaded once. */
function loadForecaster(): Promise<Forecaster> {
  const script = createRequire(import.meta.url).resolve('@bsull/augurs/ets');
  forecaster ??= readFile(script.replace(/\.js$/, '_bg.wasm')).then(etsForecaster);
  return forecaster;
}

/** The ports of a machine with files: what the command line runs on. */
export function nodePorts(): Ports {
  return {
    engineVersion: engineVersion(),
    readPortfolio: readPortfolioPath,
    async readProjectRows(path, sheet) {
      try {
        return readProjectRows(await readInput(path), path, { sheet });
      } catch (error) {
        return unreadable(error, path);
      }
    },
    scanTrace,
    readTrace: readTraceFile,
    async readSeriesTable(path) {
      try {
        const bytes = await readInput(path);
        return /\.parquet$/i.test(path) ? await readSeriesParquet(bytes, path) : readSeriesTable(bytes, path);
      } catch (error) {
        return unreadable(error, path);
      }
    },
    changeEvidence,
    readPortfolioText: (text, file) => readPortfolioBytes(new TextEncoder().encode(text), file),
    writeYaml: inputToYaml,
    portfolioSheets,
    async writeWorkbook(path, sheets) {
      const { workbookBytes } = await import('../adapters/excel/write-workbook.ts');
      await writeWhole(path, [await workbookBytes(sheets)]);
    },
    async readText(path) {
      try {
        return (await readInput(path)).toString('utf8');
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return undefined;
        throw error;
      }
    },
    writeWhole,
    prepareFolder,
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
    today: () => new Date().toISOString().slice(0, 10),
    openStore: (place) => openStore(place ?? (process.env['DATABASE_URL'] || undefined)),
    loadForecaster,
    runPlanning: (job) => runInThread('plan-worker', job),
    runSimulation,
    runCases,
    runEvaluation: (job) => runInThread('evaluation-worker', job),
  };
}

/** What memory remembers of plans, portfolios and lines of the log. */
const MOST_IN_MEMORY = 50;

async function openStore(place: string | undefined): Promise<PlanStore> {
  const now = () => new Date();
  if (place === undefined) return new MemoryPlanStore({ now, mostKept: MOST_IN_MEMORY });
  // Both are large, and no other command needs them.
  if (/^postgres(ql)?:\/\//.test(place)) {
    const { openPostgres } = await import('../adapters/postgres/open-postgres.ts');
    return openPostgres(place, now);
  }
  const { openPglite } = await import('../adapters/pglite/open-pglite.ts');
  return openPglite(place, now);
}

function engineVersion(): string {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

/** Why a file could not be read, as the readers of files say it. */
function unreadable(error: unknown, path: string): { readonly problems: readonly LocatedProblem[] } {
  const reason = codeOf(error) ?? 'unknown';
  const found =
    reason === 'ENOENT'
      ? problem('file-missing', [], path, {})
      : problem('file-unreadable', [], path, { reason });
  return { problems: [{ ...found, location: { file: path } }] };
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
