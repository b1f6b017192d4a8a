/**
 * The independent check of a plan: everything that a plan states is recomputed from the portfolio, its tree and
 * the rules of `docs/method.md`, by code that shares nothing with the planner but the model's types.
 */
import { leavesOf, type ScenarioTree } from '../demand/scenario-tree.ts';
import type { Portfolio } from '../domain/portfolio.ts';
import type { RateOrigin } from '../domain/rate-origin.ts';
import type { Path } from '../units/problem.ts';
import { type BoundTerms, lagrangianBound } from './bound.ts';
import { type BudgetRow, budgetRows, checkBudgets } from './budget-check.ts';
import { canonicalJson } from './canonical-json.ts';
import { caseBound } from './case-bound.ts';
import { checkCashFlows } from './cash-check.ts';
import { constantCash } from './constant-cash.ts';
import { checkDecisions, checkReasons, type ReasonedPlan, statesToValue } from './decision-check.ts';
import { checkFleet, type Operation, type PlanUnderCheck } from './fleet-check.ts';
import { fleetModelOf } from './fleet-model.ts';
import { checkCadence, checkFigures, checkGap, checkObjective } from './headline-check.ts';
import { Ledger } from './ledger.ts';
import { checkLimits } from './limit-check.ts';
import { readLeafWeights, readMultipliers } from './multipliers.ts';
import { type Objective, objectiveOf } from './objective.ts';
import { addOptionCash } from './option-cash.ts';
import { OptionProgram } from './option-program.ts';
import { checkOutlook } from './outlook-check.ts';
import { type CheckedMultipliers, type CheckedPlan, checkForm } from './plan-form.ts';
import { checkPowerFigures } from './power-check.ts';
import { pricesOf } from './prices.ts';
import { replayPolicy } from './replay.ts';
import { Checks, moneyTolerance, type VerifyReport } from './report.ts';
import { checkReturns } from './returns-check.ts';
import { checkService } from './service-check.ts';
import { serviceModelOf } from './service-model.ts';
import { checkReversible, checkUtilisation } from './standing-check.ts';
import { timelineOf } from './timeline.ts';
import { checkPeriods, checkTree } from './tree-check.ts';

export type { Finding, VerifyCheck, VerifyReport } from './report.ts';

/** SHA-256 of a text's UTF-8 bytes, as the plan writes it. */
export type Hash = (text: string) => string;

/** Statements that need another optimisation, measure the run or describe it. */
const unverified = [
  'headline.status',
  'headline.retreatUsd',
  'headline.fullSpeedUsd',
  'headline.fullSpeedOverspendUsd',
  'reasons[].alternatives[].valueUsd',
  'horizonChecks',
  'provenance.engineVersion',
  'provenance.secondsTotal',
  'provenance.secondsToBound',
  'provenance.branches',
  'provenance.rounds',
] as const;

/** What the verification may take for granted. */
export interface VerifyOptions {
  /** The origins of the rates that served models have. */
  readonly rates?: readonly RateOrigin[];
  /** Whether the tree is to stand for the portfolio's outlook, events and evidence; else it is taken as given. */
  readonly ownTree?: boolean;
}

/**
 * Every statement of `plan` against the portfolio. `tree` is the one that portfolio and seed generate, or one that was
 * given.
 *
 * Never throws for any plan; the portfolio and the tree must be sound. Money may differ by a millionth of the
 * size of its terms and one USD.
 *
 * ```ts
 * const signed = signPlan(plan, portfolio, { sha256, engineVersion: '1.0' });
 * verifyPlan(portfolio, signed, tree, sha256).valid; // → true
 * verifyPlan(portfolio, { ...signed, decisionsNow: [] }, tree, sha256).valid; // → false
 * ```
 */
export function verifyPlan(
  portfolio: Portfolio,
  plan: unknown,
  tree: ScenarioTree,
  hash: Hash,
  { rates = [], ownTree = false }: VerifyOptions = {},
): VerifyReport {
  const checks = new Checks();
  const leaves = leavesOf(tree).length;
  const quarters = portfolio.calendar.horizonQuarters;
  if (!checkForm(plan, { nodes: tree.parent.length, quarters, leaves, portfolio }, checks)) {
    return checks.report({ unverified });
  }
  checkProvenance(portfolio, plan, hash, checks);
  checkRates(plan.rates ?? [], rates, checks);
  const timeline = timelineOf(portfolio, tree);
  checkTree(plan, timeline, checks);
  if (ownTree) checkOutlook(portfolio, tree, checks);
  else checks.reach('outlook');
  checkPeriods(plan, timeline, checks);
  const options = replayPolicy(portfolio, plan, timeline, checks);
  const heads = onHeads(
    plan,
    checks,
    timeline.periods.map(({ head }) => head),
  );
  if (!options || !heads) return checks.report({ unverified });
  const ledger = new Ledger(tree.parent.length);
  const fleet = fleetModelOf(portfolio, timeline);
  const service = serviceModelOf(portfolio, timeline);
  const under: PlanUnderCheck = { plan, timeline, fleet, service, options, ledger, checks };
  const budgets = budgetRows(portfolio, timeline);
  const operation = checkOperation(portfolio, under, budgets);
  const objective = objectiveOf(ledger, timeline, portfolio.risk);
  checkHeadline(portfolio, under, objective, operation);
  const boundUsd = checkProof(portfolio, under, budgets, objective);
  return checks.report({ recomputed: { valueUsd: objective.valueUsd, boundUsd }, unverified });
}

function checkProvenance(portfolio: Portfolio, plan: CheckedPlan, hash: Hash, checks: Checks): void {
  const { planHash, ...provenance } = plan.provenance;
  const unhashed = canonicalJson({ ...plan, provenance });
  const at = (field: string) => ['provenance', field];
  checks.same('input-hash', at('inputHash'), provenance.inputHash, hash(canonicalJson(portfolio)));
  checks.same('plan-hash', at('planHash'), planHash, hash(unhashed));
  checks.same('provenance', at('portfolioName'), provenance.portfolioName, portfolio.name);
  checks.same('provenance', at('asOf'), provenance.asOf, portfolio.asOf);
  checks.same('provenance', at('seed'), provenance.seed, portfolio.uncertainty.seed);
  checks.atMost('provenance', at('secondsToBound'), provenance.secondsToBound, provenance.secondsTotal, 0);
}

/** Origins of rates are stated as the portfolio gives them; a plan may state none. */
function checkRates(stated: readonly RateOrigin[], rates: readonly RateOrigin[], checks: Checks): void {
  checks.reach('rates');
  stated.forEach((origin, i) => {
    const { workload, accelerator } = origin;
    const own = rates.find((one) => one.workload === workload && one.accelerator === accelerator);
    checks.same('rates', ['rates', i], canonicalJson(origin), canonicalJson(own ?? null));
  });
}

/** Fleet and service decide at first nodes of periods only: a statement elsewhere has no meaning. */
function onHeads(plan: CheckedPlan, checks: Checks, heads: readonly number[]): boolean {
  const isHead = new Set(heads);
  const lists = [
    ['purchases', ['fleet', 'purchases'], plan.fleet.purchases],
    ['running', ['fleet', 'running'], plan.fleet.running],
    ['market', ['fleet', 'sales'], plan.fleet.sales ?? []],
    ['market', ['fleet', 'rentedOut'], plan.fleet.rentedOut ?? []],
    ['market', ['fleet', 'bursts'], plan.fleet.bursts ?? []],
    ['service', ['service'], plan.service],
  ] as const;
  let sound = true;
  for (const [code, path, entries] of lists) {
    for (const [i, { node }] of entries.entries()) {
      if (!checks.same(code, [...path, i, 'node'], isHead.has(node), true)) sound = false;
    }
  }
  return sound;
}

/** Feasibility of fleet and service, budgets, and the whole ledger. */
function checkOperation(
  portfolio: Portfolio,
  under: PlanUnderCheck,
  budgets: readonly BudgetRow[],
): Operation {
  const { ledger, timeline, checks, plan } = under;
  for (const entry of constantCash(portfolio, timeline)) ledger.add(entry);
  for (const option of under.options) addOptionCash(ledger, option, timeline);
  const operation = checkFleet(under);
  checkService(under, operation);
  checkLimits(portfolio, under.options, timeline, checks);
  checkBudgets(budgets, ledger, checks);
  checkCashFlows(plan, ledger, checks);
  return operation;
}

function checkHeadline(
  portfolio: Portfolio,
  under: PlanUnderCheck,
  objective: Objective,
  operation: Operation,
): void {
  const { plan, ledger, timeline, checks } = under;
  checkObjective(plan, portfolio, objective, checks);
  checkGap(plan, objective, checks);
  checkFigures(plan, objective, operation, checks);
  checkCadence(plan, ledger, timeline, checks);
  checkReturns(plan, ledger, objective, timeline, checks);
  checkPowerFigures(portfolio, under, operation);
  checkReversible(under);
  checkUtilisation(portfolio, under, operation);
}

/** Multipliers, bound, decisions and reasons. Returns the bound. */
function checkProof(
  portfolio: Portfolio,
  { plan, timeline, fleet, service, options, checks }: PlanUnderCheck,
  budgets: readonly BudgetRow[],
  objective: Objective,
): number {
  const { cvarWeight } = portfolio.risk;
  const terms = { portfolio, timeline, fleet, service, budgets };
  const priced = (stated: CheckedMultipliers, path: Path): BoundTerms => {
    const multipliers = readMultipliers(stated, path, terms, checks);
    const leafWeights = readLeafWeights(stated, path, terms, checks);
    const prices = pricesOf(timeline, multipliers, budgets, service, { cvarWeight, leafWeights });
    return { ...terms, prices };
  };
  const programs = new Map(
    options.map(({ machine }) => [machine.option, new OptionProgram(machine, timeline)]),
  );
  const byId = new Map(options.map((option) => [option.machine.option, option]));
  const atPlan = priced(plan.multipliers, ['multipliers']);
  const bound = lagrangianBound(atPlan, programs, (id) => ({ ask: statesToValue(plan, byId.get(id)!) }));
  const cases =
    plan.cases &&
    caseBound(plan.cases.root, {
      priced: plan.cases.multipliers.map((stated, i) => priced(stated, ['cases', 'multipliers', i])),
      programs,
      initial: new Map(options.map(({ machine }) => [machine.option, machine.key(machine.initial)])),
    });
  const boundUsd = Math.min(bound.usd, cases?.usd ?? Infinity);
  checkBound(plan, objective, boundUsd, checks);
  const reasoned: ReasonedPlan = {
    ...{ plan, timeline, options, budgets, checks, service, programs },
    ...{ values: bound.values, prices: atPlan.prices },
    ...{ valueUsd: objective.valueUsd, planBoundUsd: bound.usd, cases },
    boundAt: (stated, path, { option, ...forced }) => {
      const rules = [{ ...forced, taken: true }];
      return lagrangianBound(priced(stated, path), programs, (id) => (id === option ? { rules } : {})).usd;
    },
  };
  checkReasons(reasoned);
  checkDecisions(reasoned);
  return boundUsd;
}

/** The stated bound is the one that the multipliers or the cases give, or the value of the plan where that is higher (G1, G6). */
function checkBound({ headline }: CheckedPlan, objective: Objective, boundUsd: number, checks: Checks): void {
  checks.reach('bound');
  const expected = Math.max(boundUsd, objective.valueUsd);
  const tolerance =
    boundUsd > objective.valueUsd ? moneyTolerance(boundUsd) : moneyTolerance(objective.sizeUsd);
  checks.equal('bound', ['headline', 'boundUsd'], headline.boundUsd, expected, tolerance);
}
