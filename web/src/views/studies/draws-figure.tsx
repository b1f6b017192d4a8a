/** How often today's decisions hold when every assumption is drawn from its range. */
import { messages } from '../../../../src/messages/catalogue.ts';
import { actionWord } from '../../../../src/views/action-word.ts';
import { BAR_HEIGHT } from '../../charts/bars.tsx';
import { ChartFrame } from '../../charts/chart-frame.tsx';
import { ShareBars } from '../../charts/share-bars.tsx';
import type { Cell } from '../../parts/data-table.tsx';
import { useShown } from '../../state/shown.ts';
import { NothingFound, type StudyFigureProps } from './study-figure.tsx';

export function DrawsFigure({ result: { draws }, of, id, note }: StudyFigureProps<'draws'>) {
  const { facts } = useShown();
  const { format, language } = facts;
  const { draws: say, study, page } = messages(language).studies;
  const { value, decisions } = draws;
  if (!value) return <NothingFound title={page.draws} text={study.nothing} />;
  const notes = [
    ...(draws.infeasible > 0 ? [say.infeasible(draws.infeasible)] : []),
    ...(draws.unfinished > 0 ? [say.unfinished(draws.unfinished)] : []),
    say.meanGap(format.percent(draws.meanGapShare)),
    note,
  ].join(' ');
  const share = (path: string, raw: number): Cell => ({
    ...{ of: `${of}.draws.decisions${path}`, raw, text: format.percent(raw) },
  });
  return (
    <ChartFrame
      id={id}
      title={page.draws}
      takeaway={say.headline(
        ...([
          draws.planned,
          format.money(value.p10),
          format.money(value.p50),
          format.money(value.p90),
        ] as const),
      )}
      footnote={notes}
      height={decisions.length * BAR_HEIGHT + 4}
      draw={(width) => (
        <ShareBars
          width={width}
          bars={decisions.map(({ option, name, action, share: holds, halfWidth }, i) => ({
            ...{ id: option, label: `${name}: ${actionWord(action, language)}` },
            ...{ share: holds, halfWidth, of: `${of}.draws.decisions[${i}]` },
          }))}
        />
      )}
      table={{
        words: [1, 4],
        head: [study.option, study.now, say.holds, page.interval, say.others],
        rows: decisions.map(({ name, action, share: holds, halfWidth, others }, i): Cell[] => [
          name,
          actionWord(action, language),
          share(`[${i}].share`, holds),
          share(`[${i}].halfWidth`, halfWidth),
          others.map((other) => actionWord(other.action, language)).join(', '),
        ]),
      }}
    />
  );
}
