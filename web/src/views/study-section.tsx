/** Studies of a plan: risk against return, what moves the value, how often decisions hold, where they flip. */
import type { PrintedStudy, StudyResult } from '../../../src/app/read-judged.ts';
import { messages } from '../../../src/messages/catalogue.ts';
import { moneyColumn } from '../../../src/messages/column.ts';
import { actionWord } from '../../../src/views/action-word.ts';
import { optionName } from '../../../src/views/gantt-view.ts';
import { linearScale, linePath, round } from '../../../src/views/scale.ts';
import { LEFT, ValueGrid } from '../charts/axes.tsx';
import { BAR_HEIGHT } from '../charts/bars.tsx';
import { ChartFrame } from '../charts/chart-frame.tsx';
import { type Cell, DataTable } from '../parts/data-table.tsx';
import { figureOf } from '../parts/figure-mark.tsx';
import { useShown } from '../state/shown.ts';

type Result<Kind extends StudyResult['kind']> = Extract<StudyResult, { kind: Kind }>;

interface FigureProps<Kind extends StudyResult['kind']> {
  readonly result: Result<Kind>;
  /** Where the result is found. */
  readonly of: string;
  readonly id: string;
  /** What is said of its gaps. */
  readonly note: string;
}

export interface StudySectionProps {
  readonly study: PrintedStudy;
  /** Its place among what was judged. */
  readonly at: number;
}

export function StudySection({ study: { study, gapShare, stopped }, at }: StudySectionProps) {
  const { facts } = useShown();
  const { study: say } = messages(facts.language).studies;
  const gaps = say.gaps(facts.format.percent(gapShare));
  const given = {
    ...{ of: `judged[${at}].study.study`, id: `study-${at}` },
    note: stopped ? `${say.stopped} ${gaps}` : gaps,
  };
  switch (study.kind) {
    case 'frontier':
      return <Frontier result={study} {...given} />;
    case 'tornado':
      return <Tornado result={study} {...given} />;
    case 'draws':
      return <Draws result={study} {...given} />;
    case 'flips':
      return <Flips result={study} {...given} />;
  }
}

const HEIGHT = 280;
const BELOW = 40;

function Frontier({ result: { points, cvarLevel }, of, id, note }: FigureProps<'frontier'>) {
  const { facts } = useShown();
  const { format, language } = facts;
  const { frontier: say, study, page } = messages(language).studies;
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return <Nothing title={page.frontier} text={study.nothing} />;
  const column = moneyColumn(
    points.flatMap(({ npvUsd, cvarUsd }) => [npvUsd, cvarUsd]),
    language,
  );
  const { factor } = column;
  const cell = (path: string, raw: number): Cell => ({
    ...{ of: `${of}.${path}`, raw, text: column.cell(raw), factor },
  });
  const ends = (values: readonly number[]): [number, number] => {
    const [least, most] = [Math.min(...values), Math.max(...values)];
    const room = Math.max(most - least, Math.abs(most) * 1e-3, 1) / 10;
    return [least - room, most + room];
  };
  const npvs = ends(points.map(({ npvUsd }) => npvUsd));
  const cvars = ends(points.map(({ cvarUsd }) => cvarUsd));
  const xOf = (width: number) => linearScale(cvars, [LEFT + 8, width - 48], 4);
  const changes = (point: (typeof points)[number]) =>
    point.dominated
      ? say.dominated
      : point.changes
          .map(({ option, now }) => `${optionName(facts.plan, option)} ${actionWord(now, language)}`)
          .join(', ');
  return (
    <ChartFrame
      id={id}
      title={page.frontier}
      takeaway={say.headline(
        format.money(first.npvUsd - last.npvUsd),
        format.money(last.cvarUsd - first.cvarUsd),
      )}
      footnote={`${say.axes(format.percent(1 - cvarLevel))}. ${note}`}
      height={HEIGHT}
      positions={points.length}
      reading={(i) => {
        const { cvarWeight, npvUsd, cvarUsd, gapShareOfStake } = points[i]!;
        return page.point({
          ...{ weight: format.number(cvarWeight), npv: format.money(npvUsd), cvar: format.money(cvarUsd) },
          gap: format.percent(gapShareOfStake),
        });
      }}
      cursorX={(i, width) => xOf(width)(points[i]!.cvarUsd)}
      draw={(width) => {
        const x = xOf(width);
        const y = linearScale(npvs, [HEIGHT - BELOW, 20], 4);
        const best = points.filter(({ dominated }) => !dominated);
        return (
          <g>
            <ValueGrid
              {...{ scale: y, left: LEFT, right: width - 16, write: column.cell }}
              unit={page.npv(column.unit)}
            />
            {x.ticks.map((tick) => (
              <text
                key={tick}
                className="tick"
                x={round(x(tick))}
                y={HEIGHT - BELOW + 16}
                textAnchor="middle"
              >
                {column.cell(tick)}
              </text>
            ))}
            <text className="tick" x={width - 16} y={HEIGHT - 6} textAnchor="end">
              {page.cvar(column.unit)}
            </text>
            <path
              className="line plan-line"
              d={linePath(best.map(({ cvarUsd, npvUsd }) => [x(cvarUsd), y(npvUsd)] as const))}
            />
            {points.map(({ cvarWeight, cvarUsd, npvUsd, dominated }, i) => {
              const isNear = (other: (typeof points)[number]) =>
                Math.hypot(x(other.cvarUsd) - x(cvarUsd), y(other.npvUsd) - y(npvUsd)) < 24;
              // Of points that lie on each other the second has its label below.
              const below = points.slice(0, i).some(isNear);
              return (
                <g key={cvarWeight}>
                  <circle
                    className={dominated ? 'point beaten' : 'point'}
                    cx={round(x(cvarUsd))}
                    cy={round(y(npvUsd))}
                    r={4.5}
                  />
                  <text
                    className="label"
                    x={round(x(cvarUsd)) + 8}
                    y={round(y(npvUsd)) + (below ? 17 : -7)}
                    {...figureOf(`${of}.points[${i}].cvarWeight`, cvarWeight)}
                  >
                    λ {format.number(cvarWeight)}
                  </text>
                </g>
              );
            })}
          </g>
        );
      }}
      table={{
        head: [say.weight, page.npv(column.unit), page.cvar(column.unit), say.gap, say.changes],
        rows: points.map((point, i): Cell[] => [
          format.number(point.cvarWeight),
          cell(`points[${i}].npvUsd`, point.npvUsd),
          cell(`points[${i}].cvarUsd`, point.cvarUsd),
          {
            ...{ of: `${of}.points[${i}].gapShareOfStake`, raw: point.gapShareOfStake },
            text: format.percent(point.gapShareOfStake),
          },
          changes(point),
        ]),
      }}
    />
  );
}

/** A bar from the value at an input's low end to that at its high end, the plan's own value as a line. */
function Tornado({ result: { inputs, bars }, of, id, note }: FigureProps<'tornado'>) {
  const { facts, base } = useShown();
  const { format, language } = facts;
  const { tornado: say, study, page } = messages(language).studies;
  const [widest] = bars;
  if (!widest) return <Nothing title={page.tornado} text={say.none} />;
  const own = (base?.facts.plan ?? facts.plan).headline.valueUsd;
  const column = moneyColumn(
    bars.flatMap(({ lowUsd, highUsd }) => [lowUsd ?? 0, highUsd ?? 0]),
    language,
  );
  const { factor } = column;
  const known = bars.flatMap(({ lowUsd, highUsd }) => [lowUsd ?? own, highUsd ?? own]);
  const cell = (path: string, raw: number | null): Cell =>
    raw === null ? study.none : { of: `${of}.${path}`, raw, text: column.cell(raw), factor };
  const flipsAt = ({ flips }: (typeof bars)[number], end: 'low' | 'high') =>
    flips
      .filter((flip) => flip.end === end)
      .map(({ option, action }) => `${optionName(facts.plan, option)}: ${actionWord(action, language)}`)
      .join(', ');
  const flipCell = (bar: (typeof bars)[number]) => {
    if (!bar.replanned) return say.kept;
    const ends = (['low', 'high'] as const).flatMap((end) => {
      const names = flipsAt(bar, end);
      return names ? [`${say.end[end]} ${names}`] : [];
    });
    return ends.length > 0 ? ends.join('; ') : page.noFlip;
  };
  const height = 26 + bars.length * 2 * BAR_HEIGHT;
  return (
    <ChartFrame
      id={id}
      title={page.tornado}
      takeaway={say.headline(widest.input, format.money(widest.swingUsd), inputs)}
      footnote={`${say.note} ${note}`}
      height={height}
      draw={(width) => {
        const x = linearScale([Math.min(own, ...known), Math.max(own, ...known)], [64, width - 64], 4);
        return (
          <g>
            <line className="zero" x1={round(x(own))} x2={round(x(own))} y1={18} y2={height} />
            <text className="label strong" x={round(x(own))} y={12} textAnchor="middle">
              {facts.dash.money.names.plan}
            </text>
            {bars.map(({ input, lowUsd, highUsd }, i) => {
              const y = 26 + i * 2 * BAR_HEIGHT;
              const [low, high] = [lowUsd ?? own, highUsd ?? own];
              const end = (usd: number, field: 'lowUsd' | 'highUsd', css: string, other: number) => {
                const before = usd < other || (usd === other && field === 'lowUsd');
                return (
                  <>
                    <rect
                      className={css}
                      x={round(Math.min(x(own), x(usd)))}
                      y={y + BAR_HEIGHT - 2}
                      width={round(Math.max(1, Math.abs(x(usd) - x(own))))}
                      height={BAR_HEIGHT - 8}
                    />
                    <text
                      className="label"
                      x={round(x(usd)) + (before ? -6 : 6)}
                      y={y + BAR_HEIGHT + 10}
                      textAnchor={before ? 'end' : 'start'}
                      {...figureOf(`${of}.bars[${i}].${field}`, usd, factor)}
                    >
                      {column.cell(usd)}
                    </text>
                  </>
                );
              };
              return (
                <g key={input}>
                  <text className="label row-label" x={64} y={y + 14}>
                    {input}
                  </text>
                  {lowUsd !== null && end(low, 'lowUsd', 'end-low', high)}
                  {highUsd !== null && end(high, 'highUsd', 'end-high', low)}
                </g>
              );
            })}
          </g>
        );
      }}
      controls={
        <p className="legend">
          <svg width={14} height={10} aria-hidden="true">
            <rect className="end-low" width={14} height={10} />
          </svg>{' '}
          {page.lowEnd}{' '}
          <svg width={14} height={10} aria-hidden="true">
            <rect className="end-high" width={14} height={10} />
          </svg>{' '}
          {page.highEnd}
        </p>
      }
      table={{
        head: [say.input, say.range, say.low, say.high, `${say.swing}, ${column.unit}`, say.flips],
        rows: bars.map((bar, i): Cell[] => [
          bar.input,
          { input: bar.written },
          cell(`bars[${i}].lowUsd`, bar.lowUsd),
          cell(`bars[${i}].highUsd`, bar.highUsd),
          cell(`bars[${i}].swingUsd`, bar.swingUsd),
          flipCell(bar),
        ]),
      }}
    />
  );
}

function Draws({ result: { draws }, of, id, note }: FigureProps<'draws'>) {
  const { facts } = useShown();
  const { format, language } = facts;
  const { draws: say, study, page } = messages(language).studies;
  const { value, decisions } = draws;
  if (!value) return <Nothing title={page.draws} text={study.nothing} />;
  const height = decisions.length * BAR_HEIGHT + 4;
  const notes = [
    ...(draws.infeasible > 0 ? [say.infeasible(draws.infeasible)] : []),
    ...(draws.unfinished > 0 ? [say.unfinished(draws.unfinished)] : []),
    say.meanGap(format.percent(draws.meanGapShare)),
    note,
  ].join(' ');
  return (
    <ChartFrame
      id={id}
      title={page.draws}
      takeaway={say.headline(
        ...([
          draws.planned,
          format.money(value.p10),
          format.money(value.p50),
          format.money(value.p90),
        ] as const),
      )}
      footnote={notes}
      height={height}
      draw={(width) => {
        const room = Math.min(320, width * 0.45);
        const x = linearScale([0, 1], [room, width - 110], 4);
        return (
          <g>
            <line className="zero" x1={room} x2={room} y1={0} y2={height} />
            {decisions.map(({ option, name, action, share, halfWidth }, i) => {
              const y = i * BAR_HEIGHT;
              const [from, to] = [Math.max(0, share - halfWidth), Math.min(1, share + halfWidth)];
              const label = `${name}: ${actionWord(action, language)}`;
              const letters = Math.floor(room / 6.4);
              return (
                <g key={option}>
                  <text className="label row-label" x={room - 8} y={y + 16} textAnchor="end">
                    {label.length > letters ? `${label.slice(0, letters - 1)}…` : label}
                  </text>
                  <rect
                    className="worth"
                    x={room}
                    y={y + 5}
                    width={round(Math.max(1, x(share) - room))}
                    height={BAR_HEIGHT - 10}
                  />
                  <path className="whisker" d={`M${round(x(from))} ${y + 12}H${round(x(to))}`} />
                  <text className="label" x={width - 104} y={y + 16}>
                    <tspan {...figureOf(`${of}.draws.decisions[${i}].share`, share)}>
                      {format.percent(share)}
                    </tspan>
                    {' ± '}
                    <tspan {...figureOf(`${of}.draws.decisions[${i}].halfWidth`, halfWidth)}>
                      {format.percent(halfWidth)}
                    </tspan>
                  </text>
                </g>
              );
            })}
          </g>
        );
      }}
      table={{
        head: [study.option, study.now, say.holds, page.interval, say.others],
        rows: decisions.map(({ name, action, share, halfWidth, others }, i): Cell[] => [
          name,
          actionWord(action, language),
          { of: `${of}.draws.decisions[${i}].share`, raw: share, text: format.percent(share) },
          { of: `${of}.draws.decisions[${i}].halfWidth`, raw: halfWidth, text: format.percent(halfWidth) },
          others.map((other) => actionWord(other.action, language)).join(', '),
        ]),
      }}
    />
  );
}

function Flips({ result: { flips, steady, plans, tried, finished }, of, id, note }: FigureProps<'flips'>) {
  const { facts } = useShown();
  const { format, language } = facts;
  const { flips: say, study, page } = messages(language).studies;
  const change = (path: string, raw: number | null): Cell =>
    raw === null
      ? study.none
      : { of: `${of}.flips[${path}`, raw, text: `${raw > 0 ? '+' : ''}${format.percent(raw)}` };
  const flipped = new Set(flips.map(({ option }) => option)).size;
  return (
    <section className="figure" aria-labelledby={`${id}-title`} id={id}>
      <h2 id={`${id}-title`}>{page.flips}</h2>
      <p className="takeaway" data-compared>
        {finished < tried ? say.unfinished(finished, tried) : say.headline(flipped, flipped + steady.length)}
      </p>
      {flips.length > 0 && (
        <>
          <h3 data-compared>{say.table(plans)}</h3>
          <DataTable
            caption={page.flips}
            head={[study.option, say.lever, say.holds, say.flips, say.action, say.atPrices]}
            rows={flips.map(({ option, lever, holdsTo, flipsBy, action, atPrices }, i): Cell[] => [
              optionName(facts.plan, option),
              say.levers[lever],
              change(`${i}].holdsTo`, holdsTo),
              change(`${i}].flipsBy`, flipsBy),
              actionWord(action, language),
              change(`${i}].atPrices`, atPrices),
            ])}
          />
        </>
      )}
      {steady.length > 0 && <p data-compared>{say.steady(format.and(steady))}</p>}
      <p className="footnote">{`${say.note} ${note}`}</p>
    </section>
  );
}

function Nothing({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <section className="figure">
      <h2>{title}</h2>
      <p>{text}</p>
    </section>
  );
}
