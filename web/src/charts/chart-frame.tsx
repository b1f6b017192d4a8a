/** The frame of a chart: question, answer, drawing, source, the numbers as a table and as CSV, and reading by keyboard. */
import { type KeyboardEvent, type PointerEvent, type ReactNode, useState } from 'react';
import { csvOf, DataTable, type TableData } from '../parts/data-table.tsx';
import { download } from '../parts/download.ts';
import { Sentence } from '../parts/figure-mark.tsx';
import { useWidth } from '../parts/use-width.ts';
import { useShown } from '../state/shown.ts';

export interface ChartFrameProps {
  readonly id: string;
  /** The question. */
  readonly title: string;
  /** The answer, computed; left out where the page's first sentence says it. */
  readonly takeaway?: string;
  /** Where the answer stands among the views, where it is one of theirs. */
  readonly takeawayOf?: string;
  readonly footnote?: string;
  readonly table: TableData;
  readonly height: number;
  /** Places that can be read, with what is said of each; none: the drawing is an image. */
  readonly positions?: number;
  reading?(position: number): string;
  cursorX?(position: number, width: number): number;
  draw(width: number): ReactNode;
  /** Controls that lie on the drawing. */
  overlay?(width: number): ReactNode;
  /** Controls above the drawing. */
  readonly controls?: ReactNode;
}

export function ChartFrame(props: ChartFrameProps) {
  const { id, title, takeaway, takeawayOf, footnote, table, controls } = props;
  const { facts } = useShown();
  const say = facts.dash.frame;
  const [open, setOpen] = useState(false);
  return (
    <section className="figure" aria-labelledby={`${id}-title`} id={id}>
      <h2 id={`${id}-title`}>{title}</h2>
      {takeaway && (
        <p className="takeaway">{takeawayOf ? <Sentence of={takeawayOf}>{takeaway}</Sentence> : takeaway}</p>
      )}
      {controls}
      <Drawing {...props} />
      <p className="footnote">{footnote}</p>
      <div className="tools">
        <button type="button" className="plain" aria-expanded={open} onClick={() => setOpen(!open)}>
          {say.table}
        </button>
        <button
          type="button"
          className="plain"
          onClick={() => download(`${id}.csv`, 'text/csv', csvOf(table))}
        >
          {say.csv}
        </button>
      </div>
      {open && <DataTable {...table} caption={title} />}
    </section>
  );
}

function Drawing({ id, title, height, positions = 0, reading, cursorX, draw, overlay }: ChartFrameProps) {
  const { facts } = useShown();
  const [box, width] = useWidth();
  const [at, setAt] = useState<number | undefined>(undefined);
  const can = positions > 0 && reading !== undefined && cursorX !== undefined;
  const shown = at === undefined ? undefined : Math.min(at, positions - 1);
  const toPointer = (event: PointerEvent<HTMLDivElement>) => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
    const distance = (i: number) => Math.abs(cursorX!(i, width) - x);
    setAt(
      Array.from({ length: positions }, (_, i) => i).reduce((a, b) => (distance(b) < distance(a) ? b : a)),
    );
  };
  const onKey = (event: KeyboardEvent) => {
    const last = positions - 1;
    const from = shown ?? (event.key === 'ArrowLeft' ? last + 1 : -1);
    const next = {
      ArrowRight: from + 1,
      ArrowUp: from + 1,
      ArrowLeft: from - 1,
      ArrowDown: from - 1,
      Home: 0,
      End: last,
    }[event.key];
    if (event.key === 'Escape') setAt(undefined);
    if (next === undefined) return;
    event.preventDefault();
    setAt(Math.min(last, Math.max(0, next)));
  };
  const svg = (
    <svg width={width} height={height} role="img" aria-label={title} className="chart">
      {width > 0 && draw(width)}
      {can && shown !== undefined && (
        <line
          className="cursor"
          x1={cursorX(shown, width)}
          x2={cursorX(shown, width)}
          y1={0}
          y2={height - 36}
        />
      )}
    </svg>
  );
  if (!can) return <div ref={box}>{svg}</div>;
  return (
    <>
      <div className="drawing">
        <div
          ref={box}
          className="readable"
          role="slider"
          tabIndex={0}
          aria-label={facts.dash.frame.read(title)}
          aria-valuemin={1}
          aria-valuemax={positions}
          aria-valuenow={(shown ?? 0) + 1}
          aria-valuetext={reading(shown ?? 0)}
          onKeyDown={onKey}
          onPointerMove={toPointer}
          onPointerLeave={() => setAt(undefined)}
          onBlur={() => setAt(undefined)}
        >
          {svg}
        </div>
        {width > 0 && overlay?.(width)}
      </div>
      <p className="reading" id={`${id}-reading`} data-reading>
        {shown === undefined ? '\u00a0' : reading(shown)}
      </p>
    </>
  );
}
