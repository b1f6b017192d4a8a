/** Writes a plan's report. */
import type { PlanFile } from '../domain/plan-file.ts';
import type { Language } from '../messages/language.ts';
import { reportHtml } from '../report/report-html.ts';
import { reportSheets } from '../report/report-sheets.ts';
import { isWorkbookPath } from './export-portfolio.ts';
import { type InvalidInput, type OpenPortfolio, openPortfolio } from './open-portfolio.ts';
import type { Ports } from './ports.ts';
import { type PlanReading, readPlan } from './read-plan.ts';
import { inputHash } from './sign-plan.ts';

/** A plan that is at hand. */
export interface ReportRequest {
  readonly plan: PlanFile;
  /** The portfolio that the plan was made from. */
  readonly input: Pick<OpenPortfolio, 'document' | 'portfolio'>;
  /** File to write. */
  readonly path: string;
  readonly language: Language;
}

/** One self-contained HTML file, or a workbook where the path ends so. */
export async function writeReport(
  { plan, input, path, language }: ReportRequest,
  { writeWhole, writeWorkbook }: Pick<Ports, 'writeWhole' | 'writeWorkbook'>,
): Promise<void> {
  if (isWorkbookPath(path)) await writeWorkbook(path, reportSheets({ plan, ...input, language }));
  else await writeWhole(path, [reportHtml({ plan, ...input, language })]);
}

/** A plan and its portfolio as files. */
export interface ReportFromFilesRequest {
  readonly planPath: string;
  readonly portfolioPath: string;
  readonly seed?: number | undefined;
  readonly path: string;
  readonly language: Language;
}

/** The plan that was reported on, or why plan and portfolio do not go together. */
export type ReportOutcome =
  | { readonly status: 'written'; readonly plan: PlanFile }
  | InvalidInput
  | Exclude<PlanReading, { status: 'read' }>
  /** The plan was made from another portfolio, or with another seed. */
  | { readonly status: 'other-portfolio' };

/** The report of a plan file and the portfolio that it was made from. */
export async function writeReportFromFiles(
  { planPath, portfolioPath, seed, path, language }: ReportFromFilesRequest,
  ports: Pick<
    Ports,
    'readPortfolio' | 'loadForecaster' | 'readText' | 'writeWhole' | 'writeWorkbook' | 'sha256'
  >,
): Promise<ReportOutcome> {
  const input = await openPortfolio(portfolioPath, seed, ports);
  if (input.status === 'invalid') return input;
  const reading = await readPlan(planPath, ports);
  if (reading.status !== 'read') return reading;
  const { plan } = reading;
  if (plan.provenance.inputHash !== inputHash(input.portfolio, ports)) return { status: 'other-portfolio' };
  await writeReport({ plan, input, path, language }, ports);
  return { status: 'written', plan };
}
