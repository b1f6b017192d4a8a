/** The report says the same as the plan file, in both languages. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { quantileOf, quantilesByQuarter } from '../../src/demand/tree-statistics.ts';
import type { PlanFile } from '../../src/domain/plan-file.ts';
import { typicalPortfolio } from '../../src/domain/portfolio.ts';
import type { PortfolioDocument } from '../../src/domain/schema.ts';
import { readPortfolio } from '../../src/domain/validate.ts';
import { waitingPower } from '../../src/domain/waiting-power.ts';
import { reportHtml } from '../../src/report/report-html.ts';
import { capacityNeed } from '../../src/views/capacity-need.ts';
import { capitalByYear, outcomesOf } from '../../src/views/capital.ts';
import { treeOfPlan } from '../../src/views/plan-tree.ts';
import { Workplace } from './program.ts';

const place = new Workplace();
let plan: PlanFile;
let document: PortfolioDocument;

beforeAll(async () => {
  await place.run(['init']);
  await place.run(['plan', 'portfolio.yaml', '-o', 'plan.json']);
  plan = JSON.parse(readFileSync(place.path('plan.json'), 'utf8'));
  const reading = readPortfolio(parse(readFileSync(place.path('portfolio.yaml'), 'utf8')));
  if ('problems' in reading) throw new Error('the starter portfolio is sound');
  document = reading.document;
});
afterAll(() => place.remove());

describe('the figures of the report', () => {
  it('are the plan file’s: capital, outcomes, power too much, waiting and missing', () => {
    const portfolio = typicalPortfolio(document);
    const tree = treeOfPlan(plan.tree);
    const { figures } = plan.headline;
    const capital = capitalByYear(portfolio, plan, tree).reduce((sum, { totalUsd }) => sum + totalUsd, 0);
    expect(capital).toBeCloseTo(figures.capexUsd, 0);
    const outcomes = outcomesOf(portfolio, plan, tree);
    const mean = outcomes.reduce((sum, { npvUsd, probability }) => sum + probability * npvUsd, 0);
    expect(mean).toBeCloseTo(figures.expectedNpvUsd, 0);
    const p10 = quantileOf(
      outcomes.map(({ npvUsd, probability }) => [npvUsd, probability]),
      0.1,
    );
    expect(p10).toBeCloseTo(figures.npvP10Usd, 0);
    const need = capacityNeed(portfolio, plan, tree);
    const { needMw, idleMw, runningMw } = need;
    const waitingMw = waitingPower(portfolio, need);
    const missing = quantilesByQuarter(
      tree,
      needMw.map((mw, n) => mw - runningMw[n]!),
    );
    missing.p90.forEach((mw, t) => {
      expect(mw).toBeCloseTo(figures.underBuildMw.p90[t]!, 6);
    });
    const over = quantilesByQuarter(
      tree,
      idleMw.map((mw, n) => mw - waitingMw[n]!),
    );
    over.p50.forEach((mw, t) => {
      expect(mw).toBeCloseTo(figures.overBuildMw.p50[t]!, 6);
    });
  });
});

describe('the page', () => {
  const page = (language: 'en' | 'de') =>
    reportHtml({ plan, document, portfolio: typicalPortfolio(document), language });

  it('has every section, with question, answer, footnote and table', () => {
    const html = page('en');
    const ids = [...html.matchAll(/<section id="([a-z]+)"/g)].map(([, id]) => id);
    expect(ids).toEqual([
      ...['decisions', 'portfolio', 'turns', 'capacity', 'pipeline', 'demand', 'capital', 'value'],
      ...['assumptions', 'provenance'],
    ]);
    for (const [, section] of html.matchAll(
      /<section id="(?:portfolio|capacity|pipeline|demand|capital|value)"(.*?)<\/section>/gs,
    )) {
      expect(section).toMatch(/<h2 [^>]*>[^<]+\?<\/h2>/);
      expect(section).toMatch(/<p class="takeaway">[^<]{20,}<\/p>/);
      expect(section).toContain('Show as table');
      expect(section).toMatch(/role="img" aria-label="[^"]+"/);
    }
    expect(html).not.toMatch(/NaN|undefined|Infinity|\[object/);
  });

  it('speaks German throughout', () => {
    const html = page('de');
    expect(html).toContain('<html lang="de">');
    expect(html).toContain('Was tun wir in 2025Q2 mit jedem Projekt?');
    const prose = html.replace(/<style>.*?<\/style>|<script.*?<\/script>|<[^>]+>/gs, ' ');
    expect(prose).not.toMatch(/\b(worth|proven|toss-up|futures|cancelled|Reasons|budget of)\b/);
  });

  it('shows retreat and full speed, and marks what rests on assumptions', () => {
    const html = page('en');
    expect(html).toMatch(/class="label muted"[^>]*>retreat /);
    expect(html).toMatch(/class="label muted"[^>]*>full speed /);
    expect(html).toContain('class="assumed" href="#assumptions"');
  });

  it('escapes names', () => {
    const named = { ...plan, provenance: { ...plan.provenance, portfolioName: '<img src=x>' } };
    const html = reportHtml({ plan: named, document, portfolio: typicalPortfolio(document), language: 'en' });
    expect(html).toContain('&lt;img src=x&gt;');
    expect(html).not.toContain('<img');
  });
});
