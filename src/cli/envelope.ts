/** The JSON that `--json` prints. */
import { problemParts } from '../messages/render-problem.ts';
import { formatPath, type LocatedProblem } from '../units/problem.ts';
import type { Context } from './context.ts';

/** Names of the commands that print an envelope. */
export type CommandName =
  | 'init'
  | 'validate'
  | 'schema'
  | 'plan'
  | 'explain'
  | 'verify'
  | 'export'
  | 'report'
  | 'whatif'
  | 'diff'
  | 'evaluate'
  | 'simulate'
  | 'backtest'
  | 'size'
  | 'trace'
  | 'forecast'
  | 'evidence'
  | 'readings'
  | 'serve'
  | 'token'
  | 'versions';

/** What a command has to tell a program. */
export interface EnvelopeContents {
  /** As it was typed, where it is refused. */
  readonly command: CommandName | (string & {});
  readonly inputHash?: string | undefined;
  readonly seed?: number | undefined;
  /** `null` where there is none, with an `error`. */
  readonly result: unknown;
  readonly error?: { readonly code: string; readonly [detail: string]: unknown };
}

/** Prints the versioned envelope on standard output, as one line. */
export function printEnvelope(
  { terminal, ports }: Pick<Context, 'terminal' | 'ports'>,
  { command, inputHash, seed, result, error }: EnvelopeContents,
): void {
  const envelope = {
    ...{ kadenz: 1, command, engineVersion: ports.engineVersion },
    ...{ inputHash: inputHash ?? null, seed: seed ?? null, result, ...(error && { error }) },
  };
  terminal.out(`${JSON.stringify(envelope)}\n`);
}

/** A problem for programs: code, path and place as data, the sentences in the user's language. */
export function problemRecord(found: LocatedProblem, { language }: Pick<Context, 'language'>) {
  const { rule, remedy, got } = problemParts(found, language);
  const { code, location } = found;
  return { code, path: formatPath(found.path), location: location ?? null, got, rule, remedy };
}
