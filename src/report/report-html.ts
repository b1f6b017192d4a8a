/** The report of a plan: one HTML file that needs nothing else, for a screen and for paper. */

import { endValue } from '../views/end-value.ts';
import { gapPhrase, headlineSentence, isClosed, wasStopped } from '../views/headline.ts';
import { type FactsRequest, type PlanFacts, planFacts } from '../views/plan-facts.ts';
import { assumptionsSection } from './assumptions-section.ts';
import { capacitySection, pipelineSection } from './capacity-section.ts';
import { capitalSection } from './capital-section.ts';
import { decisionsSection } from './decisions-section.ts';
import { demandSection } from './demand-section.ts';
import { ganttSection } from './gantt-section.ts';
import { iconDefinitions } from './icon.ts';
import { html, type Markup, trusted } from './markup.ts';
import { outcomesSection } from './outcomes-section.ts';
import { script } from './script.ts';
import { style } from './style.ts';
import { turnsSection } from './turns-section.ts';

/** What a report is made from. */
export type ReportRequest = FactsRequest;

/** The whole file as text. The same request gives the same text. */
export function reportHtml(request: ReportRequest): string {
  const facts = planFacts(request);
  const { plan, language, words } = facts;
  const title = `${plan.provenance.portfolioName}: ${headlineSentence(plan, language)}`;
  return html`<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>${title}</title><style>${trusted(style)}</style></head>
<body>${iconDefinitions()}
${topBar(facts)}
<main>
<h1>${headlineSentence(plan, language)}</h1>
${wasStopped(plan) && html`<p class="stopped">${words.stopped}</p>`}
${keyFigures(facts)}
${contents(facts)}
${decisionsSection(facts)}
${ganttSection(facts)}
${turnsSection(facts)}
${capacitySection(facts)}
${pipelineSection(facts)}
${demandSection(facts)}
${capitalSection(facts)}
${outcomesSection(facts)}
${assumptionsSection(facts)}
${provenance(facts)}
</main>
<script>${trusted(script)}</script>
</body></html>
`.text;
}

function topBar({ plan, say, language }: PlanFacts): Markup {
  const { portfolioName, asOf, engineVersion } = plan.provenance;
  return html`<header class="bar"><b>${portfolioName}</b><span>${say.header.asOf(asOf)}</span><span>${say.header.engine(engineVersion)}</span><span class="gap">${gapPhrase(plan, language)}</span></header>`;
}

function keyFigures({ plan, portfolio, say, format, quarters, fiscalYears }: PlanFacts): Markup {
  const { headline } = plan;
  const { figures } = headline;
  const worst = (series: readonly number[]): [string, string] => {
    const most = Math.max(...series);
    if (most < 0.5) return [format.power(0), say.header.never];
    return [format.power(most), say.header.inQuarter(format.quarter(quarters[series.indexOf(most)]!))];
  };
  const costs = headline.objective === 'cost';
  const years = [fiscalYears[0]!, fiscalYears.at(-1)!].map(({ year }) => say.chart.fiscalYear(year));
  const range = say.header.npvRange(format.money(figures.npvP10Usd), format.money(figures.npvP90Usd));
  const end = say.header.endValue(format.money(endValue(portfolio, plan).endUsd));
  const { gapUsd, gapShareOfStake: share } = isClosed(headline)
    ? { gapUsd: 0, gapShareOfStake: 0 }
    : headline;
  const gapNote = share <= 1 ? say.header.gapOf(format.percent(share), format.money(headline.stakeUsd)) : '';
  const entries: [string, string, string][] = [
    [
      costs ? say.header.costs : say.header.npv,
      format.money(costs ? -figures.expectedNpvUsd : figures.expectedNpvUsd),
      `${range}; ${end}`,
    ],
    [say.header.gap, format.money(gapUsd), gapNote],
    [say.header.capex, format.money(figures.capexUsd), say.header.capexOf(years.join('–'))],
    ...(figures.roicShare === null
      ? []
      : [
          [
            say.header.roic,
            format.percent(figures.roicShare),
            figures.irrPerYear === null
              ? say.header.beforeDepreciation
              : say.header.irr(format.percent(figures.irrPerYear)),
          ] as [string, string, string],
        ]),
    [say.header.short, ...worst(figures.underBuildMw.p90)],
    [say.header.long, ...worst(figures.overBuildMw.p90)],
  ];
  return html`<dl class="key" aria-label="${say.header.keyFigures}">${entries.map(([term, value, note]) => html`<div><dt>${term}</dt><dd>${value}<small>${note}</small></dd></div>`)}</dl>`;
}

function contents({ say }: PlanFacts): Markup {
  const links: [string, string][] = [
    ['decisions', say.decisions.nav],
    ['portfolio', say.gantt.nav],
    ['turns', say.turns.nav],
    ['capacity', say.capacity.nav],
    ['pipeline', say.pipeline.nav],
    ['demand', say.demand.nav],
    ['capital', say.capital.nav],
    ['value', say.outcomes.nav],
    ['assumptions', say.assumptions.nav],
  ];
  return html`<nav aria-label="${say.header.contents}">${links.map(([id, text]) => html`<a href="#${id}">${text}</a>`)}</nav>`;
}

function provenance({ plan, say, format, tree, futures }: PlanFacts): Markup {
  const { portfolioName, asOf, engineVersion, seed, inputHash, planHash, secondsTotal } = plan.provenance;
  const entries: [string, string][] = [
    [say.provenance.engine, `Kadenz ${engineVersion}`],
    [say.provenance.seed, String(seed)],
    [say.provenance.input, inputHash],
    [say.provenance.plan, planHash],
    [say.provenance.seconds, say.provenance.secondsOf(format.number(secondsTotal))],
  ];
  return html`<section id="provenance"><h2>${say.provenance.title}</h2>
<p class="takeaway">${say.provenance.text(portfolioName, asOf, tree.parent.length, futures.length)}</p>
<dl class="provenance">${entries.map(([term, text]) => html`<dt>${term}</dt><dd>${text}</dd>`)}</dl>
<p class="footnote">${say.provenance.check} <code>kadenz verify plan.json portfolio.yaml</code></p></section>`;
}
