/** Outcomes with their probabilities, what stands for them marked above, and others beside them. */
import type { AmountColumn } from '../../../src/messages/column.ts';
import { linearScale, round, type Scale } from '../../../src/views/scale.ts';
import { figureOf } from '../parts/figure-mark.tsx';
import { useShown } from '../state/shown.ts';
import { LEFT, spread, ValueGrid } from './axes.tsx';

export const HISTOGRAM_HEIGHT = 258;
const TOP = 58;
const BOTTOM = 220;

export interface HistogramBin {
  /** USD. */
  readonly from: number;
  readonly to: number;
  readonly probability: number;
}

/** An amount with its name; `of` tells where it is found. */
export interface HistogramMark {
  readonly usd: number;
  readonly text: string;
  readonly of: string;
}

export interface HistogramProps {
  readonly width: number;
  readonly bins: readonly HistogramBin[];
  /** Amounts that stand for the outcomes, by rising USD. */
  readonly marks: readonly HistogramMark[];
  /** What the outcomes are held against. */
  readonly rivals: readonly HistogramMark[];
  readonly column: AmountColumn;
  /** Name of the axis. */
  readonly axis: string;
}

/** Where amounts stand, for the drawing and the reading line. */
export function histogramX({ bins, rivals }: Pick<HistogramProps, 'bins' | 'rivals'>, width: number): Scale {
  const known = [bins[0]!.from, bins.at(-1)!.to, ...rivals.map(({ usd }) => usd)];
  return linearScale([Math.min(...known), Math.max(...known)], [LEFT, width - 12], width < 600 ? 4 : 8);
}

export function Histogram({ width, bins, marks, rivals, column, axis }: HistogramProps) {
  const { format } = useShown().facts;
  const x = histogramX({ bins, rivals }, width);
  const y = linearScale([0, Math.max(...bins.map(({ probability }) => probability))], [BOTTOM, TOP], 3);
  return (
    <>
      <ValueGrid scale={y} left={LEFT} right={width - 12} write={(share) => format.percent(share)} />
      {x.ticks.map((tick) => (
        <text key={tick} className="tick" x={round(x(tick))} y={BOTTOM + 17} textAnchor="middle">
          {column.tick(tick)}
        </text>
      ))}
      {bins.map(({ from, to, probability }) =>
        probability > 0 ? (
          <rect
            key={from}
            className="outcome"
            x={round(x(from)) + 0.5}
            y={round(y(probability))}
            width={round(Math.max(2, x(to) - x(from) - 1))}
            height={round(BOTTOM - y(probability))}
          />
        ) : null,
      )}
      {rivals.map(({ usd, text, of }) => (
        <g key={of}>
          <line className="baseline" x1={round(x(usd))} x2={round(x(usd))} y1={TOP - 14} y2={BOTTOM} />
          <text
            className="label muted"
            x={round(x(usd))}
            y={TOP - 20}
            textAnchor={x(usd) < LEFT + 60 ? 'start' : 'middle'}
          >
            {text} <tspan {...figureOf(of, usd, column.factor)}>{column.cell(usd)}</tspan>
          </text>
        </g>
      ))}
      <Marks {...{ width, marks, column, x }} />
      <text className="tick" x={width - 12} y={BOTTOM + 34} textAnchor="end">
        {axis}, {column.unit}
      </text>
    </>
  );
}

interface MarksProps extends Pick<HistogramProps, 'width' | 'marks' | 'column'> {
  readonly x: Scale;
}

/** Marks with their labels above all else, moved apart where they would lie on each other. */
function Marks({ width, marks, column, x }: MarksProps) {
  const apart = spread(
    marks.map((mark) => ({ ...mark, y: x(mark.usd) })),
    width < 600 ? 74 : 104,
  );
  const shift = Math.max(apart[1]!.y - x(apart[1]!.usd), apart.at(-1)!.y - (width - 40));
  return apart.map(({ usd, text, of, y: at }) => (
    <g key={of}>
      <line className="mark" x1={round(x(usd))} x2={round(x(usd))} y1={TOP - 6} y2={BOTTOM} />
      <path className="leader" d={`M${round(x(usd))} ${TOP - 6}L${round(at - shift)} 20`} />
      <text className="label strong" x={round(at - shift)} y={14} textAnchor="middle">
        {text} <tspan {...figureOf(of, usd, column.factor)}>{column.cell(usd)}</tspan>
      </text>
    </g>
  ));
}
