/** Figures and sentences that say where they come from, so that a test can compare each with the plan file. */
import type { ReactNode } from 'react';

/** Attributes of an element that holds one figure: its place among the views, its exact value, and the unit of the text. */
export function figureOf(of: string, raw: number, factor = 1) {
  return { 'data-of': of, 'data-raw': String(raw), ...(factor !== 1 && { 'data-factor': String(factor) }) };
}

export interface FigureProps {
  /** `now.figures[2].value`: the path in `DashboardViews`. */
  readonly of: string;
  readonly raw: number;
  /** What one unit of the text is worth, where the text leaves the unit out. */
  readonly factor?: number;
  readonly children: ReactNode;
}

/** A figure in text, with its full precision on hover. */
export function Figure({ of, raw, factor, children }: FigureProps) {
  return (
    <span {...figureOf(of, raw, factor)} title={String(raw)}>
      {children}
    </span>
  );
}

/** A sentence that a view computed. */
export function Sentence({ of, children }: { readonly of: string; readonly children: string }) {
  return <span data-sentence={of}>{children}</span>;
}
