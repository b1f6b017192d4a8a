/** What the backtest tells of one plan: groups of options, what they come to, where the money goes. */
import { depthsOf } from '../../src/demand/scenario-tree.ts';
import type { PlanFile } from '../../src/domain/plan-file.ts';
import type { Portfolio } from '../../src/domain/portfolio.ts';
import { conversionFigures } from './conversion.ts';

/** The parts of a plan file that the backtest tells of. */
export type Plan = Pick<PlanFile, 'headline' | 'decisionsNow' | 'policy' | 'tree' | 'fleet'>;

/** The parts of the flagship that are told apart, in the order of the page. */
export const groups = ['in process', 'signed', 'owned'] as const;

/** A name of {@link groups}. */
export type Group = (typeof groups)[number];

/** The group of each site and lease by its id. */
export function groupsOf({ projects, leases }: Portfolio): ReadonlyMap<string, Group> {
  return new Map<string, Group>([
    ...projects.map(({ id }) => [id, 'owned'] as const),
    ...leases.map(({ id, loi }) => [id, loi ? 'in process' : 'signed'] as const),
  ]);
}

/** MW of each group by the action of today: `{ 'in process': { cancel: 1400, … } }`. */
export function megawattsByAction(
  portfolio: Portfolio,
  actionOf: (option: string) => string,
): Record<Group, Record<string, number>> {
  const group = groupsOf(portfolio);
  const sums: Record<Group, Record<string, number>> = { 'in process': {}, signed: {}, owned: {} };
  for (const { id, itPowerMw } of [...portfolio.projects, ...portfolio.leases]) {
    const row = sums[group.get(id)!];
    const action = wordOf(actionOf(id));
    row[action] = (row[action] ?? 0) + itPowerMw;
  }
  return sums;
}

/** Expected MW of each group that are kept to the end, from the shares of its options. */
export function keptMegawatts(
  portfolio: Portfolio,
  kept: ReadonlyMap<string, number>,
): Record<Group, number> {
  const group = groupsOf(portfolio);
  const sums: Record<Group, number> = { 'in process': 0, signed: 0, owned: 0 };
  for (const { id, itPowerMw } of [...portfolio.projects, ...portfolio.leases])
    sums[group.get(id)!] += itPowerMw * kept.get(id)!;
  return sums;
}

/** `pause:building` is a pause, `hand-over:absorber-us` a hand-over. */
export function wordOf(action: string): string {
  return action.split(':')[0]!;
}

/** What `docs/backtest.json` holds of the plan. */
export type PlanFigures = ReturnType<typeof planFigures>;

/** What is told of a plan; money in USD, power in MW, shares as fractions. */
export function planFigures(portfolio: Portfolio, plan: Plan) {
  const { headline, decisionsNow } = plan;
  const { figures } = headline;
  const actions = new Map(decisionsNow.map(({ option, action }) => [option, action as string]));
  const horizon = portfolio.calendar.horizonQuarters;
  return {
    valueUsd: headline.valueUsd,
    boundUsd: headline.boundUsd,
    gapShareOfStake: headline.gapShareOfStake,
    stakeUsd: headline.stakeUsd,
    retreatUsd: headline.retreatUsd,
    fullSpeedUsd: headline.fullSpeedUsd,
    npvP10Usd: figures.npvP10Usd,
    npvP50Usd: figures.npvP50Usd,
    npvP90Usd: figures.npvP90Usd,
    proven: decisionsNow.filter(({ proven }) => proven).length,
    decisions: decisionsNow.length,
    mwByAction: megawattsByAction(portfolio, (id) => actions.get(id)!),
    liveAtEndMw: liveAtEnd(portfolio, plan, horizon),
    keptMw: keptMegawatts(portfolio, keptInPlan(plan)),
    first: Object.fromEntries(actions),
    cadence: Object.fromEntries(
      figures.cadence.map(({ fiscalYear, buildUsd, acceleratorUsd }) => [
        `FY${fiscalYear}`,
        { buildUsd, acceleratorUsd, buildShare: buildUsd / (buildUsd + acceleratorUsd) },
      ]),
    ),
    conversion: conversionFigures(portfolio, plan),
    overBuildProbability: everyYear(figures.overBuildProbability),
    underBuildProbability: everyYear(figures.underBuildProbability),
  };
}

const GONE = /^(cancel|lapse|hand-over|handed-over)/;

/** Expected share of each option that is there or still under way at the end. */
function keptInPlan({ policy, tree }: Plan): Map<string, number> {
  const isLeaf = new Uint8Array(tree.parent.length).fill(1);
  for (const above of tree.parent) if (above >= 0) isLeaf[above] = 0;
  return new Map(
    policy.map(({ option, actions, states }) => [
      option,
      actions.reduce(
        (sum, action, n) =>
          isLeaf[n] && !GONE.test(action) && !GONE.test(states[n]!) ? sum + tree.probability[n]! : sum,
        0,
      ),
    ]),
  );
}

/** Expected MW of each group that have power in the last quarter. */
function liveAtEnd(portfolio: Portfolio, { policy, tree }: Plan, horizon: number): Record<Group, number> {
  const group = groupsOf(portfolio);
  const depth = depthsOf(tree.parent);
  const sums: Record<Group, number> = { 'in process': 0, signed: 0, owned: 0 };
  for (const { option, poweredMw } of policy) {
    const of = group.get(option);
    if (!of) continue;
    poweredMw.forEach((mw, n) => {
      if (depth[n] === horizon - 1) sums[of] += tree.probability[n]! * mw;
    });
  }
  return sums;
}

function everyYear(values: readonly number[]): number[] {
  return values.filter((_, t) => t % 4 === 3);
}
