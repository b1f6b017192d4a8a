/** What the figures of all studies share. */
import type { StudyResult } from '../../../../src/app/read-judged.ts';

export interface StudyFigureProps<Kind extends StudyResult['kind']> {
  readonly result: Extract<StudyResult, { kind: Kind }>;
  /** Where the result is found. */
  readonly of: string;
  readonly id: string;
  /** What is said of its gaps. */
  readonly note: string;
}

/** A study that found nothing to draw. */
export function NothingFound({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <section className="figure">
      <h2>{title}</h2>
      <p>{text}</p>
    </section>
  );
}
