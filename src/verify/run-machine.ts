/** Pre-training runs as the rules R1 and R2 of the method have them. */
import { firstQuarterOf, type Portfolio, type TrainingRun } from '../domain/portfolio.ts';
import type { Amount, Machine, Step } from './machine.ts';
import { hoursPerQuarter } from './timeline.ts';

/** R1: it waits, runs in a pool on a generation, or is done. */
export type RunState =
  | { readonly kind: 'waiting' | 'done' }
  | { readonly kind: 'running'; readonly pool: string; readonly accelerator: string; readonly done: number };

/** The machine of a training run: it waits, runs in one pool on one generation to its end, and is done. */
export function runMachine(run: TrainingRun, portfolio: Portfolio): Machine<RunState> {
  const starts = startsOf(run, portfolio);
  const last = firstQuarterOf(portfolio) + portfolio.calendar.horizonQuarters - run.quarters;
  const [from, until] = [run.startFrom ?? -Infinity, Math.min(run.startUntil ?? Infinity, last)];
  const idle = (next: RunState): Step<RunState> => ({
    next,
    poweredMw: 0,
    drawnMw: 0,
    amounts: [],
    uses: [],
  });
  return {
    option: run.id,
    initial: { kind: 'waiting' },
    canonical: (action) => action,
    key: (state) => Object.values(state).join('|'),
    actions: (state) => {
      if (state.kind === 'waiting') return ['wait', ...starts.keys()];
      return [state.kind === 'running' ? 'train' : 'done'];
    },
    step: (state, action) => {
      if (state.kind === 'running') {
        return action === 'train' ? quarterOf(run, portfolio, state, state.done) : undefined;
      }
      if (state.kind === 'done') return action === 'done' ? idle(state) : undefined;
      if (action === 'wait') return idle(state);
      const place = starts.get(action);
      if (!place) return undefined;
      const when = (quarter: number) => quarter >= from && quarter <= until;
      return { ...quarterOf(run, portfolio, place, 0), when };
    },
    terminalUsd: () => 0,
  };
}

interface Place {
  readonly pool: string;
  readonly accelerator: string;
}

function startsOf(run: TrainingRun, { pools }: Portfolio): Map<string, Place> {
  const places = pools
    .filter(({ id, kind }) => (run.pools ? run.pools.includes(id) : kind === 'campus'))
    .flatMap(({ id: pool }) => run.accelerators.map((accelerator) => ({ pool, accelerator })));
  return new Map(places.map((place) => [`start:${place.pool}:${place.accelerator}`, place]));
}

/** R2: what a quarter of the run takes, pays and, in the last one, earns. */
function quarterOf(
  run: TrainingRun,
  { pools, regions, accelerators }: Portfolio,
  { pool, accelerator }: Place,
  before: number,
): Step<RunState> {
  const { region: id } = pools.find((one) => one.id === pool)!;
  const region = regions.find((one) => one.id === id)!;
  const { itKwPerUnit } = accelerators.find((one) => one.id === accelerator)!;
  const itMw = (itKwPerUnit * run.units) / 1000;
  const utilityMw = itMw * region.pue;
  const usd = -hoursPerQuarter * utilityMw * region.powerUsdPerMwh;
  const growth = region.powerGrowthPerYear;
  const amounts: Amount[] = [{ heading: 'energy', usd, growth, series: `power:${id}`, capex: false }];
  const over = before + 1 >= run.quarters;
  if (over) {
    amounts.push({ heading: 'revenue', usd: run.valueUsd, growth: run.valueGrowthPerYear, capex: false });
  }
  return {
    next: over ? { kind: 'done' } : { kind: 'running', pool, accelerator, done: before + 1 },
    poweredMw: 0,
    drawnMw: itMw,
    amounts,
    uses: [
      { kind: 'powered-mw', subject: pool, amount: -itMw },
      { kind: 'held', subject: `${pool}|${accelerator}`, amount: run.units },
      { kind: 'utility', subject: pool, amount: utilityMw },
    ],
  };
}
