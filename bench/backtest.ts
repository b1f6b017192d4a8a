/**
 * Makes every figure of docs/backtest.md and writes them to docs/backtest.json.
 *
 *   npx tsx bench/backtest.ts [--draws 200] [--limit 240] [--plan FILE]
 *
 * The plan of the day is made on the example as it is, `--limit` being processor seconds; 0 leaves it out. Worlds are compared by their
 * relaxations on a smaller tree (`small`): 100 nodes, the fleet by the year. A draw takes
 * about 5 processor seconds; draws that were made before of the same portfolio are kept in reports/.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { readPortfolioPath } from '../src/adapters/files/read-portfolio.ts';
import { highsSolver } from '../src/adapters/highs/highs-solver.ts';
import { quantalResponse, scoreReadings } from '../src/demand/readings.ts';
import type { PlanFile } from '../src/domain/plan-file.ts';
import { type Portfolio, typicalPortfolio } from '../src/domain/portfolio.ts';
import { makePlan } from '../src/planning/plan/make-plan.ts';
import { portfolioTree } from '../src/planning/portfolio/portfolio-tree.ts';
import { solveClock } from '../src/planning/solve-clock.ts';
import { drawsIn } from './backtest/draw.ts';
import { drawFigures } from './backtest/draw-figures.ts';
import { groupsOf, keptMegawatts, megawattsByAction, planFigures, wordOf } from './backtest/plan-figures.ts';
import { processorSeconds, type RelaxedWorld, relaxedWorld } from './backtest/relaxed-world.ts';
import { readings, small, withTerms } from './backtest/worlds.ts';

const root = new URL('../', import.meta.url);
/** USD by which a builder must lose before a worse action becomes e times less likely. */
const DOUBT_USD = 100e6;
const WORKERS = 2;
const PRIOR = 1 / Object.keys(readings).length;

const option = (name: string, fallback: number) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? fallback : Number(process.argv[at + 1]);
};

async function main(): Promise<void> {
  const document = await documentOf('cadence-2025');
  const day = typicalPortfolio(document);
  const later = typicalPortfolio(await documentOf('cadence-2025-hindsight'));
  const observed = await observedActions();
  const say = (what: string) => console.error(`${processorSeconds().toFixed(0)} s: ${what}`);

  const world = await relaxedWorld(small(day));
  say('the day');
  const terms = {
    'right-of-first-refusal': world.boundUsd,
    exclusive: await boundOf(small(withTerms(day, 'exclusive'))),
    none: await boundOf(small(withTerms(day, 'none'))),
  };
  say('terms');
  const hindsight = await relaxedWorld(small(later));
  say('hindsight');
  const figures = {
    small: {
      boundUsd: world.boundUsd,
      ...told(day, world),
      first: Object.fromEntries(firstActions(day, world)),
    },
    terms,
    hindsight: {
      boundUsd: hindsight.boundUsd,
      ...told(day, hindsight),
      changed: changedDecisions(day, world, hindsight),
      regretOfTheDayUsd: hindsight.boundUsd - hindsight.boundWith(firstActions(day, world)),
      regretOfObservedUsd: hindsight.boundUsd - hindsight.boundWith(observed),
    },
    observed: {
      actions: observed.size,
      same: [...observed].filter(([id, action]) => wordOf(firstActions(day, world).get(id)!) === action)
        .length,
      costUsd: world.boundUsd - world.boundWith(observed),
    },
    readings: await scoredReadings(day, observed, say),
    draws: await draws(document, option('--draws', 200)),
    plan: await planOfTheDay(day, option('--limit', 240)),
  };
  await writeFile(new URL('docs/backtest.json', root), `${JSON.stringify(rounded(figures), null, 2)}\n`);
  say('written');
}

type Document = Awaited<ReturnType<typeof documentOf>>;

async function documentOf(example: string) {
  const reading = await readPortfolioPath(new URL(`examples/${example}/portfolio.yaml`, root).pathname);
  if ('problems' in reading) throw new Error(`${example}: ${JSON.stringify(reading.problems[0])}`);
  return reading.document;
}

/** What the builder was seen to do, by option. */
async function observedActions(): Promise<Map<string, string>> {
  const text = await readFile(new URL('examples/cadence-2025-hindsight/observed.csv', root), 'utf8');
  const rows = text.trim().split('\n').slice(1);
  return new Map(rows.map((row) => row.split(',')).map(([id, , action]) => [id!, action!]));
}

async function boundOf(portfolio: Portfolio): Promise<number> {
  const world = await relaxedWorld(portfolio);
  world.dispose();
  return world.boundUsd;
}

/**
 * Today's actions as a plan could take them: hand-overs with the largest share first, as far as their counterparty
 * absorbs them; of the others the best that is no hand-over.
 */
function firstActions(
  { counterparties, projects, leases }: Portfolio,
  world: RelaxedWorld,
): Map<string, string> {
  const left = new Map(counterparties.map(({ id, absorbsMw }) => [`hand-over:${id}`, absorbsMw]));
  const mw = new Map([...projects, ...leases].map(({ id, itPowerMw }) => [id, itPowerMw]));
  const actions = new Map<string, string>();
  for (const [id, { action, lossUsd }] of [...world.first].sort((a, b) => b[1].share - a[1].share)) {
    const room = left.get(action);
    if (room === undefined) actions.set(id, action);
    else if (room >= mw.get(id)!) {
      actions.set(id, action);
      left.set(action, room - mw.get(id)!);
    } else {
      const others = Object.entries(lossUsd).filter(([other]) => !left.has(other));
      actions.set(id, others.reduce((x, y) => (y[1] < x[1] ? y : x))[0]);
    }
  }
  return actions;
}

/** MW by today's action, and expected MW that are kept to the end. */
function told(portfolio: Portfolio, world: RelaxedWorld) {
  const first = firstActions(portfolio, world);
  return {
    mwByAction: megawattsByAction(portfolio, (id) => first.get(id)!),
    keptMw: keptMegawatts(portfolio, world.kept),
  };
}

function changedDecisions(portfolio: Portfolio, before: RelaxedWorld, after: RelaxedWorld) {
  return [...groupsOf(portfolio).keys()]
    .map((id) => ({ option: id, day: before.first.get(id)!.action, later: after.first.get(id)!.action }))
    .filter((row) => wordOf(row.day) !== wordOf(row.later));
}

/** How well each reading foretells what was seen, and what the day's decisions would be under it. */
async function scoredReadings(
  day: Portfolio,
  observed: ReadonlyMap<string, string>,
  say: (what: string) => void,
) {
  const losses = new Map<string, Map<string, Record<string, number>>>();
  const mw: Record<string, ReturnType<typeof told>> = {};
  for (const [name, change] of Object.entries(readings)) {
    const world = await relaxedWorld(small(change(day)));
    mw[name] = told(day, world);
    losses.set(name, new Map([...world.first].map(([id, { lossUsd }]) => [id, byWord(lossUsd)])));
    world.dispose();
    say(`reading: ${name}`);
  }
  const scores = scoreReadings(
    [...losses.keys()].map((name) => ({ name, prior: PRIOR })),
    [...observed].map(([situation, action]) => ({ situation, action })),
    (name, situation) => {
      const values = Object.entries(losses.get(name)!.get(situation)!).map(
        ([a, loss]) => [a, -loss] as const,
      );
      return quantalResponse(Object.fromEntries(values), DOUBT_USD);
    },
  );
  return scores.map(({ explanation, posterior, meanLogScore, hits }) => ({
    ...{ reading: explanation, posterior, meanLogScore, hits, ...mw[explanation] },
  }));
}

/** The least loss of the actions that go by one word. */
function byWord(lossUsd: Readonly<Record<string, number>>): Record<string, number> {
  const least: Record<string, number> = {};
  for (const [action, loss] of Object.entries(lossUsd)) {
    const word = wordOf(action);
    least[word] = Math.min(least[word] ?? Infinity, loss);
  }
  return least;
}

/** How often each decision comes out in draws of the uncertain figures. */
async function draws(document: Document, count: number) {
  const file = await keptDraws();
  await Promise.all(
    Array.from({ length: WORKERS }, (_, w) => {
      const first = Math.floor((w * count) / WORKERS) + 1;
      return runDraws(file, first, Math.floor(((w + 1) * count) / WORKERS));
    }),
  );
  return drawFigures(typicalPortfolio(document), await drawsIn(file));
}

/** The file of the draws of this very portfolio. */
async function keptDraws(): Promise<string> {
  const text = await readFile(new URL('examples/cadence-2025/portfolio.yaml', root));
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 12);
  await mkdir(new URL('reports/', root), { recursive: true });
  return new URL(`reports/backtest-draws-${hash}.jsonl`, root).pathname;
}

function runDraws(file: string, first: number, last: number): Promise<void> {
  const script = new URL('backtest/draw.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [...process.execArgv, script, file, `${first}`, `${last}`], {
    stdio: 'inherit',
  });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`draws ended with ${code}`))));
  });
}

/**
 * The plan of the example as it is. It takes minutes: the plan of `--plan FILE` (by `kadenz plan … -o FILE`) is told
 * when there is one.
 */
async function planOfTheDay(portfolio: Portfolio, limit: number) {
  const at = process.argv.indexOf('--plan');
  if (at >= 0) {
    const plan = JSON.parse(await readFile(process.argv[at + 1]!, 'utf8')) as PlanFile;
    return planFigures(portfolio, plan);
  }
  if (limit <= 0) return null;
  const clock = solveClock({ now: processorSeconds, timeLimitSeconds: limit });
  const { tree } = portfolioTree(portfolio);
  const outcome = makePlan({ portfolio, tree, solver: await highsSolver(), clock, gapShare: 0.02 });
  if (outcome.status !== 'planned') throw new Error(`the plan of the day: ${outcome.status}`);
  return planFigures(portfolio, outcome.plan);
}

/** Six significant digits: the text states three. */
function rounded(value: unknown): unknown {
  if (typeof value === 'number') return Number(value.toPrecision(6));
  if (Array.isArray(value)) return value.map(rounded);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, rounded(inner)]));
}

await main();
