/** Standard input as a file: where a path may be read, `-` names it. */
import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';

/** How standard input is named. */
export const STANDARD_INPUT = '-';

let piped: Promise<Buffer> | undefined;

/** The bytes of a file, or of standard input, which is read once and then remembered. */
export function readInput(path: string): Promise<Buffer> {
  if (path !== STANDARD_INPUT) return readFile(path);
  piped ??= buffer(process.stdin);
  return piped;
}
