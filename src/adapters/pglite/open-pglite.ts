/** The store in a directory of this machine, which one process has at a time. */
import { mkdir, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Kysely } from 'kysely';
import type { PlanStore } from '../../store/plan-store.ts';
import { StoreFault, type StoreTrouble } from '../../store/store-fault.ts';
import { BlobShelf } from '../sql/blobs.ts';
import { openSqlStore } from '../sql/sql-plan-store.ts';
import type { Tables } from '../sql/tables.ts';
import { lockDirectory } from './directory-lock.ts';
import { fileBlobs } from './file-blobs.ts';
import { pgliteDialect } from './pglite-dialect.ts';

/** Opens the store of a directory, which is made where it is missing. */
export async function openPglite(directory: string, now: () => Date): Promise<PlanStore> {
  let release = async () => {};
  let open: PGlite;
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    release = await lockDirectory(directory);
    open = await PGlite.create(join(directory, 'database'));
  } catch (error) {
    await release();
    throw await openingFault(error, directory);
  }
  return openSqlStore({
    database: new Kysely<Tables>({ dialect: pgliteDialect(open) }),
    shelf: new BlobShelf(directory, fileBlobs(join(directory, 'blobs'))),
    ...{ place: directory, now, release },
    troubleOf: (error) => troubleIn(error, directory),
  });
}

/** Bytes below which a database that does not open has no room: its log alone needs more. */
const LEAST_ROOM = 1 << 20;

/** Why a directory does not open. The embedded database does not say when it found no room. */
async function openingFault(error: unknown, place: string): Promise<Error> {
  if (error instanceof StoreFault) return error;
  const room = await statfs(place).catch(() => undefined);
  const isFull = room !== undefined && room.bavail * room.bsize < LEAST_ROOM;
  const { code, message } = error as NodeJS.ErrnoException;
  const trouble = isFull ? ({ code: 'full', place } as const) : troubleIn(error, place);
  const reason = code ?? String(message).split('\n')[0]!;
  return new StoreFault(trouble ?? { code: 'unreachable', place, reason }, { cause: error });
}

/** `disk_full` of the database, or the system's own word where a file is written. */
function troubleIn(error: unknown, place: string): StoreTrouble | undefined {
  const { code } = error as { readonly code?: unknown };
  return code === '53100' || code === 'ENOSPC' || code === 'EDQUOT' ? { code: 'full', place } : undefined;
}
