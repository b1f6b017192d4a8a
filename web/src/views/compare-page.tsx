/** Compare: the plan shown against another, in decisions, figures and inputs. */
import { useState } from 'react';
import { familyOf } from '../../../src/views/action-word.ts';
import { type ComparedDecision, compareView } from '../../../src/views/compare-view.ts';
import { DataTable } from '../parts/data-table.tsx';
import { ActionTag } from '../parts/icon.tsx';
import { useShown, type Version } from '../state/shown.ts';

export function ComparePage() {
  const { facts, versions } = useShown();
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const version = versions.find(({ id }) => id === chosen) ?? versions.at(-1);
  const say = facts.dash.compare;
  if (!version)
    return (
      <>
        <p className="view-name">{facts.dash.views.compare}</p>
        <h1>{say.none}</h1>
      </>
    );
  return (
    <>
      <p className="view-name">{facts.dash.views.compare}</p>
      <Compared version={version}>
        <div className="choice">
          <label htmlFor="version">{say.with}</label>
          <select id="version" value={version.id} onChange={(event) => setChosen(event.target.value)}>
            {versions.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </div>
      </Compared>
    </>
  );
}

function Compared({ version, children }: { readonly version: Version; readonly children: React.ReactNode }) {
  const { facts } = useShown();
  const { dash, format } = facts;
  const say = dash.compare;
  const compared = compareView(facts, version.plan, version.portfolio);
  const amount = (id: string, value: number) =>
    id === 'overBuild' || id === 'underBuild' ? format.power(value) : format.money(value);
  const signed = (id: string, value: number) => `${value > 0 ? '+' : ''}${amount(id, value)}`;
  return (
    <>
      <h1 data-compared>{compared.sentence}</h1>
      {children}
      <section className="figure" aria-labelledby="compare-figures">
        <h2 id="compare-figures">{say.figures}</h2>
        <div data-compared>
          <DataTable
            caption={say.figures}
            head={['', say.before, say.now, say.change]}
            rows={compared.figures.map(({ id, before, now }) => [
              say.ids[id],
              amount(id, before),
              amount(id, now),
              signed(id, now - before),
            ])}
          />
        </div>
      </section>
      <Decisions title={say.decisions} none={say.noDecisions} decisions={compared.decisions} />
      {compared.later.length > 0 && (
        <section className="figure" aria-labelledby="compare-later">
          <h2 id="compare-later">{say.later}</h2>
          <div data-compared>
            <DataTable
              caption={say.later}
              head={[facts.say.decisions.option, say.nodes]}
              rows={compared.later.map(({ name, nodes }) => [name, format.number(nodes)])}
            />
          </div>
        </section>
      )}
      <section className="figure" aria-labelledby="compare-inputs">
        <h2 id="compare-inputs">{say.inputs}</h2>
        {!compared.inputs && <p>{say.inputsUnknown}</p>}
        {compared.inputs?.length === 0 && <p>{say.noInputs}</p>}
        {compared.inputs && compared.inputs.length > 0 && (
          <div data-compared>
            <DataTable
              caption={say.inputs}
              head={[facts.say.assumptions.path, say.before, say.now]}
              rows={compared.inputs.map(({ path, before, now }) => [path, before, now])}
            />
          </div>
        )}
      </section>
    </>
  );
}

interface DecisionsProps {
  readonly title: string;
  readonly none: string;
  readonly decisions: readonly ComparedDecision[];
}

function Decisions({ title, none, decisions }: DecisionsProps) {
  const { facts, go } = useShown();
  const say = facts.dash.compare;
  const tag = (word: string | undefined, action: string | undefined) =>
    word === undefined || action === undefined ? '–' : <ActionTag family={familyOf(action)} word={word} />;
  return (
    <section className="figure" aria-labelledby="compare-decisions">
      <h2 id="compare-decisions">{title}</h2>
      {decisions.length === 0 && <p>{none}</p>}
      {decisions.length > 0 && (
        <table className="numbers words">
          <thead>
            <tr>
              <th scope="col">{facts.say.decisions.option}</th>
              <th scope="col">{say.before}</th>
              <th scope="col">{say.now}</th>
            </tr>
          </thead>
          <tbody>
            {decisions.map(({ option, name, before, now, actions }) => (
              <tr key={option}>
                <th scope="row">
                  <button
                    type="button"
                    className="link"
                    data-name
                    onClick={() => go({ view: 'now', option })}
                  >
                    {name}
                  </button>
                </th>
                <td>{tag(before, actions[0])}</td>
                <td>{tag(now, actions[1])}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
