/** What the use cases need from the world; `compose.ts` provides it. */

import type { EvidenceEntry } from '../demand/evidence.ts';
import type { Forecaster } from '../demand/forecaster.ts';
import type { TableRow } from '../demand/history.ts';
import type { ProjectRowsReading } from '../domain/from-projects.ts';
import type { PortfolioDocument, PortfolioInput } from '../domain/schema.ts';
import type { RequestRow, RequestTrace } from '../serving/request-trace.ts';
import type { TraceReadOptions, TraceScan } from '../serving/trace-rows.ts';
import type { PlanStore } from '../store/plan-store.ts';
import type { LocatedProblem, Location, Path } from '../units/problem.ts';
import type { Worksheet } from '../units/worksheet.ts';
import type { CasesJob } from './cases-job.ts';
import type { EvaluationJob, EvaluationOutcome } from './evaluation-job.ts';
import type { PlanningJob, PlanningOutcome } from './planning-job.ts';
import type { Simulation, SimulationJob } from './simulation-job.ts';

/** A sound portfolio with the places of its values, or everything that is wrong with its file. */
export type PortfolioReading =
  | {
      readonly document: PortfolioDocument;
      locate(path: Path): Location | undefined;
      /** How doubtful notation was treated. */
      readonly notices: readonly LocatedProblem[];
    }
  | { readonly problems: readonly LocatedProblem[] };

/** A table of observed series as rows of texts, or everything that is wrong with its file. */
export type SeriesTableReading =
  | {
      readonly columns: readonly string[];
      readonly rows: readonly TableRow[];
      readonly notices: readonly LocatedProblem[];
    }
  | { readonly problems: readonly LocatedProblem[] };

/** A change of a portfolio's log of evidence. */
export type EvidenceChange =
  | {
      readonly kind: 'add';
      readonly entry: Omit<EvidenceEntry, 'variable'> & { readonly about: string; readonly note?: string };
      /** The document that it is from, where the portfolio does not list it yet. */
      readonly source?: { readonly id: string; readonly title: string; readonly url?: string };
    }
  | { readonly kind: 'retract'; readonly id: string; readonly on: string; readonly reason: string };

/** Each use case names the few of these that it needs. */
export interface Ports {
  readonly engineVersion: string;
  /** Reads YAML, JSON, a workbook or a folder of CSV tables; never throws for what a file holds. */
  readPortfolio(path: string): Promise<PortfolioReading>;
  /** Reads a CSV table, or a sheet of a workbook: its first visible one unless one is named. */
  readProjectRows(path: string, sheet?: string): Promise<ProjectRowsReading>;
  /** Hands every row of a trace to `onRow` without holding the file; a ServingError names the line of a bad row. */
  scanTrace(path: string, onRow: (row: RequestRow) => void, options?: TraceReadOptions): Promise<TraceScan>;
  /** Reads a trace into columns. */
  readTrace(path: string, options?: TraceReadOptions): Promise<TraceScan & { readonly trace: RequestTrace }>;
  readSeriesTable(path: string): Promise<SeriesTableReading>;
  /** The YAML text of a portfolio with its log of evidence changed, all else as it stands; `undefined` where it cannot be. */
  changeEvidence(text: string, change: EvidenceChange): string | undefined;
  /** Reads a portfolio from its text; `file` stands in problems. */
  readPortfolioText(text: string, file: string): PortfolioReading;
  /** A portfolio as the worksheets of its tables. */
  portfolioSheets(input: PortfolioInput): readonly Worksheet[];
  /** Writes a workbook whole or not at all. */
  writeWorkbook(path: string, sheets: readonly Worksheet[]): Promise<void>;
  /** A portfolio as YAML, `heading` as a comment above it. */
  writeYaml(input: PortfolioInput, heading: string): string;
  /** Text of a file; `undefined` where there is none. Throws when it exists but cannot be read. */
  readText(path: string): Promise<string | undefined>;
  /** Writes a file whole or not at all. */
  writeWhole(path: string, contents: Iterable<string>): Promise<void>;
  /** Makes the folder of a file that will be written. Throws when that cannot be. */
  prepareFolder(path: string): Promise<void>;
  /** SHA-256 of a text's UTF-8 bytes, in hexadecimal. */
  sha256(text: string): string;
  /** ISO date of today, where the user works. */
  today(): string;
  /**
   * Opens what outlives the process: a directory, or the PostgreSQL server of an address. Without a place, the server that the environment names
   * (`DATABASE_URL`), else memory. Rejects with a `StoreFault`.
   */
  openStore(place: string | undefined): Promise<PlanStore>;
  /** The library behind forecasts; loaded when first asked for. */
  loadForecaster(): Promise<Forecaster>;
  /** Plans beside the caller, so that it stays responsive. */
  runPlanning(job: PlanningJob): Promise<PlanningOutcome>;
  /** Simulates a plan beside the caller. */
  runSimulation(job: SimulationJob): Promise<Simulation>;
  /** Plans many portfolios that differ little, in two threads beside the caller. */
  runCases(job: CasesJob): Promise<void>;
  /** Evaluates decisions beside the caller. */
  runEvaluation(job: EvaluationJob): Promise<EvaluationOutcome>;
}
