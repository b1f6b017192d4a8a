/** What if: a slider and a number field per level, and one line that says what changed. */
import { useEffect, useRef, useState } from 'react';
import { compareView } from '../../../src/views/compare-view.ts';
import {
  noWhatIf,
  type WhatIf,
  type WhatIfKnob,
  whatIfKnobs,
  whatIfRange,
} from '../../../src/views/what-if.ts';
import { useShown } from '../state/shown.ts';
import type { WhatIfState } from '../state/what-if-plans.ts';
import { CommandLine } from './command-line.tsx';
import { SettingsField } from './settings-field.tsx';

/** Milliseconds of rest after which a moving slider is taken at its word. */
const REST_MS = 40;

interface WhatIfPanelProps {
  readonly state: WhatIfState;
  /** The command line that plans the same. */
  readonly command: string;
  keep(): void;
}

export function WhatIfPanel({ state, command, keep }: WhatIfPanelProps) {
  const { facts, url, go } = useShown();
  const say = facts.dash.whatIf;
  const [settings, setSettings] = useState<WhatIf>(url.whatIf);
  const [past, setPast] = useState<readonly WhatIf[]>([]);
  const [kept, setKept] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  // The address may change on its own: back, forward, another portfolio.
  useEffect(() => setSettings(url.whatIf), [url.whatIf]);
  const apply = (now: WhatIf) => {
    clearTimeout(timer.current);
    setSettings(now);
    setKept(false);
    timer.current = setTimeout(() => {
      setPast((before) => [...before, url.whatIf]);
      go({ whatIf: now });
    }, REST_MS);
  };
  const undo = () => {
    clearTimeout(timer.current);
    const last = past.at(-1);
    if (!last) return;
    setPast(past.slice(0, -1));
    setSettings(last);
    go({ whatIf: last });
  };
  const reset = () => {
    clearTimeout(timer.current);
    setPast((before) => [...before, url.whatIf]);
    setSettings(noWhatIf);
    go({ whatIf: noWhatIf });
  };
  return (
    <section className="what-if" aria-labelledby="what-if-title">
      <h2 id="what-if-title">{say.title}</h2>
      {whatIfKnobs.map((knob) => (
        <Knob
          key={knob}
          knob={knob}
          value={settings.levels[knob] ?? 0}
          onChange={(value) => apply({ ...settings, levels: { ...settings.levels, [knob]: value } })}
        />
      ))}
      <SettingsField
        set={settings.set}
        problems={state.status === 'invalid' ? state.problems : []}
        onChange={(set) => apply({ ...settings, set })}
      />
      <p className="what-if-line" role="status" aria-live="polite" data-what-if={state.status}>
        <ResultLine state={state} />
        {kept && ` ${say.kept}`}
      </p>
      <div className="tools">
        <button type="button" disabled={past.length === 0} onClick={undo}>
          {say.undo}
        </button>
        <button type="button" disabled={state.status === 'none'} onClick={reset}>
          {say.reset}
        </button>
        <button
          type="button"
          disabled={state.status !== 'planned'}
          onClick={() => {
            keep();
            setKept(true);
          }}
        >
          {say.keep}
        </button>
      </div>
      {state.status !== 'none' && <CommandLine command={command} />}
    </section>
  );
}

interface KnobProps {
  readonly knob: WhatIfKnob;
  readonly value: number;
  onChange(value: number): void;
}

function Knob({ knob, value, onChange }: KnobProps) {
  const { facts } = useShown();
  const say = facts.dash.whatIf;
  const missing =
    knob === 'events' && facts.portfolio.events.length === 0
      ? say.noEvents
      : knob === 'budget' && facts.portfolio.budget.length === 0
        ? say.noBudget
        : undefined;
  const { least, most, step } = whatIfRange;
  const take = (text: string) => {
    const number = Math.round(Number(text));
    if (text !== '' && Number.isFinite(number)) onChange(Math.min(most, Math.max(least, number)));
  };
  return (
    <div className="knob">
      <label htmlFor={`knob-${knob}`}>{say.knobs[knob]}</label>
      {missing ? (
        <small>{missing}</small>
      ) : (
        <>
          <input
            id={`knob-${knob}`}
            type="range"
            {...{ min: least, max: most, step, value }}
            aria-valuetext={`${value} %`}
            onChange={(event) => take(event.target.value)}
          />
          <input
            type="number"
            {...{ min: least, max: most, value }}
            aria-label={`${say.knobs[knob]}, ${say.percent}`}
            onChange={(event) => take(event.target.value)}
          />
          <span aria-hidden="true">%</span>
        </>
      )}
    </div>
  );
}

/** `4 decisions changed, NPV −120 m USD, gap 1.4 % and falling`. */
function ResultLine({ state }: { readonly state: WhatIfState }) {
  const { facts, base } = useShown();
  const say = facts.dash.whatIf;
  if (state.status === 'none') return say.none;
  if (state.status === 'planning') return base ? say.startingFrom : say.starting;
  if (state.status === 'invalid') return say.invalid(state.problems.length);
  if (state.status === 'failed') return say.failed(state.detail);
  if (!base) return null;
  const { decisions } = compareView(facts, base.facts.plan);
  const { format, plan } = facts;
  const difference = plan.headline.figures.expectedNpvUsd - base.facts.plan.headline.figures.expectedNpvUsd;
  const sign = difference > 0 ? '+' : '';
  return `${say.result(decisions.length, `${sign}${format.money(difference)}`, format.percent(plan.headline.gapShareOfStake))}${state.final ? say.settled : say.refining}; ${say.first(format.number(state.firstSeconds))}`;
}
