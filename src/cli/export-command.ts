/** `kadenz export`: the optimisation problem for other solvers, a portfolio as a workbook, or a plan's decisions as a table. */
import { decisionLines } from '../app/decision-file.ts';
import { exportModel, MOST_COLUMNS } from '../app/export-model.ts';
import { exportPortfolio } from '../app/export-portfolio.ts';
import { readPlan } from '../app/read-plan.ts';
import { messages } from '../messages/catalogue.ts';
import type { Context } from './context.ts';
import { printEnvelope } from './envelope.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { Refusal } from './refusal.ts';
import { refusePlan, sayInvalid } from './say-problems.ts';

/** `output` is the file to write; standard output without it where the format is text. */
export interface ExportOptions {
  readonly format: 'mps' | 'decisions' | 'xlsx';
  readonly output?: string | undefined;
}

/** Writes to `-o`, or to standard output. With `--json` the text is part of the envelope when no file is named. */
export async function exportCommand(
  portfolio: string,
  { format, output }: ExportOptions,
  context: Context,
): Promise<ExitCode> {
  if (format === 'xlsx') return exportWorkbook(portfolio, output, context);
  if (format === 'decisions') return exportDecisions(portfolio, output, context);
  const { ports, flags, terminal, say } = context;
  const outcome = await exportModel(portfolio, flags.seed, ports);
  if (outcome.status === 'invalid') return sayInvalid(outcome, portfolio, 'export', context);
  if (outcome.status === 'too-large') {
    const { exact } = context.format;
    throw new Refusal(say.exported.tooLarge(portfolio, exact(outcome.columns), exact(MOST_COLUMNS)));
  }
  const { rows, columns, inputHash, seed, lines } = outcome;
  if (output) {
    await ports.prepareFolder(output);
    await ports.writeWhole(output, lines);
  }
  if (flags.json) {
    const text = output ? {} : { text: [...lines].join('') };
    const result = { format, rows, columns, ...(output && { output }), ...text };
    printEnvelope(context, { command: 'export', inputHash, seed, result });
  } else if (output) terminal.out(`${say.exported.written(output, rows, columns)}\n`);
  else for (const line of lines) terminal.out(line);
  return exitCodes.ok;
}

/** Every decision of a plan as `kadenz evaluate` reads them. */
async function exportDecisions(
  planPath: string,
  output: string | undefined,
  context: Context,
): Promise<ExitCode> {
  const { ports, flags, terminal, language } = context;
  const reading = await readPlan(planPath, ports);
  if (reading.status !== 'read') return refusePlan(reading, planPath, context);
  const lines = [...decisionLines(reading.plan)];
  if (output) {
    await ports.prepareFolder(output);
    await ports.writeWhole(output, lines);
  }
  const rows = lines.length - 1;
  if (flags.json) {
    const { inputHash, seed } = reading.plan.provenance;
    const result = { format: 'decisions', rows, ...(output ? { output } : { text: lines.join('') }) };
    printEnvelope(context, { command: 'export', inputHash, seed, result });
  } else if (output) terminal.out(`${messages(language).decisions.evaluate.exported(output, rows)}\n`);
  else terminal.out(lines.join(''));
  return exitCodes.ok;
}

/** A portfolio with a sheet per table, which every command reads in place of the file that it was made from. */
async function exportWorkbook(
  portfolio: string,
  output: string | undefined,
  context: Context,
): Promise<ExitCode> {
  const { ports, flags, terminal, language } = context;
  const say = messages(language).workbook;
  if (output === undefined) throw new Refusal(say.needsOutput);
  await ports.prepareFolder(output);
  const outcome = await exportPortfolio(portfolio, output, ports);
  if (outcome.status === 'invalid') return sayInvalid(outcome, portfolio, 'export', context);
  const { sheets } = outcome;
  if (flags.json) printEnvelope(context, { command: 'export', result: { format: 'xlsx', sheets, output } });
  else terminal.out(`${say.written(output, sheets.length)}\n`);
  return exitCodes.ok;
}
