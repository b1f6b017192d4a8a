/** One option in one future, as a strip of colours that words accompany. */
import type { OptionPolicy } from '../../../src/domain/plan-file.ts';
import { toneOf } from '../../../src/views/action-word.ts';
import { familyAt, runsOf } from '../../../src/views/gantt-view.ts';
import type { Future } from '../../../src/views/plan-tree.ts';
import { useShown } from '../state/shown.ts';

interface MiniStripProps {
  readonly label: string;
  readonly row: OptionPolicy;
  readonly future: Future;
}

export function MiniStrip({ label, row, future }: MiniStripProps) {
  const { facts } = useShown();
  const runs = runsOf(future.path.map((n) => familyAt(row, n)));
  const told = runs
    .map(
      ({ family, from }) => `${facts.words.actions[family]} ${facts.format.quarter(facts.quarters[from]!)}`,
    )
    .join(', ');
  return (
    <figure className="mini">
      <figcaption>{label}</figcaption>
      <svg
        viewBox={`0 0 ${future.path.length} 1`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${label}: ${told}`}
      >
        {runs.map(({ family, from, to }) => (
          <rect key={from} className={`cell ${toneOf(family)}`} x={from} y={0} width={to - from} height={1} />
        ))}
      </svg>
      <small>{told}</small>
    </figure>
  );
}
