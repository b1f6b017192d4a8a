/** Whether two problems differ in figures only, so that policies and a basis of one serve the other. */
import type { PlanningProblem } from './planning-problem.ts';
import type { StagedOption } from './staged-option.ts';

/** Same tree, rows, variables and state machines; bounds, coefficients, cash and guards may differ. */
export function haveSameShape(a: PlanningProblem, b: PlanningProblem): boolean {
  return (
    a.risk.cvarWeight > 0 === b.risk.cvarWeight > 0 &&
    same(a.tree.parent, b.tree.parent) &&
    same(a.rowNames, b.rowNames) &&
    same(a.columnNames, b.columnNames) &&
    a.options.length === b.options.length &&
    a.options.every((option, o) => sameMachine(option, b.options[o]!))
  );
}

function sameMachine(a: StagedOption, b: StagedOption): boolean {
  if (a === b) return true;
  return (
    a.id === b.id &&
    a.initialState === b.initialState &&
    same(a.arcStart, b.arcStart) &&
    same(a.arcTo, b.arcTo) &&
    same(a.arcAction, b.arcAction) &&
    same(a.actionNames, b.actionNames)
  );
}

function same<T>(a: ArrayLike<T>, b: ArrayLike<T>): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
