/** Brings a database to the present schema. */
import { sql } from 'kysely';
import { type Migration, SCHEMA } from '../../store/migrations.ts';
import { StoreFault } from '../../store/store-fault.ts';
import type { Change, Database } from './tables.ts';

/** Held while steps are run: two servers that start at once would run them twice. */
const MIGRATION_LOCK = 5_223_629;
/** The oldest release whose SQL is spoken. */
const OLDEST_SERVER = 15;

/** Runs what is missing, all or nothing; refuses a database that a later release has changed. */
export async function migrate(database: Database, steps: readonly Migration[]): Promise<void> {
  await database.transaction().execute(async (change) => {
    await sql`SELECT pg_advisory_xact_lock(${MIGRATION_LOCK})`.execute(change);
    await checkServer(change);
    const found = await versionOf(change);
    if (found > steps.length) throw new StoreFault({ code: 'newer-schema', found, known: steps.length });
    for (const { version, name, statements } of steps.slice(found)) {
      for (const statement of statements) await sql.raw(statement).execute(change);
      await change.withSchema(SCHEMA).insertInto('migrations').values({ version, name }).execute();
    }
  });
}

async function checkServer(change: Change): Promise<void> {
  const { rows } = await sql<{
    number: string;
  }>`SELECT current_setting('server_version_num') AS number`.execute(change);
  const found = Math.floor(Number(rows[0]!.number) / 10_000);
  if (found < OLDEST_SERVER) throw new StoreFault({ code: 'old-server', found, needed: OLDEST_SERVER });
}

/** The last step that was run; 0 for an empty database, in which the list of steps is then made. */
async function versionOf(change: Change): Promise<number> {
  const { rows } = await sql<{ there: boolean }>`
    SELECT to_regclass('kadenz.migrations') IS NOT NULL AS there`.execute(change);
  if (!rows[0]!.there) {
    // Asked for first, as making what is there already needs a right that a careful operator takes away.
    await sql.raw(`CREATE SCHEMA IF NOT EXISTS ${SCHEMA}`).execute(change);
    await sql
      .raw(`CREATE TABLE ${SCHEMA}.migrations (version integer PRIMARY KEY, name text NOT NULL)`)
      .execute(change);
  }
  const { last } = await change
    .withSchema(SCHEMA)
    .selectFrom('migrations')
    .select((all) => all.fn.max('version').as('last'))
    .executeTakeFirstOrThrow();
  return last ?? 0;
}
