/**
 * Times what-ifs in Node: seconds from a slider's step to the signed first plan, phase by phase, and to the plans that follow.
 *
 *   npx tsx bench/replan.ts [portfolio.yaml plan.json] [--knob demand[,prices]] [--steps 5] [--between 0.3] [--refine]
 *
 * `plan.json` is the plan of the portfolio as it stands (`kadenz plan … -o plan.json`). The knob, one of the dashboard's, rises by 5 % a step, after
 * the rounds that warm solver and engine in the dashboard. A step ends with its first plan; with `--between` the search then goes on for so many
 * seconds of processor time until it is cut short as the dashboard does when the slider moves; with `--refine` it ends with the plan whose bound is
 * that of the relaxation. Of several knobs each moves back, a step cut short at once, before the next one moves. All parts count: settings, tree, program,
 * plan, hashes.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { readPortfolioPath } from '../src/adapters/files/read-portfolio.ts';
import { highsSolver } from '../src/adapters/highs/highs-solver.ts';
import { signPlan } from '../src/app/sign-plan.ts';
import type { PlanFile } from '../src/domain/plan-file.ts';
import type { Portfolio } from '../src/domain/portfolio.ts';
import type { PortfolioDocument } from '../src/domain/schema.ts';
import { Replanner } from '../src/planning/plan/replan.ts';
import { KeptTrees } from '../src/planning/portfolio/kept-trees.ts';
import { solveClock } from '../src/planning/solve-clock.ts';
import { type WhatIfKnob, whatIfKnobs, whatIfSettings } from '../src/views/what-if.ts';
import { changedPortfolio } from '../web/src/worker/changed-portfolio.ts';

const { values: given, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    knob: { type: 'string', default: 'demand' },
    steps: { type: 'string', default: '5' },
    between: { type: 'string', default: '0' },
    refine: { type: 'boolean', default: false },
  },
});
const [portfolioPath = 'examples/cadence-2025/portfolio.yaml', planPath = 'reports/plan.json'] = positionals;
const knobs = given.knob.split(',').map((name) => {
  const knob = whatIfKnobs.find((known) => known === name);
  if (!knob) throw new Error(`no knob ${name}: ${whatIfKnobs.join(', ')}`);
  return knob;
});

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const now = () => performance.now() / 1000;
const cpu = () => process.cpuUsage().user / 1e6;
/** Processor time at which the search is cut short. */
let end = Infinity;
const shouldStop = () => cpu() > end;

class Bench {
  readonly #source: PortfolioDocument;
  readonly #former: PlanFile;
  readonly #replanner: Replanner;
  readonly #trees = new KeptTrees();
  readonly #stated: Portfolio;

  constructor(source: PortfolioDocument, former: PlanFile, replanner: Replanner) {
    this.#source = source;
    this.#former = former;
    this.#replanner = replanner;
    this.#stated = this.#changed([]);
  }

  #changed(settings: readonly string[]): Portfolio {
    const changed = changedPortfolio(this.#source, settings);
    if ('problems' in changed) throw new Error(JSON.stringify(changed.problems));
    return changed.portfolio;
  }

  /** Moves a knob from the loaded plan; the search is cut short once it has a plan of the kind `until`, so many seconds of the processor after its first one. */
  step(
    moved: WhatIfKnob,
    percent: number,
    { until, seconds = 0 }: { until: 'first' | 'bounded'; seconds?: number },
  ): void {
    const laps = [{ name: '', wall: now(), cpu: cpu() }];
    const lap = (name: string) => laps.push({ name, wall: now(), cpu: cpu() });
    const portfolio = this.#changed(whatIfSettings(this.#stated, { levels: { [moved]: percent }, set: [] }));
    lap('settings');
    const { tree } = this.#trees.of(portfolio);
    lap('tree');
    const clock = solveClock({ now, shouldStop });
    end = Infinity;
    for (const found of this.#replanner.steps({ portfolio, tree, former: this.#former, clock })) {
      if (shouldStop()) break;
      if (found.kind === 'searching') continue;
      lap(found.kind);
      const { headline } = signPlan(found.plan, portfolio, { sha256, engineVersion: 'bench' });
      lap('hashes');
      const last = laps.at(-1)!;
      const phases = laps
        .slice(1)
        .map(({ name, wall }, i) => `${name} ${(wall - laps[i]!.wall).toFixed(2)}`)
        .join(', ');
      console.log(
        `${moved} +${percent} % ${found.kind}: ${(last.wall - laps[0]!.wall).toFixed(2)} s, CPU ${(last.cpu - laps[0]!.cpu).toFixed(2)} s (${phases}); ` +
          `${(headline.valueUsd / 1e6).toFixed(0)} m USD, gap ${(100 * headline.gapShareOfStake).toFixed(2)} % of the stake`,
      );
      if (until === 'bounded' ? found.kind === 'bounded' : seconds === 0) break;
      if (until === 'first') end = Math.min(end, cpu() + seconds);
    }
  }
}

const reading = await readPortfolioPath(portfolioPath);
if ('problems' in reading) throw new Error(JSON.stringify(reading.problems[0]));
const former = JSON.parse(await readFile(planPath, 'utf8')) as PlanFile;
const replanner = new Replanner(await highsSolver({ shouldStop }));
const bench = new Bench(reading.document, former, replanner);
for (const [round, percent] of [0, 5, 10].entries())
  if (round < 2 || !replanner.isLarge) bench.step('demand', percent, { until: 'first' });
bench.step('demand', 0, { until: replanner.isLarge ? 'first' : 'bounded' });
console.log('warm');
const steps = Array.from({ length: Number(given.steps) }, (_, i) => 5 * (i + 1));
for (const [i, knob] of knobs.entries()) {
  for (const percent of steps)
    bench.step(knob, percent, { until: given.refine ? 'bounded' : 'first', seconds: Number(given.between) });
  if (i + 1 < knobs.length)
    for (const percent of steps.toReversed().slice(1)) bench.step(knob, percent, { until: 'first' });
}
replanner.dispose();
