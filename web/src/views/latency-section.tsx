/** Cost against latency: what a unit costs on each accelerator at tighter and looser objectives. */
import { useEffect, useState } from 'react';
import type { PlanFacts } from '../../../src/views/plan-facts.ts';
import { linearScale, linePath, round } from '../../../src/views/scale.ts';
import { LEFT, labelRoom, spread, ValueGrid } from '../charts/axes.tsx';
import { ChartFrame } from '../charts/chart-frame.tsx';
import { useShown } from '../state/shown.ts';
import type { LatencyPoint } from '../worker/serving-worker.ts';

interface PricedPoint extends LatencyPoint {
  readonly workload: string;
  readonly unit: string;
  readonly usdPerUnit: number;
}

const HEIGHT = 260;

export function LatencySection() {
  const { facts } = useShown();
  const { dash, document, plan } = facts;
  const [points, setPoints] = useState<readonly LatencyPoint[] | undefined>(undefined);
  const modelled = plan.rates?.some(({ from }) => from === 'model') ?? false;
  useEffect(() => {
    if (!modelled) return undefined;
    const worker = new Worker(new URL('../worker/serving-worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<LatencyPoint[]>) => setPoints(data);
    worker.postMessage(document);
    return () => worker.terminate();
  }, [modelled, document]);
  if (!modelled)
    return (
      <section className="figure">
        <h2>{dash.serving.pareto}</h2>
        <p>{dash.serving.paretoNone}</p>
      </section>
    );
  if (!points)
    return (
      <section className="figure" aria-busy="true">
        <h2>{dash.serving.pareto}</h2>
        <p role="status">{dash.serving.paretoComing}</p>
      </section>
    );
  const priced = pricedPoints(facts, points);
  const workloads = [...new Set(priced.map(({ workload }) => workload))];
  return workloads.map((workload) => (
    <Curve key={workload} points={priced.filter((point) => point.workload === workload)} />
  ));
}

/** Points with the plan's own cost per unit at the model's objective; throughput scales it. */
function pricedPoints({ plan, portfolio }: PlanFacts, points: readonly LatencyPoint[]): PricedPoint[] {
  return (plan.rates ?? []).flatMap(({ workload: id, accelerator, from, deployment, links }) => {
    const cost = links.find(({ step }) => step === 'unit-cost')?.value;
    const workload = portfolio.workloads.find((one) => one.id === id);
    if (from !== 'model' || cost === undefined || !workload) return [];
    return points
      .filter((point) => point.accelerator === accelerator && point.model === deployment?.model)
      .map((point) => ({
        ...{ ...point, workload: workload.name, unit: workload.unit, usdPerUnit: cost / point.throughput },
      }));
  });
}

function Curve({ points }: { readonly points: readonly PricedPoint[] }) {
  const { facts } = useShown();
  const { dash, format, portfolio } = facts;
  const { workload, unit, model } = points[0]!;
  const name = (id: string) => portfolio.accelerators.find((one) => one.id === id)?.name ?? id;
  const ids = [...new Set(points.map(({ accelerator }) => accelerator))];
  const at = (own: boolean) => points.filter((point) => !own || point.own);
  const cheapest = at(true).reduce((a, b) => (b.usdPerUnit < a.usdPerUnit ? b : a));
  const tightest = at(false)
    .filter(({ accelerator }) => accelerator === cheapest.accelerator)
    .reduce((a, b) => (b.tpotMs < a.tpotMs ? b : a));
  const times = [...new Set(points.map(({ tpotMs }) => tpotMs))].sort((a, b) => a - b);
  const lines = ids.map((id) => ({
    ...{ id, name: name(id) },
    points: points.filter(({ accelerator }) => accelerator === id).toSorted((a, b) => a.tpotMs - b.tpotMs),
  }));
  const labels = lines.map((line) => line.name);
  const scales = (width: number) => ({
    x: linearScale([0, times.at(-1)!], [LEFT, width - labelRoom(width, labels)], width < 600 ? 4 : 8),
    y: linearScale([0, Math.max(...points.map(({ usdPerUnit }) => usdPerUnit))], [HEIGHT - 40, 22], 4),
  });
  return (
    <ChartFrame
      id="latency"
      title={dash.serving.pareto}
      takeaway={dash.serving.paretoTakeaway({
        ...{ name: name(cheapest.accelerator), usd: `${format.number(cheapest.usdPerUnit)} USD` },
        ...{ own: format.number(cheapest.tpotMs), tight: format.number(tightest.tpotMs) },
        tightUsd: `${format.number(tightest.usdPerUnit)} USD`,
      })}
      footnote={dash.serving.paretoNote(workload, model, unit)}
      height={HEIGHT}
      positions={times.length}
      cursorX={(i, width) => scales(width).x(times[i]!)}
      reading={(i) =>
        `${format.number(times[i]!)} ms: ${points
          .filter(({ tpotMs }) => tpotMs === times[i])
          .map((point) => `${name(point.accelerator)} ${format.number(point.usdPerUnit)} USD`)
          .join(', ')}`
      }
      table={{
        head: [dash.serving.timePerToken, ...labels.map((label) => `${label}, USD/${unit}`)],
        rows: times.map((time) => [
          { of: 'worked-out', raw: time, text: format.number(time) },
          ...lines.map((line) => {
            const point = line.points.find(({ tpotMs }) => tpotMs === time);
            return point
              ? { of: 'worked-out', raw: point.usdPerUnit, text: format.number(point.usdPerUnit) }
              : '–';
          }),
        ]),
      }}
      draw={(width) => {
        const { x, y } = scales(width);
        const right = width - labelRoom(width, labels);
        const ends = spread(
          lines.map((line) => ({ ...line, y: y(line.points.at(-1)!.usdPerUnit) })),
          15,
        );
        const over = Math.max(0, ends.at(-1)!.y - (HEIGHT - 44));
        return (
          <>
            <ValueGrid scale={y} left={LEFT} right={right} write={format.number} unit={`USD/${unit}`} />
            {x.ticks.map((tick) => (
              <text key={tick} className="tick" x={round(x(tick))} y={HEIGHT - 24} textAnchor="middle">
                {format.number(tick)}
              </text>
            ))}
            <text className="tick" x={right} y={HEIGHT - 8} textAnchor="end">
              {dash.serving.timePerToken}
            </text>
            {lines.map(({ id, points: own }) => (
              <g key={id}>
                <path
                  className={id === cheapest.accelerator ? 'line plan-line' : 'line used-line'}
                  d={linePath(own.map(({ tpotMs, usdPerUnit }) => [x(tpotMs), y(usdPerUnit)] as const))}
                />
                {own.map(({ tpotMs, usdPerUnit, own: inForce }) => (
                  <circle
                    key={tpotMs}
                    className="observed"
                    cx={round(x(tpotMs))}
                    cy={round(y(usdPerUnit))}
                    r={inForce ? 4 : 2}
                  />
                ))}
              </g>
            ))}
            {ends.map(({ id, name: label, y: end }) => (
              <text key={id} className="label" x={right + 8} y={round(end - over) + 4}>
                {label}
              </text>
            ))}
          </>
        );
      }}
    />
  );
}
