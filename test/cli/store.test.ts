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

describe('kadenz serve --data', () => {
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

async function json(address: string): Promise<unknown> {
  return (await fetch(address)).json();
}
