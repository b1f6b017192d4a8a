/** Access tokens in SQL. */

import type { AccessToken, TokenRequest } from '../../store/access-token.ts';
import { SCHEMA } from '../../store/migrations.ts';
import { writeLine } from './sql-versions.ts';
import type { Database, TokenRow } from './tables.ts';

/** Keeps a token; `undefined` where one in force has the name. */
export async function addToken(
  database: Database,
  { name, role, hash }: TokenRequest,
  by: string,
  now: Date,
): Promise<AccessToken | undefined> {
  return database.transaction().execute(async (change) => {
    const row = await change
      .withSchema(SCHEMA)
      .insertInto('tokens')
      .values({ name, role, hash, created_at: now, revoked_at: null })
      .onConflict((conflict) => conflict.doNothing())
      .returningAll()
      .executeTakeFirst();
    if (!row) return undefined;
    await writeLine(change, { ...lineOf(name, by, now), action: 'token-created', note: role });
    return tokenOf(row);
  });
}

/** Ends a token for good; `undefined` where none with this id is in force. */
export async function revokeToken(
  database: Database,
  id: number,
  by: string,
  now: Date,
): Promise<AccessToken | undefined> {
  return database.transaction().execute(async (change) => {
    const row = await change
      .withSchema(SCHEMA)
      .updateTable('tokens')
      .set({ revoked_at: now })
      .where('id', '=', id)
      .where('revoked_at', 'is', null)
      .returningAll()
      .executeTakeFirst();
    if (!row) return undefined;
    await writeLine(change, { ...lineOf(row.name, by, now), action: 'token-revoked', note: undefined });
    return tokenOf(row);
  });
}

/** All tokens, the oldest first. */
export async function readTokens(database: Database): Promise<AccessToken[]> {
  const rows = await database.withSchema(SCHEMA).selectFrom('tokens').selectAll().orderBy('id').execute();
  return rows.map(tokenOf);
}

/** The token in force with this hash. */
export async function tokenByHash(database: Database, hash: string): Promise<AccessToken | undefined> {
  const row = await database
    .withSchema(SCHEMA)
    .selectFrom('tokens')
    .selectAll()
    .where('hash', '=', hash)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return row && tokenOf(row);
}

function lineOf(subject: string, by: string, now: Date) {
  return { subject, by, at: now.toISOString() };
}

function tokenOf({ id, name, role, created_at: created, revoked_at: revoked }: TokenRow): AccessToken {
  return { id, name, role, createdAt: created.toISOString(), revokedAt: revoked?.toISOString() };
}
