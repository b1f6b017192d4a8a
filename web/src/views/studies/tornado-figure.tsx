/** What moves the plan's value: every input at both ends of its range. */
import { messages } from '../../../../src/messages/catalogue.ts';
import { moneyColumn } from '../../../../src/messages/column.ts';
import { actionWord } from '../../../../src/views/action-word.ts';
import { optionName } from '../../../../src/views/gantt-view.ts';
import { ChartFrame } from '../../charts/chart-frame.tsx';
import { TornadoChart, tornadoHeight } from '../../charts/tornado-chart.tsx';
import { amountCells } from '../../parts/amount-cells.ts';
import type { Cell } from '../../parts/data-table.tsx';
import { useShown } from '../../state/shown.ts';
import { NothingFound, type StudyFigureProps } from './study-figure.tsx';

export function TornadoFigure({ result: { inputs, bars }, of, id, note }: StudyFigureProps<'tornado'>) {
  const { facts, base } = useShown();
  const { format, language } = facts;
  const { tornado: say, study, page } = messages(language).studies;
  const [widest] = bars;
  if (!widest) return <NothingFound title={page.tornado} text={say.none} />;
  const column = moneyColumn(
    bars.flatMap(({ lowUsd, highUsd }) => [lowUsd ?? 0, highUsd ?? 0]),
    language,
  );
  const amount = amountCells(column, `${of}.bars`);
  const cell = (path: string, raw: number | null): Cell => (raw === null ? study.none : amount(path, raw));
  const flipsAt = ({ flips }: (typeof bars)[number], end: 'low' | 'high') =>
    flips
      .filter((flip) => flip.end === end)
      .map(({ option, action }) => `${optionName(facts.plan, option)}: ${actionWord(action, language)}`)
      .join(', ');
  const flipCell = (bar: (typeof bars)[number]) => {
    if (!bar.replanned) return say.kept;
    const ends = (['low', 'high'] as const).flatMap((end) => {
      const names = flipsAt(bar, end);
      return names ? [`${say.end[end]} ${names}`] : [];
    });
    return ends.length > 0 ? ends.join('; ') : page.noFlip;
  };
  return (
    <ChartFrame
      id={id}
      title={page.tornado}
      takeaway={say.headline(widest.input, format.money(widest.swingUsd), inputs)}
      footnote={`${say.note} ${note}`}
      height={tornadoHeight(bars)}
      draw={(width) => (
        <TornadoChart
          {...{ width, column, ownName: facts.dash.money.names.plan }}
          own={(base?.facts.plan ?? facts.plan).headline.valueUsd}
          bars={bars.map(({ input, lowUsd, highUsd }, i) => ({
            ...{ name: input, lowUsd, highUsd, of: `${of}.bars[${i}]` },
          }))}
        />
      )}
      controls={
        <p className="legend">
          <Swatch css="end-low" /> {page.lowEnd} <Swatch css="end-high" /> {page.highEnd}
        </p>
      }
      table={{
        words: [5],
        head: [say.input, say.range, say.low, say.high, `${say.swing}, ${column.unit}`, say.flips],
        rows: bars.map((bar, i): Cell[] => [
          bar.input,
          { input: bar.written },
          cell(`[${i}].lowUsd`, bar.lowUsd),
          cell(`[${i}].highUsd`, bar.highUsd),
          cell(`[${i}].swingUsd`, bar.swingUsd),
          flipCell(bar),
        ]),
      }}
    />
  );
}

function Swatch({ css }: { readonly css: string }) {
  return (
    <svg width={14} height={10} aria-hidden="true">
      <rect className={css} width={14} height={10} />
    </svg>
  );
}
