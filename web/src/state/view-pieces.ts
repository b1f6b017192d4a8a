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

/** The pieces of one view of the plan whose views `made` gives. */
export function viewPieces(made: () => DashboardViews, view: ViewName): (() => unknown)[] {
  return [...(view === 'now' ? [] : shared), ...own[view]].map((piece) => () => piece(made()));
}

/** The pieces of all views. */
export function allPieces(views: DashboardViews): (() => unknown)[] {
  return [...shared, ...Object.values(own).flat()].map((piece) => () => piece(views));
}
