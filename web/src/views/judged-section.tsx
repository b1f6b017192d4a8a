/** The plan on futures that it was not made for, against other ways to decide: regret, hindsight, what knowing is worth. */

import type { Simulation } from '../../../src/app/read-judged.ts';
import type { Estimate } from '../../../src/app/simulate-plan.ts';
import { messages } from '../../../src/messages/catalogue.ts';
import { moneyColumn } from '../../../src/messages/column.ts';
import { amountCells } from '../parts/amount-cells.ts';
import { type Cell, DataTable } from '../parts/data-table.tsx';
import { useShown } from '../state/shown.ts';
import { JudgedNotices } from './judged-notices.tsx';

const MEASURES = ['vssRolled', 'vssFixed', 'adapting', 'evpi'] as const;

export interface JudgedSectionProps {
  readonly simulation: Simulation;
  /** Its place among what was judged. */
  readonly at: number;
}

export function JudgedSection({ simulation, at }: JudgedSectionProps) {
  const { facts } = useShown();
  const { dash, format, language } = facts;
  const words = messages(language).judge.simulate;
  const { ways, futures, tree, planUsd, hindsight, followingMore } = simulation;
  const meanOf = (way: string) => ways.find(({ name }) => name === way)?.outOfSample;
  const [own, following] = [meanOf('plan'), meanOf('plan-following')];
  const column = moneyColumn(
    ways.flatMap(({ inTreeUsd, outOfSample }) => [inTreeUsd ?? 0, outOfSample?.mean ?? 0]),
    language,
  );
  const path = `judged[${at}].simulation`;
  const amount = amountCells(column, `${path}.`);
  const cell = (of: string, raw: number | null | undefined): Cell =>
    raw === null || raw === undefined ? '–' : amount(of, raw);
  const range = (of: string, known: Estimate | null, signed = false): Cell => {
    if (!known) return '–';
    const half = (known.high - known.low) / 2;
    return { ...amount(`${of}.mean`, known.mean, signed), half: amount(`${of}.half`, half) };
  };
  return (
    <section className="figure" aria-labelledby={`judged-${at}`}>
      <h2 id={`judged-${at}`}>{dash.money.judged}</h2>
      <p className="takeaway" data-compared>
        {own
          ? words.worth(
              format.money(own.mean),
              format.money(own.low),
              format.money(own.high),
              futures.followed,
              format.money(planUsd),
            )
          : words.none}
        {following &&
          followingMore &&
          ` ${words.following(
            format.money(following.mean),
            format.money(Math.abs(followingMore.mean)),
            format.money((followingMore.high - followingMore.low) / 2),
            followingMore.mean >= 0,
          )}`}
      </p>
      <JudgedNotices planUsd={planUsd} />
      <h3>{words.table(column.unit)}</h3>
      <DataTable
        caption={words.table(column.unit)}
        head={[
          ...[words.way, words.inTree, words.mean, 'P10', 'P90', words.planMore],
          ...(futures.hindsight > 0 ? [words.regret, words.regretP90] : []),
        ]}
        rows={ways.map(({ name, inTreeUsd, outOfSample, planMore, regret }, i) => [
          words.ways[name] ?? name,
          cell(`ways[${i}].inTreeUsd`, inTreeUsd),
          range(`ways[${i}].outOfSample`, outOfSample),
          cell(`ways[${i}].outOfSample.p10`, outOfSample?.p10),
          cell(`ways[${i}].outOfSample.p90`, outOfSample?.p90),
          name === 'plan' ? '–' : range(`ways[${i}].planMore`, planMore, true),
          ...(futures.hindsight > 0
            ? [cell(`ways[${i}].regret.mean`, regret?.mean), cell(`ways[${i}].regret.p90`, regret?.p90)]
            : []),
        ])}
      />
      {hindsight && (
        <p data-compared>
          {words.hindsight(format.money(hindsight.value.mean), format.money(hindsight.boundUsd))}
        </p>
      )}
      <h3>{words.information}</h3>
      <DataTable
        caption={words.information}
        head={['', words.proven, facts.say.outcomes.to]}
        rows={MEASURES.map((name): Cell[] => {
          const known = tree[name];
          const bound = (which: 'lowUsd' | 'highUsd'): Cell =>
            known
              ? {
                  of: `${path}.tree.${name}.${which}`,
                  raw: known[which],
                  text: format.money(known[which]),
                }
              : '–';
          return [words.measures[name], bound('lowUsd'), bound('highUsd')];
        })}
      />
      <p className="footnote">
        {futures.hindsight > 0
          ? `${words.gainsNote} ${words.regretNote(futures.hindsight)}`
          : words.gainsNote}
      </p>
    </section>
  );
}
