/** Plans by return and risk, those that none beats joined by a line. */
import type { AmountColumn } from '../../../src/messages/column.ts';
import { linearScale, linePath, round, type Scale } from '../../../src/views/scale.ts';
import { figureOf } from '../parts/figure-mark.tsx';
import { LEFT, ValueGrid } from './axes.tsx';

const BELOW = 40;
/** Pixels between points below which their labels would lie on each other. */
const NEAR = { x: 48, y: 14 };
/** Pixels between labels of points that lie on each other: one stands above the other, where nothing else can lie. */
const LABEL_HEIGHT = 14;

/** A plan; both amounts in USD. */
export interface FrontierPoint {
  readonly npvUsd: number;
  readonly cvarUsd: number;
  /** Beaten by another in both. */
  readonly dominated: boolean;
  readonly weight: number;
  /** The weight as written, and where it is found. */
  readonly text: string;
  readonly of: string;
}

export interface FrontierChartProps {
  readonly width: number;
  readonly height: number;
  readonly points: readonly FrontierPoint[];
  readonly column: AmountColumn;
  /** Names of the axes. */
  readonly npv: string;
  readonly cvar: string;
}

/** Where amounts at risk stand, for the drawing and the reading line. */
export function frontierX(points: readonly Pick<FrontierPoint, 'cvarUsd'>[], width: number): Scale {
  return linearScale(withRoom(points.map(({ cvarUsd }) => cvarUsd)), [LEFT + 8, width - 48], 4);
}

export function FrontierChart({ width, height, points, column, npv, cvar }: FrontierChartProps) {
  const x = frontierX(points, width);
  const y = linearScale(withRoom(points.map(({ npvUsd }) => npvUsd)), [height - BELOW, 20], 4);
  const placed = points.map((point) => ({ ...point, x: x(point.cvarUsd), y: y(point.npvUsd) }));
  const best = placed.filter(({ dominated }) => !dominated);
  return (
    <g>
      <ValueGrid {...{ scale: y, left: LEFT, right: width - 16, write: column.cell }} unit={npv} />
      {x.ticks.map((tick) => (
        <text key={tick} className="tick" x={round(x(tick))} y={height - BELOW + 16} textAnchor="middle">
          {column.cell(tick)}
        </text>
      ))}
      <text className="tick" x={width - 16} y={height - 6} textAnchor="end">
        {cvar}
      </text>
      <path className="line plan-line" d={linePath(best.map((point) => [point.x, point.y] as const))} />
      {placed.map((point, i) => {
        const isNear = (other: typeof point) =>
          Math.abs(other.x - point.x) < NEAR.x && Math.abs(other.y - point.y) < NEAR.y;
        const above = 7 + LABEL_HEIGHT * placed.slice(0, i).filter(isNear).length;
        return (
          <g key={point.weight}>
            <circle
              className={point.dominated ? 'point beaten' : 'point'}
              cx={round(point.x)}
              cy={round(point.y)}
              r={4.5}
            />
            <text
              className="label"
              x={round(point.x) + 8}
              y={round(point.y - above)}
              {...figureOf(point.of, point.weight)}
            >
              λ {point.text}
            </text>
          </g>
        );
      })}
    </g>
  );
}

/** The ends of an axis around values, with a tenth of their range on either side. */
function withRoom(values: readonly number[]): [number, number] {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const room = Math.max(most - least, Math.abs(most) * 1e-3, 1) / 10;
  return [least - room, most + room];
}
