/** A planner's own decisions beside the plan, full speed and retreat, and what each of them costs. */
import type { Evaluation } from '../../../src/app/read-judged.ts';
import { messages } from '../../../src/messages/catalogue.ts';
import { moneyColumn } from '../../../src/messages/column.ts';
import { evaluationSentences } from '../../../src/messages/evaluation-sentence.ts';
import { actionWord, familyOf } from '../../../src/views/action-word.ts';
import { optionName } from '../../../src/views/gantt-view.ts';
import { Figure } from '../parts/figure-mark.tsx';
import { ActionTag } from '../parts/icon.tsx';
import { useShown } from '../state/shown.ts';
import { JudgedNotices } from './judged-notices.tsx';
import { WorthTable } from './worth-table.tsx';

export interface EvaluationSectionProps {
  readonly evaluation: Evaluation;
  /** Its place among what was judged. */
  readonly at: number;
}

export function EvaluationSection({ evaluation, at }: EvaluationSectionProps) {
  const { facts } = useShown();
  const { dash, language } = facts;
  const { evaluate: say } = messages(language).decisions;
  const { given, plan, fullSpeed, retreat, boundWithinUsd, costs } = evaluation;
  const path = `judged[${at}].evaluation`;
  const { headline, proven } = evaluationSentences(
    {
      ...{ ownUsd: given.valueUsd, planUsd: plan.valueUsd },
      ...{ boundUsd: plan.boundUsd, boundWithinUsd },
    },
    language,
  );
  const column = moneyColumn(
    costs.map(({ costUsd }) => costUsd),
    language,
  );
  const rows = (['given', 'plan', 'fullSpeed', 'retreat'] as const).flatMap((name) => {
    const worth = { given, plan, fullSpeed, retreat }[name];
    return worth ? [{ name: say.names[name], worth, of: `${path}.${name}` }] : [];
  });
  const tag = (action: string) => <ActionTag family={familyOf(action)} word={actionWord(action, language)} />;
  return (
    <section className="figure" aria-labelledby={`judged-${at}`}>
      <h2 id={`judged-${at}`}>{dash.money.own}</h2>
      <p className="takeaway" data-compared>
        {headline} {proven}
      </p>
      <JudgedNotices planUsd={plan.valueUsd} />
      <WorthTable title={say.plans} rows={rows} />
      <p className="footnote">{say.note}</p>
      {costs.length === 0 ? (
        <p>{say.none}</p>
      ) : (
        <>
          <h3>{say.costs(column.unit)}</h3>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <section className="scroll" tabIndex={0} aria-label={say.costs(column.unit)}>
            <table className="numbers words">
              <thead>
                <tr>
                  {[say.option, say.quarter, say.yours, say.planned, say.instead].map((head) => (
                    <th scope="col" key={head}>
                      {head}
                    </th>
                  ))}
                  <th scope="col" className="amount">
                    {say.cost}
                  </th>
                </tr>
              </thead>
              <tbody>
                {costs.map(({ line, option, quarter, action, planned, instead, costUsd }, i) => (
                  <tr key={line}>
                    <th scope="row" data-name>
                      {optionName(facts.plan, option)}
                    </th>
                    <td data-compared>{quarter}</td>
                    <td>{tag(action)}</td>
                    <td>{tag(planned)}</td>
                    <td>{tag(instead)}</td>
                    <td className="amount">
                      <Figure of={`${path}.costs[${i}].costUsd`} raw={costUsd} factor={column.factor}>
                        {column.cell(costUsd)}
                      </Figure>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
          <p className="footnote">{say.costsNote}</p>
        </>
      )}
    </section>
  );
}
