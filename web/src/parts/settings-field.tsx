/** Any figure of the portfolio by its path, as `--set` takes it; what is wrong with a setting stands below it. */
import { type FormEvent, useState } from 'react';
import { renderProblem } from '../../../src/messages/render-problem.ts';
import type { LocatedProblem } from '../../../src/units/problem.ts';
import { useShown } from '../state/shown.ts';

interface SettingsFieldProps {
  readonly set: readonly string[];
  readonly problems: readonly LocatedProblem[];
  onChange(set: readonly string[]): void;
}

export function SettingsField({ set, problems, onChange }: SettingsFieldProps) {
  const { facts } = useShown();
  const say = facts.dash.whatIf;
  const [text, setText] = useState('');
  const [open, setOpen] = useState(set.length > 0);
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '') return;
    onChange([...set, text.trim()]);
    setText('');
  };
  return (
    <div className="settings" data-input>
      <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{say.setting}</summary>
        <form onSubmit={add}>
          <input
            id="setting"
            value={text}
            aria-label={say.setting}
            placeholder={settingExample(facts.portfolio)}
            spellCheck={false}
            autoComplete="off"
            aria-describedby="setting-note"
            aria-invalid={problems.length > 0}
            onChange={(event) => setText(event.target.value)}
          />
          <button type="submit" disabled={text.trim() === ''}>
            {say.apply}
          </button>
        </form>
        <small id="setting-note">{say.settingNote}</small>
      </details>
      <ul>
        {set.map((one, i) => (
          <li key={`${i} ${one}`}>
            <code>{one}</code>
            <button
              type="button"
              className="plain"
              aria-label={say.takeBack(one)}
              onClick={() => onChange(set.filter((_, other) => other !== i))}
            >
              ✕
            </button>
          </li>
        ))}
      </ul>
      {problems.length > 0 && (
        <ul role="alert" className="problems">
          {problems.map((found) => {
            const sentence = renderProblem(unplaced(found), facts.language);
            return <li key={sentence}>{sentence}</li>;
          })}
        </ul>
      )}
    </div>
  );
}

/** The setting that a problem is of stands above it already. */
function unplaced({ location: _, ...found }: LocatedProblem): LocatedProblem {
  return found;
}

/** A setting that the portfolio at hand takes. */
function settingExample({ projects, regions }: ReturnType<typeof useShown>['facts']['portfolio']): string {
  return projects[0] ? `projects.${projects[0].id}.itPowerMw=x0.5` : `regions.${regions[0]?.id}.pue=1.2`;
}
