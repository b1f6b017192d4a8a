/** Map: where the power stands, drawn from outlines of land alone. */
import { lazy, Suspense, useState } from 'react';
import { DataTable } from '../parts/data-table.tsx';
import { useShown } from '../state/shown.ts';

const RegionMap = lazy(() => import('../charts/region-map.tsx'));

export function MapPage() {
  const { views, facts } = useShown();
  const { dash, format, quarters } = facts;
  const [t, setT] = useState(quarters.length - 1);
  const { regions } = views.capacity;
  const placed = regions.filter(
    ({ latitude, longitude }) => latitude !== undefined && longitude !== undefined,
  );
  const most = regions.toSorted((a, b) => b.poweredMw[t]! - a.poweredMw[t]!)[0]!;
  const quarter = format.quarter(quarters[t]!);
  return (
    <>
      <p className="view-name">{dash.views.map}</p>
      <h1 data-compared>
        {dash.map.sentence(regions.length, most.name, format.power(most.poweredMw[t]!), quarter)}
      </h1>
      <section className="figure" aria-labelledby="map-title">
        <h2 id="map-title">{dash.map.title}</h2>
        <div className="choice">
          <label htmlFor="map-quarter">{dash.map.quarter}</label>
          <input
            id="map-quarter"
            type="range"
            min={0}
            max={quarters.length - 1}
            value={t}
            aria-valuetext={quarter}
            onChange={(event) => setT(Number(event.target.value))}
          />
          <output>{quarter}</output>
        </div>
        {placed.length === 0 ? (
          <p>{dash.map.noPlaces}</p>
        ) : (
          <Suspense fallback={<div className="map-space" />}>
            <RegionMap quarter={t} />
          </Suspense>
        )}
        <p className="footnote">{dash.map.note}</p>
        <DataTable
          caption={dash.map.title}
          head={[quarter, dash.capacity.powered, dash.capacity.used]}
          rows={regions.map(({ name, poweredMw, usedMw }, r) => [
            name,
            {
              of: `capacity.regions[${r}].poweredMw[${t}]`,
              raw: poweredMw[t]!,
              text: format.power(poweredMw[t]!),
            },
            { of: `capacity.regions[${r}].usedMw[${t}]`, raw: usedMw[t]!, text: format.power(usedMw[t]!) },
          ])}
        />
      </section>
    </>
  );
}
