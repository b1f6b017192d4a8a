/** What others do in a random portfolio: counterparties, anchor tenants, rented and hired capacity; and the further rights of sites. */
import type { PortfolioInput } from '../../src/domain/schema.ts';
import { addQuarters, formatQuarter, quarter } from '../../src/units/quarter.ts';
import type { Draw } from './random-tree.ts';

const first = quarter(2025, 2);

type Projects = NonNullable<PortfolioInput['projects']>;
type Leases = NonNullable<PortfolioInput['leases']>;

/** The portfolio with some of all that the market and further rights add. */
export function withMarket(draw: Draw, input: PortfolioInput): PortfolioInput {
  const ahead = (low: number, high: number) => formatQuarter(addQuarters(first, draw.whole(low, high)));
  const pools = input.pools.map((pool) => pool.id);
  const campuses = input.pools.filter((pool) => pool.kind === 'campus').map((pool) => pool.id);
  const generations = input.accelerators.map((accelerator) => accelerator.id);
  const workloads = input.workloads.map((workload) => workload.id);
  const hasSubstation = draw.chance(0.3);
  return {
    ...input,
    projects: (input.projects ?? []).map((project) => withSiteRights(draw, project, pools, hasSubstation)),
    leases: (input.leases ?? []).map((lease) => withLeaseRights(draw, lease)),
    accelerators: input.accelerators.map((accelerator) => ({
      ...accelerator,
      ...(draw.chance(0.4) && { resaleShare: draw.between(0.2, 1) }),
    })),
    workloads: input.workloads.map((workload) => ({
      ...workload,
      ...(draw.chance(0.3) && { churnShare: draw.between(0.1, 1), returnSharePerYear: draw.between(0, 1) }),
    })),
    ...(hasSubstation && { substations: [{ id: 'substation', itPowerMw: draw.between(10, 80) }] }),
    counterparties: draw.list(draw.whole(0, 2), (i) => ({
      id: `counterparty-${i}`,
      name: `Counterparty ${i}`,
      absorbsMw: draw.between(5, 80),
      ...(draw.chance(0.5) && { until: ahead(1, 4) }),
      usdPerMw: {
        permitted: draw.between(-0.2e6, 1e6),
        construction: draw.between(0, 3e6),
        ...(draw.chance(0.5) && { live: draw.between(2e6, 12e6) }),
      },
    })),
    contracts: draw.list(draw.whole(0, 2), (i) => ({
      id: `tenant-${i}`,
      name: `Tenant ${i}`,
      workload: draw.pick(workloads),
      terms: draw.pick(['exclusive', 'right-of-first-refusal', 'right-of-first-refusal', 'none'] as const),
      offers: draw.list(draw.whole(1, 2), (o) => ({
        quarter: formatQuarter(addQuarters(first, o + draw.whole(0, 2))),
        unitsPerHour: draw.between(500, 9000),
        termQuarters: draw.whole(1, 4),
        priceUsdPerUnit: draw.between(1, 4),
        penaltyUsdPerUnit: draw.between(0, 3),
        partial: draw.chance(0.5),
      })),
    })),
    bursts: draw.list(draw.whole(0, 1), () => ({
      id: 'burst',
      name: 'Burst',
      workload: draw.pick(workloads),
      maxUnitsPerHour: draw.between(500, 8000),
      priceUsdPerUnit: draw.between(1, 4),
    })),
    rentOuts: draw.list(draw.whole(0, 1), () => ({
      accelerator: draw.pick(generations),
      usdPerAcceleratorHour: draw.between(0.5, 3),
      maxUnits: draw.between(100, 5000),
    })),
    trainingRuns: draw.list(campuses.length > 0 ? draw.whole(0, 1) : 0, () => ({
      id: 'run',
      name: 'Run',
      units: draw.between(500, 6000),
      quarters: draw.whole(1, 3),
      accelerators: [draw.pick(generations)],
      ...(draw.chance(0.4) && { startUntil: ahead(0, 3) }),
      valueUsd: draw.between(20e6, 300e6),
      valueGrowthPerYear: draw.between(-0.5, 0.1),
    })),
    events: draw.list(draw.whole(0, 2), (i) => drawEvent(draw, i, input)),
    carbonBudget: draw.list(draw.chance(0.2) ? 1 : 0, () => ({ year: 2025, tonnes: draw.between(1e4, 2e5) })),
  };
}

/** What it does to demand is drawn with the tree. */
function drawEvent(
  draw: Draw,
  i: number,
  { regions, projects = [], leases = [] }: PortfolioInput,
): NonNullable<PortfolioInput['events']>[number] {
  const some = (ids: readonly string[]) => ids.filter(() => draw.chance(0.6));
  const [delayed, waiting] = [some(projects.map(({ id }) => id)), some(leases.map(({ id }) => id))];
  return {
    id: `event-${i}`,
    name: `Event ${i}`,
    hazardPerQuarter: 0.1,
    delays: [
      ...(delayed.length > 0 ? [{ projects: delayed }] : []),
      ...(waiting.length > 0 ? [{ leases: waiting }] : []),
      ...(draw.chance(0.5) ? [{ regions: [regions[0]!.id], tracks: ['interconnection'] }] : []),
    ],
    withdraws: draw.chance(0.5) ? ['tenant-0'] : [],
  };
}

function withSiteRights(
  draw: Draw,
  project: Projects[number],
  pools: readonly string[],
  hasSubstation: boolean,
): Projects[number] {
  const target = pools.find((pool) => pool !== project.pool);
  return {
    ...project,
    ...(hasSubstation && draw.chance(0.7) && { substation: 'substation' }),
    ...(draw.chance(0.3) && {
      minimumTake: {
        shareOfPower: draw.between(0.3, 1),
        termQuarters: draw.whole(1, 6),
        priceUsdPerMwh: draw.between(20, 80),
        exitFeeUsd: draw.between(0, 20e6),
      },
    }),
    ...(target !== undefined &&
      draw.chance(0.4) && {
        repurpose: { pool: target, costUsd: draw.between(0, 30e6), delayQuarters: draw.whole(0, 2) },
      }),
  };
}

function withLeaseRights(draw: Draw, lease: Leases[number]): Leases[number] {
  return {
    ...lease,
    ...(lease.loi &&
      draw.chance(0.4) && {
        loi: { ...lease.loi, until: formatQuarter(addQuarters(first, draw.whole(0, 3))) },
      }),
    ...(draw.chance(0.4) && {
      // Short enough for the term to end within the horizon.
      termQuarters: (lease.commenced ? Number(lease.commenced.ageQuarters) : 0) + draw.whole(1, 3),
      renewal: { termQuarters: draw.whole(1, 4), rentUsdPerKwMonth: draw.between(60, 200), times: 1 },
    }),
    ...(draw.chance(0.4) && {
      sublet: {
        rentUsdPerKwMonth: draw.between(60, 220),
        quarters: draw.whole(1, 4),
        costUsd: draw.between(0, 5e6),
      },
    }),
  };
}
