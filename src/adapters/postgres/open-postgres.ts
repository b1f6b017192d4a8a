/** The store in a PostgreSQL server, which several processes may share. */
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { PlanStore } from '../../store/plan-store.ts';
import type { StoreTrouble } from '../../store/store-fault.ts';
import { BlobShelf } from '../sql/blobs.ts';
import { openSqlStore } from '../sql/sql-plan-store.ts';
import type { Tables } from '../sql/tables.ts';

/** Milliseconds after which a server that does not answer is unreachable. */
const CONNECT_MS = 10_000;

/** Opens the store of an address such as `postgres://planner@db.example.org/kadenz`. */
export async function openPostgres(url: string, now: () => Date): Promise<PlanStore> {
  const place = placeOf(url);
  const pool = new pg.Pool({ connectionString: url, connectionTimeoutMillis: CONNECT_MS, max: 5 });
  // A connection that breaks while it idles would end the process; the next query tells of it.
  pool.on('error', () => {});
  return openSqlStore({
    database: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }),
    ...{ shelf: new BlobShelf(place), place, now },
    troubleOf: (error) => troubleIn(error, place),
    release: async () => {},
  });
}

/** The address without user and password. */
function placeOf(url: string): string {
  try {
    const { host, pathname } = new URL(url);
    return `postgres://${host}${pathname}`;
  } catch {
    return 'postgres://';
  }
}

/** Conditions of SQL (connection 08, insufficient resources 53, shutdown 57P, no such user, password or database), and of the network. */
function troubleIn(error: unknown, place: string): StoreTrouble | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error ? String(error.code) : '';
  if (code === '53100') return { code: 'full', place };
  if (/^(08|28|53|57P|3D000|42501)/.test(code)) return { code: 'unreachable', place, reason: error.message };
  if (/^E[A-Z]+$/.test(code)) return { code: 'unreachable', place, reason: code };
  if (/timeout|terminated|Connection/i.test(error.message))
    return { code: 'unreachable', place, reason: error.message };
  return undefined;
}
