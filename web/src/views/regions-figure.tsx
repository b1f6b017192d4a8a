/** Power by region: what is there and what is used. */
import { type AmountColumn, powerColumn } from '../../../src/messages/column.ts';
import type { RegionPower } from '../../../src/views/capacity-view.ts';
import { quarterCursor } from '../charts/axes.tsx';
import { ChartFrame } from '../charts/chart-frame.tsx';
import { FanChart } from '../charts/fan-chart.tsx';
import { amountCells } from '../parts/amount-cells.ts';
import { InTurn } from '../parts/in-turn.tsx';
import { useShown } from '../state/shown.ts';

export function RegionsFigure() {
  const { views, facts } = useShown();
  const { dash, format, quarters, language } = facts;
  const { regions } = views.capacity;
  const column = powerColumn(
    regions.flatMap(({ poweredMw, usedMw }) => [...poweredMw, ...usedMw]),
    language,
  );
  const last = quarters.length - 1;
  const most = regions.toSorted((a, b) => b.poweredMw[last]! - a.poweredMw[last]!)[0]!;
  return (
    <section className="figure" aria-labelledby="regions-title">
      <h2 id="regions-title">{dash.capacity.regions}</h2>
      <p className="takeaway">
        {dash.capacity.regionsTakeaway(
          most.name,
          format.power(most.poweredMw[last]!),
          format.quarter(quarters[last]!),
        )}
      </p>
      <div className="facets">
        <InTurn>
          {regions.map((region, r) => (
            <RegionChart key={region.region} region={region} r={r} column={column} />
          ))}
        </InTurn>
      </div>
      <p className="footnote">{dash.capacity.regionsNote}</p>
    </section>
  );
}

interface RegionChartProps {
  readonly region: RegionPower;
  /** Its place among the regions. */
  readonly r: number;
  readonly column: AmountColumn;
}

function RegionChart({ region: { region, name, poweredMw, usedMw }, r, column }: RegionChartProps) {
  const { dash, say, format, quarters } = useShown().facts;
  const cell = amountCells(column, `capacity.regions[${r}]`);
  const reading = (t: number) =>
    `${format.quarter(quarters[t]!)}: ${dash.capacity.powered} ${format.power(poweredMw[t]!)}, ${dash.capacity.used} ${format.power(usedMw[t]!)}`;
  const last = quarters.length - 1;
  return (
    <ChartFrame
      id={`region-${region}`}
      title={name}
      takeaway={`${dash.capacity.powered} ${format.power(poweredMw[last]!)}, ${dash.capacity.used} ${format.power(usedMw[last]!)}, ${format.quarter(quarters[last]!)}`}
      height={150}
      positions={quarters.length}
      cursorX={quarterCursor(quarters.length)}
      reading={reading}
      table={{
        head: [`${say.chart.quarter} (${column.unit})`, dash.capacity.powered, dash.capacity.used],
        rows: quarters.map((quarter, t) => [
          format.quarter(quarter),
          cell(`.poweredMw[${t}]`, poweredMw[t]!),
          cell(`.usedMw[${t}]`, usedMw[t]!),
        ]),
      }}
      draw={(width) => (
        <FanChart
          {...{ width, height: 150, write: column.tick }}
          unit={`IT ${column.unit}`}
          areas={[{ values: usedMw, css: 'added' }]}
          lines={[
            { values: poweredMw, label: dash.capacity.powered, css: 'plan-line', steps: true },
            { values: usedMw, label: dash.capacity.used, css: 'used-line', steps: true },
          ]}
        />
      )}
    />
  );
}
