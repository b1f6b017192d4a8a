/** Documents as compressed blobs under the hash of what they say. */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { SCHEMA } from '../../store/migrations.ts';
import { StoreFault } from '../../store/store-fault.ts';
import type { Change, Database } from './tables.ts';

const [compress, expand] = [promisify(gzip), promisify(gunzip)];

/** Where blobs lie that are too large for the database. */
export interface LargeBlobs {
  /** Compressed bytes from which on a blob goes here. */
  readonly fromBytes: number;
  /** Writes whole or not at all, and before it answers. */
  write(hash: string, bytes: Uint8Array): Promise<void>;
  /** `undefined` where there is none. */
  read(hash: string): Promise<Uint8Array | undefined>;
}

/** A document made ready to be kept. */
export interface Blob {
  readonly hash: string;
  /** Compressed; `null` where it lies in a file by now. */
  readonly bytes: Uint8Array | null;
}

/** Puts documents away and gets them back. */
export class BlobShelf {
  readonly #place: string;
  readonly #large: LargeBlobs | undefined;

  constructor(place: string, large?: LargeBlobs) {
    this.#place = place;
    this.#large = large;
  }

  /** Compresses a text; a large one is on its medium when this resolves, so that no row tells of a file that is not there. */
  async prepare(text: string): Promise<Blob> {
    const hash = sha256(text);
    const bytes = await compress(text);
    if (!this.#large || bytes.length < this.#large.fromBytes) return { hash, bytes };
    await this.#large.write(hash, bytes);
    return { hash, bytes: null };
  }

  /** Writes the row of a blob, unless it is there. */
  async put(change: Change, blob: Blob): Promise<void> {
    await change
      .withSchema(SCHEMA)
      .insertInto('blobs')
      .values(blob)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  /** The text under a hash, which it is checked against. */
  async read(database: Database, hash: string): Promise<string> {
    const row = await database
      .withSchema(SCHEMA)
      .selectFrom('blobs')
      .select('bytes')
      .where('hash', '=', hash)
      .executeTakeFirst();
    const bytes = row?.bytes ?? (await this.#large?.read(hash));
    const text = bytes && (await expand(bytes).catch(() => undefined))?.toString('utf8');
    if (text === undefined || sha256(text) !== hash)
      throw new StoreFault({ code: 'corrupt', hash, place: this.#place });
    return text;
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
