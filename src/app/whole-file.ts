/** Files that are written whole or not at all. */
import { access, constants, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Characters gathered before they are written. */
const CHUNK = 1 << 20;

/**
 * Writes the parts to a temporary file beside `path` and moves it there. On any failure the temporary file is
 * removed, whatever was at `path` stays, and the error is thrown.
 */
export async function writeWhole(path: string, parts: Iterable<string>): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  const file = await open(temporary, 'w');
  try {
    try {
      let gathered = '';
      for (const part of parts) {
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
    throw error;
  }
}

/** Makes the folder of `path` and checks that it may be written to, so that long work is not lost at its end. */
export async function prepareFolder(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await access(dirname(path), constants.W_OK);
}
