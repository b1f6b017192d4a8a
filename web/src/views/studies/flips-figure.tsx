/** Where decisions flip: how far each lever may move before another action is better. */
import { messages } from '../../../../src/messages/catalogue.ts';
import { actionWord } from '../../../../src/views/action-word.ts';
import { optionName } from '../../../../src/views/gantt-view.ts';
import { type Cell, DataTable } from '../../parts/data-table.tsx';
import { useShown } from '../../state/shown.ts';
import type { StudyFigureProps } from './study-figure.tsx';

export function FlipsFigure({
  result: { flips, steady, plans, tried, finished },
  of,
  id,
  note,
}: StudyFigureProps<'flips'>) {
  const { facts } = useShown();
  const { format, language } = facts;
  const { flips: say, study, page } = messages(language).studies;
  const change = (path: string, raw: number | null): Cell =>
    raw === null
      ? study.none
      : { of: `${of}.flips[${path}`, raw, text: `${raw > 0 ? '+' : ''}${format.percent(raw)}` };
  const flipped = new Set(flips.map(({ option }) => option)).size;
  return (
    <section className="figure" aria-labelledby={`${id}-title`} id={id}>
      <h2 id={`${id}-title`}>{page.flips}</h2>
      <p className="takeaway" data-compared>
        {finished < tried ? say.unfinished(finished, tried) : say.headline(flipped, flipped + steady.length)}
      </p>
      {flips.length > 0 && (
        <>
          <h3 data-compared>{say.table(plans)}</h3>
          <DataTable
            caption={page.flips}
            words={[1, 4]}
            head={[study.option, say.lever, say.holds, say.flips, say.action, say.atPrices]}
            rows={flips.map(({ option, lever, holdsTo, flipsBy, action, atPrices }, i): Cell[] => [
              optionName(facts.plan, option),
              say.levers[lever],
              change(`${i}].holdsTo`, holdsTo),
              change(`${i}].flipsBy`, flipsBy),
              actionWord(action, language),
              change(`${i}].atPrices`, atPrices),
            ])}
          />
        </>
      )}
      {steady.length > 0 && <p data-compared>{say.steady(format.and(steady))}</p>}
      <p className="footnote">{`${say.note} ${note}`}</p>
    </section>
  );
}
