/** Random small portfolios with projects and leases of every shape, on random small trees. */
import type { ScenarioTree } from '../../src/demand/scenario-tree.ts';
import { type Portfolio, typicalPortfolio } from '../../src/domain/portfolio.ts';
import { type PortfolioInput, portfolioSchema } from '../../src/domain/schema.ts';
import type { PlanningProblem } from '../../src/planning/planning-problem.ts';
import { compilePortfolio } from '../../src/planning/portfolio/compile-portfolio.ts';
import { portfolioTree } from '../../src/planning/portfolio/portfolio-tree.ts';
import { addQuarters, formatQuarter, quarter } from '../../src/units/quarter.ts';
import { randomStream } from '../../src/units/random.ts';
import { withMarket } from './random-market.ts';
import { Draw, randomTree } from './random-tree.ts';

/** A portfolio, and the tree that it is planned on. */
export interface PortfolioCase {
  readonly portfolio: Portfolio;
  readonly tree: ScenarioTree;
}

type Entry<Key extends keyof PortfolioInput> = Extract<PortfolioInput[Key], readonly unknown[]>[number];
type Stage = NonNullable<Entry<'projects'>['stages']>[number];

const first = quarter(2025, 2);

/** The quarter so many quarters after the root, as a file has it. */
function quarterAhead(count: number): string {
  return formatQuarter(addQuarters(first, count));
}

/** The case of a seed, with or without others in the market; the same in every run. */
export function randomPortfolio(seed: number, hasMarket = false): PortfolioCase {
  const draw = new Draw(randomStream(seed, 'portfolio'));
  // Read as a file is, so that what is left out has its default.
  const portfolio = typicalPortfolio(
    portfolioSchema.parse(roundedFigures(drawPortfolio(draw, seed, hasMarket))),
  );
  return {
    portfolio,
    tree: draw.chance(0.25) ? portfolioTree(portfolio).tree : drawTree(draw, portfolio, hasMarket ? 12 : 20),
  };
}

/** Figures of nine digits, as files have them. */
function roundedFigures(input: PortfolioInput): unknown {
  const round = (_: string, value: unknown) =>
    typeof value === 'number' ? Number(value.toPrecision(9)) : value;
  return JSON.parse(JSON.stringify(input, round));
}

/** The compiled case of a seed. */
export function randomPortfolioProblem(seed: number, hasMarket = false): PlanningProblem {
  const { portfolio, tree } = randomPortfolio(seed, hasMarket);
  return compilePortfolio(portfolio, tree).problem;
}

/** A tree of any shape with up to `most` nodes, where every child moves demand and efficiency by its own factor. */
function drawTree(draw: Draw, { calendar, workloads, events }: Portfolio, most: number): ScenarioTree {
  const tree = randomTree(draw, {
    horizon: calendar.horizonQuarters,
    mostNodes: draw.whole(3, most),
    firstQuarter: first,
  });
  const values = new Map<string, Float64Array>();
  const series = (name: string, initial: number, low: number, high: number) => {
    const path = new Float64Array(tree.parent.length).fill(initial);
    for (let n = 1; n < path.length; n++) path[n] = path[tree.parent[n]!]! * draw.between(low, high);
    values.set(name, path);
  };
  for (const { id, demand } of workloads) {
    series(`demand:${id}`, 'now' in demand ? demand.now : 'fan' in demand ? demand.fan[0]!.p50 : 1, 0.6, 1.8);
    if (draw.chance(0.4)) series(`efficiency:${id}`, 1, 0.9, 1.3);
  }
  for (const { id } of events) values.set(`event:${id}`, eventShares(draw, tree));
  return { ...tree, values };
}

/** Shares in which an event is active: it begins and ends by chance, and is merged at some nodes. */
function eventShares(draw: Draw, { parent }: ScenarioTree): Float64Array {
  const shares = new Float64Array(parent.length);
  for (let n = 1; n < shares.length; n++) {
    const active = draw.chance(shares[parent[n]!]! >= 0.5 ? 0.6 : 0.3);
    shares[n] = draw.chance(0.8) ? Number(active) : draw.between(0, 1);
  }
  return shares;
}

function drawPortfolio(draw: Draw, seed: number, hasMarket: boolean): PortfolioInput {
  const base = drawBase(draw);
  return hasMarket ? withMarket(new Draw(randomStream(seed, 'market')), base) : base;
}

function drawBase(draw: Draw): PortfolioInput {
  const horizonQuarters = draw.whole(2, 6);
  const regions = draw.list(draw.whole(1, 2), (r) => ({
    id: `region-${r}`,
    name: `Region ${r}`,
    powerUsdPerMwh: draw.between(40, 100),
    powerGrowthPerYear: draw.between(-0.02, 0.06),
    pue: draw.between(1.1, 1.4),
    carbonKgPerMwh: 300,
  }));
  const pools = draw.list(draw.whole(1, 3), (k) => ({
    id: `pool-${k}`,
    region: draw.pick(regions).id,
    kind: k === 0 ? ('campus' as const) : draw.pick(['campus', 'zone'] as const),
  }));
  const poolIds = pools.map((pool) => pool.id);
  const accelerators = draw.list(draw.whole(1, 2), (g) => drawAccelerator(draw, g));
  const generations = accelerators.map((accelerator) => accelerator.id);
  const withoutPrices = draw.chance(0.2);
  const options = draw.list(draw.whole(1, 4), () => draw.chance(0.65));
  return {
    kadenz: 1,
    name: 'Random',
    asOf: '2025-04-01',
    calendar: {
      fiscalYearStartMonth: draw.pick([1, 4, 7, 10] as const),
      horizonQuarters,
      periodQuarters: draw.whole(1, 2),
    },
    finance: {
      discountRatePerYear: draw.between(0, 0.2),
      costInflationPerYear: draw.between(-0.02, 0.08),
      terminalUsdPerMw: draw.between(0, 12e6),
      partBuiltShare: draw.between(0, 0.8),
    },
    risk: {
      cvarWeight: draw.chance(0.3) ? draw.pick([0.2, 0.6, 1]) : 0,
      cvarLevel: draw.pick([0, 0.5, 0.9]),
    },
    uncertainty: {
      seed: draw.whole(0, 1e6),
      branching: [draw.whole(1, 3), ...(horizonQuarters > 4 ? [draw.whole(1, 2)] : [])],
      correlations: [],
    },
    sources: [],
    budget: draw.list(draw.whole(0, 2), (i) => drawBudget(draw, 2025 + i)),
    regions,
    pools,
    liveCapacity: draw.list(draw.whole(0, 2), (i) => ({
      id: `live-${i}`,
      pool: draw.pick(poolIds),
      itPowerMw: draw.between(2, 20),
      opexUsdPerMwYear: draw.between(0, 3e5),
      rentUsdPerKwMonth: draw.chance(0.5) ? draw.between(80, 160) : 0,
      escalatorPerYear: draw.between(0, 0.04),
      ...(draw.chance(0.4) && { until: quarterAhead(draw.whole(0, 5)) }),
    })),
    powerContracts: draw.list(draw.whole(0, 2), (i) => ({
      id: `contract-${i}`,
      region: draw.pick(regions).id,
      minimumTakeMw: draw.between(1, 25),
      priceUsdPerMwh: draw.between(30, 90),
      until: quarterAhead(draw.whole(0, 7)),
    })),
    accelerators,
    installedFleet: draw.list(draw.whole(0, 2), () => ({
      pool: draw.pick(poolIds),
      accelerator: draw.pick(generations),
      units: draw.between(500, 12_000),
      arrived: quarterAhead(-draw.whole(0, 14)),
    })),
    orders: draw.list(draw.whole(0, 1), () => ({
      pool: draw.pick(poolIds),
      accelerator: draw.pick(generations),
      units: draw.between(500, 6000),
      arrives: quarterAhead(draw.whole(-1, 4)),
      outstandingUsd: draw.chance(0.5) ? draw.between(0, 120e6) : 0,
    })),
    workloads: draw.list(draw.whole(1, 2), (w) => drawWorkload(draw, w, generations, poolIds, withoutPrices)),
    projects: options.flatMap((isProject, i) => (isProject ? [drawProject(draw, i, poolIds)] : [])),
    leases: options.flatMap((isProject, i) => (isProject ? [] : [drawLease(draw, i, poolIds)])),
  };
}

function drawBudget(draw: Draw, fiscalYear: number): Entry<'budget'> {
  const capexUsd = draw.pick([50e6, 300e6, 800e6]) * draw.between(0.5, 1.5);
  return {
    fiscalYear,
    capexUsd,
    spentUsd: draw.chance(0.5) ? capexUsd * draw.between(0, 0.7) : 0,
    ...(draw.chance(0.5) && { overspendUsdPerUsd: draw.between(0.05, 1) }),
  };
}

function drawAccelerator(draw: Draw, g: number): Entry<'accelerators'> {
  return {
    id: `gen-${g}`,
    name: `Generation ${g}`,
    itKwPerUnit: draw.between(0.7, 2),
    priceUsd: draw.between(15_000, 60_000),
    priceGrowthPerYear: draw.between(-0.3, 0.05),
    leadTimeQuarters: draw.whole(0, 3),
    usefulLifeQuarters: draw.whole(1, 16),
    supplyPerQuarter: draw.pick([0, 2000, 8000]) * draw.between(0.5, 1.5),
    supplyGrowthPerYear: draw.between(-0.2, 0.5),
    residualSharePerYear: draw.between(0, 0.9),
    ...(draw.chance(0.3) && { orderFrom: quarterAhead(draw.whole(0, 2)) }),
    ...(draw.chance(0.3) && { orderUntil: quarterAhead(draw.whole(1, 4)) }),
  };
}

function drawWorkload(
  draw: Draw,
  w: number,
  generations: readonly string[],
  poolIds: readonly string[],
  withoutPrices: boolean,
): Entry<'workloads'> {
  return {
    id: `work-${w}`,
    name: `Workload ${w}`,
    kind: draw.pick(['pre-training', 'post-training', 'interactive-inference', 'batch-inference'] as const),
    unit: 'H100-hours',
    ...(draw.chance(0.3) && { pools: [draw.pick(poolIds)] }),
    ratePerAcceleratorHour: Object.fromEntries(generations.map((id) => [id, draw.between(0.5, 4)])),
    peakFactor: draw.pick([1, draw.between(1, 2)]),
    ...(!withoutPrices && { priceUsdPerUnit: draw.between(0.8, 4) }),
    priceGrowthPerYear: draw.between(-0.3, 0.1),
    committedShare: draw.pick([0, 0.5, draw.between(0, 1)]),
    shortfallUsdPerUnit: draw.between(0, withoutPrices ? 8 : 3),
    ...(draw.chance(withoutPrices ? 0.5 : 0.15) && { serviceLevel: draw.between(0.02, 0.25) }),
    efficiencyGrowthPerYear: draw.chance(0.5) ? draw.between(0, 0.3) : 0,
    efficiencyVolatilityPerYear: 0,
    demand: {
      now: draw.between(2000, 30_000),
      growthPerYear: draw.between(-0.2, 1),
      volatilityPerYear: draw.between(0.05, 0.5),
    },
  };
}

function drawStage(draw: Draw, stage: Stage['stage'], usdPerMw: number, itPowerMw: number): Stage {
  const costUsd = usdPerMw * itPowerMw;
  return {
    stage,
    quarters: draw.pick([0.5, 1, 1.5, 2]),
    costUsd,
    cancelFeeUsd: draw.chance(0.6) ? costUsd * draw.between(0, 0.4) : 0,
    salvageUsd: draw.chance(0.3) ? costUsd * draw.between(0, 0.3) : 0,
    holdingUsdPerQuarter: draw.chance(0.7) ? costUsd * draw.between(0, 0.05) : 0,
    restartFeeUsd: draw.chance(0.5) ? costUsd * draw.between(0, 0.1) : 0,
    slowCostShare: draw.between(0.5, 1),
  };
}

function drawProject(draw: Draw, i: number, poolIds: readonly string[]): Entry<'projects'> {
  // Of one decimal, so that tranches add up exactly.
  const itPowerMw = draw.chance(0.5) ? 10 * draw.whole(1, 5) : Math.round(10 * draw.between(5, 60)) / 10;
  const stage = (name: Stage['stage']) => drawStage(draw, name, draw.between(0.2e6, 6e6), itPowerMw);
  const tranches = (stages: Stage[]): Stage[] =>
    stages.length < 2 || draw.chance(0.5)
      ? stages
      : [
          { ...stages[0]!, deliversMw: itPowerMw * 0.4 },
          { ...stages[1]!, deliversMw: itPowerMw * 0.6 },
          ...stages.slice(2),
        ];
  const building = tranches(
    (['permitted', 'construction', 'powered'] as const).slice(draw.whole(0, 2)).map(stage),
  );
  return {
    id: `project-${i}`,
    name: `Project ${i}`,
    pool: draw.pick(poolIds),
    itPowerMw,
    spentUsd: draw.chance(0.5) ? itPowerMw * draw.between(0, 2e6) : 0,
    maxPauseQuarters: draw.whole(0, 2),
    slow: draw.chance(0.6),
    opexUsdPerMwYear: draw.between(0, 3e5),
    ...(draw.chance(0.25)
      ? {
          tracks: [
            { id: 'interconnection', stages: [stage('powered')] },
            {
              id: 'building',
              stages: building.slice(0, 2).length === building.length ? building : [stage('construction')],
            },
          ],
        }
      : { stages: building }),
  };
}

function drawLease(draw: Draw, i: number, poolIds: readonly string[]): Entry<'leases'> {
  const shape = draw.pick(['loi', 'loi', 'signed', 'commenced'] as const);
  const termQuarters = draw.whole(1, 12);
  return {
    id: `lease-${i}`,
    name: `Lease ${i}`,
    pool: draw.pick(poolIds),
    itPowerMw: draw.between(3, 30),
    ...(shape === 'loi' && {
      loi: {
        quarters: draw.whole(1, 2),
        costUsdPerQuarter: draw.between(0, 1e6),
        walkAwayUsd: draw.between(0, 3e6),
      },
    }),
    ...(shape !== 'commenced' && { signed: { quarters: draw.whole(1, 3) } }),
    ...(shape === 'commenced' && { commenced: { ageQuarters: draw.whole(0, termQuarters - 1) } }),
    termQuarters,
    rentUsdPerKwMonth: draw.between(60, 200),
    escalatorPerYear: draw.between(0, 0.05),
    fitOutUsdPerMw: draw.chance(0.6) ? draw.between(0, 2e6) : 0,
    deferralRentShare: draw.between(0, 1),
    maxPauseQuarters: draw.whole(0, 2),
    terminationRentMonths: draw.between(0, 40),
    terminable: draw.chance(0.7),
  };
}
