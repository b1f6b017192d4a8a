/** Pinning a decision as settled, and saying why. */
import { actionWord } from '../../../src/views/action-word.ts';
import { useNotes } from '../state/notes.ts';
import { useShown } from '../state/shown.ts';
import { csvOf } from './data-table.tsx';
import { download } from './download.ts';

export function DecisionNote({ option, action }: { readonly option: string; readonly action: string }) {
  const { facts } = useShown();
  const { dash, plan } = facts;
  const [notes, change] = useNotes(plan.provenance.portfolioName);
  const note = notes[option] ?? {};
  const { pin: _, ...unpinned } = note;
  return (
    <div className="note" data-input>
      <h3>{dash.notes.title}</h3>
      <label>
        <input
          type="checkbox"
          checked={note.pin !== undefined}
          onChange={(event) => change(option, event.target.checked ? { ...note, pin: action } : unpinned)}
        />{' '}
        {dash.notes.pin}
      </label>
      <Against option={option} action={action} />
      <textarea
        rows={3}
        aria-label={dash.notes.comment}
        placeholder={dash.notes.comment}
        value={note.comment ?? ''}
        onChange={(event) => change(option, { ...note, comment: event.target.value })}
      />
      <p className="footnote">{dash.notes.kept}</p>
    </div>
  );
}

/** Says that the plan shown does otherwise than what is pinned. */
function Against({ option, action }: { readonly option: string; readonly action: string }) {
  const { facts } = useShown();
  const [notes] = useNotes(facts.plan.provenance.portfolioName);
  const pin = notes[option]?.pin;
  if (pin === undefined || pin === action) return null;
  return <p className="toss-up">{facts.dash.notes.against(actionWord(pin, facts.language))}</p>;
}

/** What stands beside a decision in the list. */
export function NoteMark({ option, action }: { readonly option: string; readonly action: string }) {
  const { facts } = useShown();
  const [notes] = useNotes(facts.plan.provenance.portfolioName);
  const note = notes[option];
  if (!note) return null;
  return (
    <small className="note-mark" data-input>
      {note.pin === action && facts.dash.notes.pinned}
      {note.comment && ` “${note.comment}”`}
      <Against option={option} action={action} />
    </small>
  );
}

/** Hands pins and comments out as a table, with the plan that they stand on. */
export function NotesExport() {
  const { facts } = useShown();
  const { dash, plan, language } = facts;
  const [notes] = useNotes(plan.provenance.portfolioName);
  const rows = Object.entries(notes).map(([option, { pin, comment }]) => [
    ...[option, pin === undefined ? '' : actionWord(pin, language), comment ?? '', plan.provenance.planHash],
  ]);
  if (rows.length === 0) return null;
  const csv = () => csvOf({ head: [...dash.notes.head, 'plan'], rows });
  return (
    <button
      type="button"
      className="plain"
      onClick={() => download(`${plan.provenance.portfolioName}.notes.csv`, 'text/csv', csv())}
    >
      {dash.notes.export}
    </button>
  );
}
