/**
 * `npm run screens`: plans the small example, and makes pictures of every view of it, light and dark, and of the page's states, into
 * docs/screens. A plan given is shown as it is.
 *
 *   npm run screens -- [--plan plan.json] [--judged judged.json] [--folder docs/screens] [--png] [--only now,money]
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium, type Page } from 'playwright-core';
import { viewNames } from '../web/src/state/view-names.ts';
import { build } from './build.mjs';
import { chromiumPath, chromiumSwitches } from './chromium.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values: given } = parseArgs({
  options: {
    plan: { type: 'string' },
    judged: { type: 'string', multiple: true, default: [] },
    folder: { type: 'string', default: 'docs/screens' },
    png: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
});
/** Bytes that a picture may have. */
const LIMIT = 60_000;

if (!chromiumPath) throw new Error('there is no Chromium on this machine');
build();
if (given.plan === undefined)
  spawnSync(process.execPath, ['scripts/start.mjs', '--no-serve'], { cwd: root, stdio: 'inherit' });
const plan = given.plan ?? 'reports/neocloud.plan.json';
mkdirSync(`${root}${given.folder}`, { recursive: true });
const server = spawn(
  process.execPath,
  [
    ...['dist/cli/main.js', 'serve', 'examples/neocloud/portfolio.yaml', '--plan', plan],
    ...given.judged.flatMap((file) => ['--judged', file]),
    ...['--port', '0', '--lang', 'en'],
  ],
  { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
);
const address = await new Promise<string>((resolve) => {
  server.stdout.on('data', (text: Buffer) => {
    const found = /http:\S+:\d+/.exec(String(text));
    if (found) resolve(found[0]);
  });
});
const browser = await chromium.launch({ executablePath: chromiumPath, args: [...chromiumSwitches] });
const codecPage = await (await browser.newContext()).newPage();

/** The same as WebP: at the highest quality, and then the largest size, that stays below the limit. */
async function compressed(png: Buffer): Promise<Buffer> {
  const text = await codecPage.evaluate(
    async ([source, most]) => {
      const bytes = Uint8Array.from(atob(source), (letter) => letter.charCodeAt(0));
      const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      for (const size of [1, 0.85, 0.7, 0.6]) {
        const canvas = new OffscreenCanvas(Math.round(image.width * size), Math.round(image.height * size));
        const context = canvas.getContext('2d')!;
        context.imageSmoothingQuality = 'high';
        context.drawImage(image, 0, 0, canvas.width, canvas.height);
        for (const quality of [0.9, 0.8, 0.65, 0.5]) {
          const blob = await canvas.convertToBlob({ type: 'image/webp', quality });
          if (blob.size > most) continue;
          let letters = '';
          for (const byte of new Uint8Array(await blob.arrayBuffer())) letters += String.fromCharCode(byte);
          return btoa(letters);
        }
      }
      throw new Error('the picture does not fit');
    },
    [png.toString('base64'), LIMIT] as const,
  );
  return Buffer.from(text, 'base64');
}

const wanted = given.only?.split(',');

async function keep(page: Page, name: string, fullPage = true): Promise<void> {
  const { width, height } = page.viewportSize()!;
  // Sections are drawn in turn, and rows out of sight are not drawn at all.
  await page.waitForTimeout(400);
  if (fullPage) {
    const whole = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({ width, height: Math.max(height, whole) });
    await page.waitForTimeout(400);
  }
  const png = await page.screenshot({ fullPage });
  writeFileSync(
    `${root}${given.folder}/${name}.${given.png ? 'png' : 'webp'}`,
    given.png ? png : await compressed(png),
  );
}

async function take(
  path: string,
  name: string,
  act: (page: Page) => Promise<unknown> = async () => undefined,
  viewport = { width: 1280, height: 900 },
): Promise<void> {
  if (wanted && !wanted.some((one) => name.startsWith(one))) return;
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  await page.goto(`${address}${path}`);
  await page.waitForSelector('main[data-view] h1');
  await act(page);
  await keep(page, name);
  await context.close();
}

/** The page while the service answers as told. */
async function takeWith(name: string, answers: Readonly<Record<string, string | undefined>>): Promise<void> {
  if (wanted && !wanted.some((one) => name.startsWith(one))) return;
  const context = await browser.newContext({ viewport: { width: 1280, height: 480 } });
  const page = await context.newPage();
  for (const [path, body] of Object.entries(answers))
    await page.route(`**${path}`, (route) =>
      body === undefined
        ? route.abort()
        : route.fulfill({
            contentType: path.endsWith('/events') ? 'text/event-stream' : 'application/json',
            body,
          }),
    );
  await page.goto(`${address}/now?lang=en&theme=light`);
  await page.waitForSelector('main.waiting p');
  await keep(page, name, false);
  await context.close();
}

const brokenPortfolio = 'kadenz: 1\nname: Broken\nasOf: 2025-14-01\nprojetcs: []\n';

try {
  for (const theme of ['light', 'dark'])
    for (const view of viewNames) await take(`/${view}?lang=en&theme=${theme}`, `${view}-${theme}`);
  await take('/portfolio?lang=de&theme=light&option=licking-1', 'portfolio-reasons-de');
  await take('/now?lang=en&theme=light&demand=25', 'now-what-if', (page) =>
    page.waitForSelector('[data-what-if=planned]', { timeout: 120_000 }),
  );
  await take('/now?lang=en&theme=light', 'now-phone', undefined, { width: 390, height: 844 });
  await take(
    '/now?lang=en&theme=light&set=projects.licking-1.itPowerMW=x2',
    'state-setting-refused',
    (page) => page.waitForSelector('[data-what-if=invalid]', { timeout: 120_000 }),
  );
  await take('/now?lang=en&theme=light', 'state-dropped-file', async (page) => {
    const file = { name: 'broken.yaml', mimeType: 'text/yaml', buffer: Buffer.from(brokenPortfolio) };
    await page.locator('input[type=file]').setInputFiles(file);
    await page.waitForSelector('[role=alertdialog]');
  });
  await take('/now?lang=en&theme=light', 'state-service-gone', async (page) => {
    await page.route('**/v1/health', (route) => route.abort());
    await page.evaluate(() => dispatchEvent(new Event('offline')));
    await page.waitForSelector('.notice:not([hidden])');
  });
  const first = (await (await fetch(`${address}/v1/portfolio`)).json()) as Record<string, unknown>;
  const planning = JSON.stringify({ ...first, planId: null, jobId: 'job' });
  const event = (status: string, state: object) =>
    `event: ${status}\ndata: ${JSON.stringify({ id: 'job', inputHash: '', status, ...state })}\n\n`;
  const events = '/v1/jobs/job/events';
  await takeWith('state-unreachable', { '/v1/portfolio': undefined });
  await takeWith('state-planning', {
    '/v1/portfolio': planning,
    [events]: event('running', { progress: { seconds: 12, boundUsd: 8.3e9, valueUsd: 8.1e9 } }),
  });
  await takeWith('state-infeasible', {
    '/v1/portfolio': planning,
    [events]: event('infeasible', { rules: [{ rule: 'budget', subject: 'FY2026' }] }),
  });
  await takeWith('state-failed', {
    '/v1/portfolio': planning,
    [events]: event('failed', { detail: 'the solver ran out of memory' }),
  });
} finally {
  await browser.close();
  server.kill('SIGINT');
}
