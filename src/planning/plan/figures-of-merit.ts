/** Figures of merit of a plan (docs/method.md, section 7). */

import { leavesOf, nodesByDepth, pathTo } from '../../demand/scenario-tree.ts';
import { expectedByQuarter, quantileOf, quantilesByQuarter } from '../../demand/tree-statistics.ts';
import type { CashFlowLine, CashHeading, FiguresOfMerit, PlanFleet } from '../../domain/plan-file.ts';
import type { Portfolio } from '../../domain/portfolio.ts';
import { type BalancedPlan, powerBalance } from '../../domain/power-balance.ts';
import { waitingPower } from '../../domain/waiting-power.ts';
import type { Quarter } from '../../units/quarter.ts';
import { conditionalValueAtRisk, type Incumbent } from '../incumbent.ts';
import { visitTerms } from '../policy-effects.ts';
import type { CompiledPortfolio } from '../portfolio/compile-portfolio.ts';
import { ownedBefore } from '../portfolio/fleet-part.ts';
import { HOURS_PER_QUARTER } from '../portfolio/portfolio-frame.ts';
import { buildHeadings, capexHeadings, type PlanParts } from './plan-parts.ts';
import { internalRateOfReturn, paybackYears } from './returns.ts';
import { reversiblePerNode } from './reversible-money.ts';

/** What serving earns and costs, whoever's capacity serves (K6). */
const operatingHeadings: readonly CashHeading[] = [
  ...(['revenue', 'rent-out', 'sublet'] as const),
  ...(['energy', 'minimum-take', 'rent', 'operation', 'holding', 'burst', 'shortfall'] as const),
];
/** Capacity counts as over- or under-built beyond this share of it. */
const TOLERATED_SHARE = 0.05;

/** Worked out from the plan's own lines, in natural units; `verify` has code of its own for each (docs/method.md, K1 to K8). */
export function figuresOfMerit(
  compiled: CompiledPortfolio,
  parts: PlanParts,
  { policies }: Pick<Incumbent, 'policies'>,
): FiguresOfMerit {
  const { frame } = compiled;
  const { tree, portfolio, discount } = frame;
  const total = perNode(compiled, parts.cashFlows);
  const outcomes = leavesOf(tree).map((leaf) => ({
    total: pathTo(tree, leaf).reduce((sum, n) => sum + total[n]! * discount[n]!, 0),
    probability: tree.probability[leaf]!,
  }));
  const npvs = outcomes.map(({ total: npv, probability }) => [npv, probability] as const);
  const capex = perNode(compiled, parts.cashFlows, capexHeadings).map((usd) => -usd);
  const operating = expectedByQuarter(tree, perNode(compiled, parts.cashFlows, operatingHeadings));
  const expected = expectedByQuarter(tree, total);
  const expectedCapex = sum(expectedByQuarter(tree, capex));
  const balance = powerBalance(portfolio, balancedPlan(compiled, parts));
  const waitingMw = waitingPower(portfolio, balance);
  const overMw = balance.idleMw.map((mw, n) => mw - waitingMw[n]!);
  const needMw = balance.runningMw.map((mw, n) => mw + balance.missingMw[n]!);
  const chance = (excess: (n: number) => boolean) =>
    nodesByDepth(tree).map((nodes) => sum(nodes.filter(excess).map((n) => tree.probability[n]!)));
  const level = { cvarLevel: portfolio.risk.cvarLevel };
  return {
    expectedNpvUsd: outcomes.reduce((mean, { total: npv, probability }) => mean + probability * npv, 0),
    cvarUsd: conditionalValueAtRisk(outcomes, level),
    ...level,
    npvP10Usd: quantileOf(npvs, 0.1),
    npvP50Usd: quantileOf(npvs, 0.5),
    npvP90Usd: quantileOf(npvs, 0.9),
    roicShare: expectedCapex > 0 ? sum(operating.slice(-4)) / expectedCapex : null,
    irrPerYear: internalRateOfReturn(expected),
    paybackYears: paybackYears(expected),
    capexUsd: expectedCapex,
    overBuildProbability: chance((n) => overMw[n]! > TOLERATED_SHARE * balance.poweredMw[n]!),
    underBuildProbability: chance((n) => balance.missingMw[n]! > TOLERATED_SHARE * needMw[n]!),
    overBuildMw: quantilesByQuarter(tree, overMw),
    underBuildMw: quantilesByQuarter(tree, balance.missingMw),
    waitingMw: quantilesByQuarter(tree, waitingMw),
    runwayQuarters: runway(compiled, balance.poweredMw, needMw),
    cadence: cadence(compiled, parts.cashFlows),
    reversibleUsd: expectedByQuarter(tree, reversiblePerNode(compiled, parts)),
    utilisation: utilisation(compiled, parts.fleet, policies),
    ...energy(compiled, parts.fleet, policies),
  };
}

/** A plan in the making, as its power and need are worked out. */
export function balancedPlan(
  { frame }: CompiledPortfolio,
  { policy, fleet, service }: Pick<PlanParts, 'policy' | 'fleet' | 'service'>,
): BalancedPlan {
  const { tree, periods } = frame;
  const periodHead = Int32Array.from(periods.of, (p) => periods.nodes[p]![0]!);
  return { ...tree, policy, fleet, service, periodHead };
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
function runway({ frame }: CompiledPortfolio, poweredMw: Float64Array, needMw: Float64Array): number | null {
  const need = expectedByQuarter(frame.tree, needMw);
  const ahead = Math.min(4, need.length - 1);
  const growth = (need[ahead]! - need[0]!) / ahead;
  return growth > 0 ? poweredMw[0]! / growth : null;
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
function utilisation(
  compiled: CompiledPortfolio,
  fleet: PlanFleet,
  policies: Incumbent['policies'],
): Record<string, number[]> {
  const { frame, variables, problem } = compiled;
  const { portfolio, tree, periods, quarterOf } = frame;
  const ownedIn = new Map<Quarter, number>();
  const owned = Float64Array.from(periods.nodes, ([head]) => {
    const quarter = quarterOf(head!);
    const units = ownedIn.get(quarter) ?? ownedInAll(portfolio, quarter);
    ownedIn.set(quarter, units);
    return units;
  });
  type Lot = PlanFleet['purchases'][number];
  const lots = (kind: string, list: readonly Lot[]) =>
    list.map((lot) => [`${kind} ${lot.node} ${lot.pool} ${lot.accelerator}`, lot.units] as const);
  const unitsOf = new Map([...lots('buy', fleet.purchases), ...lots('sell', fleet.sales)]);
  const { starts, rows, coefficients } = problem.columns;
  for (const [j, variable] of variables) {
    if (variable.kind !== 'buy' && variable.kind !== 'sell') continue;
    const { kind, period, pool, accelerator } = variable;
    const units = unitsOf.get(`${kind} ${periods.nodes[period]![0]} ${pool} ${accelerator}`) ?? 0;
    if (units === 0) continue;
    for (let i = starts[j]!; i < starts[j + 1]!; i++) {
      const { key } = frame.rows.get(rows[i]!);
      if (key.rule === 'fleet') owned[periods.of[key.node]!]! -= Math.sign(coefficients[i]!) * units;
    }
  }
  const kindOf = new Map<string, string>(portfolio.workloads.map(({ id, kind }) => [id, kind]));
  for (const { id, workload, offers } of portfolio.contracts)
    for (const [i] of offers.entries()) kindOf.set(`${id}:${i + 1}`, kindOf.get(workload)!);
  const held = heldPerNode(compiled, policies);
  const result: Record<string, number[]> = {};
  const kinds = new Set(kindOf.values());
  if (portfolio.trainingRuns.length > 0) kinds.add('pre-training');
  for (const kind of kinds) {
    const running = new Float64Array(periods.nodes.length);
    for (const run of fleet.running)
      if (kindOf.get(run.workload) === kind) running[periods.of[run.node]!]! += run.units;
    const share = Float64Array.from(periods.of, (p, n) => {
      const busy = running[p]! + (kind === 'pre-training' ? held[n]! : 0);
      return owned[p]! > 0 ? busy / owned[p]! : 0;
    });
    result[kind] = expectedByQuarter(tree, share);
  }
  return result;
}

/** Accelerators of all pools that are owned without any purchase. */
function ownedInAll(portfolio: Portfolio, quarter: Quarter): number {
  return sum(
    portfolio.pools.flatMap((pool) =>
      portfolio.accelerators.map((accelerator) => ownedBefore(portfolio, pool.id, accelerator, quarter)),
    ),
  );
}

/** Accelerators that training runs hold, per node. */
function heldPerNode({ problem }: CompiledPortfolio, policies: Incumbent['policies']): Float64Array {
  const held = new Float64Array(problem.tree.parent.length);
  for (const [o, option] of problem.options.entries()) {
    visitTerms(option, policies[o]!, [], ({ target }, n, units) => {
      if (target !== 'cash' && problem.resourceNames[target]!.startsWith('held:')) held[n]! += units;
    });
  }
  return held;
}

/** Energy and emissions of all that runs, is rented out (F9, F15) or trains in a block (R2), expected. */
function energy(
  { frame, problem }: CompiledPortfolio,
  fleet: PlanFleet,
  policies: Incumbent['policies'],
): { energyMwh: number; emissionsTonnes: number } {
  const { portfolio, tree, periods } = frame;
  const totals = { energyMwh: 0, emissionsTonnes: 0 };
  const add = (poolId: string, node: number, quarters: number, draw: (pue: number) => number) => {
    const pool = portfolio.pools.find(({ id }) => id === poolId)!;
    const region = portfolio.regions.find(({ id }) => id === pool.region)!;
    const mwh = tree.probability[node]! * quarters * HOURS_PER_QUARTER * draw(region.pue);
    totals.energyMwh += mwh;
    totals.emissionsTonnes += (mwh * region.carbonKgPerMwh) / 1000;
  };
  for (const { node, pool, accelerator, units } of [...fleet.running, ...fleet.rentedOut]) {
    const { itKwPerUnit } = portfolio.accelerators.find(({ id }) => id === accelerator)!;
    const quarters = periods.nodes[periods.of[node]!]!.length;
    add(pool, node, quarters, (pue) => ((units * itKwPerUnit) / 1000) * pue);
  }
  for (const [o, option] of problem.options.entries()) {
    visitTerms(option, policies[o]!, [], ({ target }, n, utilityMw) => {
      const [kind, pool] = target === 'cash' ? [] : problem.resourceNames[target]!.split(':');
      if (kind === 'utility') add(pool!, n, 1, () => utilityMw);
    });
  }
  return totals;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
