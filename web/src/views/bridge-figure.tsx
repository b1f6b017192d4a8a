/** What changes the expected powered MW between two quarters. */
import { useState } from 'react';
import { powerColumn } from '../../../src/messages/column.ts';
import { capacityBridge } from '../../../src/views/capacity-view.ts';
import { BAR_HEIGHT, type Bar, Bars } from '../charts/bars.tsx';
import { ChartFrame } from '../charts/chart-frame.tsx';
import { useShown } from '../state/shown.ts';

/** Bars that a bridge shows by name; the rest is summed. */
const NAMED_STEPS = 9;

export function BridgeFigure() {
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
  const { factor } = column;
  const total = (id: 'start' | 'end', quarter: number, mw: number): Bar => ({
    ...{ id, label: format.quarter(quarters[quarter]!), from: 0, to: mw, css: 'stage-live' },
    ...{ raw: mw, text: column.cell(mw), factor, of: `bridge.${id}` },
  });
  let level = bridge.startMw;
  const changes = steps.map(({ label, mw }, i): Bar => {
    const before = level;
    level += mw;
    return {
      ...{ id: `${label}${i}`, label, from: before, to: level, css: mw >= 0 ? 'stage-added' : 'loss' },
      ...{ raw: mw, text: column.cell(mw, true), factor },
      of: i < NAMED_STEPS ? `bridge.step.${label}` : '',
    };
  });
  const bars = [total('start', from, bridge.startMw), ...changes, total('end', to, bridge.endMw)];
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
        rows: bars.map(({ label, of, raw, text }) => [label, { of, raw, text, factor }]),
      }}
      draw={(width) => <Bars width={width} bars={bars} />}
    />
  );
}
