/** Pre-training runs that hold a block of accelerators in one campus pool (docs/method.md, R1–R2). */
import type { Accelerator, Pool, Region, TrainingRun } from '../../domain/portfolio.ts';
import { type EffectTerm, OptionBuilder, type StagedOption } from '../staged-option.ts';
import { HOURS_PER_QUARTER, type PortfolioFrame, UNIT_SCALE, USD_SCALE } from './portfolio-frame.ts';
import type { PortfolioModel, PortfolioPart } from './portfolio-model.ts';

/** Accelerators that runs hold are the resource `held:<pool>:<accelerator>`. */
export const trainingRunPart: PortfolioPart = {
  optionsHeed: () => false,
  addVariables(model) {
    const { portfolio, periods } = model.frame;
    for (const [pool, accelerator] of blocksOf(portfolio.trainingRuns, model)) {
      const resource = `held:${pool.id}:${accelerator.id}`;
      model.declareResource(resource);
      periods.nodes.forEach((nodes, p) => {
        const row = model.fleetRows.of(pool, accelerator)[p] ?? emptyRow(model, pool, accelerator, nodes[0]!);
        for (const n of nodes) model.resourceEntersRow(resource, n, row, 1 / nodes.length);
      });
    }
  },
  options(model) {
    return model.frame.portfolio.trainingRuns.map((run) => runOption(model, run));
  },
  // Runs pay for the power that they take.
  optionsKnow: ({ regions }) => regions.map(({ powerUsdPerMwh }) => powerUsdPerMwh),
};

/** Where nothing can be owned, a run must not start either. */
function emptyRow(model: PortfolioModel, pool: Pool, accelerator: Accelerator, node: number): number {
  const key = { rule: 'fleet', node, pool: pool.id, accelerator: accelerator.id } as const;
  return model.row(key, 1, 0, UNIT_SCALE);
}

/** Pools and generations that some run may use, each pair once. */
function blocksOf(runs: readonly TrainingRun[], model: PortfolioModel): [Pool, Accelerator][] {
  const pairs = new Map<string, [Pool, Accelerator]>();
  for (const run of runs) {
    for (const [pool, accelerator] of choicesOf(run, model))
      pairs.set(`${pool.id} ${accelerator.id}`, [pool, accelerator]);
  }
  return [...pairs.values()];
}

function choicesOf(run: TrainingRun, { frame }: PortfolioModel): [Pool, Accelerator][] {
  const { pools, accelerators } = frame.portfolio;
  const campuses = pools.filter((pool) => pool.kind === 'campus' && (run.pools?.includes(pool.id) ?? true));
  return campuses.flatMap((pool) =>
    accelerators
      .filter(({ id }) => run.accelerators.includes(id))
      .map((accelerator): [Pool, Accelerator] => [pool, accelerator]),
  );
}

function runOption(model: PortfolioModel, run: TrainingRun): StagedOption {
  const { frame } = model;
  const builder = new OptionBuilder(run.id);
  const waiting = builder.state('waiting');
  const done = builder.state('done');
  const start = builder.guard(startNodes(frame, run));
  const worth = frame.cashFactor(run.valueGrowthPerYear);
  builder.arc(waiting, 'wait', waiting, []);
  for (const [pool, accelerator] of choicesOf(run, model)) {
    const block = blockTerms(frame, builder, { run, pool, accelerator });
    const earned: EffectTerm = [
      builder.channel({ target: 'cash', factor: worth, category: 'revenue' }),
      run.valueUsd,
    ];
    let from = waiting;
    for (let quarter = 1; quarter <= run.quarters; quarter++) {
      const last = quarter === run.quarters;
      const to = last ? done : builder.state(`${pool.id} ${accelerator.id} ${quarter}/${run.quarters}`);
      builder.arc(
        from,
        quarter === 1 ? `start:${pool.id}:${accelerator.id}` : 'train',
        to,
        last ? [...block, earned] : block,
        quarter === 1 ? start : -1,
      );
      from = to;
    }
  }
  builder.arc(done, 'done', done, []);
  return builder.build();
}

/** A run where it may be trained. */
interface Block {
  readonly run: TrainingRun;
  readonly pool: Pool;
  readonly accelerator: Accelerator;
}

/** What the block takes in a quarter: accelerators, power, energy. */
function blockTerms(
  frame: PortfolioFrame,
  builder: OptionBuilder,
  { run, pool, accelerator }: Block,
): EffectTerm[] {
  const mw = (run.units * accelerator.itKwPerUnit) / 1000;
  const region = frame.portfolio.regions.find(({ id }) => id === pool.region)!;
  const on = (resource: string) => builder.channel({ target: frame.builder.resourceIndex(resource) });
  const energy = builder.channel({
    target: 'cash',
    factor: powerCash(frame, region),
    category: 'energy',
  });
  return [
    [on(`held:${pool.id}:${accelerator.id}`), run.units],
    [on(`power:${pool.id}`), -mw],
    [on(`utility:${pool.id}`), mw * region.pue],
    [energy, -HOURS_PER_QUARTER * mw * region.pue * region.powerUsdPerMwh],
  ];
}

/** δ and the growth of the price of electricity in the program's money, per node. */
function powerCash({ powerGrowth, discount }: PortfolioFrame, region: Region): Float64Array {
  return powerGrowth(region).map((value, n) => (value * discount[n]!) / USD_SCALE);
}

/** Nodes at which the run may start and still be done by the horizon. */
function startNodes({ tree, quarterOf, portfolio }: PortfolioFrame, run: TrainingRun): Uint8Array {
  const last = portfolio.calendar.horizonQuarters - run.quarters;
  return Uint8Array.from(tree.depth, (t, n) => {
    const quarter = quarterOf(n);
    return t <= last &&
      (run.startFrom === undefined || quarter >= run.startFrom) &&
      (run.startUntil === undefined || quarter <= run.startUntil)
      ? 1
      : 0;
  });
}
