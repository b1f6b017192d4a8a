/** What the views of a plan are worked out from, in pieces of some milliseconds: each is kept once it was asked for. */
import type { DashboardViews } from '../../../src/views/dashboard-views.ts';
import type { ViewName } from './view-names.ts';

type Piece = (views: DashboardViews) => unknown;

/** What all views but the first start from, in the order in which one needs the other. */
const shared: readonly Piece[] = [
  ({ facts }) => facts.plan.fleet,
  ({ facts }) => facts.plan.service,
  ({ facts }) => facts.capacity,
  ({ facts }) => facts.futures,
];

const own: Readonly<Record<ViewName, readonly Piece[]>> = {
  now: [({ now }) => now],
  portfolio: [({ gantt }) => gantt],
  demand: [({ demand }) => demand],
  capacity: [({ capacity }) => capacity],
  money: [({ facts }) => facts.plan.cashFlows, ({ money }) => money],
  fleet: [({ fleet }) => fleet],
  policy: [({ policy }) => policy],
  serving: [({ serving }) => serving],
  evidence: [],
  map: [({ capacity }) => capacity],
  compare: [],
};

/** Views whose pieces were all worked out, by plan. */
const workedOut = new WeakMap<DashboardViews, Set<ViewName>>();

/** Whether drawing a view has nothing left to work out first. */
export function isWorkedOut(views: DashboardViews, view: ViewName): boolean {
  return workedOut.get(views)?.has(view) ?? false;
}

/** The pieces of one view of the plan whose views `made` gives. */
export function viewPieces(made: () => DashboardViews, view: ViewName): (() => unknown)[] {
  const pieces = [...(view === 'now' ? [] : shared), ...own[view]];
  const note = () => workedOut.set(made(), (workedOut.get(made()) ?? new Set()).add(view));
  return [...pieces.map((piece) => () => piece(made())), note];
}

/** The pieces of all views. */
export function allPieces(views: DashboardViews): (() => unknown)[] {
  const pieces = [...shared, ...Object.values(own).flat()];
  const note = () => workedOut.set(views, new Set(Object.keys(own) as ViewName[]));
  return [...pieces.map((piece) => () => piece(views)), note];
}
