import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The folder of measured serving data: an argument, `KADENZ_SHARED`, or `../shared` beside the repository. */
export function sharedServingFolder(argument?: string): string {
  return join(resolve(argument ?? process.env['KADENZ_SHARED'] ?? '../shared'), 'data', 'serving');
}

/** The same where it exists; `undefined` where a test has to be skipped. */
export function existingServingFolder(): string | undefined {
  const folder = sharedServingFolder();
  return existsSync(folder) ? folder : undefined;
}
