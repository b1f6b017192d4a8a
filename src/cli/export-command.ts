/** `kadenz export`: the optimisation problem for other solvers. */
import { exportModel } from '../app/export-model.ts';
import type { Context } from './context.ts';
import { printEnvelope } from './envelope.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { sayInvalid } from './say-problems.ts';

export interface ExportOptions {
  readonly format: 'mps';
  readonly output?: string | undefined;
}

/** Writes to `-o`, or to standard output. With `--json` the text is part of the envelope when no file is named. */
export async function exportCommand(
  portfolio: string,
  { format, output }: ExportOptions,
  context: Context,
): Promise<ExitCode> {
  const { ports, flags, terminal, say } = context;
  const outcome = await exportModel(portfolio, flags.seed, ports);
  if (outcome.status === 'invalid') return sayInvalid(outcome, portfolio, 'export', context);
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
