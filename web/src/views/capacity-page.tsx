/** Capacity: power against need, by stage, by region, and between two quarters. */
import { powerColumn } from '../../../src/messages/column.ts';
import { NOTICED_MW } from '../../../src/views/capacity-view.ts';
import { quarterCursor } from '../charts/axes.tsx';
import { ChartFrame } from '../charts/chart-frame.tsx';
import { FanChart } from '../charts/fan-chart.tsx';
import { StackChart } from '../charts/stack-chart.tsx';
import { amountCells } from '../parts/amount-cells.ts';
import { InTurn } from '../parts/in-turn.tsx';
import { useShown } from '../state/shown.ts';
import { BridgeFigure } from './bridge-figure.tsx';
import { PageHead } from './page-head.tsx';
import { RegionsFigure } from './regions-figure.tsx';

export function CapacityPage() {
  const { views } = useShown();
  return (
    <>
      <PageHead of="capacity.sentence" sentence={views.capacity.sentence} />
      <InTurn>
        <NeedFan />
        <Stages />
        <Position />
        <RegionsFigure />
        <BridgeFigure />
      </InTurn>
    </>
  );
}

const QUANTILES = ['p10', 'p50', 'p90'] as const;

function NeedFan() {
  const { views, facts } = useShown();
  const { say, format, quarters, language } = facts;
  const { need, powered, live } = views.capacity;
  const column = powerColumn([...need.p90, ...powered.p90], language);
  const cell = amountCells(column, 'capacity.');
  return (
    <ChartFrame
      id="need"
      title={say.capacity.title}
      footnote={say.capacity.footnote}
      height={330}
      positions={quarters.length}
      cursorX={quarterCursor(quarters.length)}
      reading={(t) =>
        `${format.quarter(quarters[t]!)}: ${say.capacity.need} P10 ${format.power(need.p10[t]!)}, P50 ${format.power(need.p50[t]!)}, P90 ${format.power(need.p90[t]!)}; ${say.capacity.powered} ${format.power(powered.p50[t]!)}`
      }
      table={{
        head: [
          `${say.chart.quarter} (${column.unit})`,
          ...['P10', 'P50', 'P90'].map((quantile) => `${say.capacity.need} ${quantile}`),
          say.capacity.powered,
          say.capacity.live,
        ],
        rows: quarters.map((quarter, t) => [
          format.quarter(quarter),
          ...QUANTILES.map((quantile) => cell(`need.${quantile}[${t}]`, need[quantile][t]!)),
          cell(`powered.p50[${t}]`, powered.p50[t]!),
          cell(`live[${t}]`, live[t]!),
        ]),
      }}
      draw={(width) => (
        <FanChart
          {...{ width, height: 330, fan: need, fanLabel: say.capacity.needP50, write: column.tick }}
          unit={`IT ${column.unit}`}
          areas={[
            { values: powered.p50, css: 'added' },
            { values: live.map((mw, t) => Math.min(mw, powered.p50[t]!)), css: 'live-area' },
          ]}
          lines={[{ values: powered.p50, label: say.capacity.powered, css: 'plan-line', steps: true }]}
        />
      )}
    />
  );
}

function Stages() {
  const { views, facts } = useShown();
  const { say, dash, format, quarters, language } = facts;
  const { live, added, committed, exploratory } = views.capacity;
  const layers = [
    { id: 'live', name: say.capacity.live, values: live, css: 'stage-live' },
    { id: 'added', name: say.capacity.added, values: added, css: 'stage-added' },
    {
      id: 'committed',
      name: say.pipeline.committed.split(',')[0]!,
      values: committed,
      css: 'stage-committed',
    },
    {
      id: 'exploratory',
      name: say.pipeline.exploratory,
      values: exploratory,
      css: 'exploratory',
      apart: true,
    },
  ];
  const column = powerColumn(
    quarters.map((_, t) => live[t]! + added[t]! + committed[t]!),
    language,
  );
  const cell = amountCells(column, 'capacity.');
  return (
    <ChartFrame
      id="stages"
      title={dash.capacity.stages}
      takeaway={say.pipeline.takeaway(format.power(committed[0]!), format.power(exploratory[0]!))}
      footnote={dash.capacity.stagesNote}
      height={260}
      positions={quarters.length}
      cursorX={quarterCursor(
        quarters.length,
        layers.map(({ name }) => name),
      )}
      reading={(t) =>
        `${format.quarter(quarters[t]!)}: ${layers.map(({ name, values }) => `${name} ${format.power(values[t]!)}`).join(', ')}`
      }
      table={{
        head: [`${say.chart.quarter} (${column.unit})`, ...layers.map(({ name }) => name)],
        rows: quarters.map((quarter, t) => [
          format.quarter(quarter),
          ...layers.map(({ id, values }) => cell(`${id}[${t}]`, values[t]!)),
        ]),
      }}
      draw={(width) => (
        <StackChart {...{ width, height: 260, layers, write: column.tick }} unit={`IT ${column.unit}`} />
      )}
    />
  );
}

function Position() {
  const { views, facts } = useShown();
  const { dash, say, format, quarters, language, plan } = facts;
  const { overBuild, underBuild, waiting } = views.capacity;
  const { underBuildProbability } = plan.headline.figures;
  const most = Math.max(...underBuildProbability);
  const column = powerColumn([...overBuild.p90, ...underBuild.p90, ...waiting.p90], language);
  const cell = amountCells(column, 'capacity.');
  const series = [
    ['underBuild', dash.capacity.under, underBuild],
    ['overBuild', dash.capacity.over, overBuild],
    ['waiting', dash.capacity.waiting, waiting],
  ] as const;
  return (
    <ChartFrame
      id="position"
      title={dash.capacity.position}
      takeaway={dash.capacity.positionTakeaway(
        format.percent(most),
        format.quarter(quarters[underBuildProbability.indexOf(most)]!),
      )}
      footnote={dash.capacity.positionNote}
      height={240}
      positions={quarters.length}
      cursorX={quarterCursor(quarters.length)}
      reading={(t) =>
        `${format.quarter(quarters[t]!)}: ${series.map(([, name, of]) => `${name} P10 ${format.power(of.p10[t]!)}, P50 ${format.power(of.p50[t]!)}, P90 ${format.power(of.p90[t]!)}`).join('; ')}`
      }
      table={{
        head: [
          `${say.chart.quarter} (${column.unit})`,
          ...series.flatMap(([, name]) => ['P10', 'P50', 'P90'].map((quantile) => `${name} ${quantile}`)),
        ],
        rows: quarters.map((quarter, t) => [
          format.quarter(quarter),
          ...series.flatMap(([id, , of]) =>
            QUANTILES.map((quantile) => cell(`${id}.${quantile}[${t}]`, of[quantile][t]!)),
          ),
        ]),
      }}
      draw={(width) => (
        <FanChart
          {...{ width, height: 240, fan: underBuild, fanLabel: dash.capacity.under, write: column.tick }}
          unit={`IT ${column.unit}`}
          lines={[
            { values: overBuild.p90, label: `${dash.capacity.over} P90`, css: 'plan-line' },
            ...(Math.max(...waiting.p90) < NOTICED_MW
              ? []
              : [{ values: waiting.p90, label: `${dash.capacity.waiting} P90`, css: 'used-line' }]),
          ]}
        />
      )}
    />
  );
}
