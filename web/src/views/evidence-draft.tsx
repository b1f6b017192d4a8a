/** What one more piece of evidence would do, before anybody enters it. */
import { useState } from 'react';
import { effectsOfEntry } from '../../../src/app/evidence-effects.ts';
import { shellWord } from '../../../src/messages/shell-word.ts';
import { CommandLine } from '../parts/command-line.tsx';
import { useShown } from '../state/shown.ts';
import { EffectTable } from './effect-table.tsx';

const whole = (percent: number) => Math.min(99, Math.max(1, Math.round(percent)));

export function EvidenceDraft() {
  const { facts, file } = useShown();
  const { dash, portfolio } = facts;
  const say = dash.evidence;
  const subjects = [
    ...portfolio.events.map(({ id, name }) => ({ id, name, states: ['occurs', 'does-not'] })),
    ...portfolio.growthViews.map(({ id, name, states }) => ({
      id,
      name,
      states: states.map((one) => one.id),
    })),
  ];
  const [about, setAbout] = useState(subjects[0]!.id);
  const [reliability, setReliability] = useState(70);
  const [likelihoods, setLikelihoods] = useState<Readonly<Record<string, number>>>({});
  const subject = subjects.find(({ id }) => id === about) ?? subjects[0]!;
  const likelihood = (state: string, i: number) => likelihoods[state] ?? (i === 0 ? 60 : 30);
  const effects = effectsOfEntry(portfolio, {
    ...{ id: '(draft)', variable: subject.id, source: '(draft)', group: '(draft)' },
    ...{ publishedOn: portfolio.asOf, reportedOn: portfolio.asOf, reliability: reliability / 100 },
    likelihoods: Object.fromEntries(subject.states.map((state, i) => [state, likelihood(state, i) / 100])),
  });
  const command = [
    `kadenz evidence preview ${shellWord(file)} --id new --about ${shellWord(subject.id)}`,
    ...[`--source ID --published ${portfolio.asOf} --reliability ${reliability / 100}`],
    ...subject.states.map(
      (state, i) => `--likelihood ${shellWord(`${state}=${likelihood(state, i) / 100}`)}`,
    ),
    '--plan',
  ].join(' ');
  const percentField = (id: string, label: string, value: number, set: (percent: number) => void) => (
    <label key={id}>
      {label}{' '}
      <input
        type="number"
        {...{ min: 1, max: 99, value }}
        onChange={(event) => set(whole(Number(event.target.value)))}
      />{' '}
      %
    </label>
  );
  return (
    <section className="figure" aria-labelledby="draft-title">
      <h2 id="draft-title">{say.draft}</h2>
      <p className="takeaway">{say.draftTakeaway}</p>
      <div className="choice draft" data-input>
        <label>
          {say.event}{' '}
          <select value={subject.id} onChange={(event) => setAbout(event.target.value)}>
            {subjects.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        {percentField('reliability', say.reliability, reliability, setReliability)}
        {subject.states.map((state, i) =>
          percentField(state, say.readIf(say.states(state)), likelihood(state, i), (percent) =>
            setLikelihoods((before) => ({ ...before, [state]: percent })),
          ),
        )}
      </div>
      <EffectTable caption={say.draft} effects={effects} />
      <p className="footnote">{say.draftNote}</p>
      <CommandLine command={command} />
    </section>
  );
}
