/** Fleet: which accelerators run, where and for what; how much of them works; what is bought. */
import type { FleetLayer } from '../../../src/views/fleet-view.ts';
import { quarterCursor } from '../charts/axes.tsx';
import { ChartFrame } from '../charts/chart-frame.tsx';
import { HEAT_ROW, HeatMap, heatCursor } from '../charts/heat-map.tsx';
import { StackChart } from '../charts/stack-chart.tsx';
import { InTurn } from '../parts/in-turn.tsx';
import { useShown } from '../state/shown.ts';
import { PageHead } from './page-head.tsx';

export function FleetPage() {
  const { views, facts } = useShown();
  const { dash } = facts;
  const { byGeneration, byPool, byWorkload } = views.fleet;
  const workloads = byWorkload.map((layer) => ({ ...layer, css: layer.training ? 'hatched-bar' : '' }));
  return (
    <>
      <PageHead of="fleet.sentence" sentence={views.fleet.sentence} />
      <InTurn>
        <Stack id="generation" title={dash.fleet.generation} layers={byGeneration} of="byGeneration" />
        <Utilisation />
        <Stack id="workload" title={dash.fleet.workload} layers={workloads} of="byWorkload" />
        <Stack id="pool" title={dash.fleet.pool} layers={byPool} of="byPool" />
        <Purchases />
      </InTurn>
    </>
  );
}

interface StackProps {
  readonly id: string;
  readonly title: string;
  readonly layers: readonly (FleetLayer & { readonly css?: string })[];
  readonly of: string;
}

function Stack({ id, title, layers, of }: StackProps) {
  const { facts } = useShown();
  const { dash, say, format, quarters } = facts;
  const last = quarters.length - 1;
  const total = layers.reduce((sum, { values }) => sum + values[last]!, 0);
  const most = layers.toSorted((a, b) => b.values[last]! - a.values[last]!)[0];
  const thousands = (value: number) =>
    value >= 1000 ? `${format.number(value / 1000)} k` : format.number(value);
  return (
    <ChartFrame
      id={id}
      title={title}
      takeaway={
        most && total > 0
          ? dash.fleet.stackTakeaway(
              most.name,
              format.percent(most.values[last]! / total),
              format.quarter(quarters[last]!),
            )
          : dash.fleet.noPurchases
      }
      footnote={dash.fleet.stackNote}
      height={260}
      positions={quarters.length}
      cursorX={quarterCursor(
        quarters.length,
        layers.map(({ name }) => name),
      )}
      reading={(t) =>
        `${format.quarter(quarters[t]!)}: ${layers.map(({ name, values }) => `${name} ${format.number(values[t]!)}`).join(', ')}`
      }
      table={{
        head: [say.chart.quarter, ...layers.map(({ name }) => name)],
        rows: quarters.map((quarter, t) => [
          format.quarter(quarter),
          ...layers.map(({ values }, i) => ({
            ...{ of: `fleet.${of}[${i}].values[${t}]`, raw: values[t]!, text: format.number(values[t]!) },
          })),
        ]),
      }}
      draw={(width) => (
        <StackChart
          {...{ width, height: 260, write: thousands, unit: dash.fleet.accelerators }}
          layers={layers.map((layer, i) => ({ ...layer, css: `layer-${i % 6} ${layer.css ?? ''}` }))}
        />
      )}
    />
  );
}

function Utilisation() {
  const { views, facts } = useShown();
  const { dash, say, format, quarters } = facts;
  const { utilisation } = views.fleet;
  const all = quarters.map((_, t) => utilisation.reduce((sum, { values }) => sum + values[t]!, 0));
  const least = Math.min(...all);
  const whole = (share: number) => format.number(Math.round(share * 100));
  const rows = [
    ...utilisation.map((layer, i) => ({ ...layer, of: `fleet.utilisation[${i}].values` })),
    { id: 'all', name: dash.fleet.all, values: all, of: 'fleet.all' },
  ];
  return (
    <ChartFrame
      id="utilisation"
      title={dash.fleet.utilisation}
      takeaway={dash.fleet.utilisationTakeaway(
        format.percent(least),
        format.quarter(quarters[all.indexOf(least)]!),
      )}
      footnote={dash.fleet.utilisationNote}
      height={rows.length * HEAT_ROW + 38}
      positions={quarters.length}
      cursorX={heatCursor(quarters.length)}
      reading={(t) =>
        `${format.quarter(quarters[t]!)}: ${rows.map(({ name, values }) => `${name} ${format.percent(values[t]!)}`).join(', ')}`
      }
      table={{
        head: [say.chart.quarter, ...utilisation.map(({ name }) => name)],
        rows: quarters.map((quarter, t) => [
          format.quarter(quarter),
          ...utilisation.map(({ values }, i) => ({
            ...{
              of: `fleet.utilisation[${i}].values[${t}]`,
              raw: values[t]!,
              text: format.percent(values[t]!),
            },
          })),
        ]),
      }}
      draw={(width) => <HeatMap width={width} rows={rows} write={whole} />}
    />
  );
}

function Purchases() {
  const { views, facts } = useShown();
  const { dash, say, format, fiscalYears, portfolio } = facts;
  const { purchases } = views.fleet;
  const most = purchases.toSorted((a, b) => b.units - a.units)[0];
  const years = fiscalYears.map(({ year }) => year);
  const layers = portfolio.accelerators
    .map(({ id, name }, i) => ({
      ...{ id, name, css: `layer-${i % 6}` },
      values: years.map(
        (year) =>
          purchases.find(({ fiscalYear, accelerator }) => fiscalYear === year && accelerator === id)?.units ??
          0,
      ),
    }))
    .filter(({ values }) => values.some((units) => units > 0));
  return (
    <ChartFrame
      id="purchases"
      title={dash.fleet.purchases}
      takeaway={
        most
          ? dash.fleet.purchasesTakeaway(format.number(most.units), most.name, most.fiscalYear)
          : dash.fleet.noPurchases
      }
      footnote={dash.fleet.purchasesNote}
      height={layers.length > 0 ? 240 : 0}
      table={{
        head: [say.chart.quarter.replace(/.*/, 'FY'), say.decisions.option, dash.fleet.accelerators],
        rows: purchases.map(({ fiscalYear, name, units }, i) => [
          say.chart.fiscalYear(fiscalYear),
          name,
          { of: `fleet.purchases[${i}].units`, raw: units, text: format.number(units) },
        ]),
      }}
      draw={(width) =>
        layers.length > 0 ? (
          <StackChart
            {...{ width, height: 240, layers, unit: dash.fleet.accelerators }}
            write={(value) => (value >= 1000 ? `${format.number(value / 1000)} k` : format.number(value))}
            places={years.map((year) => say.chart.fiscalYear(year))}
          />
        ) : null
      }
    />
  );
}
