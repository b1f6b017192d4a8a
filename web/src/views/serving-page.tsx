/** Serving: from units served to accelerators, power and dollars. */
import { powerColumn } from '../../../src/messages/column.ts';
import type { PlanFacts } from '../../../src/views/plan-facts.ts';
import type { ServingChain } from '../../../src/views/serving-view.ts';
import { quarterCursor } from '../charts/axes.tsx';
import { ChartFrame } from '../charts/chart-frame.tsx';
import { StackChart } from '../charts/stack-chart.tsx';
import { DataTable } from '../parts/data-table.tsx';
import { InTurn } from '../parts/in-turn.tsx';
import { useShown } from '../state/shown.ts';
import { LatencySection } from './latency-section.tsx';
import { PageHead } from './page-head.tsx';

export function ServingPage() {
  const { views, facts } = useShown();
  const { dash, format } = facts;
  const { serving } = views;
  const { chains } = serving;
  const first = chains.find(({ training, served }) => !training && served > 0);
  return (
    <>
      <PageHead of="serving.sentence" sentence={serving.sentence} />
      <InTurn>
        <section className="figure" aria-labelledby="chain-title">
          <h2 id="chain-title">{dash.serving.chain}</h2>
          <p className="takeaway">
            {first &&
              dash.serving.chainTakeaway(
                first.name,
                `${format.number(first.energyUsdPerUnit)} USD`,
                first.unit,
              )}
          </p>
          <DataTable
            caption={dash.serving.chain}
            head={[
              dash.serving.workload,
              dash.serving.perHour,
              dash.serving.accelerators,
              dash.serving.power,
              dash.serving.energy,
              dash.serving.price,
            ]}
            rows={chains.map(
              ({ name, unit, served, accelerators, itPowerMw, energyUsdPerUnit, priceUsdPerUnit }, i) => {
                const cell = (key: string, raw: number) => ({
                  ...{ of: `serving.chains[${i}].${key}`, raw, text: format.number(raw) },
                });
                return [
                  `${name} (${unit})`,
                  cell('served', served),
                  cell('accelerators', accelerators),
                  cell('itPowerMw', itPowerMw),
                  cell('energyUsdPerUnit', energyUsdPerUnit),
                  priceUsdPerUnit === undefined ? '–' : cell('priceUsdPerUnit', priceUsdPerUnit),
                ];
              },
            )}
          />
          <p className="footnote">{dash.serving.chainNote}</p>
        </section>
        <LatencySection />
        <Rates />
        <Over
          id="accelerators"
          title={dash.serving.over}
          series="acceleratorsByQuarter"
          note={dash.fleet.stackNote}
        />
        <Over
          id="power"
          title={dash.serving.overPower}
          series="itPowerKwByQuarter"
          note={dash.serving.powerNote}
        />
      </InTurn>
    </>
  );
}

/** Where each rate comes from, as the plan file holds it, workload by workload. */
function Rates() {
  const { facts } = useShown();
  const { dash, plan, portfolio } = facts;
  const rates = (plan.rates ?? []).map((rate, r) => ({ ...rate, r }));
  const ids = [...new Set(rates.map(({ workload }) => workload))];
  return (
    <section className="figure" aria-labelledby="rates-title">
      <h2 id="rates-title">{dash.serving.rates}</h2>
      <p className="takeaway">
        {rates.length > 0 ? dash.serving.ratesTakeaway(rates.length) : dash.serving.ratesNone}
      </p>
      {ids.map((id) => {
        const own = rates.filter(({ workload }) => workload === id);
        const name = portfolio.workloads.find((one) => one.id === id)?.name ?? id;
        const from = [...new Set(own.map((rate) => dash.serving.from[rate.from]))].join(', ');
        return (
          <details key={id}>
            <summary>
              <span data-name>{name}</span>
              {`: ${dash.serving.generations(own.length)}, ${from}`}
            </summary>
            {own.map(({ r }) => (
              <Rate key={r} r={r} />
            ))}
          </details>
        );
      })}
    </section>
  );
}

/** One rate, the `r`-th of the plan file, with its chain from tokens to dollars. */
function Rate({ r }: { readonly r: number }) {
  const { dash, format, plan, portfolio } = useShown().facts;
  const { accelerator, from, deployment, links } = plan.rates![r]!;
  const name = portfolio.accelerators.find(({ id }) => id === accelerator)?.name ?? accelerator;
  return (
    <details className="inner">
      <summary>
        <span data-name>{name}</span>
        {': '}
        {dash.serving.from[from]}
        {deployment && (
          <span data-name>
            {` (${deployment.model}, ${deployment.layout}, ${deployment.weights}, ${deployment.engine})`}
          </span>
        )}
      </summary>
      <DataTable
        caption={name}
        words={[2, 3]}
        head={[dash.serving.step, dash.serving.amount, dash.serving.unit, dash.serving.obtained]}
        rows={links.map(({ step, value, unit, obtained }, i) => [
          dash.serving.steps[step],
          { of: `facts.plan.rates[${r}].links[${i}].value`, raw: value, text: format.number(value) },
          unit,
          dash.serving.obtainedAs[obtained],
        ])}
      />
    </details>
  );
}

interface OverProps {
  readonly id: string;
  readonly title: string;
  readonly series: 'acceleratorsByQuarter' | 'itPowerKwByQuarter';
  readonly note: string;
}

/** How accelerators are written, and kilowatts, which are read as MW or GW. */
function writersOf(
  { dash, format, language }: PlanFacts,
  chains: readonly ServingChain[],
  series: OverProps['series'],
) {
  const { number } = format;
  if (series === 'acceleratorsByQuarter')
    return {
      ...{ unit: dash.serving.accelerators, factor: 1, cell: number, reading: number },
      tick: (value: number) => (value >= 1000 ? `${number(value / 1000)} k` : number(value)),
    };
  const sums = chains[0]!.itPowerKwByQuarter.map((_, t) =>
    chains.reduce((sum, chain) => sum + chain.itPowerKwByQuarter[t]! / 1000, 0),
  );
  const column = powerColumn(sums, language);
  return {
    ...{ unit: `IT ${column.unit}`, factor: column.factor * 1000 },
    cell: (kw: number) => column.cell(kw / 1000),
    reading: (kw: number) => format.power(kw / 1000),
    tick: (kw: number) => column.tick(kw / 1000),
  };
}

function Over({ id, title, series, note }: OverProps) {
  const { views, facts } = useShown();
  const { say, dash, format, quarters } = facts;
  const { chains } = views.serving;
  const { unit, ...write } = writersOf(facts, chains, series);
  const last = quarters.length - 1;
  const total = chains.reduce((sum, chain) => sum + chain[series][last]!, 0);
  const most = chains.toSorted((a, b) => b[series][last]! - a[series][last]!)[0]!;
  return (
    <ChartFrame
      id={`serving-${id}`}
      title={title}
      takeaway={dash.fleet.stackTakeaway(
        most.name,
        format.percent(total > 0 ? most[series][last]! / total : 0),
        format.quarter(quarters[last]!),
      )}
      footnote={note}
      height={240}
      positions={quarters.length}
      cursorX={quarterCursor(
        quarters.length,
        chains.map(({ name }) => name),
      )}
      reading={(t) =>
        `${format.quarter(quarters[t]!)}: ${chains.map((chain) => `${chain.name} ${write.reading(chain[series][t]!)}`).join(', ')}`
      }
      table={{
        head: [`${say.chart.quarter} (${unit})`, ...chains.map(({ name }) => name)],
        rows: quarters.map((quarter, t) => [
          format.quarter(quarter),
          ...chains.map((chain, i) => ({
            ...{
              of: `serving.chains[${i}].${series}[${t}]`,
              raw: chain[series][t]!,
              text: write.cell(chain[series][t]!),
              factor: write.factor,
            },
          })),
        ]),
      }}
      draw={(width) => (
        <StackChart
          {...{ width, height: 240, unit }}
          write={write.tick}
          layers={chains.map(({ workload, name, training, ...chain }, i) => ({
            ...{
              id: workload,
              name,
              values: chain[series],
              css: `layer-${i % 6} ${training ? 'hatched-bar' : ''}`,
            },
          }))}
        />
      )}
    />
  );
}
