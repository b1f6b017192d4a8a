/** Money: capital by phase, what can be taken back, outcomes over the futures, and the baselines. */
import { moneyColumn } from '../../../src/messages/column.ts';
import { shellWord } from '../../../src/messages/shell-word.ts';
import { capitalPhases } from '../../../src/views/capital.ts';
import { linearScale, round } from '../../../src/views/scale.ts';
import { LEFT, quarterCursor, spread, ValueGrid } from '../charts/axes.tsx';
import { BAR_HEIGHT, Bars } from '../charts/bars.tsx';
import { ChartFrame } from '../charts/chart-frame.tsx';
import { FanChart } from '../charts/fan-chart.tsx';
import { StackChart } from '../charts/stack-chart.tsx';
import { figureOf } from '../parts/figure-mark.tsx';
import { InTurn } from '../parts/in-turn.tsx';
import { useShown } from '../state/shown.ts';
import { BacktestSection } from './backtest-section.tsx';
import { EvaluationSection } from './evaluation-section.tsx';
import { JudgedSection } from './judged-section.tsx';
import { PageHead } from './page-head.tsx';
import { StudySection } from './study-section.tsx';

export function MoneyPage() {
  const { views, facts, judgements, file } = useShown();
  return (
    <>
      <PageHead of="money.outcomeSentence" sentence={views.money.outcomeSentence} />
      <InTurn>
        <Outcomes />
        <Baselines />
        {judgements.map((one, at) => {
          const key = `${one.kind}-${at}`;
          if (one.kind === 'simulation')
            return <JudgedSection key={key} simulation={one.simulation} at={at} />;
          if (one.kind === 'evaluation')
            return <EvaluationSection key={key} evaluation={one.evaluation} at={at} />;
          if (one.kind === 'study') return <StudySection key={key} study={one.study} at={at} />;
          return <BacktestSection key={key} backtest={one.backtest} at={at} />;
        })}
        {judgements.every(({ kind }) => kind !== 'simulation') && (
          <p className="footnote" data-input>
            {facts.dash.money.notJudged}{' '}
            <code>{`kadenz simulate plan.json ${shellWord(file)} --json > judged.json`}</code>,{' '}
            <code>{`kadenz serve ${shellWord(file)} --plan plan.json --judged judged.json`}</code>
          </p>
        )}
        <Capital />
        <Reversible />
      </InTurn>
    </>
  );
}

function Capital() {
  const { views, facts } = useShown();
  const { say, words, language } = facts;
  const { years, capitalSentence } = views.money;
  const column = moneyColumn(
    years.map(({ totalUsd, budgetUsd }) => Math.max(totalUsd, budgetUsd ?? 0)),
    language,
  );
  const names = years.map(({ fiscalYear }) => say.chart.fiscalYear(fiscalYear));
  const layers = capitalPhases.map((phase) => ({
    ...{ id: phase, name: words.headings[phase], css: `phase-${phase}` },
    values: years.map(({ usd }) => usd[phase]),
  }));
  const cell = (of: string, raw: number) => ({
    of: `money.${of}`,
    raw,
    text: column.cell(raw),
    factor: column.factor,
  });
  return (
    <ChartFrame
      id="capital"
      title={say.capital.title}
      takeaway={capitalSentence}
      takeawayOf="money.capitalSentence"
      footnote={say.capital.footnote}
      height={300}
      table={{
        head: [column.unit, ...layers.map(({ name }) => name), say.capital.total, say.capital.budget],
        rows: years.map(({ usd, totalUsd, budgetUsd }, i) => [
          names[i]!,
          ...capitalPhases.map((phase) => cell(`years[${i}].usd.${phase}`, usd[phase])),
          cell(`years[${i}].totalUsd`, totalUsd),
          budgetUsd === undefined ? '–' : cell(`years[${i}].budgetUsd`, budgetUsd),
        ]),
      }}
      draw={(width) => (
        <StackChart
          {...{ width, height: 300, write: column.tick, unit: column.unit, places: names }}
          layers={layers.filter(({ values }) => values.some((usd) => usd > 0))}
          marks={years.map(({ budgetUsd }) => budgetUsd)}
          markLabel={say.capital.budget}
          totalOf={(i) => cell(`years[${i}].totalUsd`, years[i]!.totalUsd)}
        />
      )}
    />
  );
}

const TOP = 58;

function Outcomes() {
  const { views, facts } = useShown();
  const { plan, say, format, language } = facts;
  const { bins, outcomes } = views.money;
  const { figures, retreatUsd, fullSpeedUsd } = plan.headline;
  const column = moneyColumn(
    outcomes.map(({ npvUsd }) => npvUsd),
    language,
  );
  const baselines = [
    ...(retreatUsd === null ? [] : [{ usd: retreatUsd, text: say.outcomes.retreat, of: 'retreatUsd' }]),
    ...(fullSpeedUsd === null
      ? []
      : [{ usd: fullSpeedUsd, text: say.outcomes.fullSpeed, of: 'fullSpeedUsd' }]),
  ];
  const marks = [
    { usd: figures.npvP10Usd, text: 'P10', of: 'npvP10Usd' },
    { usd: figures.expectedNpvUsd, text: say.chart.expected, of: 'expectedNpvUsd' },
    { usd: figures.npvP90Usd, text: 'P90', of: 'npvP90Usd' },
  ];
  const known = [bins[0]!.from, bins.at(-1)!.to, ...baselines.map(({ usd }) => usd)];
  const scales = (width: number) => ({
    x: linearScale([Math.min(...known), Math.max(...known)], [LEFT, width - 12], width < 600 ? 4 : 8),
    y: linearScale([0, Math.max(...bins.map(({ probability }) => probability))], [220, TOP], 3),
  });
  return (
    <ChartFrame
      id="outcomes"
      title={say.outcomes.title}
      takeaway={views.money.endSentence}
      takeawayOf="money.endSentence"
      footnote={say.outcomes.footnote}
      height={258}
      positions={bins.length}
      cursorX={(i, width) => scales(width).x((bins[i]!.from + bins[i]!.to) / 2)}
      reading={(i) =>
        `${column.cell(bins[i]!.from)} ${say.outcomes.to} ${column.cell(bins[i]!.to)} ${column.unit}: ${format.percent(bins[i]!.probability)}`
      }
      table={{
        head: [`${say.outcomes.axis} (${column.unit})`, say.outcomes.to, say.outcomes.probability],
        rows: bins.map(({ from, to, probability }, i) => [
          { of: `money.bins[${i}].from`, raw: from, text: column.cell(from), factor: column.factor },
          { of: `money.bins[${i}].to`, raw: to, text: column.cell(to), factor: column.factor },
          { of: `money.bins[${i}].probability`, raw: probability, text: format.percent(probability) },
        ]),
      }}
      draw={(width) => {
        const { x, y } = scales(width);
        const gap = width < 600 ? 74 : 104;
        const placed = spread(
          marks.map((mark) => ({ ...mark, y: x(mark.usd) })),
          gap,
        );
        const shift = Math.max(placed[1]!.y - x(placed[1]!.usd), placed[2]!.y - (width - 40));
        return (
          <>
            <ValueGrid scale={y} left={LEFT} right={width - 12} write={(share) => format.percent(share)} />
            {x.ticks.map((tick) => (
              <text key={tick} className="tick" x={round(x(tick))} y={237} textAnchor="middle">
                {column.tick(tick)}
              </text>
            ))}
            {bins.map(({ from, to, probability }) =>
              probability > 0 ? (
                <rect
                  key={from}
                  className="outcome"
                  x={round(x(from)) + 0.5}
                  y={round(y(probability))}
                  width={round(Math.max(2, x(to) - x(from) - 1))}
                  height={round(220 - y(probability))}
                />
              ) : null,
            )}
            {baselines.map(({ usd, text, of }) => (
              <g key={of}>
                <line className="baseline" x1={round(x(usd))} x2={round(x(usd))} y1={TOP - 14} y2={220} />
                <text
                  className="label muted"
                  x={round(x(usd))}
                  y={TOP - 20}
                  textAnchor={x(usd) < LEFT + 60 ? 'start' : 'middle'}
                >
                  {text}{' '}
                  <tspan {...figureOf(`facts.plan.headline.${of}`, usd, column.factor)}>
                    {column.cell(usd)}
                  </tspan>
                </text>
              </g>
            ))}
            {placed.map(({ usd, text, of, y: at }) => (
              <g key={of}>
                <line className="mark" x1={round(x(usd))} x2={round(x(usd))} y1={TOP - 6} y2={220} />
                <path className="leader" d={`M${round(x(usd))} ${TOP - 6}L${round(at - shift)} 20`} />
                <text className="label strong" x={round(at - shift)} y={14} textAnchor="middle">
                  {text}{' '}
                  <tspan {...figureOf(`facts.plan.headline.figures.${of}`, usd, column.factor)}>
                    {column.cell(usd)}
                  </tspan>
                </text>
              </g>
            ))}
            <text className="tick" x={width - 12} y={254} textAnchor="end">
              {say.outcomes.axis}, {column.unit}
            </text>
          </>
        );
      }}
    />
  );
}

function Baselines() {
  const { views, facts } = useShown();
  const { dash, format, language } = facts;
  const { baselines } = views.money;
  const column = moneyColumn(
    baselines.map(({ valueUsd }) => valueUsd),
    language,
  );
  const rival = baselines.filter(({ id }) => id !== 'plan').toSorted((a, b) => a.regretUsd - b.regretUsd)[0];
  return (
    <ChartFrame
      id="baselines"
      title={dash.money.baselines}
      takeaway={
        rival
          ? dash.money.baselinesTakeaway(dash.money.names[rival.id], format.money(rival.regretUsd))
          : dash.money.noRival
      }
      footnote={dash.money.baselinesNote}
      height={baselines.length * BAR_HEIGHT + 4}
      table={{
        head: [
          dash.compare.with,
          `${dash.money.value}, ${column.unit}`,
          `${dash.money.regret}, ${column.unit}`,
        ],
        rows: baselines.map(({ id, valueUsd, regretUsd }, i) => [
          dash.money.names[id],
          {
            of: `money.baselines[${i}].valueUsd`,
            raw: valueUsd,
            text: column.cell(valueUsd),
            factor: column.factor,
          },
          {
            of: `money.baselines[${i}].regretUsd`,
            raw: regretUsd,
            text: column.cell(regretUsd),
            factor: column.factor,
          },
        ]),
      }}
      draw={(width) => (
        <Bars
          width={width}
          bars={baselines.map(({ id, valueUsd }, i) => ({
            ...{ id, label: dash.money.names[id], from: 0, to: valueUsd, raw: valueUsd, factor: 1 },
            ...{ css: id === 'plan' ? 'phase-accelerators' : 'base-bar', text: format.money(valueUsd) },
            of: `money.baselines[${i}].valueUsd`,
          }))}
        />
      )}
    />
  );
}

function Reversible() {
  const { views, facts } = useShown();
  const { dash, say, format, quarters, language } = facts;
  const { reversibleUsd, reversibleSentence } = views.money;
  const column = moneyColumn(reversibleUsd, language);
  return (
    <ChartFrame
      id="reversible"
      title={dash.money.reversible}
      takeaway={reversibleSentence}
      takeawayOf="money.reversibleSentence"
      footnote={dash.money.reversibleNote}
      height={220}
      positions={quarters.length}
      cursorX={quarterCursor(quarters.length)}
      reading={(t) => `${format.quarter(quarters[t]!)}: ${format.money(reversibleUsd[t]!)}`}
      table={{
        head: [say.chart.quarter, column.unit],
        rows: quarters.map((quarter, t) => [
          format.quarter(quarter),
          {
            ...{ of: `money.reversibleUsd[${t}]`, raw: reversibleUsd[t]! },
            ...{ text: column.cell(reversibleUsd[t]!), factor: column.factor },
          },
        ]),
      }}
      draw={(width) => (
        <FanChart
          {...{ width, height: 220, write: column.tick, unit: column.unit }}
          areas={[{ values: reversibleUsd, css: 'added' }]}
          lines={[{ values: reversibleUsd, label: say.chart.expected, css: 'plan-line', steps: true }]}
        />
      )}
    />
  );
}
