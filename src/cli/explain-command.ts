/** `kadenz explain`. */
import type { Context } from './context.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';

export interface ExplainOptions {
  readonly option?: string | undefined;
  readonly node?: number | undefined;
}

export async function explainCommand(
  _plan: string,
  _options: ExplainOptions,
  _context: Context,
): Promise<ExitCode> {
  return exitCodes.ok;
}
