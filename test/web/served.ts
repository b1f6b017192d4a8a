/** The built dashboard, served with a plan of the small example, and a browser to look at it. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { chromiumPath, chromiumSwitches } from '../../scripts/chromium.mjs';
import type { PlanFile } from '../../src/domain/plan-file.ts';
import { repositoryFile } from '../cli/program.ts';
import { judgedFiles } from './judged-files.ts';

export { chromiumPath };

export interface Served {
  readonly address: string;
  readonly plan: PlanFile;
  readonly browser: Browser;
  close(): Promise<void>;
}

const main = repositoryFile('dist/cli/main.js');
const portfolio = repositoryFile('examples/neocloud/portfolio.yaml');

/** Plans the example in a few seconds (its gap is then larger, and true), serves it, and starts the browser. */
export async function serveExample(): Promise<Served> {
  const folder = mkdtempSync(join(tmpdir(), 'kadenz-web-'));
  const planPath = join(folder, 'plan.json');
  const planning = spawnSync(
    process.execPath,
    [
      main,
      'plan',
      portfolio,
      '-o',
      planPath,
      '--gap',
      '5%',
      '--time-limit',
      '60',
      '--no-progress',
      '--lang',
      'en',
    ],
    { encoding: 'utf8' },
  );
  if (planning.status !== 0) throw new Error(`no plan: ${planning.stderr}`);
  const plan = JSON.parse(readFileSync(planPath, 'utf8')) as PlanFile;
  const judged = Object.entries(judgedFiles(plan)).flatMap(([name, text]) => {
    writeFileSync(join(folder, name), text);
    return ['--judged', join(folder, name)];
  });
  const server = spawn(process.execPath, [
    ...[main, 'serve', portfolio, '--plan', planPath, '--port', '0', '--lang', 'en', ...judged],
  ]);
  const address = await addressOf(server);
  const browser = await chromium.launch({ executablePath: chromiumPath!, args: [...chromiumSwitches] });
  return {
    ...{ address, browser, plan },
    async close() {
      await browser.close();
      server.kill('SIGINT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function addressOf(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    server.stdout?.on('data', (text: Buffer) => {
      said += String(text);
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
      if (found) resolve(found[0]);
    });
    server.on('exit', () => reject(new Error(`the service ended: ${said}`)));
  });
}

/** A page in English that remembers every request and every fault. */
export async function openPage(
  { browser, address }: Pick<Served, 'browser' | 'address'>,
  path: string,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<{ page: Page; context: BrowserContext; requests: string[]; faults: string[] }> {
  const context = await browser.newContext({
    locale: 'en-GB',
    viewport: { width: 1280, height: 900 },
    ...options,
  });
  const page = await context.newPage();
  const [requests, faults]: [string[], string[]] = [[], []];
  page.on('request', (request) => requests.push(request.url()));
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  await page.goto(`${address}${path}`);
  await page.waitForSelector('main[data-view] h1');
  return { page, context, requests, faults };
}
