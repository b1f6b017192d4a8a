/** Risk against return: a plan per weight of the risk. */
import { messages } from '../../../../src/messages/catalogue.ts';
import { moneyColumn } from '../../../../src/messages/column.ts';
import { actionWord } from '../../../../src/views/action-word.ts';
import { optionName } from '../../../../src/views/gantt-view.ts';
import { ChartFrame } from '../../charts/chart-frame.tsx';
import { FrontierChart, frontierX } from '../../charts/frontier-chart.tsx';
import { amountCells } from '../../parts/amount-cells.ts';
import type { Cell } from '../../parts/data-table.tsx';
import { useShown } from '../../state/shown.ts';
import { NothingFound, type StudyFigureProps } from './study-figure.tsx';

const HEIGHT = 280;

export function FrontierFigure({
  result: { points, cvarLevel },
  of,
  id,
  note,
}: StudyFigureProps<'frontier'>) {
  const { facts } = useShown();
  const { format, language } = facts;
  const { frontier: say, study, page } = messages(language).studies;
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return <NothingFound title={page.frontier} text={study.nothing} />;
  const column = moneyColumn(
    points.flatMap(({ npvUsd, cvarUsd }) => [npvUsd, cvarUsd]),
    language,
  );
  const cell = amountCells(column, `${of}.points`);
  const changes = (point: (typeof points)[number]) =>
    point.dominated
      ? say.dominated
      : point.changes
          .map(({ option, now }) => `${optionName(facts.plan, option)} ${actionWord(now, language)}`)
          .join(', ');
  return (
    <ChartFrame
      id={id}
      title={page.frontier}
      takeaway={say.headline(
        format.money(first.npvUsd - last.npvUsd),
        format.money(last.cvarUsd - first.cvarUsd),
      )}
      footnote={`${say.axes(format.percent(1 - cvarLevel))}. ${note}`}
      height={HEIGHT}
      positions={points.length}
      reading={(i) => {
        const { cvarWeight, npvUsd, cvarUsd, gapShareOfStake } = points[i]!;
        return page.point({
          ...{ weight: format.number(cvarWeight), npv: format.money(npvUsd), cvar: format.money(cvarUsd) },
          gap: format.percent(gapShareOfStake),
        });
      }}
      cursorX={(i, width) => frontierX(points, width)(points[i]!.cvarUsd)}
      draw={(width) => (
        <FrontierChart
          {...{ width, height: HEIGHT, column, npv: page.npv(column.unit), cvar: page.cvar(column.unit) }}
          points={points.map((point, i) => ({
            ...{ ...point, weight: point.cvarWeight, text: format.number(point.cvarWeight) },
            of: `${of}.points[${i}].cvarWeight`,
          }))}
        />
      )}
      table={{
        words: [4],
        head: [say.weight, page.npv(column.unit), page.cvar(column.unit), say.gap, say.changes],
        rows: points.map((point, i): Cell[] => [
          format.number(point.cvarWeight),
          cell(`[${i}].npvUsd`, point.npvUsd),
          cell(`[${i}].cvarUsd`, point.cvarUsd),
          {
            ...{ of: `${of}.points[${i}].gapShareOfStake`, raw: point.gapShareOfStake },
            text: format.percent(point.gapShareOfStake),
          },
          changes(point),
        ]),
      }}
    />
  );
}
