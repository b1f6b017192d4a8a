/** Studies of a plan on the terminal. */
import { actionBrief, actionIcon, actionWord, familyOf, type PlanFile } from '../app/plan-overview.ts';
import type { StudyResult } from '../app/study.ts';
import { messages } from '../messages/catalogue.ts';
import { moneyColumn } from '../messages/column.ts';
import type { Context } from './context.ts';
import { pointLines } from './point-plot.ts';
import { tableLines } from './table.ts';
import { wrap } from './wrap.ts';

type Result<Kind extends StudyResult['kind']> = Extract<StudyResult, { kind: Kind }>;

const right = (title: string) => ({ title, align: 'right' as const });

function action(name: string, { language }: Context): string {
  return `${actionIcon(name)} ${actionBrief(name, language)}`;
}

/** A share of change with its sign: `+12 %`; less than a thousandth is as good as none. */
function change(share: number, { format }: Context): string {
  if (Math.abs(share) < 0.001) return `±${format.percent(0)}`;
  return `${share > 0 ? '+' : ''}${format.percent(share)}`;
}

/** How often each decision holds over the draws, and the spread of the value. */
export function drawsLines(draws: Result<'draws'>['draws'], context: Context): string[] {
  const { language, format, style, terminal } = context;
  const { draws: say, study } = messages(language).studies;
  const { value, decisions } = draws;
  if (!value) return [study.nothing];
  const notes = [
    ...(draws.infeasible > 0 ? [say.infeasible(draws.infeasible)] : []),
    ...(draws.unfinished > 0 ? [say.unfinished(draws.unfinished)] : []),
    say.meanGap(format.percent(draws.meanGapShare)),
  ].join(' ');
  const headline = say.headline(
    draws.planned,
    format.money(value.p10),
    format.money(value.p50),
    format.money(value.p90),
  );
  return [
    ...wrap(headline, terminal.width).map(style.bold),
    ...wrap(notes, terminal.width),
    '',
    style.bold(say.table),
    ...tableLines(
      [
        { title: study.option },
        { title: study.now, style: (text, row) => style.action(familyOf(decisions[row]!.action), text) },
        ...[right(say.holds), right(say.half), { title: say.others }],
      ],
      decisions.map(({ name, action: own, share, halfWidth, others }) => [
        ...[name, action(own, context), format.percent(share), format.percent(halfWidth)],
        others
          .slice(0, 3)
          .map((other) => `${action(other.action, context)} ${format.percent(other.share)}`)
          .join('  '),
      ]),
      terminal.width,
      style,
    ),
  ];
}

/** The inputs that move the value most, and which decisions they flip. */
export function tornadoLines({ inputs, bars }: Result<'tornado'>, context: Context): string[] {
  const { language, format, style, terminal } = context;
  const { tornado: say, study } = messages(language).studies;
  const [widest] = bars;
  if (!widest) return [say.none];
  const column = moneyColumn(
    bars.flatMap(({ lowUsd, highUsd }) => [lowUsd ?? 0, highUsd ?? 0]),
    language,
  );
  const cell = (usd: number | null) => (usd === null ? study.none : column.cell(usd));
  const flips = (bar: (typeof bars)[number]) =>
    !bar.replanned
      ? say.kept
      : (['low', 'high'] as const)
          .map((end) => [say.end[end], bar.flips.filter((flip) => flip.end === end).length] as const)
          .filter(([, count]) => count > 0)
          .map(([end, count]) => `${count} ${end}`)
          .join(', ');
  return [
    ...wrap(say.headline(widest.input, format.money(widest.swingUsd), inputs), terminal.width).map(
      style.bold,
    ),
    '',
    style.bold(say.table(column.unit)),
    ...tableLines(
      [
        ...[{ title: say.input }, { title: say.range }, right(say.low), right(say.high)],
        ...[right(say.swing), { title: say.flips }],
      ],
      bars.map((bar) => [
        ...[bar.input, bar.written, cell(bar.lowUsd), cell(bar.highUsd)],
        ...[column.cell(bar.swingUsd), flips(bar)],
      ]),
      terminal.width,
      style,
    ),
    ...wrap(say.note, terminal.width).map(style.dim),
  ];
}

/** The nearest changes of demand and prices that flip a decision; what was not tried to the end is said. */
export function flipLines(
  { flips, steady, plans, tried, finished }: Result<'flips'>,
  plan: PlanFile,
  context: Context,
): string[] {
  const { language, format, style, terminal } = context;
  const { flips: say, study } = messages(language).studies;
  const nameOf = new Map(plan.decisionsNow.map(({ option, name }) => [option, name]));
  const flipped = new Set(flips.map(({ option }) => option)).size;
  const [nearest] = flips;
  const headline = [
    ...(finished < tried ? [say.unfinished(finished, tried)] : []),
    ...(finished < tried && flipped === 0 ? [] : [say.headline(flipped, plan.decisionsNow.length)]),
    ...(nearest
      ? [
          say.nearest(
            nameOf.get(nearest.option)!,
            say.levers[nearest.lever],
            change(nearest.flipsBy, context),
            actionWord(nearest.action, language),
          ),
        ]
      : []),
  ].join(' ');
  return [
    ...wrap(headline, terminal.width).map(style.bold),
    '',
    ...(flips.length === 0
      ? []
      : [
          style.bold(say.table(plans)),
          ...tableLines(
            [
              ...[{ title: study.option }, { title: say.lever }, right(say.holds), right(say.flips)],
              {
                title: say.action,
                style: (text: string, row: number) => style.action(familyOf(flips[row]!.action), text),
              },
              right(say.atPrices),
            ],
            flips.map((flip) => [
              ...[nameOf.get(flip.option)!, say.levers[flip.lever]],
              ...[change(flip.holdsTo, context), change(flip.flipsBy, context)],
              action(flip.action, context),
              flip.atPrices === null ? study.none : change(flip.atPrices, context),
            ]),
            terminal.width,
            style,
          ),
        ]),
    ...(steady.length > 0 ? wrap(say.steady(format.and(steady)), terminal.width) : []),
    ...wrap(say.note, terminal.width).map(style.dim),
  ];
}

/** Expected NPV against CVaR by weight; points that another beats are marked. */
export function frontierLines({ points, cvarLevel }: Result<'frontier'>, context: Context): string[] {
  const { language, format, style, terminal } = context;
  const { frontier: say, study } = messages(language).studies;
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return [study.nothing];
  const column = moneyColumn(
    points.flatMap(({ npvUsd, cvarUsd }) => [npvUsd, cvarUsd]),
    language,
  );
  const capex = moneyColumn(
    points.map(({ capexUsd }) => capexUsd),
    language,
  );
  const changes = (point: (typeof points)[number]) =>
    point.dominated
      ? say.dominated
      : point.changes
          .map(({ option, now }) => `${option} ${actionIcon(now)} ${actionBrief(now, language)}`)
          .join(', ');
  return [
    ...wrap(
      say.headline(format.money(first.npvUsd - last.npvUsd), format.money(last.cvarUsd - first.cvarUsd)),
      terminal.width,
    ).map(style.bold),
    '',
    ...pointLines(
      points.map(({ cvarUsd, npvUsd, cvarWeight }) => ({
        x: cvarUsd,
        y: npvUsd,
        label: format.number(cvarWeight),
      })),
      { x: column.cell, y: column.cell },
    ),
    ...wrap(say.axes(format.percent(1 - cvarLevel)), terminal.width).map(style.dim),
    '',
    style.bold(say.table(column.unit)),
    ...tableLines(
      [
        ...[say.weight, say.npv, say.cvar, `${say.capex} ${capex.unit}`, say.gap].map(right),
        { title: say.changes },
      ],
      points.map((point) => [
        ...[format.number(point.cvarWeight), column.cell(point.npvUsd), column.cell(point.cvarUsd)],
        ...[capex.cell(point.capexUsd), format.percent(point.gapShareOfStake), changes(point)],
      ]),
      terminal.width,
      style,
    ),
  ];
}
