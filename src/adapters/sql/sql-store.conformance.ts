/** What every SQL medium has to hold below the port: the database itself refuses changes, and migrations run once. */
import { type Kysely, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { samplePlan } from '../../../test/store/sample-documents.ts';
import { migrations } from '../../store/migrations.ts';
import type { PlanStore } from '../../store/plan-store.ts';
import { migrate } from './migrate.ts';
import type { Database, Tables } from './tables.ts';

/** A medium with a store over it, both of the same database; `close` closes both. */
export interface OpenMedium {
  readonly database: Database;
  readonly store: PlanStore;
  close(): Promise<void>;
}

/** Declares the tests of one medium. */
export function sqlStoreConformance(name: string, open: () => Promise<OpenMedium>): void {
  describe(`${name} below the port`, () => {
    let medium: OpenMedium;
    let approved: number;
    beforeAll(async () => {
      medium = await open();
      const { store } = medium;
      const plan = samplePlan('held', 1);
      await store.putPlan(plan, 'ada');
      const made = await store.addVersion({ planId: plan.provenance.planHash, by: 'ada' });
      if (made.status !== 'done') throw new Error('no version');
      approved = made.version.id;
      for (const step of ['submit', 'approve'] as const)
        await store.moveVersion({ id: approved, step, by: 'ada' });
    });
    afterAll(() => medium?.close());

    it.each([
      'UPDATE kadenz.versions SET state = $1',
      'UPDATE kadenz.versions SET plan_id = $1',
      'DELETE FROM kadenz.versions WHERE state <> $1',
      'INSERT INTO kadenz.version_events SELECT id, 9, $1, now(), $1, NULL FROM kadenz.versions',
      'UPDATE kadenz.version_events SET by = $1',
      'DELETE FROM kadenz.version_events WHERE by <> $1',
      'UPDATE kadenz.plans SET portfolio = $1',
      'DELETE FROM kadenz.plans WHERE portfolio <> $1',
      'UPDATE kadenz.blobs SET hash = $1',
      'UPDATE kadenz.audit_log SET by = $1',
      'DELETE FROM kadenz.audit_log WHERE by <> $1',
    ])('refuses in the database itself: %s', async (statement) => {
      await expect(run(medium.database, statement.replaceAll('$1', "'draft'"))).rejects.toThrow(
        /never change|is approved/,
      );
      expect((await medium.store.version(approved))!.state).toBe('approved');
    });

    it.each(['versions', 'audit_log', 'version_events'])('refuses to empty %s', async (table) => {
      await expect(run(medium.database, `TRUNCATE kadenz.${table} CASCADE`)).rejects.toThrow(/never change/);
    });

    it('runs no step of the schema twice, also where two start at once', async () => {
      await Promise.all([migrate(medium.database, migrations), migrate(medium.database, migrations)]);
      const { rows } = await sql<{
        version: number;
      }>`SELECT version FROM kadenz.migrations ORDER BY 1`.execute(medium.database);
      expect(rows.map(({ version }) => version)).toEqual(migrations.map(({ version }) => version));
    });

    it('runs the steps that a later release brings, and keeps what is there', async () => {
      const next = {
        ...{ version: migrations.length + 1, name: 'next' },
        statements: ['CREATE TABLE kadenz.next (id integer)'],
      };
      const broken = { ...next, statements: [...next.statements, 'SELECT no_such_column'] };
      await expect(migrate(medium.database, [...migrations, broken])).rejects.toThrow('no_such_column');
      // The table of the step that failed is gone with it, or this would find it there.
      await migrate(medium.database, [...migrations, next]);
      expect((await medium.store.version(approved))!.state).toBe('approved');
    });

    it('refuses a database that a later release has changed', async () => {
      await expect(migrate(medium.database, migrations)).rejects.toMatchObject({
        trouble: { code: 'newer-schema', found: migrations.length + 1, known: migrations.length },
      });
    });
  });
}

function run(database: Kysely<Tables>, statement: string): Promise<unknown> {
  return sql.raw(statement).execute(database);
}
