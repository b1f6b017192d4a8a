/** Regions as circles on outlines of land; loaded when the map is first opened. */
import { geoGraticule10, geoNaturalEarth1, geoPath } from 'd3-geo';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import land from 'world-atlas/land-110m.json';
import { round } from '../../../src/views/scale.ts';
import { useWidth } from '../parts/use-width.ts';
import { useShown } from '../state/shown.ts';

const atlas = land as unknown as Topology<{ land: GeometryCollection }>;
const outline = feature(atlas, atlas.objects.land);

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
  const corners = regions.flatMap(({ place: [x, y] }) => [
    [x - MARGIN, y - MARGIN],
    [x + MARGIN, y + MARGIN],
  ]);
  const projection = geoNaturalEarth1().fitSize([width || 1, height || 1], {
    type: 'MultiPoint',
    coordinates: corners.map(([x, y]) => [
      Math.max(-180, Math.min(180, x!)),
      Math.max(-80, Math.min(84, y!)),
    ]),
  });
  const path = geoPath(projection);
  const most = Math.max(1, ...regions.flatMap(({ poweredMw }) => poweredMw));
  const radius = (mw: number) => Math.sqrt(mw / most) * Math.min(46, width / 9);
  const told = regions
    .map(({ name, poweredMw }) => `${name} ${format.power(poweredMw[quarter]!)}`)
    .join(', ');
  return (
    <div ref={box} className="map-space">
      {width > 0 && (
        <svg width={width} height={height} role="img" aria-label={`${dash.map.title} ${told}`}>
          <path className="graticule" d={path(geoGraticule10()) ?? ''} />
          <path className="land" d={path(outline) ?? ''} />
          {regions.map(({ region, name, place, poweredMw }) => {
            const [x, y] = projection(place)!;
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
