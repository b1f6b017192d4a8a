import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lockDirectory, takeOver } from './directory-lock.ts';

let place: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'kadenz-lock-'));
});
afterEach(() => rmSync(place, { recursive: true, force: true }));

/** A number that Linux gives to no process. */
const NO_PROCESS = 4_194_305;
const dead = { host: hostname(), id: 'one', pid: NO_PROCESS, begun: null };
const leave = (holder: object, name = 'lock') => writeFileSync(join(place, name), JSON.stringify(holder));

it('is held by one, and free again when that one lets go', async () => {
  const release = await lockDirectory(place);
  await expect(lockDirectory(place)).rejects.toMatchObject({ trouble: { code: 'locked' } });
  await release();
  await (await lockDirectory(place))();
  expect(readdirSync(place)).toEqual([]);
});

it.each([
  ['a process that is gone', {}],
  ['a process whose number went to another', { pid: process.ppid, begun: 'another start' }],
  ['a process of before a restart that had the number of this one', { pid: process.pid }],
])('is taken over from %s', async (_, holder) => {
  leave({ ...dead, ...holder });
  await (await lockDirectory(place))();
  expect(readdirSync(place)).toEqual([]);
});

it.each([
  ['to a process that runs', { pid: process.ppid }],
  ['to a process of another machine, of which nothing is known', { host: 'elsewhere' }],
])('is left %s', async (_, holder) => {
  leave({ ...dead, ...holder });
  await expect(lockDirectory(place)).rejects.toMatchObject({ trouble: { code: 'locked' } });
});

it('is left to whoever is about to write it, and the refusal names the file', async () => {
  writeFileSync(join(place, 'lock'), '');
  await expect(lockDirectory(place)).rejects.toMatchObject({
    trouble: { code: 'locked', place, file: join(place, 'lock'), holder: '?' },
  });
});

it('goes to one of many that find the lock of a process that is gone', async () => {
  for (let round = 0; round < 20; round++) {
    leave(dead);
    const taken = await Promise.allSettled(Array.from({ length: 5 }, () => lockDirectory(place)));
    const releases = taken.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(releases).toHaveLength(1);
    await releases[0]!();
  }
});

it('is not taken from whoever took it over meanwhile', async () => {
  leave(dead);
  const file = join(place, 'lock');
  const found = readFileSync(file, 'utf8');
  const release = await lockDirectory(place);
  await expect(takeOver(place, file, found)).rejects.toMatchObject({ trouble: { code: 'locked', file } });
  expect(readdirSync(place)).toEqual(['lock']);
  await release();
});

it('is left alone while another takes it over', async () => {
  leave(dead);
  leave({ ...dead, pid: process.ppid }, 'lock.taking');
  await expect(lockDirectory(place)).rejects.toMatchObject({
    trouble: { code: 'locked', file: join(place, 'lock.taking') },
  });
});
