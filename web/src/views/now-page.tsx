/** Now: the plan in figures, and each decision with what speaks for it. */
import { memo, useMemo } from 'react';
import { moneyColumn } from '../../../src/messages/column.ts';
import { actionWord } from '../../../src/views/action-word.ts';
import type { DecisionRow, KeyFigure } from '../../../src/views/now-view.ts';
import { AssumedMark } from '../parts/assumed-mark.tsx';
import { NoteMark, NotesExport } from '../parts/decision-note.tsx';
import { Figure, Sentence } from '../parts/figure-mark.tsx';
import { ActionTag } from '../parts/icon.tsx';
import { ReasonPanel } from '../parts/reason-panel.tsx';
import { useInTurn } from '../parts/use-in-turn.ts';
import { type ShownPlan, usePlan, useShown } from '../state/shown.ts';
import { PageHead } from './page-head.tsx';

export function NowPage() {
  const { views, facts, url } = useShown();
  const { now } = views;
  return (
    <>
      <PageHead of="now.sentence" sentence={now.sentence} />
      <dl className="key">
        {now.figures.map((figure, i) => (
          <div key={figure.id}>
            <dt>{facts.dash.now.figures[figure.id]}</dt>
            <dd>
              <KeyValue figure={figure} of={`now.figures[${i}].value`} />
              <small data-sentence={`now.figures[${i}].note`}>{figure.note}</small>
            </dd>
          </div>
        ))}
      </dl>
      <p className="footnote">{facts.dash.now.footnote}</p>
      <div className={url.option ? 'beside' : undefined}>
        <section aria-labelledby="decisions-title" className="figure">
          <h2 id="decisions-title">{facts.say.decisions.title(facts.plan.tree.firstQuarter)}</h2>
          <p className="takeaway">
            <Sentence of="now.decisionsSentence">{now.decisionsSentence}</Sentence>
          </p>
          <Decisions />
          <p className="footnote">{`${facts.say.decisions.footnote} ${facts.words.certaintyNote}`}</p>
          <NotesExport />
        </section>
        {url.option && <ReasonPanel />}
      </div>
    </>
  );
}

function KeyValue({ figure: { id, kind, value }, of }: { readonly figure: KeyFigure; readonly of: string }) {
  const { facts, base } = useShown();
  const { format } = facts;
  if (value === undefined) return '–';
  const write = {
    power: format.power,
    money: format.money,
    share: format.percent,
    quarters: format.number,
    ratio: format.number,
  }[kind];
  const before = base?.now.figures.find((figure) => figure.id === id)?.value;
  const delta = before === undefined ? 0 : value - before;
  return (
    <>
      <Figure of={of} raw={value}>
        {write(value)}
      </Figure>
      {Math.abs(delta) > 1e-9 * Math.abs(value) && (
        <small className="delta" data-compared>{`${delta > 0 ? '+' : ''}${write(delta)}`}</small>
      )}
    </>
  );
}

function Decisions() {
  const plan = usePlan();
  const { say } = plan.facts;
  const decisions = useMemo(() => decisionsOf(plan), [plan]);
  const { drawn, done } = useInTurn(decisions, decisions.rows.length, { first: 1, more: 8 });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="scroll" tabIndex={0} aria-label={say.decisions.nav} aria-busy={!done}>
      <table className="decisions">
        <thead>
          <tr>
            <th scope="col">{say.decisions.option}</th>
            <th scope="col">{say.decisions.action}</th>
            <th scope="col" className="number">
              {say.decisions.power}
            </th>
            <th scope="col" className="number" colSpan={2}>
              {say.decisions.worth(decisions.unit)}
            </th>
            <th scope="col">{say.decisions.nextBest}</th>
            <th scope="col">{say.decisions.certainty}</th>
          </tr>
        </thead>
        {drawn.map((from, i) => {
          const row = from?.rows[i];
          // Keyed by its place: where another plan ranks another option there, new words take less than moved rows, and leave the focus where it is.
          return row && <Decision key={row.of} {...row} />;
        })}
      </table>
    </section>
  );
}

interface DecisionProps {
  readonly decision: DecisionRow;
  readonly of: string;
  /** The advantage as the column writes it, and what one unit there is worth. */
  readonly worth: string;
  readonly factor: number;
  /** The advantage as a share of the largest. */
  readonly share: number;
  /** The decision as loaded, while a what-if is shown. */
  readonly before: DecisionRow | undefined;
  readonly changed: boolean;
}

interface DecisionRows {
  /** Of the column of advantages. */
  readonly unit: string;
  readonly rows: readonly DecisionProps[];
}

function decisionsOf({ views, facts, base }: ShownPlan): DecisionRows {
  const { decisions } = views.now;
  const amounts = decisions.map(({ advantageUsd }) => advantageUsd);
  const worth = moneyColumn(amounts, facts.language);
  const largest = Math.max(1, ...amounts.map(Math.abs));
  return {
    unit: worth.unit,
    rows: decisions.map((decision, i) => {
      const before = base?.now.decisions.find(({ option }) => option === decision.option);
      return {
        ...{ decision, of: `now.decisions[${i}]`, worth: worth.cell(decision.advantageUsd), before },
        ...{ factor: worth.factor, share: Math.max(0, decision.advantageUsd) / largest },
        changed: base !== undefined && before?.action !== decision.action,
      };
    }),
  };
}

const Decision = memo(function Decision({ decision, changed, before, ...props }: DecisionProps) {
  const { of, worth, factor, share } = props;
  const { facts, url, go } = useShown();
  const { words, dash, format, language } = facts;
  const { option, name, family, word, itPowerMw, nextWord, certainty, because, advantageUsd } = decision;
  const open = url.option === option;
  return (
    <tbody className={[open ? 'open' : '', changed ? 'changed' : ''].join(' ')}>
      <tr>
        <th scope="row">
          <button
            type="button"
            className="link"
            data-name
            aria-expanded={open}
            aria-label={dash.now.reason(name)}
            onClick={() => go({ option: open ? undefined : option })}
          >
            {name}
          </button>
          <small>{words.kinds[decision.kind]}</small>
          <AssumedMark option={option} />
        </th>
        <td>
          <ActionTag family={family} word={word} />
          {changed && before && (
            <small className="was">{dash.whatIf.was(actionWord(before.action, language))}</small>
          )}
          <NoteMark option={option} action={decision.action} />
        </td>
        <td className="number">
          {itPowerMw === null ? (
            '–'
          ) : (
            <Figure of={`${of}.itPowerMw`} raw={itPowerMw} before={before?.itPowerMw ?? undefined}>
              {format.number(itPowerMw)}
            </Figure>
          )}
        </td>
        <td className="number">
          {nextWord === undefined ? (
            '–'
          ) : (
            <Figure
              of={`${of}.advantageUsd`}
              raw={advantageUsd}
              factor={factor}
              before={before?.advantageUsd}
            >
              {worth}
            </Figure>
          )}
        </td>
        <td className="worth-bar">
          <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
            <rect className="worth" width={share * 100} height={10} />
          </svg>
        </td>
        <td>{nextWord ?? '–'}</td>
        <td>
          <span className={certainty}>{words.certainties[certainty]}</span>
        </td>
      </tr>
      <tr className="why">
        <td colSpan={7}>
          <Sentence of={`${of}.because`}>{because}</Sentence>
        </td>
      </tr>
    </tbody>
  );
});
