// `npm run screens`: pictures of every view of the small example, light and dark, into docs/screens.
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { build } from './build.mjs';
import { chromiumPath, chromiumSwitches } from './chromium.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const views = [
  'now',
  'portfolio',
  'demand',
  'capacity',
  'money',
  'fleet',
  'policy',
  'serving',
  'evidence',
  'map',
  'compare',
];
const [plan = 'reports/neocloud.plan.json', folder = 'docs/screens', suffix = ''] = process.argv.slice(2);

build();
mkdirSync(`${root}${folder}`, { recursive: true });
const server = spawn(
  process.execPath,
  [
    'dist/cli/main.js',
    'serve',
    'examples/neocloud/portfolio.yaml',
    '--plan',
    plan,
    '--port',
    '0',
    '--lang',
    'en',
  ],
  { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
);
const address = await new Promise((resolve) => {
  server.stdout.on('data', (text) => {
    const found = /http:\S+:\d+/.exec(String(text));
    if (found) resolve(found[0]);
  });
});
const browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumSwitches });
const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
const page = await context.newPage();
const codec = await context.newPage();

/** A smaller picture of the same: WebP at the highest quality that stays below the limit. */
async function compressed(png, limit = 60_000) {
  const data = await codec.evaluate(
    async ([source, most]) => {
      const bytes = Uint8Array.from(atob(source), (letter) => letter.charCodeAt(0));
      const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const canvas = new OffscreenCanvas(image.width, image.height);
      canvas.getContext('2d').drawImage(image, 0, 0);
      for (const quality of [0.9, 0.8, 0.7, 0.55, 0.4, 0.25]) {
        const blob = await canvas.convertToBlob({ type: 'image/webp', quality });
        if (blob.size > most && quality > 0.25) continue;
        const out = new Uint8Array(await blob.arrayBuffer());
        let text = '';
        for (let i = 0; i < out.length; i += 8192) text += String.fromCharCode(...out.subarray(i, i + 8192));
        return btoa(text);
      }
      return '';
    },
    [png.toString('base64'), limit],
  );
  return Buffer.from(data, 'base64');
}

const take = async (path, name) => {
  await page.goto(`${address}${path}`);
  await page.waitForSelector('main[data-view] h1');
  await page.waitForTimeout(300);
  const png = await page.screenshot({ fullPage: true });
  if (suffix === 'png') writeFileSync(`${root}${folder}/${name}.png`, png);
  else writeFileSync(`${root}${folder}/${name}.webp`, await compressed(png));
};
try {
  for (const theme of ['light', 'dark']) {
    for (const view of views) await take(`/${view}?lang=en&theme=${theme}`, `${view}-${theme}`);
  }
  await take('/portfolio?lang=de&theme=light&option=licking-1', 'portfolio-reasons-de');
  await page.setViewportSize({ width: 390, height: 844 });
  await take('/now?lang=en&theme=light', 'now-phone');
} finally {
  await browser.close();
  server.kill('SIGINT');
}
