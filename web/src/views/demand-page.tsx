/** Demand: a fan per workload, with what is served of it. */
import type { DemandFan } from '../../../src/views/demand-view.ts';
import { quarterCursor } from '../charts/axes.tsx';
import { ChartFrame } from '../charts/chart-frame.tsx';
import { FanChart } from '../charts/fan-chart.tsx';
import { InTurn } from '../parts/in-turn.tsx';
import { useShown } from '../state/shown.ts';
import { PageHead } from './page-head.tsx';

export function DemandPage() {
  const { views, facts } = useShown();
  return (
    <>
      <PageHead of="demand.sentence" sentence={views.demand.sentence} />
      <div className="facets">
        <InTurn>
          {views.demand.fans.map((fan, i) => (
            <Fan key={fan.workload} fan={fan} of={`demand.fans[${i}]`} />
          ))}
        </InTurn>
      </div>
      {facts.portfolio.demandHistory.length === 0 && (
        <p className="footnote">{facts.dash.demand.noActuals}</p>
      )}
    </>
  );
}

function Fan({ fan, of }: { readonly fan: DemandFan; readonly of: string }) {
  const { facts } = useShown();
  const { say, dash, format, quarters } = facts;
  const { demand, served, name, observed, markers } = fan;
  // Room for what was observed, and for a year in which evidence came.
  const past = Math.max(
    observed.length,
    Math.ceil(Math.min(4, -Math.min(0, ...markers.map(({ at }) => at)))),
  );
  const last = quarters.length - 1;
  const unit = say.demand.perHour(fan.unit);
  const compact = (value: number) =>
    value >= 1e6
      ? `${format.number(value / 1e6)} m`
      : value >= 1e4
        ? `${format.number(value / 1e3)} k`
        : format.number(value);
  const cell = (series: string, t: number, raw: number) => ({
    of: `${of}.${series}[${t}]`,
    raw,
    text: format.number(raw),
  });
  return (
    <ChartFrame
      id={`demand-${fan.workload}`}
      title={dash.demand.fan(name)}
      takeaway={dash.demand.fanTakeaway(
        name,
        format.number(demand.p10[last]!),
        format.number(demand.p50[last]!),
        format.number(demand.p90[last]!),
        format.quarter(quarters[last]!),
      )}
      footnote={[
        say.demand.footnote,
        ...(observed.length > 0 ? [dash.demand.observedNote] : []),
        ...(markers.length > 0 ? [dash.demand.markersNote(markers.length)] : []),
      ].join(' ')}
      height={200}
      positions={quarters.length}
      cursorX={quarterCursor(quarters.length, [], past)}
      reading={(t) =>
        `${format.quarter(quarters[t]!)}: P10 ${format.number(demand.p10[t]!)}, P50 ${format.number(demand.p50[t]!)}, P90 ${format.number(demand.p90[t]!)}; ${say.demand.served} ${format.number(served[t]!)}`
      }
      table={{
        head: [`${say.chart.quarter} (${unit})`, 'P10', 'P50', 'P90', say.demand.served],
        rows: quarters.map((quarter, t) => [
          format.quarter(quarter),
          cell('demand.p10', t, demand.p10[t]!),
          cell('demand.p50', t, demand.p50[t]!),
          cell('demand.p90', t, demand.p90[t]!),
          cell('served', t, served[t]!),
        ]),
      }}
      draw={(width) => (
        <FanChart
          {...{ width, height: 200, fan: demand, unit, hatched: fan.training, write: compact }}
          fanLabel="P50"
          {...{ observed, past, markers }}
          lines={[{ values: served, label: say.demand.served, css: 'served-line' }]}
        />
      )}
    />
  );
}
