/** All views of a plan, each computed when it is first asked for. */
import { type CapacityView, capacityView } from './capacity-view.ts';
import { type DemandView, demandView } from './demand-view.ts';
import { type FleetView, fleetView } from './fleet-view.ts';
import { type GanttView, ganttView } from './gantt-view.ts';
import { type MoneyView, moneyView } from './money-view.ts';
import { type NowView, nowView } from './now-view.ts';
import { once } from './once.ts';
import type { PlanFacts } from './plan-facts.ts';
import { type PolicyView, policyView } from './policy-view.ts';
import { type ServingView, servingView } from './serving-view.ts';

/** One view for each page of the dashboard. */
export interface DashboardViews {
  readonly facts: PlanFacts;
  readonly now: NowView;
  readonly gantt: GanttView;
  readonly demand: DemandView;
  readonly capacity: CapacityView;
  readonly money: MoneyView;
  readonly fleet: FleetView;
  readonly policy: PolicyView;
  readonly serving: ServingView;
}

/** Nothing is computed before it is asked for, and nothing twice. */
export function dashboardViews(facts: PlanFacts): DashboardViews {
  const of = <View>(make: (facts: PlanFacts) => View) => once(() => make(facts));
  const [now, gantt, demand, capacity] = [of(nowView), of(ganttView), of(demandView), of(capacityView)];
  const [money, fleet, policy, serving] = [of(moneyView), of(fleetView), of(policyView), of(servingView)];
  return {
    facts,
    get now() {
      return now();
    },
    get gantt() {
      return gantt();
    },
    get demand() {
      return demand();
    },
    get capacity() {
      return capacity();
    },
    get money() {
      return money();
    },
    get fleet() {
      return fleet();
    },
    get policy() {
      return policy();
    },
    get serving() {
      return serving();
    },
  };
}
