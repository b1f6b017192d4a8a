/** Figures of merit of a plan (docs/method.md, section 7). */

import { leavesOf, pathTo } from '../../demand/scenario-tree.ts';
import type { CashFlowLine, CashHeading, FiguresOfMerit, PlanFleet } from '../../domain/plan-file.ts';
import { conditionalValueAtRisk } from '../incumbent.ts';
import type { CompiledPortfolio } from '../portfolio/compile-portfolio.ts';
import { ownedBefore } from '../portfolio/fleet-part.ts';
import { HOURS_PER_QUARTER } from '../portfolio/portfolio-frame.ts';
import { type CapacityPerNode, capacityPerNode } from './capacity.ts';
import { buildHeadings, capexHeadings, type PlanParts } from './plan-parts.ts';
import { internalRateOfReturn, paybackYears } from './returns.ts';
import { reversiblePerNode } from './reversible-money.ts';
import { expectedByQuarter, nodesByDepth, quantile, quantilesByQuarter } from './tree-statistics.ts';

const operatingHeadings: readonly CashHeading[] = [
  'revenue',
  'energy',
  'minimum-take',
  'rent',
  'operation',
  'holding',
  'shortfall',
];
/** Capacity counts as over- or under-built beyond this share of it. */
const TOLERATED_SHARE = 0.05;

export function figuresOfMerit(compiled: CompiledPortfolio, parts: PlanParts): FiguresOfMerit {
  const { frame } = compiled;
  const { tree, portfolio, discount } = frame;
  const total = perNode(compiled, parts.cashFlows);
  const outcomes = leavesOf(tree).map((leaf) => ({
    total: pathTo(tree, leaf).reduce((sum, n) => sum + total[n]! * discount[n]!, 0),
    probability: tree.probability[leaf]!,
  }));
  const capex = perNode(compiled, parts.cashFlows, capexHeadings).map((usd) => -usd);
  const operating = expectedByQuarter(tree, perNode(compiled, parts.cashFlows, operatingHeadings));
  const expected = expectedByQuarter(tree, total);
  const expectedCapex = sum(expectedByQuarter(tree, capex));
  const capacity = capacityPerNode(compiled, parts.policy, parts.fleet, parts.service);
  const chance = (excess: (n: number) => boolean) =>
    nodesByDepth(tree).map((nodes) => sum(nodes.filter(excess).map((n) => tree.probability[n]!)));
  const level = { cvarLevel: portfolio.risk.cvarLevel };
  return {
    expectedNpvUsd: outcomes.reduce((mean, { total: npv, probability }) => mean + probability * npv, 0),
    cvarUsd: conditionalValueAtRisk(outcomes, level),
    ...level,
    npvP10Usd: quantile(outcomes, 0.1),
    npvP50Usd: quantile(outcomes, 0.5),
    npvP90Usd: quantile(outcomes, 0.9),
    roicShare: expectedCapex > 0 ? sum(operating.slice(-4)) / expectedCapex : null,
    irrPerYear: internalRateOfReturn(expected),
    paybackYears: paybackYears(expected),
    capexUsd: expectedCapex,
    overBuildProbability: chance((n) => capacity.idleMw[n]! > TOLERATED_SHARE * capacity.poweredMw[n]!),
    underBuildProbability: chance(
      (n) => capacity.missingMw[n]! > TOLERATED_SHARE * (capacity.runningMw[n]! + capacity.missingMw[n]!),
    ),
    overBuildMw: quantilesByQuarter(tree, capacity.idleMw),
    underBuildMw: quantilesByQuarter(tree, capacity.missingMw),
    runwayQuarters: runway(compiled, capacity),
    cadence: cadence(compiled, parts.cashFlows),
    reversibleUsd: expectedByQuarter(tree, reversiblePerNode(compiled, parts)),
    utilisation: utilisation(compiled, parts.fleet),
    ...energy(compiled, parts.fleet),
  };
}

/** Nominal USD per node over the given headings, or over all. */
export function perNode(
  { frame }: CompiledPortfolio,
  lines: readonly CashFlowLine[],
  headings?: readonly CashHeading[],
): Float64Array {
  const totals = new Float64Array(frame.tree.parent.length);
  for (const line of lines) if (!headings || headings.includes(line.heading)) totals[line.node]! += line.usd;
  return totals;
}

/** Powered MW at the root over the growth of need per quarter in the first year. */
function runway({ frame }: CompiledPortfolio, capacity: CapacityPerNode): number | null {
  const need = expectedByQuarter(
    frame.tree,
    capacity.runningMw.map((mw, n) => mw + capacity.missingMw[n]!),
  );
  const ahead = Math.min(4, need.length - 1);
  const growth = (need[ahead]! - need[0]!) / ahead;
  return growth > 0 ? capacity.poweredMw[0]! / growth : null;
}

function cadence(compiled: CompiledPortfolio, lines: readonly CashFlowLine[]): FiguresOfMerit['cadence'] {
  const { tree, fiscalYear } = compiled.frame;
  const build = perNode(compiled, lines, buildHeadings);
  const accelerators = perNode(compiled, lines, ['accelerators']);
  return [...new Set(fiscalYear)].sort().map((year) => {
    const spent = (totals: Float64Array) =>
      -totals.reduce((all, usd, n) => all + (fiscalYear[n] === year ? tree.probability[n]! * usd : 0), 0);
    return { fiscalYear: year, buildUsd: spent(build), acceleratorUsd: spent(accelerators) };
  });
}

/** Expected share of owned accelerators that run, by kind of workload and quarter. */
function utilisation(compiled: CompiledPortfolio, fleet: PlanFleet): Record<string, number[]> {
  const { frame, variables, problem } = compiled;
  const { portfolio, tree, periods, quarterOf } = frame;
  const owned = Float64Array.from(periods.nodes, ([head]) =>
    sum(
      portfolio.pools.flatMap((pool) =>
        portfolio.accelerators.map((accelerator) =>
          ownedBefore(portfolio, pool.id, accelerator, quarterOf(head!)),
        ),
      ),
    ),
  );
  const unitsOf = new Map(
    fleet.purchases.map((purchase) => [
      `${purchase.node} ${purchase.pool} ${purchase.accelerator}`,
      purchase.units,
    ]),
  );
  const { starts, rows, coefficients } = problem.columns;
  for (const [j, variable] of variables) {
    if (variable.kind !== 'buy') continue;
    const units =
      unitsOf.get(`${periods.nodes[variable.period]![0]} ${variable.pool} ${variable.accelerator}`) ?? 0;
    if (units === 0) continue;
    for (let i = starts[j]!; i < starts[j + 1]!; i++) {
      const { key } = frame.rows.get(rows[i]!);
      if (key.rule === 'fleet' && coefficients[i]! < 0) owned[periods.of[key.node]!]! += units;
    }
  }
  const kindOf = new Map(portfolio.workloads.map(({ id, kind }) => [id, kind]));
  const result: Record<string, number[]> = {};
  for (const kind of new Set(kindOf.values())) {
    const running = new Float64Array(periods.nodes.length);
    for (const run of fleet.running)
      if (kindOf.get(run.workload) === kind) running[periods.of[run.node]!]! += run.units;
    const share = Float64Array.from(periods.of, (p) => (owned[p]! > 0 ? running[p]! / owned[p]! : 0));
    result[kind] = expectedByQuarter(tree, share);
  }
  return result;
}

function energy(
  { frame }: CompiledPortfolio,
  fleet: PlanFleet,
): { energyMwh: number; emissionsTonnes: number } {
  const { portfolio, tree, periods } = frame;
  let energyMwh = 0;
  let emissionsTonnes = 0;
  for (const run of fleet.running) {
    const pool = portfolio.pools.find(({ id }) => id === run.pool)!;
    const region = portfolio.regions.find(({ id }) => id === pool.region)!;
    const { itKwPerUnit } = portfolio.accelerators.find(({ id }) => id === run.accelerator)!;
    const quarters = periods.nodes[periods.of[run.node]!]!.length;
    const mwh =
      tree.probability[run.node]! *
      quarters *
      HOURS_PER_QUARTER *
      ((run.units * itKwPerUnit) / 1000) *
      region.pue;
    energyMwh += mwh;
    emissionsTonnes += (mwh * region.carbonKgPerMwh) / 1000;
  }
  return { energyMwh, emissionsTonnes };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
