/** What evidence does to the probabilities of events: before, after and by how much. */
import type { StateEffect } from '../../../src/app/evidence-effects.ts';
import { DataTable } from '../parts/data-table.tsx';
import { useShown } from '../state/shown.ts';
import { useNames } from './evidence-names.ts';

export function EffectTable({
  caption,
  effects,
}: {
  readonly caption: string;
  readonly effects: readonly StateEffect[];
}) {
  const { facts } = useShown();
  const { dash, format } = facts;
  const say = dash.evidence;
  const { about } = useNames();
  return (
    <div data-input>
      <DataTable
        caption={caption}
        words={[1]}
        head={[say.event, say.outcome, say.before, say.after, say.shift]}
        rows={effects.map((effect) => {
          const shift = effect.after - effect.before;
          return [
            about(effect.about),
            say.states(effect.state),
            format.percent(effect.before),
            `${format.percent(effect.after)}${effect.capped ? ` (${say.capped})` : ''}`,
            shift === 0 ? '–' : `${shift > 0 ? '+' : ''}${format.number(shift * 100)}`,
          ];
        })}
      />
    </div>
  );
}
