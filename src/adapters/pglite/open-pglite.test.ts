import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { Kysely } from 'kysely';
import { afterAll, describe, expect, it } from 'vitest';
import { hashOf, noise, samplePlan } from '../../../test/store/sample-documents.ts';
import { migrations } from '../../store/migrations.ts';
import { planStoreConformance } from '../../store/plan-store.conformance.ts';
import { BlobShelf } from '../sql/blobs.ts';
import { migrate } from '../sql/migrate.ts';
import { openSqlStore } from '../sql/sql-plan-store.ts';
import { sqlStoreConformance } from '../sql/sql-store.conformance.ts';
import type { Tables } from '../sql/tables.ts';
import { openPglite } from './open-pglite.ts';
import { pgliteDialect } from './pglite-dialect.ts';

const root = mkdtempSync(join(tmpdir(), 'kadenz-pglite-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const now = () => new Date('2026-01-01T00:00:00Z');

// Made once and copied: making a database takes seconds.
const empty = join(root, 'empty');
await (await openPglite(empty, now)).close();
let copies = 0;
function directory(): string {
  const copy = join(root, `copy-${++copies}`);
  cpSync(empty, copy, { recursive: true });
  return copy;
}
async function databaseOf(place: string): Promise<Kysely<Tables>> {
  return new Kysely<Tables>({ dialect: pgliteDialect(await PGlite.create(join(place, 'database'))) });
}

planStoreConformance('a directory', (clock) => openPglite(directory(), clock));

sqlStoreConformance('a directory', async () => {
  const place = directory();
  const database = await databaseOf(place);
  const store = await openSqlStore({
    ...{ database, place, now, shelf: new BlobShelf(place), troubleOf: () => undefined },
    release: async () => {},
  });
  return { database, store, close: () => store.close() };
});

describe('the lock of a directory', () => {
  it('refuses a second opener while the first is there, also in one process, and lets it in afterwards', async () => {
    const place = directory();
    const first = await openPglite(place, now);
    await expect(openPglite(place, now)).rejects.toMatchObject({
      trouble: { code: 'locked', place, file: join(place, 'lock'), holder: `${process.pid} @ ${hostname()}` },
    });
    await first.putPlan(samplePlan('unharmed', 1), 'ada');
    await first.close();
    const second = await openPglite(place, now);
    expect(await second.plan(hashOf('plan unharmed 1'))).toBeDefined();
    await second.close();
    expect(readdirSync(place).sort()).toEqual(['database']);
  });
});

describe('a directory', () => {
  it('tells that a plan is not what was put, where its file is cut off, changed or gone, and takes it anew', async () => {
    const place = directory();
    const store = await openPglite(place, now);
    const harms = [
      (file: string) => truncateSync(file, 100_000),
      (file: string) => rewrite(file, (bytes) => bytes.fill(7, 200_000, 200_010)),
      (file: string) => rmSync(file),
    ];
    for (const [seed, harm] of harms.entries()) {
      const plan = samplePlan('harmed', seed, noise(100_000 + seed));
      const hash = hashOf(JSON.stringify(plan));
      const file = join(place, 'blobs', hash.slice(0, 2), `${hash}.gz`);
      await store.putPlan(plan, 'ada');
      harm(file);
      await expect(store.plan(plan.provenance.planHash)).rejects.toMatchObject({
        trouble: { code: 'corrupt', hash, place },
      });
      await store.putPlan(plan, 'ada');
      expect(await store.plan(plan.provenance.planHash)).toEqual(plan);
    }
    await store.close();
  });

  it('is refused with the reason where it is a file, or below one', async () => {
    const file = join(root, 'plain');
    writeFileSync(file, '');
    const refused = (place: string, reason: string) =>
      expect(openPglite(place, now)).rejects.toMatchObject({
        trouble: { code: 'unreachable', place, reason },
      });
    await refused(file, 'EEXIST');
    await refused(join(file, 'below'), 'ENOTDIR');
  });

  it('does not open what a later release has changed, and lets go of it', async () => {
    const place = directory();
    const database = await databaseOf(place);
    await migrate(database, [
      ...migrations,
      { version: migrations.length + 1, name: 'next', statements: [] },
    ]);
    await database.destroy();
    await expect(openPglite(place, now)).rejects.toMatchObject({ trouble: { code: 'newer-schema' } });
    expect(readdirSync(place)).toEqual(['database']);
  });

  it('has everything that was acknowledged when its process is killed in the middle, again and again', async () => {
    const place = directory();
    const acknowledged: string[] = [];
    for (const [run, after] of [5, 14].entries())
      acknowledged.push(...(await killedWriter(place, `run ${run}`, after)));
    const store = await openPglite(place, now);
    const versions = new Set((await store.versions()).map(({ planId }) => planId));
    for (const id of acknowledged) {
      expect((await store.plan(id))?.provenance.planHash).toBe(id);
      expect(versions).toContain(id);
    }
    expect(acknowledged.length).toBeGreaterThanOrEqual(19);
    // No version without its plan, no change without its line.
    const log = await store.auditLog({ limit: 10_000 });
    expect(log.filter(({ action }) => action === 'version-create')).toHaveLength(versions.size);
    await store.close();
  });
});

/** Starts a process that writes, kills it once so many plans are acknowledged, and returns the hashes of all that were. */
function killedWriter(place: string, name: string, after: number): Promise<string[]> {
  const script = fileURLToPath(new URL('../../../test/store/writer.ts', import.meta.url));
  const writer = spawn(process.execPath, ['--import', 'tsx', script, place, name, 'large']);
  let [said, complaint] = ['', ''];
  writer.stdout.on('data', (text: Buffer) => {
    said += String(text);
    if (said.split('\n').length > after) writer.kill('SIGKILL');
  });
  writer.stderr.on('data', (text: Buffer) => {
    complaint += String(text);
  });
  return new Promise((resolve, reject) => {
    writer.on('close', (_, signal) => {
      if (signal === 'SIGKILL') resolve(said.split('\n').slice(0, -1));
      else reject(new Error(`the writer ended: ${complaint}`));
    });
  });
}

function rewrite(file: string, change: (bytes: Buffer) => Buffer): void {
  const bytes = change(readFileSync(file));
  rmSync(file);
  writeFileSync(file, bytes);
}
