/** Sections of a view, drawn one after the other: no single drawing blocks the page. */
import { Children, type ReactNode } from 'react';
import { useGrowingCount } from './use-growing-count.ts';

export function InTurn({ children }: { readonly children: ReactNode }) {
  const sections = Children.toArray(children);
  const count = useGrowingCount(sections.length, { first: 1, more: 1 });
  return (
    <>
      {sections.slice(0, count)}
      {count < sections.length && <span aria-busy="true" hidden />}
    </>
  );
}
