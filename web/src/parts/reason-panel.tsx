/** Why an option does what it does: beside the decisions or the Gantt, never over them. */
import { moneyColumn } from '../../../src/messages/column.ts';
import { addQuarters } from '../../../src/units/quarter.ts';
import { actionWord } from '../../../src/views/action-word.ts';
import { familyAt, optionName, subjectName } from '../../../src/views/gantt-view.ts';
import { evidenceOn } from '../../../src/views/option-evidence.ts';
import { orderedAlternatives } from '../../../src/views/reason.ts';
import { BAR_HEIGHT, Bars } from '../charts/bars.tsx';
import { useShown } from '../state/shown.ts';
import { DataTable } from './data-table.tsx';
import { DecisionNote } from './decision-note.tsx';
import { Figure } from './figure-mark.tsx';
import { ActionTag } from './icon.tsx';
import { MiniStrip } from './mini-strip.tsx';
import { useWidth } from './use-width.ts';

export function ReasonPanel() {
  const { facts, url, go } = useShown();
  const { plan, dash, words, format, language, tree, futures } = facts;
  const say = dash.reason;
  const row = plan.policy.find(({ option }) => option === url.option);
  const at = plan.reasons.findIndex(({ option, node }) => option === url.option && node === 0);
  const reason = plan.reasons[at];
  if (!row)
    return (
      <aside className="reasons" aria-label={say.title}>
        <p>{say.none}</p>
      </aside>
    );
  const family = familyAt(row, 0);
  const word = actionWord(row.actions[0]!, language);
  const name = optionName(facts.plan, row.option);
  const picks = [
    [say.least, futures[0]!],
    [say.median, facts.likeliest],
    [say.most, futures.at(-1)!],
  ] as const;
  const rules: Readonly<Record<string, string>> = words.rules;
  const headings: Readonly<Record<string, string>> = words.headings;
  const binding = moneyColumn(reason?.bindingRows.map(({ worthUsd }) => worthUsd) ?? [], language);
  const parts = moneyColumn(
    [...(reason?.parts.map(({ usd }) => usd) ?? []), reason?.totalUsd ?? 0],
    language,
  );
  return (
    <aside className="reasons" aria-label={say.title}>
      <div className="reasons-head">
        <h2 data-name>{name}</h2>
        <button type="button" className="plain" onClick={() => go({ option: undefined })}>
          {say.close}
        </button>
      </div>
      <p>
        <ActionTag family={family} word={word} />
      </p>
      {reason && (
        <>
          <h3>{say.alternatives}</h3>
          <Alternatives at={at} />
          <p className="footnote">{say.alternativesNote}</p>
          <h3>{say.parts}</h3>
          <DataTable
            head={[facts.say.decisions.parts, parts.unit]}
            rows={[
              ...reason.parts.map(({ heading, usd }, i) => [
                headings[heading] ?? heading,
                {
                  ...{ of: `facts.plan.reasons[${at}].parts[${i}].usd`, raw: usd },
                  ...{ text: parts.cell(usd, true), factor: parts.factor },
                },
              ]),
              [
                say.total,
                {
                  ...{ of: `facts.plan.reasons[${at}].totalUsd`, raw: reason.totalUsd },
                  ...{ text: parts.cell(reason.totalUsd, true), factor: parts.factor },
                },
              ],
            ]}
          />
          <h3>{say.binding}</h3>
          {reason.bindingRows.length === 0 ? (
            <p>{say.nothingBinds}</p>
          ) : (
            <DataTable
              head={[facts.say.decisions.binding, binding.unit]}
              rows={reason.bindingRows.map(({ rule, subject, node, worthUsd }, i) => [
                `${rules[rule] ?? rule} ${subjectName(facts.plan, subject)}, ${format.quarter(addQuarters(tree.firstQuarter, tree.depth[node]!))}`,
                {
                  ...{ of: `facts.plan.reasons[${at}].bindingRows[${i}].worthUsd`, raw: worthUsd },
                  ...{ text: binding.cell(worthUsd, true), factor: binding.factor },
                },
              ])}
            />
          )}
          <h3>{say.flip}</h3>
          {!reason.flips?.length && <p>{say.flipNone}</p>}
          <ul className="plain-list">
            {reason.flips?.map(({ lever, change, action }, i) => (
              <li key={`${lever}${action}`}>
                {actionWord(action, language)}: {say.levers[lever]}{' '}
                <Figure of={`facts.plan.reasons[${at}].flips[${i}].change`} raw={change}>
                  {lever === 'powered-mw'
                    ? signed(format.percent(change), change)
                    : signed(format.number(change), change)}
                </Figure>
              </li>
            ))}
          </ul>
        </>
      )}
      <h3>{say.futures}</h3>
      {picks.map(([label, future]) => (
        <MiniStrip key={label} label={label} row={row} future={future} />
      ))}
      <h3>{say.evidence}</h3>
      <EvidenceOn option={row.option} />
      <DecisionNote option={row.option} action={row.actions[0]!} />
    </aside>
  );
}

/** What was read of the events that touch the option. */
function EvidenceOn({ option }: { readonly option: string }) {
  const { facts } = useShown();
  const { portfolio, dash } = facts;
  const entries = evidenceOn(portfolio, option);
  if (entries.length === 0) return <p>{dash.reason.evidenceNone}</p>;
  return (
    <ul className="plain-list" data-input>
      {entries.map(({ id, about, source, publishedOn }) => (
        <li key={id}>
          {portfolio.events.find((event) => event.id === about)?.name}:{' '}
          {portfolio.sources.find((one) => one.id === source)?.title ?? source}, {publishedOn}
        </li>
      ))}
    </ul>
  );
}

function signed(text: string, value: number): string {
  return value > 0 ? `+${text}` : text;
}

/** The value of each alternative less the plan's. */
function Alternatives({ at }: { readonly at: number }) {
  const { facts } = useShown();
  const { plan, dash, language } = facts;
  const [box, width] = useWidth();
  const reason = plan.reasons[at]!;
  const planUsd = plan.headline.valueUsd;
  const rows = orderedAlternatives(reason)
    .filter(({ action }) => action !== reason.action)
    .map((one) => ({ ...one, i: reason.alternatives.indexOf(one), exact: one.valueUsd !== undefined }))
    .map((one) => ({ ...one, usd: (one.valueUsd ?? one.boundUsd) - planUsd }));
  const column = moneyColumn(
    rows.map(({ usd }) => usd),
    language,
  );
  if (rows.length === 0) return <p>–</p>;
  return (
    <div ref={box}>
      <small>{column.unit}</small>
      <svg width={width} height={rows.length * BAR_HEIGHT} role="img" aria-label={dash.reason.alternatives}>
        {width > 0 && (
          <Bars
            width={width}
            bars={rows.map(({ action: other, usd, exact, i }) => {
              const text = column.cell(usd, true);
              return {
                ...{ id: other, label: actionWord(other, language), from: 0, to: usd, raw: usd },
                factor: column.factor,
                css: exact ? 'loss' : 'loss faint',
                text: exact ? text : dash.reason.atMost(text),
                of: `loss[${at}][${i}]`,
              };
            })}
          />
        )}
      </svg>
    </div>
  );
}
