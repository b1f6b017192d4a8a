/** From a portfolio to a plan: baselines, bound, search, reasons. */
import type { GeneratedTree } from '../../demand/generate-tree.ts';
import type { DecisionNow, PlanFile } from '../../domain/plan-file.ts';
import type { Portfolio } from '../../domain/portfolio.ts';
import type { LpSolver } from '../../lp/lp-solver.ts';
import { formatQuarter } from '../../units/quarter.ts';
import { steadyPolicy } from '../column-generation.ts';
import type { Incumbent } from '../incumbent.ts';
import { lagrangianBound } from '../lagrangian-bound.ts';
import { PlanningSession } from '../planning-session.ts';
import { policyEffects } from '../policy-effects.ts';
import { type CompiledPortfolio, compilePortfolio } from '../portfolio/compile-portfolio.ts';
import { USD_SCALE } from '../portfolio/portfolio-frame.ts';
import { type SearchRegion, wholeRegion } from '../search-region.ts';
import type { BookedClock } from '../solve-clock.ts';
import { forceAlternatives, ruleOutAlternatives } from './alternative-actions.ts';
import { cashLedger } from './cash-ledger.ts';
import { decisionReasons } from './decision-reasons.ts';
import { figuresOfMerit, perNode } from './figures-of-merit.ts';
import { fleetLines, serviceLines } from './fleet-lines.ts';
import { optionPolicies } from './option-states.ts';
import { capexHeadings, type PlanParts } from './plan-parts.ts';
import { planMultipliers } from './plan-prices.ts';

export interface PlanRequest {
  readonly portfolio: Portfolio;
  readonly tree: GeneratedTree['tree'];
  readonly solver: LpSolver;
  readonly clock: BookedClock;
  /** Gap at which the search ends, as a share of the stake. Default 0.01. */
  readonly gapShare?: number;
  /** Neighbourhoods in a row without gain before the local search gives up. Default 20. */
  readonly patience?: number;
}

/** A plan without what only its keeper knows: hashes and the engine's version. */
export type UnsignedPlan = Omit<PlanFile, 'provenance'> & {
  readonly provenance: Omit<PlanFile['provenance'], 'engineVersion' | 'inputHash' | 'planHash'>;
};

export type PlanOutcome =
  | { readonly status: 'planned'; readonly plan: UnsignedPlan; readonly compiled: CompiledPortfolio }
  | { readonly status: 'infeasible'; readonly compiled: CompiledPortfolio }
  | { readonly status: 'none-found' }
  | { readonly status: 'failed'; readonly detail: string };

const DEFAULT_GAP_SHARE = 0.01;
const DEFAULT_PATIENCE = 20;
/** Tolerance of the bound in millions of USD: 10,000 USD. */
const RELAXATION_TOLERANCE = 0.01;

/** Plans a portfolio. On interruption the best plan so far is returned with its true gap. */
export function makePlan(request: PlanRequest): PlanOutcome {
  const { portfolio, tree, solver, clock } = request;
  const compiled = compilePortfolio(portfolio, tree);
  const session = new PlanningSession(compiled.problem, solver, clock);
  try {
    const baselines = evaluateBaselines(session, compiled);
    const relaxation = session.relax(RELAXATION_TOLERANCE);
    if (relaxation.status === 'infeasible') return { status: 'infeasible', compiled };
    if (relaxation.status === 'failed') return relaxation;
    const secondsToBound = clock.elapsed();
    const stakeOf = (plan: Incumbent) => stake(compiled, plan, baselines.retreat);
    const gap = () => (request.gapShare ?? DEFAULT_GAP_SHARE) * (session.best ? stakeOf(session.best) : 0);
    session.improve({
      target: session.bound - gap(),
      seed: portfolio.uncertainty.seed,
      patience: request.patience ?? DEFAULT_PATIENCE,
    });
    if (!session.best) session.branch(Number.MAX_VALUE, Number.POSITIVE_INFINITY);
    if (!session.best)
      return session.bound === -Infinity ? { status: 'infeasible', compiled } : { status: 'none-found' };
    const forcedValues = forceAlternatives(session, clock);
    const plan = session.best;
    const boundAtPrices = () =>
      lagrangianBound(
        compiled.problem,
        wholeRegion(compiled.problem),
        relaxation.multipliers,
        session.pricers,
      );
    const ruledOut = ruleOutAlternatives(session, plan, boundAtPrices(), clock);
    const at = boundAtPrices();
    const parts = planParts(compiled, plan);
    const { multipliers } = relaxation;
    const { pricers } = session;
    const reasons = decisionReasons({ compiled, plan, multipliers, at, pricers, forcedValues, ruledOut });
    const usd = (incumbent: Incumbent | undefined) => (incumbent ? incumbent.value * USD_SCALE : null);
    const [valueUsd, boundUsd, stakeUsd] = [
      plan.value * USD_SCALE,
      Math.max(at.bound, plan.value) * USD_SCALE,
      stakeOf(plan) * USD_SCALE,
    ];
    return {
      status: 'planned',
      compiled,
      plan: {
        kadenzPlan: 1,
        headline: {
          valueUsd,
          boundUsd,
          gapUsd: boundUsd - valueUsd,
          gapShareOfStake: (boundUsd - valueUsd) / stakeUsd,
          stakeUsd,
          retreatUsd: usd(baselines.retreat),
          fullSpeedUsd: usd(baselines.fullSpeed),
          fullSpeedOverspendUsd: baselines.overspendUsd,
          status: clock.isOver() ? 'stopped' : 'solved',
          objective: portfolio.workloads.some((workload) => workload.priceUsdPerUnit !== undefined)
            ? 'npv'
            : 'cost',
          figures: figuresOfMerit(compiled, parts, plan),
        },
        decisionsNow: decisionsNow(portfolio, reasons),
        ...parts,
        tree: treeOf(compiled),
        multipliers: planMultipliers(compiled, relaxation.multipliers),
        reasons,
        provenance: {
          portfolioName: portfolio.name,
          asOf: portfolio.asOf,
          seed: portfolio.uncertainty.seed,
          secondsTotal: clock.elapsed(),
          secondsToBound,
          branches: session.branches,
          rounds: session.rounds,
        },
      },
    };
  } finally {
    session.dispose();
  }
}

interface Baselines {
  readonly retreat: Incumbent | undefined;
  readonly fullSpeed: Incumbent | undefined;
  readonly overspendUsd: number;
}

/** Full speed takes the first action of every state (continue, resume; offers are waived where they may be); retreat cancels where it may. */
function evaluateBaselines(session: PlanningSession, compiled: CompiledPortfolio): Baselines {
  const { problem } = compiled;
  const always = (preferred?: string) => problem.options.map((_, o) => steadyPolicy(problem, o, preferred));
  const retreat = session.evaluate(always('cancel'));
  const speed = always();
  const within = session.evaluate(speed);
  if (within) return { retreat, fullSpeed: within, overspendUsd: 0 };
  const { region, overspendUsd } = raisedBudgets(compiled, speed);
  return { retreat, fullSpeed: session.evaluate(speed, region), overspendUsd };
}

/** Budgets raised to what the options alone need, and the expected nominal USD by which they were. */
function raisedBudgets(
  { problem, frame }: CompiledPortfolio,
  policies: Incumbent['policies'],
): { region: SearchRegion; overspendUsd: number } {
  const need = new Float64Array(problem.rowLower.length);
  policies.forEach((policy, o) => {
    const { rows, coefficients } = policyEffects(problem, problem.options[o]!, policy);
    rows.forEach((row, i) => {
      need[row]! += coefficients[i]!;
    });
  });
  const region = wholeRegion(problem);
  const rowUpper = region.rowUpper.slice();
  let overspendUsd = 0;
  for (const [row, { key, scale }] of frame.rows.entries()) {
    if (key.rule !== 'budget' || need[row]! <= rowUpper[row]!) continue;
    overspendUsd += frame.tree.probability[key.node]! * (need[row]! - rowUpper[row]!) * scale;
    rowUpper[row] = need[row]!;
  }
  return { region: { ...region, rowUpper }, overspendUsd };
}

/** max(value − value of retreat, 1 % of the expected discounted capex, 1 USD); in the program's money. */
function stake(compiled: CompiledPortfolio, plan: Incumbent, retreat: Incumbent | undefined): number {
  const { tree, discount } = compiled.frame;
  const capex = perNode(compiled, cashLedger(compiled, plan), capexHeadings);
  const expected =
    -capex.reduce((sum, usd, n) => sum + tree.probability[n]! * discount[n]! * usd, 0) / USD_SCALE;
  return Math.max(plan.value - (retreat?.value ?? Infinity), expected / 100, 1 / USD_SCALE);
}

function planParts(compiled: CompiledPortfolio, plan: Incumbent): PlanParts {
  return {
    policy: optionPolicies(compiled, plan),
    fleet: fleetLines(compiled, plan.variables),
    service: serviceLines(compiled, plan.variables),
    cashFlows: cashLedger(compiled, plan),
  };
}

/** Decisions of the root by how much hangs on them; options without a choice now are left out. */
function decisionsNow(portfolio: Portfolio, reasons: PlanFile['reasons']): DecisionNow[] {
  const described = optionsOf(portfolio);
  return reasons
    .filter(({ node }) => node === 0)
    .flatMap((reason, o): DecisionNow[] => {
      const { next, advantageUsd } = nextBest(reason);
      if (next === null) return [];
      return [
        { ...described[o]!, action: reason.action, advantageUsd, nextBest: next, proven: reason.proven },
      ];
    })
    .sort((a, b) => b.advantageUsd - a.advantageUsd);
}

/** What the options are, in their order in the problem. */
function optionsOf({
  projects,
  leases,
  contracts,
  trainingRuns,
}: Portfolio): Pick<DecisionNow, 'option' | 'name' | 'kind' | 'itPowerMw' | 'pool'>[] {
  return [
    ...projects.map(({ id, name, itPowerMw, pool }) => ({
      option: id,
      name,
      kind: 'project' as const,
      itPowerMw,
      pool,
    })),
    ...leases.map(({ id, name, itPowerMw, pool }) => ({
      option: id,
      name,
      kind: 'lease' as const,
      itPowerMw,
      pool,
    })),
    ...contracts.flatMap(({ id, name, offers }) =>
      offers.map((_, i) => ({
        option: `${id}:${i + 1}`,
        name,
        kind: 'contract' as const,
        itPowerMw: null,
        pool: null,
      })),
    ),
    ...trainingRuns.map(({ id, name }) => ({
      option: id,
      name,
      kind: 'training-run' as const,
      itPowerMw: null,
      pool: null,
    })),
  ];
}

/** The alternative that comes closest: by re-solved value, or, where none was re-solved, by its loss at the plan's prices. */
function nextBest({ alternatives, action }: PlanFile['reasons'][number]): {
  next: string | null;
  advantageUsd: number;
} {
  const chosen = alternatives.find((alternative) => alternative.action === action)!;
  const others = alternatives.filter((alternative) => alternative.action !== action);
  const solved = others
    .filter(({ valueUsd }) => valueUsd !== undefined)
    .sort((a, b) => b.valueUsd! - a.valueUsd!)[0];
  if (solved) return { next: solved.action, advantageUsd: chosen.valueUsd! - solved.valueUsd! };
  const [cheapest] = others;
  return { next: cheapest?.action ?? null, advantageUsd: cheapest ? cheapest.lossUsd - chosen.lossUsd : 0 };
}

function treeOf({ frame }: CompiledPortfolio): PlanFile['tree'] {
  const { tree, periods } = frame;
  return {
    firstQuarter: formatQuarter(tree.firstQuarter),
    parent: Array.from(tree.parent),
    probability: Array.from(tree.probability),
    values: Object.fromEntries(Array.from(tree.values, ([name, values]) => [name, Array.from(values)])),
    periodHead: Array.from(periods.of, (p) => periods.nodes[p]![0]!),
  };
}
