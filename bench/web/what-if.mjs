// The dashboard in a real browser: the first view from a cold start, seconds from a slider's step to the plan on screen, and the page's longest tasks.
// node bench/web/what-if.mjs [--portfolio examples/neocloud/portfolio.yaml] [--plan reports/neocloud.plan.json] [--knob demand] [--steps 4] [--seconds 1] [--strict]
// `--strict` ends with 1 where a first plan takes over `--seconds`, a task over 50 ms, or the first view over 1.5 s.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { build } from '../../scripts/build.mjs';
import { chromiumPath, chromiumSwitches } from '../../scripts/chromium.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { values: given } = parseArgs({
  options: {
    portfolio: { type: 'string', default: 'examples/neocloud/portfolio.yaml' },
    plan: { type: 'string', default: 'reports/neocloud.plan.json' },
    knob: { type: 'string', default: 'demand' },
    steps: { type: 'string', default: '4' },
    seconds: { type: 'string', default: '1' },
    strict: { type: 'boolean', default: false },
  },
});
build();
const server = spawn(
  process.execPath,
  ['dist/cli/main.js', 'serve', given.portfolio, '--plan', given.plan, '--port', '0'],
  { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
);
const address = await new Promise((resolve) => {
  server.stdout.on('data', (text) => {
    const found = /http:\S+:\d+/.exec(String(text));
    if (found) resolve(found[0]);
  });
});
const browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumSwitches });
const missed = [];
const goal = (name, value, most) => {
  if (value > most) missed.push(`${name} ${value.toFixed(2)}, not ${most}`);
};
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.addInitScript(() => {
    window.longTasks = [];
    new PerformanceObserver((list) => {
      for (const { duration, startTime } of list.getEntries())
        window.longTasks.push(`${Math.round(duration)} at ${Math.round(startTime)}`);
    }).observe({ type: 'longtask', buffered: true });
  });
  const longTasks = async (when) => {
    const tasks = await page.evaluate(() => window.longTasks.splice(0));
    console.log(
      `tasks over 50 ms ${when}: ${tasks.length === 0 ? 'none' : tasks.map((task) => `${task} ms`).join(', ')}`,
    );
    goal(`longest task ${when}`, Math.max(0, ...tasks.map(Number.parseFloat)), 50);
  };
  const start = performance.now();
  await page.goto(`${address}/now?lang=en`);
  await page.waitForSelector('dl.key dd');
  const firstView = (performance.now() - start) / 1000;
  console.log(`first view ${firstView.toFixed(2)} s`);
  goal('first view', firstView, 1.5);
  const built = (path) => readFileSync(`${root}dist/web/${path}`);
  const manifest = JSON.parse(String(built('.vite/manifest.json')));
  const scripts = new Set();
  const add = (name) => {
    const { file, imports = [] } = manifest[name];
    if (!scripts.has(file)) {
      scripts.add(file);
      imports.forEach(add);
    }
  };
  ['index.html', 'src/app.tsx'].forEach(add);
  const bytes = [...scripts].reduce((sum, file) => sum + gzipSync(built(file)).length, 0);
  console.log(`initial JavaScript ${Math.round(bytes / 1000)} kB gzipped`);
  const marks = (name) =>
    page.evaluate((one) => performance.getEntriesByName(one, 'mark').map(({ startTime }) => startTime), name);
  await page.waitForFunction(() => performance.getEntriesByName('what-if-warm').length > 0, undefined, {
    timeout: 120_000,
  });
  console.log(
    `planner warm ${((await marks('what-if-warm'))[0] / 1000).toFixed(2)} s after the start of the page`,
  );
  await longTasks('while loading');
  const slider = page.locator(`#knob-${given.knob}`);
  await slider.focus();
  for (let step = 1; step <= Number(given.steps); step++) {
    const before = (await marks('what-if-plan')).length + (await marks('what-if-final')).length;
    const from = performance.now();
    await slider.press('ArrowRight');
    await page.waitForFunction(
      (count) =>
        performance.getEntriesByType('mark').filter(({ name }) => /what-if-(plan|final)/.test(name)).length >
        count,
      before,
      { timeout: 120_000, polling: 10 },
    );
    const first = (performance.now() - from) / 1000;
    console.log(
      `step ${step}: plan after ${first.toFixed(2)} s (key to screen); ${await page.textContent('.what-if-line')}`,
    );
    goal(`step ${step}`, first, Number(given.seconds));
  }
  await page
    .waitForFunction(() => performance.getEntriesByName('what-if-final').length > 0, undefined, {
      timeout: 120_000,
    })
    .catch(() => console.log('the search has not ended after 120 s'));
  console.log(`at last: ${await page.textContent('.what-if-line')}`);
  await longTasks('during what-if');
} finally {
  await browser.close();
  server.kill('SIGINT');
}
if (missed.length > 0) console.log(`missed: ${missed.join('; ')}`);
if (given.strict && missed.length > 0) process.exitCode = 1;
