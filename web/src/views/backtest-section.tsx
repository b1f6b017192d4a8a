/** The plan of what was known on a date beside the actions seen and hindsight, in both worlds. */
import type { DeciderName, DeciderWorth } from '../../../src/app/backtest.ts';
import type { Backtest } from '../../../src/app/read-judged.ts';
import { messages } from '../../../src/messages/catalogue.ts';
import { actionWord, familyOf } from '../../../src/views/action-word.ts';
import { optionName } from '../../../src/views/gantt-view.ts';
import { ActionTag } from '../parts/icon.tsx';
import { useShown } from '../state/shown.ts';
import { JudgedNotices } from './judged-notices.tsx';
import { WorthTable } from './worth-table.tsx';

const NAMES = ['plan', 'observed', 'hindsight'] as const satisfies readonly DeciderName[];

export interface BacktestSectionProps {
  readonly backtest: Backtest;
  /** Its place among what was judged. */
  readonly at: number;
}

export function BacktestSection({ backtest, at }: BacktestSectionProps) {
  const { facts, base } = useShown();
  const { dash, format, language } = facts;
  const { backtest: say, evaluate } = messages(language).decisions;
  const { asOf, day, later, apart, left } = backtest;
  const path = `judged[${at}].backtest`;
  const named = (deciders: readonly DeciderWorth[], name: DeciderName) =>
    deciders.find((one) => one.name === name);
  const [plan, seen] = [named(day, 'plan'), named(day, 'observed')];
  const gain = plan && seen && seen.worth.valueUsd - plan.worth.valueUsd;
  const [lost, seenLost] = [later && named(later, 'plan'), later && named(later, 'observed')];
  const sentences = [
    ...(gain === undefined
      ? []
      : [gain > 0 ? say.observedBetter(format.money(gain)) : say.observed(format.money(-gain))]),
    ...(lost
      ? [
          seenLost
            ? say.both(format.money(lost.lossUsd), format.money(seenLost.lossUsd))
            : say.hindsight(format.money(lost.lossUsd)),
        ]
      : []),
  ];
  const rows = (world: 'day' | 'later', deciders: readonly DeciderWorth[]) =>
    deciders.map(({ name, worth }, i) => ({
      ...{ name: say.names[name], worth, of: `${path}.${world}[${i}].worth` },
    }));
  const shown = NAMES.filter((name) => apart.some((one) => one[name] !== null));
  return (
    <section className="figure" aria-labelledby={`judged-${at}`}>
      <h2 id={`judged-${at}`}>{dash.money.backtest}</h2>
      <p className="takeaway" data-compared>
        {sentences.join(' ')} {say.firstOnly}
      </p>
      {base && <JudgedNotices planUsd={base.facts.plan.headline.valueUsd} />}
      <WorthTable title={say.dayTable(asOf)} rows={rows('day', day)} />
      {later && <WorthTable title={say.laterTable} rows={rows('later', later)} />}
      <p className="footnote">{evaluate.note}</p>
      <h3>{say.differ}</h3>
      {apart.length === 0 ? (
        <p>{evaluate.none}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <section className="scroll" tabIndex={0} aria-label={say.differ}>
          <table className="numbers words">
            <thead>
              <tr>
                <th scope="col">{evaluate.option}</th>
                {shown.map((name) => (
                  <th scope="col" key={name}>
                    {say.names[name]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {apart.map((one) => (
                <tr key={one.option}>
                  <th scope="row" data-name>
                    {optionName(facts.plan, one.option)}
                  </th>
                  {shown.map((name) => {
                    const action = one[name];
                    return (
                      <td key={name}>
                        {action === null ? (
                          '–'
                        ) : (
                          <ActionTag family={familyOf(action)} word={actionWord(action, language)} />
                        )}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {left.length > 0 && <p className="footnote">{say.left(format.and(left))}</p>}
    </section>
  );
}
