/** A plan on the terminal: the sentence, the decisions, the fan and the figures. */
import {
  actionBrief,
  actionIcon,
  certaintyOf,
  familyOf,
  headlineSentence,
  horizonSentences,
  type PlanFile,
  type PlanOverview,
  someWorthIsPriced,
  wasStopped,
} from '../app/plan-overview.ts';
import { messages } from '../messages/catalogue.ts';
import { moneyColumn } from '../messages/column.ts';
import type { Context } from './context.ts';
import { sparkline } from './sparkline.ts';
import { tableLines } from './table.ts';
import { wrap } from './wrap.ts';

/** All lines, in the order of what a planner asks first. */
export function planLines(plan: PlanFile, overview: PlanOverview, context: Context): string[] {
  const { style, say, language } = context;
  const { portfolioName, asOf } = plan.provenance;
  return [
    ...wrap(headlineSentence(plan, language), context.terminal.width).map(style.bold),
    ...(wasStopped(plan) ? [messages(language).plan.stopped] : []),
    style.dim(say.plan.of(portfolioName, asOf)),
    '',
    ...decisionLines(plan, context),
    '',
    ...fanLines(overview, context),
    '',
    ...figureLines(plan, overview, context),
  ];
}

/** The decisions of today, those on which most hangs first. */
export function decisionLines(plan: PlanFile, context: Context): string[] {
  const { decisionsNow, tree } = plan;
  const { style, say, format, language, terminal } = context;
  const words = messages(language).plan;
  const worth = moneyColumn(
    decisionsNow.map(({ advantageUsd }) => advantageUsd),
    language,
  );
  if (decisionsNow.length === 0)
    return [style.bold(say.plan.decisions(tree.firstQuarter)), say.plan.noDecisions];
  const rows = decisionsNow.map((decision) => {
    const { name, action, itPowerMw, pool, advantageUsd, nextBest } = decision;
    return [
      name,
      `${actionIcon(action)} ${actionBrief(action, language)}`,
      itPowerMw === null ? '–' : format.number(itPowerMw),
      pool ?? '–',
      nextBest === null ? '–' : worth.cell(advantageUsd),
      nextBest === null ? '–' : actionBrief(nextBest, language),
      words.certainties[certaintyOf(plan.headline, decision)],
    ];
  });
  const paint = (text: string, row: number) => style.action(familyOf(decisionsNow[row]!.action), text);
  return [
    style.bold(say.plan.decisions(tree.firstQuarter)),
    ...tableLines(
      [
        { title: say.plan.option },
        { title: say.plan.action, style: paint },
        { title: say.plan.power, align: 'right' },
        { title: say.plan.pool },
        { title: say.plan.worth(worth.unit), align: 'right' },
        { title: say.plan.nextBest },
        { title: say.plan.certainty },
      ],
      rows,
      terminal.width,
      style,
    ),
    ...wrap(noteOf(plan, context), terminal.width).map(style.dim),
    ...horizonSentences(plan, language).flatMap((sentence) => wrap(sentence, terminal.width)),
  ];
}

/** What the columns of worth and certainty mean, as far as the table needs it. */
function noteOf(plan: PlanFile, { say, language }: Context): string {
  const words = messages(language).plan;
  const settled = plan.decisionsNow.every(({ proven }) => proven);
  return [
    say.plan.worthNote,
    ...(someWorthIsPriced(plan) ? [words.worthPriced] : []),
    ...(settled ? [] : [words.certaintyNote]),
  ].join(' ');
}

function fanLines(
  { quarters, needMw, poweredP50Mw }: PlanOverview,
  { say, format, style }: Context,
): string[] {
  const highest = Math.max(...needMw.p90, ...poweredP50Mw);
  const series: readonly (readonly [string, readonly number[]])[] = [
    [say.plan.need('P90'), needMw.p90],
    [say.plan.need('P50'), needMw.p50],
    [say.plan.need('P10'), needMw.p10],
    [say.plan.powered, poweredP50Mw],
  ];
  const width = Math.max(...series.map(([label]) => label.length));
  const span = `${format.quarter(quarters[0]!)} … ${format.quarter(quarters.at(-1)!)}`;
  return [
    `${style.bold(say.plan.fan)}  ${style.dim(span)}`,
    ...series.map(
      ([label, values]) =>
        `${label.padEnd(width)}  ${sparkline(values, highest)}  ${format.number(values[0]!)} → ${format.number(values.at(-1)!)}`,
    ),
  ];
}

function figureLines(plan: PlanFile, { quarters, capital, end }: PlanOverview, context: Context): string[] {
  const { say, format, style, language, terminal } = context;
  const { headline } = plan;
  const { figures } = headline;
  // A plan that was stopped may not have come to the baselines; then nothing is known of them.
  const absent = headline.status === 'stopped' ? say.plan.notReached : say.plan.impossible;
  const money = (usd: number | null) => (usd === null ? absent : format.money(usd));
  const worst = ({ p90 }: { readonly p90: readonly number[] }) => {
    const most = Math.max(...p90);
    return most < 0.5
      ? say.plan.never
      : say.plan.mostAt(format.power(most), format.quarter(quarters[p90.indexOf(most)]!));
  };
  const overspend = headline.fullSpeedOverspendUsd;
  const baselines = say.plan.baselinesLine(money(headline.retreatUsd), money(headline.fullSpeedUsd));
  const rows: [string, string][] = [
    [
      say.plan.npv,
      say.plan.npvLine(
        money(figures.npvP10Usd),
        money(figures.npvP50Usd),
        money(figures.npvP90Usd),
        money(figures.expectedNpvUsd),
      ),
    ],
    [say.plan.ofWhich, say.plan.endLine(money(end.endUsd), money(end.untilThenUsd))],
    [say.plan.cvar, say.plan.cvarLine(money(figures.cvarUsd), format.percent(1 - figures.cvarLevel))],
    [
      say.plan.baselines,
      overspend > 0 ? `${baselines} ${say.plan.overspend(format.money(overspend))}` : baselines,
    ],
    [say.plan.returns, returnsLine(figures, context)],
    [say.plan.overBuild, worst(figures.overBuildMw)],
    [say.plan.underBuild, worst(figures.underBuildMw)],
  ];
  const waiting = worst(figures.waitingMw);
  if (waiting !== say.plan.never) rows.push([say.plan.waiting, say.plan.waitingLine(waiting)]);
  const width = Math.max(...rows.map(([label]) => label.length));
  return [
    style.bold(say.plan.figures),
    ...rows.flatMap(([label, text]) =>
      figureParts(text, terminal.width - width - 2).map(
        (line, i) => `${(i === 0 ? label : '').padEnd(width)}  ${line}`,
      ),
    ),
    '',
    ...capitalLines(capital, { say, style, terminal, language }),
  ];
}

/** A figure's parts, which three spaces separate, on as many lines as they take. */
function figureParts(text: string, width: number): string[] {
  return wrap(text, width, '   ').flatMap((line) => wrap(line, width));
}

/** What there is of ROIC, IRR and payback. */
function returnsLine(
  { roicShare, irrPerYear, paybackYears }: PlanFile['headline']['figures'],
  { say, format }: Context,
): string {
  return [
    ...(roicShare === null ? [] : [say.plan.roic(format.percent(roicShare))]),
    ...(irrPerYear === null ? [] : [say.plan.irr(format.percent(irrPerYear))]),
    paybackYears === null ? say.plan.noPayback : say.plan.payback(format.number(paybackYears)),
  ].join('   ');
}

function capitalLines(
  capital: PlanOverview['capital'],
  { say, style, terminal, language }: Pick<Context, 'say' | 'style' | 'terminal' | 'language'>,
): string[] {
  const column = moneyColumn(
    capital.map(({ totalUsd }) => totalUsd),
    language,
  );
  const accelerators = capital.map(({ usd }) => usd.accelerators);
  const build = capital.map(({ totalUsd }, y) => totalUsd - accelerators[y]!);
  return tableLines(
    [
      { title: `${say.plan.capex} ${say.plan.unit(column.unit)}` },
      ...capital.map(({ fiscalYear }) => ({
        title: say.plan.fiscalYear(fiscalYear),
        align: 'right' as const,
      })),
    ],
    [
      [say.plan.build, ...build.map((usd) => column.cell(usd))],
      [say.plan.accelerators, ...accelerators.map((usd) => column.cell(usd))],
    ],
    terminal.width,
    style,
  );
}
