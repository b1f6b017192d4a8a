/** `kadenz schema`: the JSON Schema of the portfolio file. */
import { publishedSchema } from '../app/validate-portfolio.ts';
import type { Context } from './context.ts';
import { printEnvelope } from './envelope.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';

/** Prints the schema, indented; in an envelope with `--json`. */
export async function schemaCommand(context: Context): Promise<ExitCode> {
  const schema = publishedSchema();
  if (context.flags.json) printEnvelope(context, { command: 'schema', result: schema });
  else context.terminal.out(`${JSON.stringify(schema, null, 2)}\n`);
  return exitCodes.ok;
}
