/** The plan file of a plan in the making: headline, decisions, parts, reasons and proof. */
import { offerName } from '../../domain/option-names.ts';
import type { DecisionNow, PlanFile } from '../../domain/plan-file.ts';
import type { Portfolio } from '../../domain/portfolio.ts';
import { formatQuarter } from '../../units/quarter.ts';
import type { Incumbent } from '../incumbent.ts';
import type { PlanningSession } from '../planning-session.ts';
import type { CompiledPortfolio } from '../portfolio/compile-portfolio.ts';
import { USD_SCALE } from '../portfolio/portfolio-frame.ts';
import type { RuledOut } from './alternative-actions.ts';
import { type Baselines, stake } from './baselines.ts';
import { cashLedger } from './cash-ledger.ts';
import { decisionReasons } from './decision-reasons.ts';
import { figuresOfMerit } from './figures-of-merit.ts';
import { fleetLines, serviceLines } from './fleet-lines.ts';
import { optionPolicies } from './option-states.ts';
import { planCases } from './plan-cases.ts';
import type { PlanParts } from './plan-parts.ts';
import { planMultipliers } from './plan-prices.ts';

/** A plan without what only its keeper knows: hashes and the engine's version. */
export type UnsignedPlan = Omit<PlanFile, 'provenance'> & {
  readonly provenance: Omit<PlanFile['provenance'], 'engineVersion' | 'inputHash' | 'planHash'>;
};

/** What a plan file is put together from. */
export interface AssemblyRequest {
  readonly compiled: CompiledPortfolio;
  /** Has priced at least one vector of multipliers. */
  readonly session: PlanningSession;
  readonly plan: Incumbent;
  readonly baselines: Baselines;
  /** Best values found with each alternative of the root, `[option][arc]`; reasons are those at the plan's prices alone where there are none. */
  readonly forcedValues?: ReadonlyMap<number, ReadonlyMap<number, number>>;
  readonly ruledOut?: ReadonlyMap<number, ReadonlyMap<number, RuledOut>>;
  /** Whether reasons state flip thresholds, which take many more prices. */
  readonly thresholds: boolean;
  readonly status: PlanFile['headline']['status'];
  readonly secondsTotal: number;
  readonly secondsToBound: number;
}

/** Puts a plan together. Its bound is that of the session's best multipliers, or of its cases, priced anew. */
export function assemblePlan(request: AssemblyRequest): UnsignedPlan {
  const { compiled, session, plan, baselines, status, thresholds } = request;
  const { forcedValues = new Map(), ruledOut = new Map(), secondsTotal, secondsToBound } = request;
  const { portfolio } = compiled.frame;
  const cases = planCases(session, compiled);
  const { multipliers } = session.proof!;
  const at = session.price(multipliers);
  const parts = planParts(compiled, plan);
  const { pricers } = session;
  const reasons = decisionReasons({
    ...{ compiled, plan, multipliers, at, pricers, forcedValues, ruledOut, thresholds },
    ...(cases && { mostWithArc: cases.withArc }),
  });
  const usd = (incumbent: Pick<Incumbent, 'value'> | undefined) =>
    incumbent ? incumbent.value * USD_SCALE : null;
  const [valueUsd, boundUsd, stakeUsd] = [
    plan.value * USD_SCALE,
    Math.max(cases?.bound ?? at.bound, plan.value) * USD_SCALE,
    stake(compiled, plan, baselines.retreat, parts.cashFlows) * USD_SCALE,
  ];
  const headline: PlanFile['headline'] = {
    valueUsd,
    boundUsd,
    gapUsd: boundUsd - valueUsd,
    gapShareOfStake: (boundUsd - valueUsd) / stakeUsd,
    stakeUsd,
    retreatUsd: usd(baselines.retreat),
    fullSpeedUsd: usd(baselines.fullSpeed),
    fullSpeedOverspendUsd: baselines.overspendUsd,
    status,
    objective: portfolio.workloads.some((workload) => workload.priceUsdPerUnit !== undefined)
      ? 'npv'
      : 'cost',
    figures: figuresOfMerit(compiled, parts, plan),
  };
  return {
    kadenzPlan: 1,
    headline,
    decisionsNow: decisionsNow(portfolio, reasons),
    ...parts,
    tree: treeOf(compiled),
    multipliers: planMultipliers(compiled, multipliers),
    ...(cases && { cases: cases.file }),
    reasons,
    provenance: {
      portfolioName: portfolio.name,
      asOf: portfolio.asOf,
      seed: portfolio.uncertainty.seed,
      secondsTotal,
      secondsToBound,
      branches: session.branches,
      rounds: session.rounds,
    },
  };
}

/** What a plan does, without headline, reasons and proof. */
export function planParts(compiled: CompiledPortfolio, plan: Incumbent): PlanParts {
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
    ...contracts.flatMap((contract) =>
      contract.offers.map((offer, i) => ({
        option: `${contract.id}:${i + 1}`,
        name: offerName(contract, offer),
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
