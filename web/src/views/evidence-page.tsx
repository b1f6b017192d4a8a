/** Evidence: the events that may come, and what was read of them, by whom, of what reliability. */
import { DataTable } from '../parts/data-table.tsx';
import { useShown } from '../state/shown.ts';

export function EvidencePage() {
  const { facts } = useShown();
  const { dash, format, portfolio } = facts;
  const { events, evidence, sources, growthViews } = portfolio;
  const say = dash.evidence;
  const about = (id: string) => [...events, ...growthViews].find((one) => one.id === id)?.name ?? id;
  const source = (id: string) => sources.find((one) => one.id === id)?.title ?? id;
  const whole =
    evidence.length === 0
      ? say.none
      : say.sentence(evidence.length, new Set(evidence.map((one) => one.about)).size);
  return (
    <>
      <p className="view-name">{dash.views.evidence}</p>
      <h1 data-input>{whole}</h1>
      {events.length > 0 && (
        <section className="figure" aria-labelledby="events-title">
          <h2 id="events-title">{say.events}</h2>
          <div data-input>
            <DataTable
              caption={say.events}
              head={[say.event, say.hazard, say.effects]}
              rows={events.map(({ name, hazardPerQuarter, effects }) => [
                name,
                format.percent(hazardPerQuarter),
                effects.map(({ series, factor }) => `${series} × ${format.number(factor)}`).join(', ') || '–',
              ])}
            />
          </div>
        </section>
      )}
      {evidence.length > 0 && (
        <section className="figure" aria-labelledby="entries-title">
          <h2 id="entries-title">{say.entries}</h2>
          <div data-input>
            <DataTable
              caption={say.entries}
              head={[say.event, say.published, say.source, say.reliability, say.likelihoods, say.state]}
              rows={evidence.map((entry) => [
                about(entry.about),
                entry.publishedOn,
                source(entry.source),
                format.percent(entry.reliability),
                Object.entries(entry.likelihoods)
                  .map(([state, likelihood]) => `${state} ${format.percent(likelihood)}`)
                  .join(', '),
                entry.retracted ? say.retracted : say.counts,
              ])}
            />
          </div>
        </section>
      )}
    </>
  );
}
