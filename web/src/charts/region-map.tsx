/** Regions as circles on outlines of land; loaded when the map is first opened. */
import { graticule, land } from 'virtual:world-outlines';
import { round } from '../../../src/views/scale.ts';
import { useWidth } from '../parts/use-width.ts';
import { useShown } from '../state/shown.ts';
import { worldProjection } from './world-projection.ts';

/** Radius of the largest circle, in pixels. */
const LARGEST = 36;
/** Height of a label, and width of one of its letters. */
const [LINE, LETTER] = [15, 7.5];
/** Degrees around the outermost regions that are shown as well. */
const MARGIN = 14;

export default function RegionMap({ quarter }: { readonly quarter: number }) {
  const { views, facts } = useShown();
  const { format, dash } = facts;
  const [box, width] = useWidth();
  const height = Math.round(Math.min(460, width * 0.5));
  const regions = views.capacity.regions.flatMap(({ latitude, longitude, ...region }) =>
    latitude === undefined || longitude === undefined
      ? []
      : [{ ...region, place: [longitude, latitude] as [number, number] }],
  );
  const places = regions.map(({ place }) => worldProjection(place)!);
  const { scale, x0, y0 } = fitted(
    regions.flatMap(({ place: [x, y] }) => [
      [x - MARGIN, y - MARGIN],
      [x + MARGIN, y + MARGIN],
    ]),
    [width, height],
  );
  const most = Math.max(1, ...regions.flatMap(({ poweredMw }) => poweredMw));
  const radius = (mw: number) => Math.sqrt(mw / most) * Math.min(LARGEST, width / 16);
  // The largest lie below, and names keep apart.
  const marks = regions
    .map(({ region, name, poweredMw }, i) => ({
      ...{ region, name, x: x0 + places[i]![0] * scale, y: y0 + places[i]![1] * scale },
      ...{ size: radius(poweredMw[quarter]!), sizeNow: radius(poweredMw[0]!) },
    }))
    .sort((a, b) => b.size - a.size);
  const told = regions
    .map(({ name, poweredMw }) => `${name} ${format.power(poweredMw[quarter]!)}`)
    .join(', ');
  return (
    <div ref={box} className="map-space">
      {width > 0 && (
        <svg width={width} height={height} role="img" aria-label={`${dash.map.title} ${told}`}>
          <g transform={`translate(${round(x0)} ${round(y0)}) scale(${scale})`}>
            <path className="graticule" d={graticule} />
            <path className="land" d={land} />
          </g>
          {marks.map(({ region, x, y, size, sizeNow }) => (
            <g key={region}>
              <circle className="place" cx={round(x)} cy={round(y)} r={round(Math.max(2, size))} />
              <circle className="place-now" cx={round(x)} cy={round(y)} r={round(Math.max(1, sizeNow))} />
            </g>
          ))}
          {namesApart(marks, width).map(({ region, name, x, y, from }) => (
            <g key={region}>
              {from !== undefined && (
                <line
                  className="zero"
                  x1={round(from[0])}
                  y1={round(from[1])}
                  x2={round(x)}
                  y2={round(y) + 3}
                />
              )}
              <text className="label strong map-label" x={round(x)} y={round(y)} textAnchor="middle">
                <tspan data-name>{name}</tspan>
              </text>
            </g>
          ))}
        </svg>
      )}
    </div>
  );
}

interface Mark {
  readonly region: string;
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

/** Where the names stand: above their circles, within the map, and higher where they would meet another; then `from` is the place meant. */
function namesApart(marks: readonly Mark[], width: number) {
  const placed: { readonly x: number; readonly y: number; readonly half: number }[] = [];
  return marks
    .toSorted((a, b) => b.y - b.size - (a.y - a.size))
    .map(({ region, name, x: middle, y: centre, size }) => {
      const half = (name.length * LETTER) / 2;
      const x = Math.max(half, Math.min(width - half, middle));
      let y = centre - size - 6;
      const meets = () =>
        placed.some((one) => Math.abs(one.x - x) < one.half + half && Math.abs(one.y - y) < LINE);
      while (meets()) y -= 3;
      placed.push({ x, y, half });
      const isMoved = y < centre - size - 6;
      return { region, name, x, y, from: isMoved ? ([middle, centre] as const) : undefined };
    });
}

/** Scale and shift of the projected world with which all `corners`, in degrees, lie within `size`, in its middle. */
function fitted(corners: readonly number[][], [width, height]: readonly [number, number]) {
  const points = corners.map(
    ([x, y]) => worldProjection([Math.max(-180, Math.min(180, x!)), Math.max(-80, Math.min(84, y!))])!,
  );
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const scale = Math.min(width / (right - left), height / (bottom - top));
  return {
    scale,
    x0: width / 2 - (scale * (left + right)) / 2,
    y0: height / 2 - (scale * (top + bottom)) / 2,
  };
}
