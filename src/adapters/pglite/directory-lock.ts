/**
 * An exclusive lock of a directory. Two openers of one embedded database destroy it while both report success, so that the lock lies outside
 * of it and is taken first. It is a file that only one process can create; the lock of a process that is gone is taken over.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { open, readFile, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { StoreFault } from '../../store/store-fault.ts';

/** Who holds a lock. */
interface Holder {
  readonly pid: number;
  readonly host: string;
  /** When the process began, in ticks since the machine did; `null` where the system does not tell. Numbers of processes are used again. */
  readonly begun: string | null;
  /** Tells the locks of one process apart. */
  readonly id: string;
}

/** Locks that this process holds, by id: after a restart another process may have its number. */
const held = new Set<string>();

/** Takes the lock of a directory that exists; resolves to what lets go of it. Rejects with `locked` while another holds it. */
export async function lockDirectory(directory: string): Promise<() => Promise<void>> {
  const file = join(directory, 'lock');
  const self = selfAs();
  if (!(await create(file, self))) {
    const found = await textOf(file);
    if (isAlive(found)) throw locked(directory, file, found);
    await takeOver(directory, file, found);
    if (!(await create(file, self))) throw locked(directory, file, await textOf(file));
  }
  held.add(self.id);
  return async () => {
    held.delete(self.id);
    await rm(file, { force: true });
  };
}

/** Removes the lock that says `found`, of a process that is gone. One at a time: a second who read the same lock must not remove the first one's new one. */
export async function takeOver(directory: string, file: string, found: string): Promise<void> {
  const taking = `${file}.taking`;
  if (!(await create(taking, selfAs()))) throw locked(directory, taking, await textOf(taking));
  try {
    const now = await readFile(file, 'utf8').catch(() => found);
    if (now !== found) throw locked(directory, file, now);
    await rm(file, { force: true });
  } finally {
    await rm(taking, { force: true });
  }
}

/** Whether the file was created; one that is there stays. */
async function create(file: string, holder: Holder): Promise<boolean> {
  try {
    const handle = await open(file, 'wx', 0o600);
    try {
      await handle.writeFile(JSON.stringify(holder));
      await handle.sync();
    } catch (error) {
      // On a full disk; an empty lock would stay for good.
      await rm(file, { force: true });
      throw error;
    } finally {
      await handle.close();
    }
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Empty where there is none. */
function textOf(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '');
}

/** Whether the process behind a lock may still run; of what cannot be known, that it does. */
function isAlive(text: string): boolean {
  const holder = holderIn(text);
  // Cut off while it was written: its process may be about to go on.
  if (!holder) return true;
  if (holder.host !== hostname()) return true;
  if (holder.pid === process.pid) return held.has(holder.id);
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return holder.begun === null || holder.begun === begunOf(holder.pid);
}

function holderIn(text: string): Holder | undefined {
  try {
    const holder = JSON.parse(text) as Partial<Holder>;
    return typeof holder.pid === 'number' && typeof holder.host === 'string' ? (holder as Holder) : undefined;
  } catch {
    return undefined;
  }
}

function selfAs(): Holder {
  return { pid: process.pid, host: hostname(), begun: begunOf(process.pid), id: randomUUID() };
}

/** Start of a process with the start of its machine, from Linux's `/proc`. */
function begunOf(pid: number): string | null {
  try {
    // The second field, a name in brackets, may hold spaces; the 22nd is the start.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${fields[19]}`;
  } catch {
    return null;
  }
}

function locked(place: string, file: string, text: string): StoreFault {
  const holder = holderIn(text);
  return new StoreFault({
    ...{ code: 'locked', place, file },
    holder: holder ? `${holder.pid} @ ${holder.host}` : '?',
  });
}
