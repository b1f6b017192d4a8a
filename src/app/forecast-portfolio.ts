/** The outlook of a portfolio: its tree's fans over history, events, and how old fans held. */
import { eventProbability } from '../demand/evidence-effect.ts';
import { coverageOfFans, type Fan, type FanCoverage, fanOfTree } from '../demand/fan.ts';
import type { QuarterValue } from '../demand/history.ts';
import { type TreeStability, treeStability } from '../demand/stability.ts';
import { workloadSeries } from '../planning/portfolio/forecast-outlook.ts';
import { portfolioOutlook } from '../planning/portfolio/portfolio-outlook.ts';
import { portfolioTree } from '../planning/portfolio/portfolio-tree.ts';
import type { LocatedProblem } from '../units/problem.ts';
import { treeOfPlan } from '../views/plan-tree.ts';
import { type InvalidInput, openPortfolio } from './open-portfolio.ts';
import type { Ports } from './ports.ts';
import { type PriceOutlook, priceOutlooks } from './price-outlook.ts';
import { readPlan } from './read-plan.ts';

/** The demand of a workload, units per hour. */
export interface WorkloadOutlook {
  readonly name: string;
  readonly unit: string;
  readonly history: readonly QuarterValue[];
  /** From the tree that a plan is made on, the root's quarter included. */
  readonly fan: Fan;
  /** How the fan of the older plan held against the history; absent without one. */
  readonly over?: FanCoverage;
}

/** An event with its probability before and after evidence. */
export interface EventOutlook {
  readonly id: string;
  readonly name: string;
  /** That it begins within the horizon, other events aside. */
  readonly prior: number;
  /** The same after evidence. */
  readonly posterior: number;
  /** Probability on branches of its own in the tree; absent where it has none. */
  readonly onBranches?: number;
}

/** What the portfolio expects, and how far its tree of `nodes` nodes and `futures` leaves holds that. */
export interface PortfolioForecast {
  readonly status: 'portfolio';
  readonly workloads: readonly WorkloadOutlook[];
  readonly events: readonly EventOutlook[];
  /** Of the prices that are uncertain. */
  readonly prices: readonly PriceOutlook[];
  readonly nodes: number;
  readonly futures: number;
  /** Largest error of any quantile of demand from the second year on, as a share. */
  readonly quantileError: number;
  /** With the largest gap of the plans, as a share of their stake: decisions mean little where it is large. */
  readonly stability?: TreeStability & { readonly largestGapShare: number };
  readonly notices: readonly LocatedProblem[];
  readonly seed: number;
}

/** Which portfolio, held against which older plan. */
export interface ForecastPortfolioRequest {
  readonly path: string;
  readonly seed?: number | undefined;
  /** Path of an older plan whose fans are laid under the history. */
  readonly over?: string | undefined;
  /** Trees to resample and plan, with the seconds that each plan may take. */
  readonly stability?: { readonly trees: number; readonly seconds: number } | undefined;
}

type ForecastPorts = Pick<Ports, 'readPortfolio' | 'loadForecaster' | 'readText' | 'runPlanning' | 'sha256'>;

/** Reads, draws the tree and lays it beside what was observed. */
export async function forecastPortfolio(
  { path, seed, over, stability }: ForecastPortfolioRequest,
  ports: ForecastPorts,
): Promise<PortfolioForecast | InvalidInput | { readonly status: 'not-a-plan' }> {
  const input = await openPortfolio(path, seed, ports);
  if (input.status === 'invalid') return input;
  const { portfolio, document, notices } = input;
  const former = over === undefined ? undefined : await readPlan(over, ports);
  if (former && former.status !== 'read') return { status: 'not-a-plan' };
  const formerTree = former && treeOfPlan(former.plan.tree);
  const { tree, diagnostics, events, posteriors } = portfolioTree(portfolio);
  const workloads = portfolio.workloads.map(({ id, name, unit }): WorkloadOutlook => {
    const history = workloadSeries(document, id).points;
    const series = `demand:${id}`;
    const old = formerTree?.values.has(series) ? fanOfTree(formerTree, series) : undefined;
    return {
      ...{ name, unit, history, fan: fanOfTree(tree, series) },
      ...(old && { over: coverageOfFans([{ ...old, points: old.points.slice(1) }], history) }),
    };
  });
  const { request } = portfolioOutlook(portfolio);
  const prior = (id: string) => {
    const event = request.events!.find(({ name }) => name === id)!;
    return eventProbability(event, request.horizonQuarters);
  };
  const errors = [...diagnostics.series].flatMap(([name, { p10, p50, p90 }]) =>
    name.startsWith('demand:') ? [p10, p50, p90].flatMap((one) => [...one.slice(4)].map(Math.abs)) : [],
  );
  return {
    ...{ status: 'portfolio', workloads, notices, seed: portfolio.uncertainty.seed },
    events: portfolio.events.map(({ id, name }) => {
      const kept = events.find((event) => event.name === id);
      return {
        ...{ id, name, prior: prior(id), posterior: posteriors.get(id)!.probabilities[0]! },
        ...(kept && { onBranches: kept.onBranches }),
      };
    }),
    prices: priceOutlooks(portfolio, tree),
    ...{ nodes: diagnostics.nodes, futures: diagnostics.leaves },
    quantileError: Math.max(0, ...errors.filter(Number.isFinite)),
    ...(stability && { stability: await resampled(portfolio, stability, ports) }),
  };
}

/** Plans the portfolio on trees of as many seeds, its own first. */
async function resampled(
  portfolio: Parameters<typeof portfolioTree>[0],
  { trees, seconds }: { readonly trees: number; readonly seconds: number },
  { runPlanning }: ForecastPorts,
): Promise<NonNullable<PortfolioForecast['stability']>> {
  const outcomes = [];
  let largestGapShare = 0;
  for (let i = 0; i < trees; i++) {
    const { uncertainty } = portfolio;
    const drawn = { ...portfolio, uncertainty: { ...uncertainty, seed: uncertainty.seed + i } };
    const { tree } = portfolioTree(drawn);
    const outcome = await runPlanning({ portfolio: drawn, timeLimitSeconds: seconds });
    if (outcome.status === 'planned') {
      largestGapShare = Math.max(largestGapShare, outcome.plan.headline.gapShareOfStake);
    }
    outcomes.push({
      tree,
      ...(outcome.status === 'planned' && {
        value: outcome.plan.headline.valueUsd,
        rootDecisions: Object.fromEntries(
          outcome.plan.policy.map(({ option, actions }) => [option, actions[0]!]),
        ),
      }),
    });
  }
  const stability = treeStability(
    outcomes,
    portfolio.workloads.map(({ id }) => `demand:${id}`),
  );
  return { ...stability, largestGapShare };
}
