/** The dashboard in a real browser: the newcomer's ten minutes, every number, and access for everybody. */
import { readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPortfolioBytes } from '../../src/adapters/files/read-portfolio.ts';
import { typicalPortfolio } from '../../src/domain/portfolio.ts';
import type { Language } from '../../src/messages/language.ts';
import { resolveServed } from '../../src/serving/served-workloads.ts';
import { type DashboardViews, dashboardViews } from '../../src/views/dashboard-views.ts';
import { gapPhrase } from '../../src/views/headline.ts';
import { planFacts } from '../../src/views/plan-facts.ts';
import { repositoryFile } from '../cli/program.ts';
import { chromiumPath, openPage, type Served, serveExample } from './served.ts';

const views = [
  ...[
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
  ],
];

if (!chromiumPath)
  console.warn('SKIPPED: the tests of the dashboard, as there is no Chromium on this machine.');

describe.skipIf(!chromiumPath)('the dashboard', () => {
  let served: Served;
  beforeAll(async () => {
    served = await serveExample();
  });
  afterAll(() => served?.close());

  it('takes a newcomer from the headline to a changed future and back, and nothing leaves the machine', async () => {
    const { page, context, requests, faults } = await openPage(served, '/');
    expect(await page.textContent('h1')).toContain('the best possible, proven');
    const [most] = served.plan.decisionsNow;
    await page.click(`button[aria-label="Reasons for ${most!.name}"]`);
    expect(await page.textContent('aside.reasons')).toContain('Against each alternative');
    await page.click('nav a:text-is("Money")');
    expect(await page.textContent('#baselines')).toContain('retreat');

    const before = await exported(page);
    const slider = page.locator('#knob-demand');
    await slider.focus();
    for (let step = 0; step < 5; step++) await slider.press('ArrowRight');
    await page.waitForSelector('[data-what-if=planned]', { timeout: 60_000 });
    expect(page.url()).toContain('demand=25');
    const changed = JSON.parse(await exported(page));
    expect(changed.headline.boundUsd).toBeGreaterThanOrEqual(changed.headline.valueUsd);
    expect(changed.provenance.inputHash).not.toBe(served.plan.provenance.inputHash);
    const address = page.url();

    // A slow machine takes the five steps one by one, a fast one as one movement.
    for (let step = 0; step < 5 && (await page.isEnabled('button:text-is("Undo")')); step++)
      await page.click('button:text-is("Undo")');
    await page.waitForSelector('[data-what-if=none]');
    expect(await exported(page)).toBe(before);
    expect(JSON.parse(before)).toEqual(served.plan);

    const again = await context.newPage();
    await again.goto(address);
    await again.waitForSelector('[data-what-if=planned]', { timeout: 60_000 });
    expect(await again.inputValue('#knob-demand')).toBe('25');
    const reproduced = JSON.parse(await exported(again));
    expect(reproduced.provenance.inputHash).toBe(changed.provenance.inputHash);
    await again.close();

    await page.selectOption('select[aria-label=Language]', 'de');
    expect(await page.textContent('nav')).toContain('Nachfrage');
    expect(await page.getAttribute('html', 'lang')).toBe('de');
    expect(requests.length).toBeGreaterThan(3);
    expect(requests.filter((url) => !url.startsWith(served.address) && !/^(blob|data):/.test(url))).toEqual(
      [],
    );
    expect(faults).toEqual([]);
    await context.close();
  });

  it.each(['en', 'de'] as const)(
    'shows no number that the plan file does not hold (%s)',
    async (language) => {
      const expected = viewsOf(served, language);
      const { page, context } = await openPage(served, `/now?lang=${language}`);
      let seen = 0;
      for (const view of views) {
        await show(page, served, view, language);
        for (const button of await page.$$(
          'button[aria-expanded=false]:text-is("Show as table"), button[aria-expanded=false]:text-is("Als Tabelle zeigen")',
        ))
          await button.click();
        const { figures, sentences, strays } = await readNumbers(page, namesOf(expected));
        for (const { of, raw, text, factor } of figures) {
          // Powers differ in their last digit between the engines of Node and browser.
          const value = of === '' ? Number(raw) : Number(valueAt(expected, of));
          expect(Math.abs(value - Number(raw)) <= 1e-12 * Math.abs(value), `${view}: ${of}: ${raw}`).toBe(
            true,
          );
          expect(agrees(text, Number(raw), factor, language), `${view}: ${of}: ${text} for ${raw}`).toBe(
            true,
          );
        }
        for (const { of, text } of sentences) {
          const sentence = of === 'gap' ? gapPhrase(served.plan, language) : valueAt(expected, of);
          expect(text, `${view}: ${of}`).toBe(sentence);
        }
        expect(strays, `${view}: numbers without a source`).toEqual([]);
        seen += figures.length;
      }
      expect(seen).toBeGreaterThan(400);
      await context.close();
    },
  );

  it('has no serious fault of access in any view, theme, language or at 200 %', async () => {
    const found: string[] = [];
    const looks = [
      { search: 'lang=en&theme=light', viewport: { width: 1280, height: 900 } },
      { search: 'lang=de&theme=dark', viewport: { width: 640, height: 450 } },
    ];
    for (const { search, viewport } of looks) {
      const { page, context } = await openPage(served, `/now?${search}`, { viewport });
      for (const view of views) {
        await page.goto(`${served.address}/${view}?${search}&option=licking-1`);
        await page.waitForSelector('main[data-view] h1');
        const { violations } = await new AxeBuilder({ page }).analyze();
        for (const { id, impact, nodes } of violations) {
          if (impact === 'serious' || impact === 'critical')
            found.push(
              `${view} ${search}: ${id}: ${nodes[0]?.html.slice(0, 160)} ${nodes[0]?.failureSummary?.slice(0, 200)}`,
            );
        }
      }
      await context.close();
    }
    expect(found).toEqual([]);
  }, 300_000);

  it('can be used by keyboard alone: skip link, views, reading of a chart, reasons', async () => {
    const { page, context } = await openPage(served, '/capacity?lang=en');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('skip');
    await page.locator('#need [role=slider]').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    expect(await page.textContent('#need-reading')).toMatch(/^2025Q3: need P10/);
    await page.locator('nav a:text-is("Portfolio")').focus();
    await page.keyboard.press('Enter');
    const row = page.locator('.row-buttons button').first();
    await row.focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('aside.reasons').count()).toBe(1);
    await context.close();
  });

  it('does not scroll sideways on a phone', async () => {
    const { page, context } = await openPage(served, '/now?lang=en', {
      viewport: { width: 390, height: 844 },
    });
    for (const view of views) {
      await show(page, served, view, 'en');
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(wide, view).toBeLessThanOrEqual(0);
    }
    await context.close();
  });

  it('says where a dropped file is wrong, and compares with a dropped plan', async () => {
    const { page, context } = await openPage(served, '/now?lang=en');
    const chooser = page.locator('input[type=file]');
    const yaml = readFileSync(repositoryFile('examples/neocloud/portfolio.yaml'), 'utf8');
    const broken = yaml.replace('asOf: 2025-04-01', 'asOf: 2025-14-01');
    await chooser.setInputFiles({ name: 'broken.yaml', mimeType: 'text/yaml', buffer: Buffer.from(broken) });
    expect(await page.textContent('[role=alertdialog]')).toContain('broken.yaml:');
    await page.click('[role=alertdialog] button:text-is("Close")');
    const plan = Buffer.from(JSON.stringify(served.plan));
    await chooser.setInputFiles({ name: 'before.json', mimeType: 'application/json', buffer: plan });
    await page.waitForSelector('main[data-view=compare]');
    expect(await page.textContent('h1')).toContain('No decision of today differs');
    await context.close();
  });

  it('answers with problems, refuses other names and large bodies, and has its headers', async () => {
    const { address } = served;
    const get = await fetch(`${address}/v1/portfolio`);
    expect(get.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect((await fetch(`${address}/v1/plans/none`)).headers.get('content-type')).toBe(
      'application/problem+json',
    );
    expect((await fetch(`${address}/../../etc/passwd.txt`)).status).toBe(404);
    const post = (body: string, type = 'application/json') =>
      fetch(`${address}/v1/validate`, { method: 'POST', headers: { 'content-type': type }, body });
    expect((await post('{}', 'text/plain')).status).toBe(415);
    expect((await post('{"name":1}')).status).toBe(400);
    const invalid = await post(JSON.stringify({ name: 'x.yaml', text: 'kadenz: 1\nname: x\n' }));
    expect(invalid.status).toBe(422);
    expect(((await invalid.json()) as { problems: unknown[] }).problems.length).toBeGreaterThan(0);
    expect((await post(JSON.stringify({ name: 'x.yaml', text: 'x'.repeat(11 << 20) }))).status).toBe(413);
  });
});

async function show(page: Page, { address }: Served, view: string, language: Language): Promise<void> {
  await page.goto(`${address}/${view}?lang=${language}`);
  await page.waitForSelector('main[data-view] h1');
  await page.waitForTimeout(120);
}

/** The bytes that the page exports. */
async function exported(page: Page): Promise<string> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.click('button:text-is("Export plan")'),
  ]);
  return readFileSync(await file.path(), 'utf8').trim();
}

function viewsOf({ plan }: Served, language: Language): DashboardViews {
  const path = repositoryFile('examples/neocloud/portfolio.yaml');
  const reading = readPortfolioBytes(readFileSync(path), path);
  if ('problems' in reading) throw new Error('the example is not sound');
  const resolved = resolveServed(reading.document);
  if ('problems' in resolved) throw new Error('the example serves models that do not fit');
  const { document } = resolved;
  return dashboardViews(planFacts({ plan, portfolio: typicalPortfolio(document), document, language }));
}

/** `capacity.need.p50[3]` among the views. */
function valueAt(of: unknown, path: string): unknown {
  return path
    .split(/[.[\]]+/)
    .filter(Boolean)
    .reduce((at, key) => (at as Record<string, unknown>)[key], of);
}

const units: Readonly<Record<string, number>> = {
  ...{ 'bn USD': 1e9, 'Mrd. USD': 1e9, 'm USD': 1e6, 'Mio. USD': 1e6, GW: 1000, '%': 0.01 },
};

/** Whether a text says a number to the digits that it shows. */
function agrees(text: string, raw: number, factor: number, language: Language): boolean {
  const unit = Object.keys(units).find((one) => text.endsWith(` ${one}`));
  const plain = text
    .replace('−', '-')
    .replace(language === 'de' ? /\./g : /,/g, '')
    .replace(',', '.');
  const digits = /-?\d+(?:\.\d+)?/.exec(plain)?.[0];
  if (digits === undefined) return text === '–';
  const scale = unit ? units[unit]! : factor;
  const decimals = digits.split('.')[1]?.length ?? 0;
  const shown = Number(digits) * scale;
  // Half of the last digit that is written, or of the third significant one.
  const slack = Math.max((0.5 * scale) / 10 ** decimals, decimals === 0 ? 0.005 * Math.abs(raw) : 0);
  return Math.abs(shown - raw) <= slack * 1.001 + 1e-12;
}

/** Names and units of the portfolio: digits in them are no figures. */
function namesOf({ facts: { portfolio } }: DashboardViews): string[] {
  const { accelerators, workloads, projects, leases, liveCapacity, pools } = portfolio;
  return [
    ...[...accelerators, ...workloads, ...projects, ...leases].flatMap(({ id, name }) => [name, id]),
    ...[...liveCapacity, ...pools].map(({ id }) => id),
    ...workloads.map(({ unit }) => unit),
  ].sort((a, b) => b.length - a.length);
}

/** Every number in the page's text: with its source, within a computed sentence, or astray. */
function readNumbers(page: Page, names: readonly string[]) {
  return page.evaluate((allowed) => {
    const figures = [...document.querySelectorAll<HTMLElement>('[data-raw]')].map((element) => ({
      of: element.dataset['of'] ?? '',
      raw: element.dataset['raw'] ?? '',
      factor: Number(element.dataset['factor'] ?? 1),
      text: (element.textContent ?? '').replace(/^[^\d−–+-]*/, ''),
    }));
    const sentences = [...document.querySelectorAll<HTMLElement>('[data-sentence]')].map((element) => ({
      of: element.dataset['sentence'] ?? '',
      text: element.textContent ?? '',
    }));
    const strays: string[] = [];
    const walker = document.createTreeWalker(document.getElementById('content')!, NodeFilter.SHOW_TEXT);
    const known =
      '[data-raw],[data-sentence],[data-name],[data-compared],[data-input],.tick,.takeaway,.footnote,thead,select,output,th[scope=row],.label,.row-label,details summary,.policy-node p,.steps,h2';
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = allowed.reduce((left, name) => left.replaceAll(name, ''), node.textContent ?? '');
      if (/\d/.test(text) && !/^\d{4}Q\d$/.test(text.trim()) && !node.parentElement?.closest(known))
        strays.push(text);
    }
    return { figures, sentences, strays };
  }, names);
}
