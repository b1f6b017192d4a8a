/** Portfolio: one cell per quarter and option in a chosen future, the former plan as a ghost, reasons beside it. */
import { useMemo } from 'react';
import type { PlanFile } from '../../../src/domain/plan-file.ts';
import { type ActionFamily, actionWord, toneOf } from '../../../src/views/action-word.ts';
import { familyAt, type GanttRow as GanttRowView, runsOf } from '../../../src/views/gantt-view.ts';
import type { Future } from '../../../src/views/plan-tree.ts';
import { type QuarterAxis, quarterAxis, round } from '../../../src/views/scale.ts';
import { QuarterTicks } from '../charts/axes.tsx';
import { ChartFrame } from '../charts/chart-frame.tsx';
import { ReasonPanel } from '../parts/reason-panel.tsx';
import { useInTurn } from '../parts/use-in-turn.ts';
import { usePlan, useShown } from '../state/shown.ts';
import { PageHead } from './page-head.tsx';

const ROW_HEIGHT = 34;
const CELL_HEIGHT = 22;
/** Room for icon and margins beside a word, and for each of its letters. */
const WORD_ROOM = 24;
const LETTER_WIDTH = 6.6;
/** Of the names of rows, which are a little larger. */
const LABEL_LETTER = 7.2;

export function PortfolioPage() {
  const { views, url } = useShown();
  return (
    <>
      <PageHead of="gantt.sentence" sentence={views.gantt.sentence} />
      <div className={url.option ? 'beside' : undefined}>
        <Gantt />
        {url.option && <ReasonPanel />}
      </div>
    </>
  );
}

function chosenFuture(futures: readonly Future[], likeliest: Future, asked: number | undefined): Future {
  return asked === undefined ? likeliest : (futures[asked] ?? likeliest);
}

function Gantt() {
  const { views, facts, url, ghost } = useShown();
  const { say, words, format, quarters, futures, likeliest, dash, language, plan } = facts;
  const future = chosenFuture(futures, likeliest, url.future);
  const { rows } = views.gantt;
  const longest = Math.max(0, ...rows.map(({ name }) => name.length));
  const labels = (width: number) => Math.min(longest * LABEL_LETTER + 10, Math.max(84, width * 0.24));
  const axisOf = (width: number) => quarterAxis(labels(width), width - 2, quarters.length);
  return (
    <ChartFrame
      id="gantt"
      title={say.gantt.title}
      takeaway={futureName(facts, future)}
      footnote={`${say.gantt.footnote}${ghost ? ` ${dash.portfolioView.former}: ${dash.portfolioView.compareWith}.` : ''}`}
      height={rows.length * ROW_HEIGHT + 42}
      positions={quarters.length}
      cursorX={(t, width) => axisOf(width).x(t + 0.5)}
      reading={(t) =>
        `${format.quarter(quarters[t]!)}: ${rows.map(({ name, families }) => `${name} ${words.actions[families[future.path[t]!]!]}`).join('; ')}`
      }
      table={{
        head: [say.decisions.option, ...quarters.map((quarter) => format.quarter(quarter))],
        rows: plan.policy.map((row, r) => [
          rows[r]!.name,
          ...future.path.map((n) => actionWord(row.actions[n]!, language)),
        ]),
      }}
      controls={<FutureChoice shown={future} />}
      overlay={(width) => <RowButtons width={labels(width)} />}
      draw={(width) => (
        <>
          <GanttRows future={future} axis={axisOf(width)} />
          <QuarterTicks axis={axisOf(width)} y={rows.length * ROW_HEIGHT + 2} />
        </>
      )}
    />
  );
}

function futureName(
  { say, format, futures, likeliest }: ReturnType<typeof useShown>['facts'],
  future: Future,
): string {
  const rank = futures.indexOf(future);
  const name = say.gantt.futureName(rank + 1, futures.length, format.percent(future.probability));
  return `${say.gantt.future} ${name}${future === likeliest ? ` (${say.gantt.likeliest})` : ''}`;
}

function FutureChoice({ shown }: { readonly shown: Future }) {
  const { facts, go } = useShown();
  const { futures, likeliest, say } = facts;
  if (futures.length < 2) return null;
  const rank = futures.indexOf(shown);
  const choose = (to: number) => {
    const chosen = Math.min(futures.length - 1, Math.max(0, to));
    go({ future: futures[chosen] === likeliest ? undefined : chosen });
  };
  return (
    <div className="choice">
      <label htmlFor="future">{say.gantt.future}</label>
      <button
        type="button"
        aria-label={say.gantt.previous}
        title={say.gantt.previous}
        onClick={() => choose(rank - 1)}
      >
        −
      </button>
      <select id="future" value={rank} onChange={(event) => choose(Number(event.target.value))}>
        {futures.map((future, i) => (
          <option key={future.leaf} value={i}>
            {futureName(facts, future)}
          </option>
        ))}
      </select>
      <button
        type="button"
        aria-label={say.gantt.next}
        title={say.gantt.next}
        onClick={() => choose(rank + 1)}
      >
        +
      </button>
    </div>
  );
}

/** The names of the rows: each opens its reasons. */
function RowButtons({ width }: { readonly width: number }) {
  const { views, facts, url, go } = useShown();
  return (
    <ul className="row-buttons" style={{ width }}>
      {views.gantt.rows.map(({ option, name }) => (
        <li key={option} style={{ height: ROW_HEIGHT }}>
          <button
            type="button"
            className="link"
            data-name
            title={name}
            aria-expanded={url.option === option}
            aria-label={facts.dash.portfolioView.open(name)}
            onClick={() => go({ option: url.option === option ? undefined : option })}
          >
            {name}
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Takes turns from when the width is known: rows that had theirs before it would come all at once. */
function GanttRows({ future, axis }: { readonly future: Future; readonly axis: QuarterAxis }) {
  const { views, ghost } = usePlan();
  const { rows } = views.gantt;
  const actions = useMemo(() => ({ rows, future, ghost }), [rows, future, ghost]);
  const { drawn, done } = useInTurn(actions, rows.length, { first: 12, more: 12 });
  return (
    <g aria-busy={!done}>
      {drawn.map((from, r) => {
        const row = from?.rows[r];
        return row && <GanttRow key={row.option} {...from} row={row} place={r} axis={axis} />;
      })}
    </g>
  );
}

interface GanttRowProps {
  readonly row: GanttRowView;
  /** From the top, from 0. */
  readonly place: number;
  readonly future: Future;
  readonly ghost: PlanFile | undefined;
  readonly axis: QuarterAxis;
}

function GanttRow({ row, place, future, ghost, axis }: GanttRowProps) {
  const { words, dash } = useShown().facts;
  const y = place * ROW_HEIGHT + 2;
  const families = future.path.map((n) => row.families[n]!);
  const former = ghost?.policy.find(({ option }) => option === row.option);
  const formerFamilies = future.path.map((n, t) => {
    const before = former && n < former.actions.length ? familyAt(former, n) : undefined;
    return before === families[t] ? undefined : before;
  });
  return (
    <g>
      {[...quartersBy(families)].map(([family, quarters]) => (
        <path
          key={family}
          className={`cell ${toneOf(family)}`}
          d={quarters.map((t) => box(axis.x(t), y, axis.step, CELL_HEIGHT)).join('')}
        />
      ))}
      {[...quartersBy(formerFamilies)].map(([family, quarters]) => (
        <path
          key={family}
          className={`ghost ghost-${toneOf(family)}`}
          d={quarters.map((t) => box(axis.x(t) + 1, y + CELL_HEIGHT + 2, axis.step - 2, 5)).join('')}
        >
          <title>{dash.whatIf.was(words.actions[family])}</title>
        </path>
      ))}
      {runsOf(families).map(({ family, from, to }) => {
        const word = words.actions[family];
        const fits = (to - from) * axis.step > WORD_ROOM + word.length * LETTER_WIDTH;
        const x = axis.x(from);
        return (
          <g key={from} className={`ink ${toneOf(family)}`}>
            {axis.step > 9 && (
              <use
                href={`#icon-${toneOf(family)}`}
                x={round(fits ? x + 5 : x + axis.step / 2 - 5)}
                y={y + 6}
                width={10}
                height={10}
              />
            )}
            {fits && (
              <text className="cell-word" x={round(x + 19)} y={y + 15.5}>
                {word}
              </text>
            )}
          </g>
        );
      })}
      {!ghost && row.parts && <Shares of={row.shares} y={y + CELL_HEIGHT + 1} axis={axis} />}
    </g>
  );
}

interface SharesProps {
  readonly of: GanttRowView['shares'];
  readonly y: number;
  readonly axis: QuarterAxis;
}

/** Share of the futures with each action, quarter by quarter, where they differ. */
function Shares({ of, y, axis }: SharesProps) {
  const boxes = new Map<ActionFamily, string>();
  of.forEach((shares, t) => {
    if (shares.length < 2) return;
    let x = axis.x(t) + 0.5;
    for (const { family, share } of shares) {
      const width = share * (axis.step - 1);
      boxes.set(family, (boxes.get(family) ?? '') + box(x, y, width, 5));
      x += width;
    }
  });
  return [...boxes].map(([family, d]) => <path key={family} className={`cell ${toneOf(family)}`} d={d} />);
}

/** The quarters of each family: they are drawn in one path, as a large Gantt has thousands of cells. */
function quartersBy(families: readonly (ActionFamily | undefined)[]): Map<ActionFamily, number[]> {
  const quarters = new Map<ActionFamily, number[]>();
  families.forEach((family, t) => {
    if (family) quarters.set(family, [...(quarters.get(family) ?? []), t]);
  });
  return quarters;
}

/** A rectangle as a part of a path. */
function box(x: number, y: number, width: number, height: number): string {
  return `M${round(x)} ${y}h${round(width)}v${height}h${-round(width)}Z`;
}
