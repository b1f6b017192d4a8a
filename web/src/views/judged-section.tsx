/** The plan on futures that it was not made for, against other ways to decide: regret, hindsight, what knowing is worth. */
import type { Simulation } from '../../../src/app/read-judged.ts';
import { messages } from '../../../src/messages/catalogue.ts';
import { moneyColumn } from '../../../src/messages/column.ts';
import { type Cell, DataTable } from '../parts/data-table.tsx';
import { useShown } from '../state/shown.ts';

const MEASURES = ['vssRolled', 'vssFixed', 'adapting', 'evpi'] as const;

export function JudgedSection({ simulation }: { readonly simulation: Simulation }) {
  const { facts, base } = useShown();
  const { dash, format, language } = facts;
  const words = messages(language).judge.simulate;
  const { ways, futures, tree, planUsd, hindsight } = simulation;
  const loaded = base?.facts.plan ?? facts.plan;
  const own = ways.find(({ name }) => name === 'plan')?.outOfSample;
  const column = moneyColumn(
    ways.flatMap(({ inTreeUsd, outOfSample }) => [inTreeUsd ?? 0, outOfSample?.mean ?? 0]),
    language,
  );
  const cell = (of: string, raw: number | null | undefined, signed = false): Cell =>
    raw === null || raw === undefined
      ? '–'
      : { of: `simulation.${of}`, raw, text: column.cell(raw, signed), factor: column.factor };
  return (
    <section className="figure" aria-labelledby="judged-title">
      <h2 id="judged-title">{dash.money.judged}</h2>
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
      </p>
      {Math.abs(planUsd - loaded.headline.valueUsd) > 1 && <p className="notice">{dash.money.judgedOther}</p>}
      {base && <p className="notice">{dash.money.judgedLoaded}</p>}
      <DataTable
        caption={words.table(column.unit)}
        head={[
          words.table(column.unit),
          ...[words.inTree, words.mean, 'P10', 'P90', words.planMore, words.regret, words.regretP90],
        ]}
        rows={ways.map(({ name, inTreeUsd, outOfSample, planMore, regret }, i) => [
          words.ways[name] ?? name,
          cell(`ways[${i}].inTreeUsd`, inTreeUsd),
          cell(`ways[${i}].outOfSample.mean`, outOfSample?.mean),
          cell(`ways[${i}].outOfSample.p10`, outOfSample?.p10),
          cell(`ways[${i}].outOfSample.p90`, outOfSample?.p90),
          cell(`ways[${i}].planMore.mean`, planMore?.mean, true),
          cell(`ways[${i}].regret.mean`, regret?.mean),
          cell(`ways[${i}].regret.p90`, regret?.p90),
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
        head={['', words.proven, '']}
        rows={MEASURES.map((name): Cell[] => {
          const known = tree[name];
          const bound = (which: 'lowUsd' | 'highUsd'): Cell =>
            known
              ? {
                  of: `simulation.tree.${name}.${which}`,
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
