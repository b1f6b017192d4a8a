/** Files that are written whole or not at all. */
import { access, constants, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Characters gathered before they are written. */
const CHUNK = 1 << 20;

/**
 * Writes the parts to a temporary file beside `path` and moves it there. On any failure the temporary file is
 * removed, whatever was at `path` stays, and the error is thrown.
 */
export async function writeWhole(path: string, parts: Iterable<string | Uint8Array>): Promise<void> {
  if (path === '-') throw notWritten(path, 'EINVAL');
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    const file = await open(temporary, 'w');
    try {
      let gathered = '';
      for (const part of parts) {
        if (typeof part !== 'string') {
          await file.write(gathered);
          await file.writeFile(part);
          gathered = '';
          continue;
        }
        gathered += part;
        if (gathered.length < CHUNK) continue;
        await file.write(gathered);
        gathered = '';
      }
      await file.write(gathered);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw isFault(error) ? notWritten(path, error.code) : error;
  }
}

function isFault(error: unknown): error is NodeJS.ErrnoException & { readonly code: string } {
  return error instanceof Error && 'syscall' in error && 'code' in error;
}

/** The fault of the system, told of the file that was to be written. */
function notWritten(path: string, code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: ${path}`), { code, path, syscall: 'write' });
}

/** Makes the folder of `path` and checks that a file may be written there, so that long work is not lost at its end. */
export async function prepareFolder(path: string): Promise<void> {
  if (path === '-') throw notWritten(path, 'EINVAL');
  await mkdir(dirname(path), { recursive: true });
  await access(dirname(path), constants.W_OK);
  const there = await stat(path).catch(() => undefined);
  if (there?.isDirectory()) throw notWritten(path, 'EISDIR');
}
