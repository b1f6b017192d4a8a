// What-if in a real browser: seconds to the first plan and to the last, longest task of the page, and the first view from a cold start.
// node bench/web/what-if.mjs [portfolio.yaml plan.json]
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { build } from '../../scripts/build.mjs';
import { chromiumPath, chromiumSwitches } from '../../scripts/chromium.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const [portfolio = 'examples/neocloud/portfolio.yaml', plan = 'reports/neocloud.plan.json'] =
  process.argv.slice(2);
build();
const server = spawn(
  process.execPath,
  ['dist/cli/main.js', 'serve', portfolio, '--plan', plan, '--port', '0'],
  { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
);
const address = await new Promise((resolve) => {
  server.stdout.on('data', (text) => {
    const found = /http:\S+:\d+/.exec(String(text));
    if (found) resolve(found[0]);
  });
});
const browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumSwitches });
try {
  const page = await browser.newPage();
  await page.addInitScript(() => {
    window.longTasks = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) window.longTasks.push(Math.round(entry.duration));
    }).observe({ type: 'longtask', buffered: true });
  });
  const start = performance.now();
  await page.goto(`${address}/now?lang=en`);
  await page.waitForSelector('dl.key dd');
  console.log(`first view ${((performance.now() - start) / 1000).toFixed(2)} s`);
  console.log(
    `tasks over 50 ms while loading: ${JSON.stringify(await page.evaluate(() => window.longTasks.splice(0)))}`,
  );
  const slider = page.locator('#knob-demand');
  for (let step = 1; step <= 4; step++) {
    const from = performance.now();
    await slider.press('ArrowRight');
    const value = await page.inputValue('#knob-demand');
    await page.waitForFunction((set) => location.search.includes(`demand=${set}`), value);
    await page.waitForFunction(
      (marks) =>
        performance.getEntriesByType('mark').filter(({ name }) => name.startsWith('what-if')).length > marks,
      await page.evaluate(() => performance.getEntriesByType('mark').length),
      { timeout: 120_000, polling: 20 },
    );
    const first = (performance.now() - from) / 1000;
    const said = await page.textContent('.what-if-line');
    console.log(`step ${step}: plan after ${first.toFixed(2)} s (key to screen); ${said}`);
  }
  await page.waitForFunction(
    () => document.querySelector('.what-if-line').textContent.includes('search ended'),
    undefined,
    {
      timeout: 300_000,
    },
  );
  console.log(`at last: ${await page.textContent('.what-if-line')}`);
  const long = await page.evaluate(() => window.longTasks);
  console.log(`tasks over 50 ms during what-if: ${JSON.stringify(long)}`);
} finally {
  await browser.close();
  server.kill('SIGINT');
}
