/** Money: capital by phase, what can be taken back, outcomes over the futures, and the baselines. */
import { moneyColumn } from '../../../src/messages/column.ts';
import { shellWord } from '../../../src/messages/shell-word.ts';
import { capitalPhases } from '../../../src/views/capital.ts';
import { quarterCursor } from '../charts/axes.tsx';
import { BAR_HEIGHT, Bars } from '../charts/bars.tsx';
import { ChartFrame } from '../charts/chart-frame.tsx';
import { FanChart } from '../charts/fan-chart.tsx';
import { HISTOGRAM_HEIGHT, Histogram, histogramX } from '../charts/histogram.tsx';
import { StackChart } from '../charts/stack-chart.tsx';
import { amountCells } from '../parts/amount-cells.ts';
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
  const cell = amountCells(column, 'money.years');
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
          ...capitalPhases.map((phase) => cell(`[${i}].usd.${phase}`, usd[phase])),
          cell(`[${i}].totalUsd`, totalUsd),
          budgetUsd === undefined ? '–' : cell(`[${i}].budgetUsd`, budgetUsd),
        ]),
      }}
      draw={(width) => (
        <StackChart
          {...{ width, height: 300, write: column.tick, unit: column.unit, places: names }}
          layers={layers.filter(({ values }) => values.some((usd) => usd > 0))}
          marks={years.map(({ budgetUsd }) => budgetUsd)}
          markLabel={say.capital.budget}
          totalOf={(i) => cell(`[${i}].totalUsd`, years[i]!.totalUsd)}
        />
      )}
    />
  );
}

function Outcomes() {
  const { views, facts } = useShown();
  const { plan, say, format, language } = facts;
  const { bins, outcomes, endSentence } = views.money;
  const { figures, retreatUsd, fullSpeedUsd } = plan.headline;
  const column = moneyColumn(
    outcomes.map(({ npvUsd }) => npvUsd),
    language,
  );
  const cell = amountCells(column, 'money.bins');
  const rivals = [
    { usd: retreatUsd, text: say.outcomes.retreat, of: 'facts.plan.headline.retreatUsd' },
    { usd: fullSpeedUsd, text: say.outcomes.fullSpeed, of: 'facts.plan.headline.fullSpeedUsd' },
  ].flatMap(({ usd, ...rest }) => (usd === null ? [] : [{ usd, ...rest }]));
  const marks = [
    { usd: figures.npvP10Usd, text: 'P10', of: 'facts.plan.headline.figures.npvP10Usd' },
    {
      ...{ usd: figures.expectedNpvUsd, text: say.chart.expected },
      of: 'facts.plan.headline.figures.expectedNpvUsd',
    },
    { usd: figures.npvP90Usd, text: 'P90', of: 'facts.plan.headline.figures.npvP90Usd' },
  ];
  return (
    <ChartFrame
      id="outcomes"
      title={say.outcomes.title}
      takeaway={endSentence}
      takeawayOf="money.endSentence"
      footnote={say.outcomes.footnote}
      height={HISTOGRAM_HEIGHT}
      positions={bins.length}
      cursorX={(i, width) => histogramX({ bins, rivals }, width)((bins[i]!.from + bins[i]!.to) / 2)}
      reading={(i) =>
        `${column.cell(bins[i]!.from)} ${say.outcomes.to} ${column.cell(bins[i]!.to)} ${column.unit}: ${format.percent(bins[i]!.probability)}`
      }
      table={{
        head: [`${say.outcomes.axis} (${column.unit})`, say.outcomes.to, say.outcomes.probability],
        rows: bins.map(({ from, to, probability }, i) => [
          cell(`[${i}].from`, from),
          cell(`[${i}].to`, to),
          { of: `money.bins[${i}].probability`, raw: probability, text: format.percent(probability) },
        ]),
      }}
      draw={(width) => <Histogram {...{ width, bins, marks, rivals, column, axis: say.outcomes.axis }} />}
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
  const cell = amountCells(column, 'money.baselines');
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
          cell(`[${i}].valueUsd`, valueUsd),
          cell(`[${i}].regretUsd`, regretUsd),
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
  const cell = amountCells(column, 'money.reversibleUsd');
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
        rows: quarters.map((quarter, t) => [format.quarter(quarter), cell(`[${t}]`, reversibleUsd[t]!)]),
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
