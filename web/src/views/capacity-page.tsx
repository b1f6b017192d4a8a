/** Capacity: power against need, by stage, by region, and between two quarters. */
import { useState } from 'react';
import { powerColumn } from '../../../src/messages/column.ts';
import { capacityBridge, NOTICED_MW } from '../../../src/views/capacity-view.ts';
import { quarterCursor } from '../charts/axes.tsx';
import { BAR_HEIGHT, type Bar, Bars } from '../charts/bars.tsx';
import { ChartFrame } from '../charts/chart-frame.tsx';
import { FanChart } from '../charts/fan-chart.tsx';
import { StackChart } from '../charts/stack-chart.tsx';
import { InTurn } from '../parts/in-turn.tsx';
import { useShown } from '../state/shown.ts';
import { PageHead } from './page-head.tsx';

export function CapacityPage() {
  const { views } = useShown();
  return (
    <>
      <PageHead of="capacity.sentence" sentence={views.capacity.sentence} />
      <InTurn>
        <NeedFan />
        <Stages />
        <Position />
        <Regions />
        <Bridge />
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
  const cell = (of: string, raw: number) => ({
    of: `capacity.${of}`,
    raw,
    text: column.cell(raw),
    factor: column.factor,
  });
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
          ...layers.map(({ id, values }) => ({
            ...{
              of: `capacity.${id}[${t}]`,
              raw: values[t]!,
              text: column.cell(values[t]!),
              factor: column.factor,
            },
          })),
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
            QUANTILES.map((quantile) => ({
              ...{ of: `capacity.${id}.${quantile}[${t}]`, raw: of[quantile][t]! },
              ...{ text: column.cell(of[quantile][t]!), factor: column.factor },
            })),
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

function Regions() {
  const { views, facts } = useShown();
  const { dash, say, format, quarters, language } = facts;
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
          {regions.map(({ region, name, poweredMw, usedMw }, r) => (
            <ChartFrame
              key={region}
              id={`region-${region}`}
              title={name}
              takeaway={`${dash.capacity.powered} ${format.power(poweredMw[last]!)}, ${dash.capacity.used} ${format.power(usedMw[last]!)}, ${format.quarter(quarters[last]!)}`}
              height={150}
              positions={quarters.length}
              cursorX={quarterCursor(quarters.length)}
              reading={(t) =>
                `${format.quarter(quarters[t]!)}: ${dash.capacity.powered} ${format.power(poweredMw[t]!)}, ${dash.capacity.used} ${format.power(usedMw[t]!)}`
              }
              table={{
                head: [`${say.chart.quarter} (${column.unit})`, dash.capacity.powered, dash.capacity.used],
                rows: quarters.map((quarter, t) => [
                  format.quarter(quarter),
                  ...(['poweredMw', 'usedMw'] as const).map((key) => ({
                    ...{ of: `capacity.regions[${r}].${key}[${t}]`, raw: regions[r]![key][t]! },
                    ...{ text: column.cell(regions[r]![key][t]!), factor: column.factor },
                  })),
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
          ))}
        </InTurn>
      </div>
      <p className="footnote">{dash.capacity.regionsNote}</p>
    </section>
  );
}

/** Bars that a bridge shows by name; the rest is summed. */
const NAMED_STEPS = 9;

function Bridge() {
  const { facts } = useShown();
  const { dash, format, quarters, language } = facts;
  const [[from, to], setRange] = useState<readonly [number, number]>([0, quarters.length - 1]);
  const bridge = capacityBridge(facts, from, to);
  const others = bridge.steps.slice(NAMED_STEPS).reduce((sum, { mw }) => sum + mw, 0);
  const steps = [
    ...bridge.steps.slice(0, NAMED_STEPS),
    ...(others === 0 ? [] : [{ label: dash.capacity.others, mw: others }]),
  ];
  const column = powerColumn([bridge.startMw, bridge.endMw], language);
  let level = bridge.startMw;
  const bar = (
    id: string,
    label: string,
    range: readonly [number, number],
    css: string,
    raw: number,
    of: string,
  ): Bar => ({
    ...{ id, label, from: range[0], to: range[1], css, raw, factor: column.factor },
    ...{ text: column.cell(raw, css !== 'stage-live'), of },
  });
  const bars = [
    bar(
      'start',
      format.quarter(quarters[from]!),
      [0, bridge.startMw],
      'stage-live',
      bridge.startMw,
      'bridge.start',
    ),
    ...steps.map(({ label, mw }, i) => {
      const range = [level, level + mw] as const;
      level += mw;
      return bar(
        `${label}${i}`,
        label,
        range,
        mw >= 0 ? 'stage-added' : 'loss',
        mw,
        i < NAMED_STEPS ? `bridge.step.${label}` : '',
      );
    }),
    bar('end', format.quarter(quarters[to]!), [0, bridge.endMw], 'stage-live', bridge.endMw, 'bridge.end'),
  ];
  const choose = (which: 0 | 1, label: string) => (
    <label>
      {label}{' '}
      <select
        value={which === 0 ? from : to}
        onChange={(event) => {
          const value = Number(event.target.value);
          setRange(which === 0 ? [value, to] : [from, value]);
        }}
      >
        {quarters.map((quarter, t) => (
          <option key={quarter} value={t}>
            {format.quarter(quarter)}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <ChartFrame
      id="bridge"
      title={dash.capacity.bridge}
      takeaway={dash.capacity.bridgeTakeaway(
        format.quarter(quarters[from]!),
        format.quarter(quarters[to]!),
        format.power(bridge.startMw),
        format.power(bridge.endMw),
      )}
      footnote={`IT ${column.unit}. ${dash.capacity.regionsNote.split('.')[0]}.`}
      height={bars.length * BAR_HEIGHT + 4}
      controls={
        <div className="choice">
          {choose(0, dash.capacity.from)}
          {choose(1, dash.capacity.to)}
        </div>
      }
      table={{
        head: [facts.say.decisions.option, `IT ${column.unit}`],
        rows: bars.map(({ label, text, raw, factor, of }) => [label, { of, raw, text, factor }]),
      }}
      draw={(width) => <Bars width={width} bars={bars} />}
    />
  );
}
