/** Evidence: what was read, by whom, of what reliability; what it did to the probabilities; and what is assumed. */
import { useState } from 'react';
import { evidenceEffects } from '../../../src/app/evidence-effects.ts';
import { assumptionsOf } from '../../../src/views/assumptions.ts';
import { eventEffects } from '../../../src/views/event-effects.ts';
import { DataTable } from '../parts/data-table.tsx';
import { InTurn } from '../parts/in-turn.tsx';
import { useShown } from '../state/shown.ts';
import { EffectTable } from './effect-table.tsx';
import { EvidenceDraft } from './evidence-draft.tsx';
import { useNames } from './evidence-names.ts';

export function EvidencePage() {
  const { facts } = useShown();
  const { dash, portfolio } = facts;
  const { events, evidence, growthViews } = portfolio;
  const say = dash.evidence;
  const whole =
    evidence.length === 0
      ? say.none
      : say.sentence(evidence.length, new Set(evidence.map((one) => one.about)).size);
  return (
    <>
      <p className="view-name">{dash.views.evidence}</p>
      <h1 data-input>{whole}</h1>
      <InTurn>
        {events.length > 0 && <Events />}
        {events.length + growthViews.length > 0 && <Posteriors />}
        {evidence.length > 0 && <Entries />}
        {events.length + growthViews.length > 0 && <EvidenceDraft />}
        <Assumptions />
      </InTurn>
    </>
  );
}

function Events() {
  const { facts } = useShown();
  const { dash, format, portfolio } = facts;
  const say = dash.evidence;
  return (
    <section className="figure" aria-labelledby="events-title">
      <h2 id="events-title">{say.events}</h2>
      <div data-input>
        <DataTable
          caption={say.events}
          words={[2]}
          head={[say.event, say.hazard, say.effects]}
          rows={portfolio.events.map((event) => [
            event.name,
            format.percent(event.hazardPerQuarter),
            eventEffects(facts, event).join('; ') || '–',
          ])}
        />
      </div>
    </section>
  );
}

/** Probabilities before and after the log. */
function Posteriors() {
  const { facts } = useShown();
  const { dash, format, portfolio } = facts;
  const say = dash.evidence;
  const effects = evidenceEffects(portfolio);
  const most = effects.toSorted((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before))[0]!;
  const { about } = useNames();
  return (
    <section className="figure" aria-labelledby="posteriors-title">
      <h2 id="posteriors-title">{say.posteriors}</h2>
      <p className="takeaway" data-input>
        {most.before === most.after
          ? say.unmoved
          : say.mostMoved(
              about(most.about),
              say.states(most.state),
              format.percent(most.before),
              format.percent(most.after),
            )}
      </p>
      <EffectTable caption={say.posteriors} effects={effects} />
      <p className="footnote">{say.posteriorsNote}</p>
    </section>
  );
}

function Entries() {
  const { facts } = useShown();
  const { dash, format, portfolio } = facts;
  const say = dash.evidence;
  const { about, source } = useNames();
  return (
    <section className="figure" aria-labelledby="entries-title">
      <h2 id="entries-title">{say.entries}</h2>
      <div data-input>
        <DataTable
          caption={say.entries}
          words={[2, 4, 5]}
          head={[say.event, say.published, say.source, say.reliability, say.likelihoods, say.state]}
          rows={portfolio.evidence.map((entry) => [
            about(entry.about),
            entry.publishedOn,
            source(entry.source),
            format.percent(entry.reliability),
            Object.entries(entry.likelihoods)
              .map(([state, likelihood]) => `${say.states(state)} ${format.percent(likelihood)}`)
              .join(', '),
            entry.retracted ? say.retracted : say.counts,
          ])}
        />
      </div>
    </section>
  );
}

/** Every figure that nobody measured; a mark elsewhere leads here. */
function Assumptions() {
  const { facts, url } = useShown();
  const { say, format, document } = facts;
  const all = assumptionsOf(document);
  const own = url.option === undefined ? [] : all.filter(({ path }) => path.includes(`.${url.option}.`));
  const shown = own.length > 0 ? own : all;
  // Hundreds of rows on a large portfolio: drawn when they are asked for.
  const [isAsked, setAsked] = useState(false);
  const open = own.length > 0 || isAsked;
  return (
    <section className="figure" aria-labelledby="assumptions-title" id="assumptions">
      <h2 id="assumptions-title">{say.assumptions.title}</h2>
      <p className="takeaway" data-input>
        {all.length === 0 ? say.assumptions.none : facts.dash.evidence.assumed(all.length, own.length)}
      </p>
      {shown.length > 0 && (
        <details open={open} onToggle={(event) => setAsked(event.currentTarget.open)} data-input>
          <summary>
            {own.length > 0 ? facts.dash.evidence.ofOption(url.option!) : say.assumptions.all(all.length)}
          </summary>
          {open && (
            <DataTable
              caption={say.assumptions.title}
              words={[4]}
              head={[
                say.assumptions.path,
                say.assumptions.low,
                say.assumptions.typical,
                say.assumptions.high,
                say.assumptions.note,
              ]}
              rows={shown.map(({ path, low, typical, high, note }) => [
                path,
                ...[low, typical, high].map((value) => format.number(value)),
                note,
              ])}
            />
          )}
        </details>
      )}
    </section>
  );
}
