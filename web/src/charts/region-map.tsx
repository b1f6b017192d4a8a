/** Regions as circles on outlines of land; loaded when the map is first opened. */
import { graticule, land } from 'virtual:world-outlines';
import { round } from '../../../src/views/scale.ts';
import { useWidth } from '../parts/use-width.ts';
import { useShown } from '../state/shown.ts';
import { worldProjection } from './world-projection.ts';

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
  const radius = (mw: number) => Math.sqrt(mw / most) * Math.min(46, width / 9);
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
          {regions.map(({ region, name, poweredMw }, i) => {
            const [x, y] = [x0 + places[i]![0] * scale, y0 + places[i]![1] * scale];
            const size = radius(poweredMw[quarter]!);
            return (
              <g key={region}>
                <circle className="place" cx={round(x)} cy={round(y)} r={round(Math.max(2, size))} />
                <circle
                  className="place-now"
                  cx={round(x)}
                  cy={round(y)}
                  r={round(Math.max(1, radius(poweredMw[0]!)))}
                />
                <text
                  className="label strong map-label"
                  x={round(x)}
                  y={round(y - size) - 6}
                  textAnchor="middle"
                >
                  <tspan data-name>{name}</tspan>
                </text>
              </g>
            );
          })}
        </svg>
      )}
    </div>
  );
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
