/** Trees, paths and forecasts are the same to the last bit in Node and in a browser. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium, type Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { chromiumPath, chromiumSwitches } from '../../scripts/chromium.mjs';
import { readPortfolioBytes } from '../../src/adapters/files/read-portfolio.ts';
import { typicalPortfolio } from '../../src/domain/portfolio.ts';
import { resolveServed } from '../../src/serving/served-workloads.ts';
import { repositoryFile } from '../cli/program.ts';
import { demandDigests } from './demand-digests.mjs';

if (!chromiumPath)
  console.warn('SKIPPED: trees in Node against Chromium, as there is no Chromium on this machine.');

const wasmFile = createRequire(import.meta.url)
  .resolve('@bsull/augurs/ets')
  .replace(/\.js$/, '_bg.wasm');

/** An address that only this page has; files come from the repository, and nothing leaves the machine. */
const origin = 'http://localhost:9';

async function serveRepository(page: Page) {
  const imports = { '@bsull/augurs/ets': '/node_modules/@bsull/augurs/ets.js' };
  const html = `<script type="importmap">${JSON.stringify({ imports })}</script>`;
  await page.route('**/*', (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/') return route.fulfill({ contentType: 'text/html', body: html });
    return route.fulfill({
      contentType: 'text/javascript',
      body: readFileSync(repositoryFile(pathname.slice(1))),
    });
  });
  await page.goto(`${origin}/`);
}

describe.skipIf(!chromiumPath)('the demand layer', () => {
  it('gives the same bits in Node and in Chromium for one seed', async () => {
    const file = repositoryFile('examples/neocloud/portfolio.yaml');
    const reading = readPortfolioBytes(readFileSync(file), file);
    if ('problems' in reading) throw new Error('the example is broken');
    const resolved = resolveServed(reading.document);
    if ('problems' in resolved) throw new Error('the rates of the example are broken');
    const portfolio = typicalPortfolio(resolved.document);
    const wasm = readFileSync(wasmFile);
    const inNode = await demandDigests(portfolio, wasm);
    const browser = await chromium.launch({ executablePath: chromiumPath!, args: [...chromiumSwitches] });
    try {
      const page = await browser.newPage();
      await serveRepository(page);
      const inBrowser = await page.evaluate(
        `import('/test/web/demand-digests.mjs').then(({ demandDigests }) =>
          demandDigests(${JSON.stringify(portfolio)}, Uint8Array.from(atob('${wasm.toString('base64')}'), (c) => c.charCodeAt(0))))`,
      );
      expect(inBrowser).toEqual(inNode);
      expect(new Set(Object.values(inNode)).size).toBe(7);
    } finally {
      await browser.close();
    }
  });
});
