/** The report of a plan as worksheets: every table in full precision, money in millions of USD. */
import { cashHeadings, type Quantiles } from '../domain/plan-file.ts';
import { messages } from '../messages/catalogue.ts';
import { addQuarters, fiscalYearOf, formatQuarter, type Quarter } from '../units/quarter.ts';
import type { CellValue, Worksheet, WorksheetColumn } from '../units/worksheet.ts';
import { actionWord } from '../views/action-word.ts';
import { assumptionsOf } from '../views/assumptions.ts';
import { capacityView } from '../views/capacity-view.ts';
import { capitalByYear, capitalPhases, outcomesOf } from '../views/capital.ts';
import { endValue } from '../views/end-value.ts';
import { headlineSentence } from '../views/headline.ts';
import { nowView } from '../views/now-view.ts';
import { type FactsRequest, type PlanFacts, planFacts } from '../views/plan-facts.ts';

const MONEY = '#,##0.0';
const POWER = '#,##0.0';
const SHARE = '0.0%';

type Say = ReturnType<typeof messages>['workbook'];

/** All sheets, in the order of what a planner asks first. */
export function reportSheets(request: FactsRequest): Worksheet[] {
  const facts = planFacts(request);
  const say = messages(request.language).workbook;
  return [
    summary(facts, say),
    decisions(facts, say),
    policy(facts, say),
    orders(facts, say),
    capacity(facts, say),
    capital(facts, say),
    cash(facts, say),
    futures(facts, say),
    ...assumptions(facts, say),
  ];
}

/** Large figures with their thousands apart. */
const large = (value: number): CellValue =>
  Math.abs(value) < 10_000 ? value : { number: value, format: '#,##0' };

/** USD as millions, without the last digits that only the division makes. */
const millions = (usd: number) => Number((usd / 1e6).toPrecision(15));

const capitalised = (word: string) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;

const text = (head: string, width: number, wrap = false): WorksheetColumn => ({ head, width, wrap });
const figure = (head: string, format: string, width = 13): WorksheetColumn => ({ head, width, format });

function summary(
  { plan, portfolio, quarters, format, language, say: report }: PlanFacts,
  say: Say,
): Worksheet {
  const { headline, provenance } = plan;
  const { figures } = headline;
  const usd = (value: number | null): CellValue =>
    value === null ? undefined : { number: millions(value), format: MONEY };
  const share = (value: number | null): CellValue =>
    value === null ? undefined : { number: value, format: SHARE };
  const plain = (value: number | null): CellValue =>
    value === null ? undefined : { number: value, format: '#,##0.0' };
  const worst = ({ p90 }: Quantiles): CellValue[] => {
    const most = Math.max(...p90);
    return [plain(most), 'MW', most > 0 ? formatQuarter(quarters[p90.indexOf(most)]!) : undefined];
  };
  const money = say.millions;
  return {
    name: say.sheets.summary,
    above: [headlineSentence(plan, language), say.asOf(provenance.portfolioName, provenance.asOf)],
    columns: [text(say.figure, 48), text(say.value, 16), text(say.unit, 12), text(say.note, 70)],
    rows: [
      [say.npv, usd(figures.expectedNpvUsd), money],
      [say.endValue, usd(endValue(portfolio, plan).endUsd), money],
      [say.npvQuantile('P10'), usd(figures.npvP10Usd), money],
      [say.npvQuantile('P50'), usd(figures.npvP50Usd), money],
      [say.npvQuantile('P90'), usd(figures.npvP90Usd), money],
      [say.cvar(format.percent(1 - figures.cvarLevel)), usd(figures.cvarUsd), money],
      [say.gap, usd(headline.gapUsd), money],
      [say.gapShare, share(headline.gapShareOfStake)],
      [say.stake, usd(headline.stakeUsd), money],
      [say.retreat, usd(headline.retreatUsd), money],
      [say.fullSpeed, usd(headline.fullSpeedUsd), money],
      [say.capex, usd(figures.capexUsd), money],
      [say.roic, share(figures.roicShare)],
      [say.irr, share(figures.irrPerYear)],
      [say.payback, plain(figures.paybackYears), say.years],
      [say.overBuild, ...worst(figures.overBuildMw)],
      [say.underBuild, ...worst(figures.underBuildMw)],
      [say.runway, plain(figures.runwayQuarters), say.quarters],
      [say.energy, { number: figures.energyMwh, format: '#,##0' }, 'MWh'],
      [say.emissions, { number: figures.emissionsTonnes, format: '#,##0' }, 't CO₂e'],
      [report.provenance.engine, `Kadenz ${provenance.engineVersion}`],
      [report.provenance.seed, provenance.seed],
      [report.provenance.input, undefined, undefined, provenance.inputHash],
      [report.provenance.plan, undefined, undefined, provenance.planHash],
    ],
  };
}

function decisions(facts: PlanFacts, say: Say): Worksheet {
  const { words } = facts;
  const { decisions: rows, decisionsSentence } = nowView(facts);
  return {
    name: say.sheets.decisions,
    above: [decisionsSentence],
    columns: [
      ...[text(say.option, 28), text(say.id, 20), text(say.kind, 14), text(say.action, 24)],
      ...[figure(say.mw, POWER), text(say.pool, 20), figure(say.worth, MONEY, 20)],
      ...[text(say.nextBest, 24), text(say.certainty, 14), text(say.because, 70, true)],
    ],
    rows: rows.map((row) => [
      ...[
        row.name,
        row.option,
        words.kinds[row.kind],
        row.word,
        row.itPowerMw ?? undefined,
        row.pool ?? undefined,
      ],
      row.nextBest === null ? undefined : millions(row.advantageUsd),
      ...[row.nextWord, words.certainties[row.certainty], row.because],
    ]),
  };
}

/** One row per option and quarter where all futures decide alike, else one per node. */
function policy({ plan, tree, language }: PlanFacts, say: Say): Worksheet {
  const nodesOf = new Map<number, number[]>();
  for (const [n, t] of tree.depth.entries()) nodesOf.set(t, [...(nodesOf.get(t) ?? []), n]);
  const rows = plan.policy.flatMap(({ option, name, actions, poweredMw }) =>
    [...nodesOf].flatMap(([t, nodes]) => {
      const [first] = nodes as [number];
      const alike = nodes.every((n) => actions[n] === actions[first] && poweredMw[n] === poweredMw[first]);
      const quarter = addQuarters(tree.firstQuarter, t);
      return (alike ? [first] : nodes).map((n): CellValue[] => [
        ...[name, option, formatQuarter(quarter), firstDay(quarter), alike ? say.everyFuture : n],
        ...[alike ? 1 : tree.probability[n]!, actionWord(actions[n]!, language), poweredMw[n]!],
      ]);
    }),
  );
  return {
    name: say.sheets.policy,
    columns: [
      ...[
        text(say.option, 28),
        text(say.id, 20),
        text(say.quarter, 10),
        text(say.starts, 12),
        text(say.node, 8),
      ],
      ...[figure(say.probability, SHARE, 16), text(say.action, 28), figure(say.powered, POWER, 16)],
    ],
    rows,
  };
}

/** What is ordered at every node, the earliest first; a period's order stands at its first quarter. */
function orders({ plan, portfolio, tree }: PlanFacts, say: Say): Worksheet {
  const names = new Map(portfolio.accelerators.map(({ id, name }) => [id, name]));
  const placed = plan.fleet.purchases.toSorted(
    (a, b) => tree.depth[a.node]! - tree.depth[b.node]! || a.node - b.node,
  );
  return {
    name: say.sheets.orders,
    columns: [
      ...[text(say.quarter, 10), text(say.starts, 12), text(say.node, 8), figure(say.probability, SHARE, 16)],
      ...[text(say.pool, 20), text(say.accelerator, 28), text(say.id, 14), figure(say.units, '#,##0', 16)],
    ],
    rows: placed.map(({ node, pool, accelerator, units }) => {
      const quarter = addQuarters(tree.firstQuarter, tree.depth[node]!);
      return [
        ...[formatQuarter(quarter), firstDay(quarter), node, tree.probability[node]!],
        ...[pool, names.get(accelerator) ?? accelerator, accelerator, units],
      ];
    }),
  };
}

/** The first day of a quarter. */
function firstDay(quarter: Quarter): CellValue {
  const month = String((quarter % 4) * 3 + 1).padStart(2, '0');
  return { day: `${Math.floor(quarter / 4)}-${month}-01` };
}

function capacity(facts: PlanFacts, say: Say): Worksheet {
  const view = capacityView(facts);
  const fans: [string, Quantiles][] = [
    [say.need, view.need],
    [say.poweredShort, view.powered],
    [say.short, view.underBuild],
    [say.long, view.overBuild],
    [say.waiting, view.waiting],
  ];
  const single: [string, readonly number[]][] = [
    [say.live, view.live],
    [say.committed, view.committed],
    [say.exploratory, view.exploratory],
  ];
  const quantiles = (['p10', 'p50', 'p90'] as const).map((key) => [key.toUpperCase(), key] as const);
  return {
    name: say.sheets.capacity,
    above: [view.sentence],
    columns: [
      ...[text(say.quarter, 10), text(say.starts, 12)],
      ...fans.flatMap(([name]) => quantiles.map(([label]) => figure(say.quantile(name, label), POWER, 14))),
      ...single.map(([name]) => figure(name, POWER, 16)),
    ],
    rows: facts.quarters.map((quarter, t) => [
      ...[formatQuarter(quarter), firstDay(quarter)],
      ...fans.flatMap(([, fan]) => quantiles.map(([, key]) => fan[key][t])),
      ...single.map(([, series]) => series[t]),
    ]),
  };
}

function capital({ portfolio, plan, tree, words }: PlanFacts, say: Say): Worksheet {
  return {
    name: say.sheets.capital,
    columns: [
      text(say.fiscalYear, 14),
      ...capitalPhases.map((phase) => figure(say.inMillions(capitalised(words.headings[phase])), MONEY, 18)),
      figure(say.inMillions(say.total), MONEY, 16),
      figure(say.inMillions(say.budget), MONEY, 18),
    ],
    rows: capitalByYear(portfolio, plan, tree).map(({ fiscalYear, usd, totalUsd, budgetUsd }) => [
      fiscalYear,
      ...capitalPhases.map((phase) => millions(usd[phase])),
      millions(totalUsd),
      budgetUsd === undefined ? undefined : millions(budgetUsd),
    ]),
  };
}

/** Expected nominal cash of every heading that moves any, by fiscal year; income positive. */
function cash({ portfolio, plan, tree, quarters, words }: PlanFacts, say: Say): Worksheet {
  const years = quarters.map((quarter) => fiscalYearOf(quarter, portfolio.calendar.fiscalYearStartMonth));
  const sums = new Map([...new Set(years)].map((year) => [year, new Map<string, number>()]));
  for (const { node, heading, usd } of plan.cashFlows) {
    const sum = sums.get(years[tree.depth[node]!]!)!;
    sum.set(heading, (sum.get(heading) ?? 0) + tree.probability[node]! * usd);
  }
  const headings = cashHeadings.filter((heading) => [...sums.values()].some((sum) => sum.has(heading)));
  return {
    name: say.sheets.cash,
    columns: [
      text(say.fiscalYear, 14),
      ...headings.map((heading) => figure(say.inMillions(capitalised(words.headings[heading])), MONEY, 18)),
      figure(say.inMillions(say.total), MONEY, 16),
    ],
    rows: [...sums].map(([year, sum]) => [
      year,
      ...headings.map((heading) => millions(sum.get(heading) ?? 0)),
      millions([...sum.values()].reduce((total, usd) => total + usd, 0)),
    ]),
  };
}

function futures({ portfolio, plan, tree }: PlanFacts, say: Say): Worksheet {
  return {
    name: say.sheets.futures,
    columns: [
      ...[text(say.future, 16), text(say.leaf, 12)],
      ...[figure(say.probability, SHARE, 16), figure(say.npvOf, MONEY, 16)],
    ],
    rows: outcomesOf(portfolio, plan, tree).map(({ leaf, probability, npvUsd }, i) => [
      ...[i + 1, leaf, probability, millions(npvUsd)],
    ]),
  };
}

function assumptions({ document }: PlanFacts, say: Say): Worksheet[] {
  const assumed = assumptionsOf(document);
  if (assumed.length === 0) return [];
  return [
    {
      name: say.sheets.assumptions,
      columns: [
        text(say.path, 60),
        text(say.low, 16),
        text(say.typical, 16),
        text(say.high, 16),
        text(say.note, 60, true),
      ],
      rows: assumed.map(({ path, low, typical, high, note }) => [
        path,
        ...[low, typical, high].map(large),
        note,
      ]),
    },
  ];
}
