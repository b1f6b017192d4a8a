/** Horizontal bars from 0 with their figures: bridges, baselines, alternatives. */
import { linearScale, round } from '../../../src/views/scale.ts';
import { figureOf } from '../parts/figure-mark.tsx';

export interface Bar {
  readonly id: string;
  readonly label: string;
  /** The bar reaches from `from` to `to`. */
  readonly from: number;
  readonly to: number;
  readonly css: string;
  readonly text: string;
  readonly of: string;
  readonly raw: number;
  readonly factor: number;
}

export const BAR_HEIGHT = 24;

export function Bars({ width, bars }: { readonly width: number; readonly bars: readonly Bar[] }) {
  const room = Math.min(200, width * 0.36);
  const values = bars.flatMap(({ from, to }) => [from, to]);
  const x = linearScale([Math.min(0, ...values), Math.max(1e-9, ...values)], [room, width - 84], 4);
  return (
    <g>
      <line className="zero" x1={round(x(0))} x2={round(x(0))} y1={0} y2={bars.length * BAR_HEIGHT} />
      {bars.map(({ id, label, from, to, css, text, of, raw, factor }, i) => {
        const [left, right] = [Math.min(x(from), x(to)), Math.max(x(from), x(to))];
        return (
          <g key={id}>
            <text className="label" x={room - 8} y={i * BAR_HEIGHT + 16} textAnchor="end">
              {cutTo(label, Math.floor(room / 7))}
            </text>
            <rect
              className={css}
              x={round(left)}
              y={i * BAR_HEIGHT + 4}
              width={round(Math.max(1, right - left))}
              height={BAR_HEIGHT - 8}
            />
            <text
              className="label"
              x={round(right) + 6}
              y={i * BAR_HEIGHT + 16}
              {...figureOf(of, raw, factor)}
            >
              {text}
            </text>
          </g>
        );
      })}
    </g>
  );
}

/** A label cut to so many letters. */
export function cutTo(label: string, letters: number): string {
  return label.length > letters ? `${label.slice(0, letters - 1)}…` : label;
}
