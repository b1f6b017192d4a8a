/** Versions and the audit log in SQL. */
import { sql } from 'kysely';
import { SCHEMA } from '../../store/migrations.ts';
import type { AuditEntry, Page, StepRequest, VersionRequest } from '../../store/plan-store.ts';
import {
  notBefore,
  type PlanVersion,
  stateAfter,
  type VersionEvent,
  type VersionOutcome,
} from '../../store/plan-version.ts';
import type { Change, Database } from './tables.ts';

type NewLine = Omit<AuditEntry, 'sequence'>;
type NewEvent = VersionEvent & { readonly version: number; readonly position: number };

/** Makes a draft. Whoever makes another one of this portfolio waits, so that numbers have no gap and come once. */
export async function addVersion(
  database: Database,
  { planId, by, note }: VersionRequest,
  now: Date,
): Promise<VersionOutcome> {
  return database.transaction().execute(async (change) => {
    const plan = await change
      .withSchema(SCHEMA)
      .selectFrom('plans')
      .select(['portfolio', 'input_hash'])
      .where('id', '=', planId)
      .executeTakeFirst();
    if (!plan) return { status: 'missing' };
    await sql`SELECT pg_advisory_xact_lock(hashtext(${plan.portfolio}))`.execute(change);
    const { last } = await change
      .withSchema(SCHEMA)
      .selectFrom('versions')
      .select((all) => all.fn.max('number').as('last'))
      .where('portfolio', '=', plan.portfolio)
      .executeTakeFirstOrThrow();
    const number = (last ?? 0) + 1;
    const { id } = await change
      .withSchema(SCHEMA)
      .insertInto('versions')
      .values({ ...plan, number, plan_id: planId, state: 'draft' })
      .returning('id')
      .executeTakeFirstOrThrow();
    const at = now.toISOString();
    await writeEvent(change, { version: id, position: 1, step: 'create', at, by, note });
    await writeLine(change, {
      at,
      by,
      action: 'version-create',
      subject: `${plan.portfolio} v${number}`,
      note,
    });
    return { status: 'done', version: (await versionsWhere(change, { id }))[0]! };
  });
}

/** Moves a version one step, if it is open; of two who try at once the second sees what the first did. */
export async function moveVersion(
  database: Database,
  { id, step, by, note }: StepRequest,
  now: Date,
): Promise<VersionOutcome> {
  return database.transaction().execute(async (change) => {
    await change
      .withSchema(SCHEMA)
      .selectFrom('versions')
      .select('id')
      .where('id', '=', id)
      .forUpdate()
      .execute();
    const [version] = await versionsWhere(change, { id });
    if (!version) return { status: 'missing' };
    const state = stateAfter(version.state, step);
    if (!state) return { status: 'not-open', state: version.state };
    const { events, portfolio, number } = version;
    const event = { step, at: notBefore(now, events.at(-1)!.at), by, note };
    await writeEvent(change, { ...event, version: id, position: events.length + 1 });
    await change.withSchema(SCHEMA).updateTable('versions').set({ state }).where('id', '=', id).execute();
    const at = now.toISOString();
    await writeLine(change, { at, by, action: `version-${step}`, subject: `${portfolio} v${number}`, note });
    return { status: 'done', version: { ...version, state, events: [...events, event] } };
  });
}

/** Versions with their events, the oldest first. */
export async function versionsWhere(
  database: Database,
  { id, portfolio }: { readonly id?: number; readonly portfolio?: string | undefined },
): Promise<PlanVersion[]> {
  let query = database.withSchema(SCHEMA).selectFrom('versions').selectAll().orderBy('id');
  if (id !== undefined) query = query.where('id', '=', id);
  if (portfolio !== undefined) query = query.where('portfolio', '=', portfolio);
  const rows = await query.execute();
  if (rows.length === 0) return [];
  const events = await database
    .withSchema(SCHEMA)
    .selectFrom('version_events')
    .selectAll()
    .where(
      'version',
      'in',
      rows.map((row) => row.id),
    )
    .orderBy('position')
    .execute();
  return rows.map((row) => ({
    ...{ id: row.id, portfolio: row.portfolio, number: row.number, planId: row.plan_id },
    ...{ inputHash: row.input_hash, state: row.state },
    events: events
      .filter(({ version }) => version === row.id)
      .map(({ step, at, by, note }) => ({ step, at: at.toISOString(), by, note: note ?? undefined })),
  }));
}

/** Adds a line to the log within the change that it tells of. */
export async function writeLine(change: Change, { at, note, ...line }: NewLine): Promise<void> {
  await change
    .withSchema(SCHEMA)
    .insertInto('audit_log')
    .values({ ...line, at: new Date(at), note: note ?? null })
    .execute();
}

/** Lines of the log after one. */
export async function readLog(database: Database, { after = 0, limit }: Page): Promise<AuditEntry[]> {
  const lines = await database
    .withSchema(SCHEMA)
    .selectFrom('audit_log')
    .selectAll()
    .where('sequence', '>', after)
    .orderBy('sequence')
    .limit(limit)
    .execute();
  return lines.map(({ at, note, ...line }) => ({ ...line, at: at.toISOString(), note: note ?? undefined }));
}

async function writeEvent(change: Change, { at, note, ...event }: NewEvent): Promise<void> {
  await change
    .withSchema(SCHEMA)
    .insertInto('version_events')
    .values({ ...event, at: new Date(at), note: note ?? null })
    .execute();
}
