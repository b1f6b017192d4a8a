/** Plans that survive the service: in a directory, by real processes. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PlanFile } from '../../src/domain/plan-file.ts';
import { repositoryFile, Workplace } from './program.ts';

const place = new Workplace();
const servers: ChildProcess[] = [];
let plan: PlanFile;

beforeAll(async () => {
  await place.run(['init']);
  await place.run(['plan', 'portfolio.yaml', '-o', 'plan.json', '--no-progress']);
  plan = JSON.parse(readFileSync(place.path('plan.json'), 'utf8')) as PlanFile;
});
afterAll(() => {
  for (const server of servers) server.kill('SIGKILL');
  place.remove();
});

// Each starts several processes with a database of their own.
describe('kadenz serve --data', { timeout: 300_000 }, () => {
  it('has its plan after a crash, which it shows without planning again, and lets no second process in', async () => {
    const first = await serve('--plan', 'plan.json');
    expect(first.said).toContain('Kept in kept.');
    const second = await place.run(['serve', 'portfolio.yaml', '--data', 'kept', '--port', '0']);
    expect(second.code).toBe(1);
    expect(second.stderr).toMatch(/kept is in use by process \d+ @ .+ delete kept\/lock\n$/);
    await ended(first.server, 'SIGKILL');

    const again = await serve();
    expect(again.said).toContain('a plan of this portfolio is there; the last one is shown');
    const { planHash, inputHash } = plan.provenance;
    expect(await json(`${again.address}/v1/portfolio`)).toMatchObject({
      planId: planHash,
      jobId: null,
      inputHash,
    });
    expect(await json(`${again.address}/v1/plans/${planHash}`)).toEqual(plan);
    await ended(again.server, 'SIGINT');
  });

  it('asks for tokens, keeps an approval through a crash, and tells who gave it', async () => {
    const made = await place.run([
      'token',
      'create',
      '--name',
      'Jürgen',
      '--role',
      'approver',
      '--data',
      'kept',
    ]);
    expect(made.stderr).toBe('Token 1 for Jürgen, approver. It is shown this once.\n');
    const headers = { authorization: `Bearer ${made.stdout.trim()}`, 'content-type': 'application/json' };
    const first = await serve('--require-token');
    const ask = async (path: string, body?: object) =>
      json(`${first.address}${path}`, {
        headers,
        ...(body && { method: 'POST', body: JSON.stringify(body) }),
      });
    expect(await json(`${first.address}/v1/plans`)).toMatchObject({ status: 401, type: 'urn:kadenz:token' });
    const { planHash } = plan.provenance;
    await ask('/v1/versions', { planId: planHash, note: 'Stand für April' });
    await ask('/v1/versions/1/submit', {});
    const approved = await ask('/v1/versions/1/approve', {});
    expect(await ask('/v1/versions/1/diff?from=1')).toMatchObject({
      difference: { differs: false },
      changes: [],
    });
    await ended(first.server, 'SIGKILL');

    const again = await serve('--require-token');
    expect(approved).toMatchObject({ state: 'approved', portfolio: 'First portfolio', number: 1 });
    expect(await json(`${again.address}/v1/versions/1`, { headers })).toEqual(approved);
    const { entries } = (await json(`${again.address}/v1/audit`, { headers })) as { entries: object[] };
    expect(entries).toContainEqual(
      expect.objectContaining({ by: 'Jürgen', action: 'version-create', note: 'Stand für April' }),
    );
    await ended(again.server, 'SIGINT');
  });

  it('does not listen where others come by while nobody has a token', async () => {
    const { code, stderr } = await place.run(['serve', 'portfolio.yaml', '--host', '0.0.0.0', '--port', '0']);
    expect(code).toBe(1);
    expect(stderr).toContain('kadenz token create --name NAME --role planner --data PLACE');
  });
});

describe('kadenz versions', () => {
  it('puts a plan forward, takes it to approval, and then refuses every step, in both languages', async () => {
    const versions = (...args: readonly string[]) => place.run(['versions', ...args, '--data', 'kept']);
    const made = await versions('create', 'plan.json', '--note', 'für Q2', '--json');
    const { id, number } = (JSON.parse(made.stdout) as { result: { id: number; number: number } }).result;
    expect((await versions('approve', String(id))).stderr).toContain(
      `version ${id} is draft, where approve is not open`,
    );
    await versions('submit', String(id));
    const approved = await versions('approve', String(id), '--note', 'agreed');
    expect(approved.stdout).toBe(`Version ${id}, First portfolio v${number}, is approved.\n`);
    const again = await versions('return', String(id), '--lang', 'de');
    expect([again.code, again.stderr]).toEqual([
      1,
      expect.stringContaining('freigegeben; return ist dann nicht möglich'),
    ]);
    const { stdout } = await versions('list', 'First portfolio');
    expect(stdout.split('\n').at(-2)).toMatch(
      new RegExp(
        `^ *${id} +First portfolio +v${number} +approved +\\d{4}-\\d\\d-\\d\\d +local +${plan.provenance.planHash.slice(0, 12)} +agreed`,
      ),
    );
    expect((await versions('submit', '1', '--note', 'a\u001b[2J')).stderr).toContain(
      'without control characters',
    );
    expect((await versions('list', 'another')).stdout).toContain('There are no versions');
    expect((await versions('submit', '999')).stderr).toContain('there is no version 999');
  }, 300_000);
});

/** Starts the service over the directory `kept` and waits until it says where it is. */
function serve(...args: readonly string[]): Promise<{ server: ChildProcess; said: string; address: string }> {
  const server = spawn(
    process.execPath,
    [
      ...[repositoryFile('dist/cli/main.js'), 'serve', 'portfolio.yaml', '--data', 'kept', '--port', '0'],
      ...['--lang', 'en', ...args],
    ],
    { cwd: place.folder },
  );
  servers.push(server);
  let said = '';
  return new Promise((resolve, reject) => {
    server.stdout.on('data', (text: Buffer) => {
      said += String(text);
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
      if (address) resolve({ server, said, address });
    });
    server.stderr.on('data', (text: Buffer) => {
      said += String(text);
    });
    server.on('exit', () => reject(new Error(`the service ended: ${said}`)));
  });
}

function ended(server: ChildProcess, signal: NodeJS.Signals): Promise<unknown> {
  const end = new Promise((resolve) => server.once('exit', resolve));
  server.kill(signal);
  return end;
}

async function json(address: string, request: RequestInit = {}): Promise<unknown> {
  return (await fetch(address, request)).json();
}
