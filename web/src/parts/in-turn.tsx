/** Sections of a view, drawn one after the other, also where another plan comes: no single drawing blocks the page. */
import { Children, type ReactNode, useMemo } from 'react';
import { PlanContext, type ShownPlan, usePlan } from '../state/shown.ts';
import { useInTurn } from './use-in-turn.ts';

interface Sections {
  readonly plan: ShownPlan;
  readonly sections: readonly ReactNode[];
}

export function InTurn({ children }: { readonly children: ReactNode }) {
  const plan = usePlan();
  const given = useMemo((): Sections => ({ plan, sections: Children.toArray(children) }), [plan, children]);
  const { drawn, done } = useInTurn(given, given.sections.length, { first: 1, more: 1 }, ofSamePlan);
  return (
    <>
      {drawn.map(
        (from, s) =>
          from && (
            // Keyed by its place: a section of the former plan stays there until its turn comes.
            <PlanContext key={s} value={from.plan}>
              {from.sections[s]}
            </PlanContext>
          ),
      )}
      {!done && <span aria-busy="true" hidden />}
    </>
  );
}

function ofSamePlan(one: Sections, other: Sections): boolean {
  return one.plan === other.plan;
}
