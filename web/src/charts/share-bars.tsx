/** Horizontal bars of shares with the interval that each is known to. */

import { linearScale, round } from '../../../src/views/scale.ts';
import { figureOf } from '../parts/figure-mark.tsx';
import { useShown } from '../state/shown.ts';
import { BAR_HEIGHT, cutTo } from './bars.tsx';

export interface ShareBar {
  readonly id: string;
  readonly label: string;
  /** 0 to 1, and half the width of its interval. */
  readonly share: number;
  readonly halfWidth: number;
  /** Where both are found. */
  readonly of: string;
}

export function ShareBars({ width, bars }: { readonly width: number; readonly bars: readonly ShareBar[] }) {
  const { format } = useShown().facts;
  const room = Math.min(320, width * 0.45);
  const x = linearScale([0, 1], [room, width - 110], 4);
  return (
    <g>
      <line className="zero" x1={room} x2={room} y1={0} y2={bars.length * BAR_HEIGHT + 4} />
      {bars.map(({ id, label, share, halfWidth, of }, i) => {
        const y = i * BAR_HEIGHT;
        const [from, to] = [Math.max(0, share - halfWidth), Math.min(1, share + halfWidth)];
        return (
          <g key={id}>
            <text className="label row-label" x={room - 8} y={y + 16} textAnchor="end">
              {cutTo(label, Math.floor(room / 6.4))}
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
              <tspan {...figureOf(`${of}.share`, share)}>{format.percent(share)}</tspan>
              {' ± '}
              <tspan {...figureOf(`${of}.halfWidth`, halfWidth)}>{format.percent(halfWidth)}</tspan>
            </text>
          </g>
        );
      })}
    </g>
  );
}
