/**
 * Makes every figure of docs/backtest.md: writes docs/backtest.json and the figures in the text.
 *
 *   npx tsx bench/backtest.ts [--plan FILE] [--draws 200] [--no-wait]
 *
 * Takes the plan of the example as it is from `--plan FILE` (`kadenz plan … --gap 2% -o FILE`), or makes it. Worlds are held against each other by their
 * relaxations on a smaller tree (`small`): 100 nodes, the fleet by the year; how far that is from the full model is a figure of its own. A draw
 * takes about 5 processor seconds. Each stage and each draw is kept in reports/, by portfolio and model: a run that was cut off goes on from there. With
 * `--no-wait` the draws that are there are told and no more are made.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { readPortfolioPath } from '../src/adapters/files/read-portfolio.ts';
import { highsSolver } from '../src/adapters/highs/highs-solver.ts';
import { inputHash } from '../src/app/sign-plan.ts';
import { quantalResponse, scoreReadings } from '../src/demand/readings.ts';
import type { PlanFile } from '../src/domain/plan-file.ts';
import { type Portfolio, typicalPortfolio } from '../src/domain/portfolio.ts';
import { makePlan } from '../src/planning/plan/make-plan.ts';
import { compilePortfolio } from '../src/planning/portfolio/compile-portfolio.ts';
import { portfolioTree } from '../src/planning/portfolio/portfolio-tree.ts';
import { solveClock } from '../src/planning/solve-clock.ts';
import { drawsIn } from './backtest/draw.ts';
import { drawFigures } from './backtest/draw-figures.ts';
import { fillText } from './backtest/fill-text.ts';
import {
  keptMegawatts,
  megawattsByAction,
  type PlanFigures,
  planFigures,
  wordOf,
} from './backtest/plan-figures.ts';
import { processorSeconds, type RelaxedWorld, relaxedWorld } from './backtest/relaxed-world.ts';
import { digestOf, type Stages, stagesOf } from './backtest/stages.ts';
import { withTables } from './backtest/tables.ts';
import { readings, small, withTerms } from './backtest/worlds.ts';

const root = new URL('../', import.meta.url);
/** USD by which a builder must lose before a worse action becomes e times less likely. */
const DOUBT_USD = 100e6;
const WORKERS = 2;
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
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
  const digest = (portfolio: Portfolio) =>
    digestOf(compilePortfolio(portfolio, portfolioTree(portfolio).tree).problem);
  const seen = JSON.stringify([...observed]);
  const stages = await stagesOf(root, [digest(small(day)), digest(small(later)), seen]);

  const inSmall = await stages.run('day', () => dayFigures(day, observed));
  const boundUnder = (terms: 'exclusive' | 'none') =>
    stages.run(`terms ${terms}`, () => boundOf(small(withTerms(day, terms))));
  const terms = {
    'right-of-first-refusal': inSmall.boundUsd,
    exclusive: await boundUnder('exclusive'),
    none: await boundUnder('none'),
  };
  const hindsight = await stages.run('hindsight', () =>
    hindsightFigures(day, later, inSmall.first, observed),
  );
  const scored = await scoredReadings(day, observed, stages);
  const plan = process.argv.includes('--plan')
    ? await writtenPlan(day, process.argv[process.argv.indexOf('--plan') + 1]!)
    : await stages.run('plan', () => planOfTheDay(day));
  const { costUsd, ...stated } = inSmall;
  const figures = {
    small: stated,
    plan,
    deviation: deviationOf(day, plan, inSmall),
    terms,
    hindsight,
    observed: { actions: observed.size, same: sameAs(observed, plan.first), costUsd },
    readings: scored,
    draws: await draws(document, stages.folder, option('--draws', 200)),
  };
  const shown = rounded(figures);
  const file = new URL('docs/backtest.json', root);
  await writeFile(file, `${JSON.stringify(shown, null, 2)}\n`);
  spawnSync('npx', ['biome', 'format', '--write', file.pathname], { stdio: 'inherit' });
  const page = new URL('docs/backtest.md', root);
  await writeFile(page, fillText(withTables(await readFile(page, 'utf8'), figures), shown));
}

/** The day in the small model, with what the observed actions cost in it. */
async function dayFigures(day: Portfolio, observed: ReadonlyMap<string, string>) {
  const world = await relaxedWorld(small(day));
  const first = firstActions(day, world);
  const figures = {
    boundUsd: world.boundUsd,
    ...told(day, world),
    first: Object.fromEntries(first),
    leading: Object.fromEntries([...world.first].map(([id, { action }]) => [id, action])),
    costUsd: world.boundUsd - world.boundWith(observed),
  };
  world.dispose();
  return figures;
}

async function hindsightFigures(
  day: Portfolio,
  later: Portfolio,
  first: Readonly<Record<string, string>>,
  observed: ReadonlyMap<string, string>,
) {
  const world = await relaxedWorld(small(later));
  const regretOf = (actions: ReadonlyMap<string, string>) => world.boundUsd - world.boundWith(actions);
  const figures = {
    boundUsd: world.boundUsd,
    ...told(day, world),
    regretOfTheDayUsd: regretOf(new Map(Object.entries(first))),
    regretOfObservedUsd: regretOf(observed),
  };
  world.dispose();
  return figures;
}

/** How far the small model is from the full one. */
function deviationOf(day: Portfolio, plan: PlanFigures, inSmall: Awaited<ReturnType<typeof dayFigures>>) {
  const options = [...day.projects, ...day.leases];
  const same = options.filter(({ id }) => wordOf(plan.first[id]!) === wordOf(inSmall.first[id]!));
  const megawatts = (of: typeof options) => of.reduce((sum, { itPowerMw }) => sum + itPowerMw, 0);
  return {
    options: options.length,
    sameActions: same.length,
    sameShareOfMw: megawatts(same) / megawatts(options),
    boundUsd: inSmall.boundUsd - plan.boundUsd,
  };
}

function sameAs(observed: ReadonlyMap<string, string>, first: Readonly<Record<string, string>>): number {
  return [...observed].filter(([id, action]) => wordOf(first[id]!) === action).length;
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

/** How well each reading foretells what was seen, and what the day's decisions would be under it. */
async function scoredReadings(day: Portfolio, observed: ReadonlyMap<string, string>, stages: Stages) {
  const told = new Map<string, Awaited<ReturnType<typeof readingFigures>>>();
  for (const [name, change] of Object.entries(readings))
    told.set(name, await stages.run(`reading ${name}`, () => readingFigures(day, change(day))));
  const scores = scoreReadings(
    [...told.keys()].map((name) => ({ name, prior: PRIOR })),
    [...observed].map(([situation, action]) => ({ situation, action })),
    (name, situation) => {
      const values = Object.entries(told.get(name)!.lossUsd[situation]!).map(
        ([a, loss]) => [a, -loss] as const,
      );
      return quantalResponse(Object.fromEntries(values), DOUBT_USD);
    },
  );
  return scores.map(({ explanation, posterior, meanLogScore, hits }) => {
    const { lossUsd: _, ...megawatts } = told.get(explanation)!;
    return { reading: explanation, posterior, meanLogScore, hits, ...megawatts };
  });
}

/** The day's decisions in a world as a reading has it, and what each action loses there. */
async function readingFigures(day: Portfolio, read: Portfolio) {
  const world = await relaxedWorld(small(read));
  const lossUsd = [...world.first].map(([id, first]) => [id, byWord(first.lossUsd)] as const);
  const figures = { ...told(day, world), lossUsd: Object.fromEntries(lossUsd) };
  world.dispose();
  return figures;
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
async function draws(document: Document, folder: string, count: number) {
  const file = `${folder}draws.jsonl`;
  if (!process.argv.includes('--no-wait'))
    await Promise.all(
      Array.from({ length: WORKERS }, (_, w) => {
        const first = Math.floor((w * count) / WORKERS) + 1;
        return runDraws(file, first, Math.floor(((w + 1) * count) / WORKERS));
      }),
    );
  return drawFigures(typicalPortfolio(document), await drawsIn(file));
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

/** The figures of a plan file of the example as it is. */
async function writtenPlan(portfolio: Portfolio, path: string): Promise<PlanFigures> {
  const { tree } = portfolioTree(portfolio);
  const plan = JSON.parse(await readFile(path, 'utf8')) as PlanFile;
  const isOfToday = tree.probability.every((p, n) => p === plan.tree.probability[n]);
  if (!isOfToday || plan.provenance.inputHash !== inputHash(portfolio, { sha256 }))
    throw new Error(`${path} is no plan of the example as it stands`);
  return planFigures(portfolio, plan);
}

/** The figures of a plan of the example as it is, made here to 2 % of the stake. */
async function planOfTheDay(portfolio: Portfolio): Promise<PlanFigures> {
  const { tree } = portfolioTree(portfolio);
  const clock = solveClock({ now: processorSeconds });
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
