/** Figures and sentences that say where they come from, so that a test can compare each with the plan file. */
import type { ReactNode } from 'react';
import type { DashboardViews } from '../../../src/views/dashboard-views.ts';
import { useShown } from '../state/shown.ts';

/** Attributes of an element that holds one figure: its place among the views, its exact value, and the unit of the text. */
export function figureOf(of: string, raw: number, factor = 1) {
  return { 'data-of': of, 'data-raw': String(raw), ...(factor !== 1 && { 'data-factor': String(factor) }) };
}

export interface FigureProps {
  /** `now.figures[2].value`: the path in `DashboardViews`; empty where it is none of theirs. */
  readonly of: string;
  readonly raw: number;
  /** What one unit of the text is worth, where the text leaves the unit out. */
  readonly factor?: number;
  /** The figure as loaded, where it does not stand at the same path. */
  readonly before?: number | undefined;
  readonly children: ReactNode;
}

/** A figure in text, with its full precision on hover; outlined where a what-if has changed it. */
export function Figure({ of, raw, factor, children, ...given }: FigureProps) {
  const { base, facts } = useShown();
  const before = 'before' in given ? given.before : base && numberAt(base, of);
  const changed = before !== undefined && Math.abs(before - raw) > 1e-9 * Math.max(1, Math.abs(before));
  return (
    <span
      {...figureOf(of, raw, factor)}
      className={changed ? 'changed-figure' : undefined}
      title={changed ? `${raw} (${facts.dash.whatIf.was(String(before))})` : String(raw)}
    >
      {children}
    </span>
  );
}

/** The number at a path among the views; `undefined` where there is none. */
function numberAt(views: DashboardViews, path: string): number | undefined {
  const found = path
    .split(/[.[\]]+/)
    .filter(Boolean)
    .reduce<unknown>((at, key) => (at as Record<string, unknown> | null | undefined)?.[key], views);
  return typeof found === 'number' ? found : undefined;
}

/** A sentence that a view computed. */
export function Sentence({ of, children }: { readonly of: string; readonly children: string }) {
  return <span data-sentence={of}>{children}</span>;
}
