/** Why an option does what it does: beside the decisions or the Gantt, never over them. */
import type { DecisionReason } from '../../../src/domain/plan-file.ts';
import { messages } from '../../../src/messages/catalogue.ts';
import { moneyColumn } from '../../../src/messages/column.ts';
import { addQuarters } from '../../../src/units/quarter.ts';
import { actionWord } from '../../../src/views/action-word.ts';
import { familyAt, optionName, subjectName } from '../../../src/views/gantt-view.ts';
import { evidenceOn } from '../../../src/views/option-evidence.ts';
import {
  type BindingRule,
  bindingRules,
  EQUAL_USD,
  orderedAlternatives,
  otherRowsUsd,
  spansOf,
} from '../../../src/views/reason.ts';
import { BAR_HEIGHT, Bars } from '../charts/bars.tsx';
import { useShown } from '../state/shown.ts';
import { amountCells } from './amount-cells.ts';
import { DataTable } from './data-table.tsx';
import { DecisionNote } from './decision-note.tsx';
import { Figure } from './figure-mark.tsx';
import { ActionTag } from './icon.tsx';
import { MiniStrip } from './mini-strip.tsx';
import { useWidth } from './use-width.ts';

export function ReasonPanel() {
  const { facts, url, go } = useShown();
  const { plan, dash, words, format, language, futures } = facts;
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
  const headings: Readonly<Record<string, string>> = words.headings;
  const parts = moneyColumn(
    [...(reason?.parts.map(({ usd }) => usd) ?? []), reason?.totalUsd ?? 0],
    language,
  );
  const cell = amountCells(parts, `facts.plan.reasons[${at}]`);
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
                cell(`.parts[${i}].usd`, usd, true),
              ]),
              [say.total, cell('.totalUsd', reason.totalUsd, true)],
            ]}
          />
          <h3>{say.binding}</h3>
          {reason.bindingRows.length === 0 ? <p>{say.nothingBinds}</p> : <Binding reason={reason} at={at} />}
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

/** The rules that bind, once each: when, in how many futures, and what they are worth. */
function Binding({ reason, at }: { readonly reason: DecisionReason; readonly at: number }) {
  const { facts } = useShown();
  const { plan, dash, words, format, language, tree, futures } = facts;
  const named: Readonly<Record<string, string>> = words.rules;
  const rules = bindingRules(reason);
  const rest = otherRowsUsd(reason);
  const column = moneyColumn([...rules.map(({ worthUsd }) => worthUsd), rest], language);
  const quarter = (depth: number) => format.quarter(addQuarters(tree.firstQuarter, depth));
  const label = ({ rule, subject, nodes }: BindingRule) => {
    const spans = spansOf(nodes.map((n) => tree.depth[n]!));
    const touched = futures.filter(({ path }) => nodes.some((n) => path[tree.depth[n]!] === n)).length;
    return [
      `${named[rule] ?? rule} ${subjectName(plan, subject)}`,
      ...spans.map(([from, to]) => (from === to ? quarter(from) : `${quarter(from)}–${quarter(to)}`)),
      dash.reason.inFutures(touched, futures.length),
    ].join(', ');
  };
  const cell = amountCells(column);
  return (
    <>
      <DataTable
        head={[facts.say.decisions.binding, column.unit]}
        rows={[
          ...rules.map((one) => [
            label(one),
            cell(`binding[${at}] ${one.rule} ${one.subject}`, one.worthUsd, true),
          ]),
          ...(Math.abs(rest) < EQUAL_USD
            ? []
            : [[messages(language).reasons.otherRows, cell(`bindingRest[${at}]`, rest, true)]]),
        ]}
      />
      <p className="footnote">{dash.reason.bindingNote}</p>
    </>
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
