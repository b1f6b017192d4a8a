import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cluster, postgresPrograms, query, startCluster } from '../../../test/store/postgres-cluster.ts';
import { hashOf, samplePlan } from '../../../test/store/sample-documents.ts';
import { planStoreConformance } from '../../store/plan-store.conformance.ts';
import { sqlStoreConformance } from '../sql/sql-store.conformance.ts';
import type { Tables } from '../sql/tables.ts';
import { openPostgres } from './open-postgres.ts';

const now = () => new Date('2026-01-01T00:00:00Z');

if (!postgresPrograms)
  console.warn('SKIPPED: the tests of PostgreSQL, as neither the PATH nor KADENZ_POSTGRES leads to initdb.');

describe.skipIf(!postgresPrograms)('PostgreSQL', () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster();
  });
  afterAll(() => cluster?.stop());

  planStoreConformance('a server', async (clock) => openPostgres(await cluster.newDatabase(), clock));

  sqlStoreConformance('a server', async () => {
    const address = await cluster.newDatabase();
    const store = await openPostgres(address, now);
    const pool = new pg.Pool({ connectionString: address });
    const database = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
    return {
      ...{ database, store },
      close: async () => {
        await database.destroy();
        await store.close();
      },
    };
  });

  it('is shared by servers that start at once and number versions at once', async () => {
    const address = await cluster.newDatabase();
    const [first, second] = await Promise.all([openPostgres(address, now), openPostgres(address, now)]);
    const plan = samplePlan('shared', 1);
    await Promise.all([first.putPlan(plan, 'ada'), second.putPlan(plan, 'grace')]);
    const request = { planId: plan.provenance.planHash, by: 'ada' };
    await Promise.all([first, second, first, second].map((store) => store.addVersion(request)));
    expect((await second.versions('shared')).map(({ number }) => number)).toEqual([1, 2, 3, 4]);
    const stored = (await first.auditLog({ limit: 100 })).filter(({ action }) => action === 'plan-stored');
    expect(stored).toHaveLength(1);
    await Promise.all([first.close(), second.close()]);
  });

  it('needs no right to make schemas once its own is there', async () => {
    const address = await cluster.newDatabase();
    await (await openPostgres(address, now)).close();
    await query(address, 'CREATE ROLE clerk LOGIN');
    await query(
      address,
      'GRANT USAGE ON SCHEMA kadenz TO clerk; GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA kadenz TO clerk',
    );
    const store = await openPostgres(address.replace('kadenz@', 'clerk@'), now);
    await store.putPlan(samplePlan('clerk', 1), 'ada');
    expect(await store.plan(hashOf('plan clerk 1'))).toBeDefined();
    await store.close();
  });

  it('tells of a database that is not there, and shows no password', async () => {
    const address = (await cluster.newDatabase())
      .replace(/\/store_\d+$/, '/nowhere')
      .replace('@', ':secret@');
    const failure = await openPostgres(address, now).catch((error) => error);
    expect(failure.trouble).toMatchObject({
      code: 'unreachable',
      reason: 'database "nowhere" does not exist',
    });
    expect(JSON.stringify(failure.trouble)).not.toContain('secret');
  });

  it('tells when the server is gone, without ending the process', async () => {
    const store = await openPostgres(await cluster.newDatabase(), now);
    await store.putPlan(samplePlan('gone', 1), 'ada');
    await cluster.kill();
    await expect(store.plans()).rejects.toMatchObject({ trouble: { code: 'unreachable' } });
    await store.close();
  });
});
