/** Power against need: how long or short, where, what is under way, and what changes between two dates. */

import { expectedByQuarter, quantilesByQuarter } from '../demand/tree-statistics.ts';
import type { Quantiles } from '../domain/plan-file.ts';
import { addQuarters } from '../units/quarter.ts';
import { optionName } from './gantt-view.ts';
import type { PlanFacts } from './plan-facts.ts';
import { type Standing, standingOf } from './standing.ts';

/** MW below which a difference is not worth a word. */
export const NOTICED_MW = 0.5;

/** IT MW throughout, per quarter. */
export interface CapacityView {
  /** Whether we are long or short. */
  readonly sentence: string;
  readonly need: Quantiles;
  readonly powered: Quantiles;
  /** Live capacity of the installed base. */
  readonly live: readonly number[];
  /** Added by the plan, P50 of what is powered less what is live. */
  readonly added: readonly number[];
  /** Expected; site control to power, and signed leases. */
  readonly committed: readonly number[];
  /** Expected; talks and letters of intent: never added to the rest. */
  readonly exploratory: readonly number[];
  readonly overBuild: Quantiles;
  readonly underBuild: Quantiles;
  /** Powered beside unserved demand, without accelerators. */
  readonly waiting: Quantiles;
  readonly regions: readonly RegionPower[];
}

/** A region with its place on the map, where known, and its IT MW. */
export interface RegionPower {
  readonly region: string;
  readonly name: string;
  readonly latitude: number | undefined;
  readonly longitude: number | undefined;
  /** Expected, per quarter. */
  readonly poweredMw: readonly number[];
  readonly usedMw: readonly number[];
}

/** Power, need and what is under way, per quarter over the plan's futures. */
export function capacityView(facts: PlanFacts): CapacityView {
  const { plan, tree, capacity } = facts;
  const powered = quantilesByQuarter(tree, capacity.poweredMw);
  const live = expectedByQuarter(tree, capacity.liveMw);
  const { overBuildMw, underBuildMw, waitingMw } = plan.headline.figures;
  return {
    ...{ sentence: positionSentence(facts), need: quantilesByQuarter(tree, capacity.needMw), powered, live },
    added: powered.p50.map((mw, t) => Math.max(0, mw - live[t]!)),
    ...pipeline(facts),
    ...{ overBuild: overBuildMw, underBuild: underBuildMw, waiting: waitingMw, regions: regionPower(facts) },
  };
}

/** `We are short by up to 155 MW (P50, 2029Q4).` */
function positionSentence({ plan, say, format, quarters }: PlanFacts): string {
  const { overBuildMw, underBuildMw, waitingMw } = plan.headline.figures;
  const short = (power: string, quarter: string) => {
    const waiting = waitingMw.p50[underBuildMw.p50.indexOf(Math.max(...underBuildMw.p50))]!;
    return waiting < NOTICED_MW
      ? say.capacity.short(power, quarter)
      : say.capacity.shortWaiting(power, quarter, format.power(waiting));
  };
  const worst = (series: readonly number[], tell: (power: string, quarter: string) => string) => {
    const most = Math.max(...series);
    if (most < NOTICED_MW) return [];
    return [tell(format.power(most), format.quarter(quarters[series.indexOf(most)]!))];
  };
  const positions = [...worst(underBuildMw.p50, short), ...worst(overBuildMw.p50, say.capacity.long)];
  return positions.length > 0 ? say.capacity.takeaway(format.and(positions)) : say.capacity.balanced;
}

/** Committed and exploratory MW that do not give power yet, expected, per quarter. */
export function pipeline({
  plan,
  portfolio,
  tree,
}: PlanFacts): Pick<CapacityView, 'committed' | 'exploratory'> {
  const nodes = tree.parent.length;
  const [committed, exploratory] = [new Float64Array(nodes), new Float64Array(nodes)];
  for (const { option, states, poweredMw } of plan.policy) {
    const known = new Map<string, Standing>();
    states.forEach((state, n) => {
      const key = `${state} ${poweredMw[n]}`;
      const standing = known.get(key) ?? standingOf(portfolio, option, state, poweredMw[n]!);
      known.set(key, standing);
      committed[n]! += standing.committedMw;
      exploratory[n]! += standing.exploratoryMw;
    });
  }
  return {
    committed: expectedByQuarter(tree, committed),
    exploratory: expectedByQuarter(tree, exploratory),
  };
}

function regionPower({ portfolio, tree, capacity }: PlanFacts): RegionPower[] {
  const regionOf = new Map(portfolio.pools.map(({ id, region }) => [id, region]));
  return portfolio.regions.map(({ id, name, latitude, longitude }) => {
    const pools = capacity.pools.filter(({ pool }) => regionOf.get(pool) === id);
    const expected = (of: 'poweredMw' | 'runningMw') =>
      expectedByQuarter(
        tree,
        Float64Array.from(tree.parent, (_, n) => pools.reduce((sum, pool) => sum + pool[of][n]!, 0)),
      );
    return {
      ...{ region: id, name, latitude, longitude },
      ...{ poweredMw: expected('poweredMw'), usedMw: expected('runningMw') },
    };
  });
}

/** A step from one quarter's expected powered MW to another's. */
export interface WaterfallStep {
  readonly label: string;
  readonly mw: number;
}

/** How the expected powered IT MW of one quarter become those of another. */
export interface CapacityBridge {
  readonly startMw: number;
  readonly endMw: number;
  /** What options and ending leases change, the largest first; they add up to the difference. */
  readonly steps: readonly WaterfallStep[];
}

/** What makes the expected powered MW of quarter `to` differ from that of quarter `from` (both counted from the root). */
export function capacityBridge(facts: PlanFacts, from: number, to: number): CapacityBridge {
  const { plan, portfolio, tree } = facts;
  const live = (t: number) => addQuarters(tree.firstQuarter, t);
  const ended = portfolio.liveCapacity
    .filter(({ until }) => until !== undefined && live(from) <= until && live(to) > until)
    .map(({ id, itPowerMw }) => ({ label: id, mw: -itPowerMw }));
  const changed = plan.policy.map(({ option, poweredMw }) => {
    const expected = expectedByQuarter(tree, poweredMw);
    return { label: optionName(facts.plan, option), mw: expected[to]! - expected[from]! };
  });
  const total = expectedByQuarter(tree, facts.capacity.poweredMw);
  return {
    ...{ startMw: total[from]!, endMw: total[to]! },
    steps: [...ended, ...changed]
      .filter(({ mw }) => Math.abs(mw) >= 0.05)
      .sort((a, b) => Math.abs(b.mw) - Math.abs(a.mw)),
  };
}
