/** Bars from the value at an input's low end to that at its high end, around the plan's own value. */
import type { AmountColumn } from '../../../src/messages/column.ts';
import { linearScale, round, type Scale } from '../../../src/views/scale.ts';
import { figureOf } from '../parts/figure-mark.tsx';
import { BAR_HEIGHT } from './bars.tsx';

const TOP = 26;
const ROW_HEIGHT = 2 * BAR_HEIGHT;
/** Room for figures on either side. */
const SIDE = 64;

export interface TornadoBar {
  readonly name: string;
  /** Values at the ends in USD; `null` where there is none. */
  readonly lowUsd: number | null;
  readonly highUsd: number | null;
  /** Where the bar's figures are found. */
  readonly of: string;
}

export interface TornadoChartProps {
  readonly width: number;
  readonly bars: readonly TornadoBar[];
  /** The plan's own value in USD, and its name. */
  readonly own: number;
  readonly ownName: string;
  readonly column: AmountColumn;
}

export function tornadoHeight(bars: readonly unknown[]): number {
  return TOP + bars.length * ROW_HEIGHT;
}

export function TornadoChart({ width, bars, own, ownName, column }: TornadoChartProps) {
  const known = bars.flatMap(({ lowUsd, highUsd }) => [lowUsd ?? own, highUsd ?? own]);
  const x = linearScale([Math.min(own, ...known), Math.max(own, ...known)], [SIDE, width - SIDE], 4);
  return (
    <g>
      <line className="zero" x1={round(x(own))} x2={round(x(own))} y1={18} y2={tornadoHeight(bars)} />
      <text className="label strong" x={round(x(own))} y={12} textAnchor="middle">
        {ownName}
      </text>
      {bars.map(({ name, lowUsd, highUsd, of }, i) => {
        const y = TOP + i * ROW_HEIGHT;
        const lowFirst = (lowUsd ?? own) <= (highUsd ?? own);
        const given = { x, own, column, y: y + BAR_HEIGHT };
        return (
          <g key={name}>
            <text className="label row-label" x={SIDE} y={y + 14}>
              {name}
            </text>
            {lowUsd !== null && (
              <End {...given} css="end-low" usd={lowUsd} before={lowFirst} of={`${of}.lowUsd`} />
            )}
            {highUsd !== null && (
              <End {...given} css="end-high" usd={highUsd} before={!lowFirst} of={`${of}.highUsd`} />
            )}
          </g>
        );
      })}
    </g>
  );
}

interface EndProps {
  readonly x: Scale;
  readonly y: number;
  readonly own: number;
  readonly usd: number;
  readonly css: string;
  /** Whether its figure stands before it. */
  readonly before: boolean;
  readonly of: string;
  readonly column: AmountColumn;
}

function End({ x, y, own, usd, css, before, of, column }: EndProps) {
  return (
    <>
      <rect
        className={css}
        x={round(Math.min(x(own), x(usd)))}
        y={y - 2}
        width={round(Math.max(1, Math.abs(x(usd) - x(own))))}
        height={BAR_HEIGHT - 8}
      />
      <text
        className="label"
        x={round(x(usd)) + (before ? -6 : 6)}
        y={y + 10}
        textAnchor={before ? 'end' : 'start'}
        {...figureOf(of, usd, column.factor)}
      >
        {column.cell(usd)}
      </text>
    </>
  );
}
