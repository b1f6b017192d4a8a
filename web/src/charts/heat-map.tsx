/** Shares by row and quarter: the darker, the more. */
import { quarterAxis, round } from '../../../src/views/scale.ts';
import { figureOf } from '../parts/figure-mark.tsx';
import { QuarterTicks } from './axes.tsx';

export interface HeatRow {
  readonly id: string;
  readonly name: string;
  /** Shares from 0 to 1, per quarter. */
  readonly values: readonly number[];
  /** Path of `values` among the views. */
  readonly of: string;
}

export const HEAT_ROW = 30;

export function HeatMap({
  width,
  rows,
  write,
}: {
  readonly width: number;
  readonly rows: readonly HeatRow[];
  write(share: number): string;
}) {
  const axis = quarterAxis(Math.min(150, width * 0.3), width - 8, rows[0]?.values.length ?? 1);
  const written = axis.step > 34;
  return (
    <>
      {rows.map(({ id, name, values, of }, r) => (
        <g key={id}>
          <text className="row-label" x={axis.left - 8} y={r * HEAT_ROW + 19} textAnchor="end">
            {name}
          </text>
          {values.map((share, t) => (
            <g key={t}>
              <rect
                className="heat-ground"
                x={round(axis.x(t))}
                y={r * HEAT_ROW + 2}
                width={round(axis.step) - 1}
                height={HEAT_ROW - 4}
              />
              <rect
                className="heat"
                fillOpacity={round(Math.min(1, share) * 10) / 10}
                x={round(axis.x(t))}
                y={r * HEAT_ROW + 2}
                width={round(axis.step) - 1}
                height={HEAT_ROW - 4}
              />
              {written && (
                <text
                  className={share > 0.5 ? 'heat-text dark' : 'heat-text'}
                  x={round(axis.x(t + 0.5))}
                  y={r * HEAT_ROW + 19}
                  textAnchor="middle"
                  {...figureOf(`${of}[${t}]`, share, 0.01)}
                >
                  {write(share)}
                </text>
              )}
            </g>
          ))}
        </g>
      ))}
      <QuarterTicks axis={axis} y={rows.length * HEAT_ROW} />
    </>
  );
}

export function heatCursor(count: number): (position: number, width: number) => number {
  return (position, width) => quarterAxis(Math.min(150, width * 0.3), width - 8, count).x(position + 0.5);
}
