/**
 * Makes plans from decisions, and forges them: everything that follows from a plan's statements is computed by
 * the verifier's own parts, as a forger would who has its code.
 */
import { createHash } from 'node:crypto';
import { leavesOf, type ScenarioTree } from '../../src/demand/scenario-tree.ts';
import { expectedByQuarter, quantilesByQuarter } from '../../src/demand/tree-statistics.ts';
import type { PlanFile } from '../../src/domain/plan-file.ts';
import type { Portfolio } from '../../src/domain/portfolio.ts';
import { powerBalance } from '../../src/domain/power-balance.ts';
import { waitingPower } from '../../src/domain/waiting-power.ts';
import { internalRateOfReturn, paybackYears } from '../../src/planning/plan/returns.ts';
import { formatQuarter } from '../../src/units/quarter.ts';
import { lagrangianBound } from '../../src/verify/bound.ts';
import { budgetRows, checkBudgets } from '../../src/verify/budget-check.ts';
import { canonicalJson } from '../../src/verify/canonical-json.ts';
import { constantCash } from '../../src/verify/constant-cash.ts';
import { checkFleet, type Operation } from '../../src/verify/fleet-check.ts';
import { fleetModelOf } from '../../src/verify/fleet-model.ts';
import { Ledger } from '../../src/verify/ledger.ts';
import { openActions, rulesAt } from '../../src/verify/machine.ts';
import { type RowPrice, readMultipliers, standsAtNode } from '../../src/verify/multipliers.ts';
import { type Objective, objectiveOf, quantileOf } from '../../src/verify/objective.ts';
import { addOptionCash } from '../../src/verify/option-cash.ts';
import { OptionProgram } from '../../src/verify/option-program.ts';
import { optionWorth } from '../../src/verify/option-worth.ts';
import type { CheckedPlan } from '../../src/verify/plan-form.ts';
import { pricesOf } from '../../src/verify/prices.ts';
import { machinesOf, type ReplayedOption } from '../../src/verify/replay.ts';
import { Checks } from '../../src/verify/report.ts';
import { checkService, leastShort } from '../../src/verify/service-check.ts';
import { serviceModelOf } from '../../src/verify/service-model.ts';
import { reversible, utilisation } from '../../src/verify/standing-check.ts';
import { type Timeline, timelineOf } from '../../src/verify/timeline.ts';

/** A plan whose totals are still to be computed. */
export type DraftPlan = CheckedPlan;

/** What a plan decides; all else follows. */
export interface Decisions {
  /** Picks one of the allowed actions. */
  action(option: number, node: number, allowed: readonly string[]): string;
  readonly purchases?: CheckedPlan['fleet']['purchases'];
  readonly running?: CheckedPlan['fleet']['running'];
  readonly market?: Pick<CheckedPlan['fleet'], 'sales' | 'rentedOut' | 'bursts'>;
  readonly rows?: readonly RowPrice[];
  readonly leafWeights?: readonly number[];
}

/** In hexadecimal, as plan files have it. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A plan in which everything follows from the decisions and multipliers. */
export function makePlan(portfolio: Portfolio, tree: ScenarioTree, decisions: Decisions): DraftPlan {
  const timeline = timelineOf(portfolio, tree);
  const policy = machinesOf(portfolio, tree).map(({ machine, name }, i) => {
    const states: unknown[] = [];
    const next: unknown[] = [];
    const entry: CheckedPlan['policy'][number] = {
      ...{ option: machine.option, name },
      actions: [],
      poweredMw: [],
      states: [],
    };
    for (const [n, parent] of tree.parent.entries()) {
      states[n] = n === 0 ? machine.initial : next[parent];
      const action = decisions.action(i, n, openActions(machine, states[n], n, timeline.quarter[n]!));
      const step = rulesAt(machine, n).step(states[n], action)!;
      next[n] = step.next;
      entry.actions.push(action);
      entry.poweredMw.push(step.poweredMw);
      if (step.drawnMw !== undefined) entry.drawnMw = [...(entry.drawnMw ?? []), step.drawnMw];
      entry.states.push(machine.key(states[n]));
    }
    return entry;
  });
  const plan = {
    kadenzPlan: 1,
    policy,
    tree: planTree(timeline),
    fleet: structuredClone({
      ...decisions.market,
      purchases: decisions.purchases ?? [],
      running: decisions.running ?? [],
    }),
    multipliers: structuredClone({
      rows: decisions.rows ?? [],
      ...(decisions.leafWeights ? { leafWeights: decisions.leafWeights } : {}),
    }),
    reasons: [],
    cashFlows: [],
    service: [],
  } as unknown as DraftPlan;
  fill(portfolio, tree, plan);
  return plan;
}

function planTree({ tree, periods, periodOf }: Timeline): CheckedPlan['tree'] {
  return {
    firstQuarter: formatQuarter(tree.firstQuarter),
    parent: [...tree.parent],
    probability: [...tree.probability],
    values: Object.fromEntries([...tree.values].map(([name, values]) => [name, [...values]])),
    periodHead: Array.from(periodOf, (p) => periods[p]!.head),
  };
}

/** Recomputes everything that follows from policy, fleet and multipliers. */
function fill(portfolio: Portfolio, tree: ScenarioTree, plan: DraftPlan): void {
  const timeline = timelineOf(portfolio, tree);
  const [fleet, service] = [fleetModelOf(portfolio, timeline), serviceModelOf(portfolio, timeline)];
  const options = replayed(portfolio, tree, plan);
  const ledger = new Ledger(tree.parent.length);
  const checks = new Checks();
  const budgets = budgetRows(portfolio, timeline);
  const under = { plan, timeline, fleet, service, options, ledger, checks };
  for (const entry of constantCash(portfolio, timeline)) ledger.add(entry);
  for (const option of options) addOptionCash(ledger, option, timeline);
  const operation = checkFleet(under);
  for (const [id, { workload, demand }] of service.workloads) {
    for (const [p, { head }] of timeline.periods.entries()) {
      const served = operation.served.get(id)![p]!;
      const short = leastShort(workload.committedShare, demand[p]!, served);
      plan.service.push({ node: head, workload: id, demand: demand[p]!, served, short });
    }
  }
  checkService(under, operation);
  checkBudgets(budgets, ledger, checks);
  plan.cashFlows = [...ledger.cells.values()].map(({ node, heading, usd }) => ({ node, heading, usd }));
  const objective = objectiveOf(ledger, timeline, portfolio.risk);
  const terms = { portfolio, timeline, fleet, service, budgets };
  const multipliers = readMultipliers(plan.multipliers, [], terms, checks);
  const { leafWeights } = plan.multipliers;
  const { cvarWeight } = portfolio.risk;
  const prices = pricesOf(timeline, multipliers, budgets, service, { cvarWeight, leafWeights });
  const programs = new Map(
    options.map(({ machine }) => [machine.option, new OptionProgram(machine, timeline)]),
  );
  const keyOf = ({ machine, states }: ReplayedOption) => machine.key(states[0]);
  const keys = new Map(options.map((option) => [option.machine.option, keyOf(option)]));
  const bound = lagrangianBound({ ...terms, prices }, programs, (id) => ({
    ask: [{ node: 0, key: keys.get(id)! }],
  }));
  const boundUsd = bound.usd;
  const valued = options.map((option) => {
    const worth = bound.values.get(option.machine.option)!.worth.get(`0|${keyOf(option)}`)!;
    return { option, worth };
  });
  const found = { objective, operation, boundUsd };
  plan.headline = headlineOf(portfolio, plan, timeline, found) as DraftPlan['headline'];
  Object.assign(plan.headline.figures, {
    ...powerFigures(portfolio, tree, plan),
    ...returnsOf(plan.cashFlows, timeline, objective),
    reversibleUsd: [...reversible({ options, timeline }).usd],
    utilisation: utilisation(portfolio, { plan, options, service, timeline }, operation),
  });
  plan.reasons = valued.map(({ option, worth }): CheckedPlan['reasons'][number] => {
    const best = Math.max(...worth.map(({ usd }) => usd));
    const total = optionWorth(option, timeline, prices, budgets, 0);
    const dearest = [...total.byRow].sort(([, a], [, b]) => Math.abs(b) - Math.abs(a));
    return {
      option: option.machine.option,
      node: 0,
      action: option.actions[0]!,
      alternatives: worth.map(({ action, usd }) => ({ action, lossUsd: best - usd, boundUsd: 0 })),
      proven: false,
      bindingRows: dearest
        .filter(([, usd]) => usd !== 0)
        .map(([key, worthUsd]) => {
          const [rule, place, subject] = key.split('|') as [RowPrice['rule'], string, string];
          const node = standsAtNode(rule) ? Number(place) : timeline.periods[Number(place)]!.head;
          return { rule, node, subject, worthUsd };
        }),
      parts: [...total.parts].map(([heading, usd]) => ({ heading, usd })),
      totalUsd: total.totalUsd,
    };
  });
  plan.decisionsNow = options.map(({ machine, kind, name, itPowerMw, pool, actions }) => ({
    ...{ option: machine.option, name, kind, action: actions[0]!, itPowerMw, pool },
    ...{ advantageUsd: 0, nextBest: null, proven: false },
  }));
  plan.provenance = {
    ...{ engineVersion: '0.1.0', inputHash: '', planHash: '', portfolioName: portfolio.name },
    ...{ asOf: portfolio.asOf, seed: portfolio.uncertainty.seed, secondsTotal: 2, secondsToBound: 1 },
    ...{ branches: 0, rounds: 7 },
  };
  judge(plan);
  seal(plan, portfolio);
}

function replayed(portfolio: Portfolio, tree: ScenarioTree, plan: DraftPlan): ReplayedOption[] {
  return machinesOf(portfolio, tree).map((option, i) => {
    const { machine } = option;
    const { actions } = plan.policy[i]!;
    const states: unknown[] = [];
    const steps = actions.map((action, n) => {
      const parent = tree.parent[n]!;
      states[n] = n === 0 ? machine.initial : machineNext(states, actions, parent, rulesAt(machine, parent));
      return rulesAt(machine, n).step(states[n], action)!;
    });
    return { ...option, actions, states, steps };
  });
}

function machineNext(
  states: readonly unknown[],
  actions: readonly string[],
  parent: number,
  machine: ReplayedOption['machine'],
): unknown {
  return machine.step(states[parent], actions[parent]!)!.next;
}

/** What a plan comes to. */
interface Found {
  readonly objective: Objective;
  readonly operation: Operation;
  readonly boundUsd: number;
}

function headlineOf(
  portfolio: Portfolio,
  plan: DraftPlan,
  timeline: Timeline,
  { objective, operation: { energyMwh, emissionsTonnes }, boundUsd }: Found,
): Omit<DraftPlan['headline'], 'figures'> & { figures: Partial<DraftPlan['headline']['figures']> } {
  const quantile = (level: number) => quantileOf(objective.outcomes, level);
  const years = [...new Set(timeline.fiscalYear)].map((fiscalYear) => {
    const spend = (headings: readonly string[]) =>
      plan.cashFlows
        .filter(({ node, heading }) => timeline.fiscalYear[node] === fiscalYear && headings.includes(heading))
        .reduce((sum, { node, usd }) => sum - usd * timeline.tree.probability[node]!, 0);
    const buildUsd = spend(['land', 'shell', 'power', 'fit-out', 'restart']);
    return { fiscalYear, buildUsd, acceleratorUsd: spend(['accelerators']) };
  });
  const { valueUsd, expectedNpvUsd, cvarUsd, capexUsd, discountedCapexUsd } = objective;
  const retreatUsd = valueUsd - 3e6;
  return {
    ...{ valueUsd, boundUsd, gapUsd: 0, gapShareOfStake: 0, retreatUsd, fullSpeedUsd: valueUsd - 5e6 },
    stakeUsd: Math.max(3e6, 0.01 * discountedCapexUsd),
    ...{ fullSpeedOverspendUsd: 0, status: 'solved', objective: 'npv' },
    figures: {
      ...{
        expectedNpvUsd,
        cvarUsd,
        cvarLevel: portfolio.risk.cvarLevel,
        capexUsd,
        energyMwh,
        emissionsTonnes,
      },
      ...{ npvP10Usd: quantile(0.1), npvP50Usd: quantile(0.5), npvP90Usd: quantile(0.9) },
      cadence: years,
    },
  };
}

/** K1–K3, as the planner works them out. */
function powerFigures(portfolio: Portfolio, tree: ScenarioTree, plan: DraftPlan) {
  const { policy, service, fleet } = plan as unknown as PlanFile;
  const { periodHead } = plan.tree;
  const of = { ...tree, policy, service, fleet: { ...fleet, rentedOut: fleet.rentedOut ?? [] }, periodHead };
  const balance = powerBalance(portfolio, of);
  const { poweredMw, runningMw, idleMw, missingMw } = balance;
  const waitingMw = waitingPower(portfolio, balance);
  const overMw = idleMw.map((mw, n) => mw - waitingMw[n]!);
  const needMw = runningMw.map((mw, n) => mw + missingMw[n]!);
  const chance = (mw: Float64Array, whole: Float64Array) =>
    expectedByQuarter(
      tree,
      mw.map((of, n) => Number(of > 0.05 * whole[n]!)),
    );
  const need = expectedByQuarter(tree, needMw);
  const ahead = Math.min(4, need.length - 1);
  const growth = (need[ahead]! - need[0]!) / ahead;
  return {
    overBuildProbability: chance(overMw, poweredMw),
    underBuildProbability: chance(missingMw, needMw),
    overBuildMw: quantilesByQuarter(tree, overMw),
    underBuildMw: quantilesByQuarter(tree, missingMw),
    waitingMw: quantilesByQuarter(tree, waitingMw),
    runwayQuarters: growth > 0 ? poweredMw[0]! / growth : null,
  };
}

/** K6, as the planner works it out, from stated cash flows. */
function returnsOf(
  cashFlows: DraftPlan['cashFlows'],
  { tree, age }: Pick<Timeline, 'tree' | 'age'>,
  { capexUsd }: Pick<Objective, 'capexUsd'>,
) {
  const quarterly = Array.from({ length: Math.max(...age) + 1 }, () => 0);
  const operated = [...quarterly];
  const operating = [
    ...['revenue', 'energy', 'minimum-take', 'rent', 'operation', 'holding', 'shortfall'],
    ...['burst', 'rent-out', 'sublet'],
  ];
  for (const { node, heading, usd } of cashFlows) {
    quarterly[age[node]!]! += tree.probability[node]! * usd;
    if (operating.includes(heading)) operated[age[node]!]! += tree.probability[node]! * usd;
  }
  const result = operated.slice(-4).reduce((sum, usd) => sum + usd, 0);
  return {
    roicShare: capexUsd > 0 ? result / capexUsd : null,
    irrPerYear: internalRateOfReturn(quarterly),
    paybackYears: paybackYears(quarterly),
  };
}

/** Recomputes what follows from value, bound and losses: gap, shares, bounds of alternatives, proofs, next best. */
export function judge(plan: DraftPlan): void {
  const { headline } = plan;
  headline.gapUsd = headline.boundUsd - headline.valueUsd;
  headline.gapShareOfStake = headline.gapUsd / headline.stakeUsd;
  for (const reason of plan.reasons) {
    for (const one of reason.alternatives) one.boundUsd = headline.boundUsd - one.lossUsd;
    const others = reason.alternatives.filter(({ action }) => action !== reason.action);
    reason.proven = others.every(({ boundUsd }) => boundUsd < headline.valueUsd);
    const decision = plan.decisionsNow.find(({ option }) => option === reason.option)!;
    const [next] = [...others].sort((a, b) => a.lossUsd - b.lossUsd);
    const own = reason.alternatives.find(({ action }) => action === reason.action)!;
    decision.proven = reason.proven;
    decision.nextBest = next?.action ?? null;
    decision.advantageUsd = next ? next.lossUsd - own.lossUsd : 0;
  }
}

/** Recomputes the headline's money from the stated cash flows alone, as a forger of cash flows would. */
export function retotal(plan: DraftPlan, portfolio: Portfolio): void {
  const tree = {
    firstQuarter: 0,
    parent: Int32Array.from(plan.tree.parent),
    depth: new Int32Array(),
    probability: Float64Array.from(plan.tree.probability),
    values: new Map(),
  } as unknown as ScenarioTree;
  const timeline = timelineOf(portfolio, tree);
  const ledger = new Ledger(leavesOf(tree).at(-1)! + 1);
  const capex = new Set(['land', 'shell', 'power', 'restart', 'fit-out', 'accelerators']);
  for (const { node, heading, usd } of plan.cashFlows) {
    ledger.add({ node, heading, usd, capex: capex.has(heading), items: [] });
  }
  const objective = objectiveOf(ledger, timeline, portfolio.risk);
  const { headline } = plan;
  const { figures } = headline;
  headline.retreatUsd = headline.retreatUsd! + objective.valueUsd - headline.valueUsd;
  headline.valueUsd = objective.valueUsd;
  figures.expectedNpvUsd = objective.expectedNpvUsd;
  figures.cvarUsd = objective.cvarUsd;
  figures.capexUsd = objective.capexUsd;
  Object.assign(figures, returnsOf(plan.cashFlows, timeline, objective));
  headline.stakeUsd = Math.max(3e6, 0.01 * objective.discountedCapexUsd);
  for (const [name, level] of [
    ['npvP10Usd', 0.1],
    ['npvP50Usd', 0.5],
    ['npvP90Usd', 0.9],
  ] as const) {
    figures[name] = quantileOf(objective.outcomes, level);
  }
  judge(plan);
  seal(plan, portfolio);
}

/** Recomputes the hashes. */
export function seal(plan: DraftPlan, portfolio: Portfolio): void {
  plan.provenance.inputHash = sha256(canonicalJson(portfolio));
  const { planHash: _, ...provenance } = plan.provenance;
  plan.provenance.planHash = sha256(canonicalJson({ ...plan, provenance }));
}
