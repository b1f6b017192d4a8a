/** Large blobs as files: a value of 20 MB takes the embedded database seconds. */
import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { LargeBlobs } from '../sql/blobs.ts';

/** Compressed bytes from which on a file is faster than a row. */
const FROM_BYTES = 256 * 1024;

/** Blobs below a folder, as `ab/abcd….gz`. */
export function fileBlobs(folder: string): LargeBlobs {
  const pathOf = (hash: string) => join(folder, hash.slice(0, 2), `${hash}.gz`);
  return {
    fromBytes: FROM_BYTES,
    async write(hash, bytes) {
      const path = pathOf(hash);
      // What was damaged is mended by what is given now.
      const there = await readFile(path).catch(() => undefined);
      if (there && Buffer.compare(there, bytes) === 0) return;
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const temporary = `${path}.${randomUUID()}.tmp`;
      try {
        const file = await open(temporary, 'wx', 0o400);
        try {
          await file.writeFile(bytes);
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(temporary, path);
      } catch (error) {
        await rm(temporary, { force: true });
        throw error;
      }
    },
    async read(hash) {
      try {
        return await readFile(pathOf(hash));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
  };
}
