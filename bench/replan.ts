/**
 * Times what-ifs in Node: seconds from a changed portfolio to its first new plan, and to those that follow.
 *
 *   npx tsx bench/replan.ts [portfolio.yaml plan.json] [--steps 5] [--refine]
 *
 * `plan.json` is the plan of the portfolio as it stands (`kadenz plan … -o plan.json`). Demand rises by 5 % a step, as by a slider. A step ends with its
 * first plan, or with `--refine` with the plan whose bound is that of the relaxation. All parts count: the tree, the program, the plan, the hash.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { readPortfolioPath } from '../src/adapters/files/read-portfolio.ts';
import { highsSolver } from '../src/adapters/highs/highs-solver.ts';
import { signPlan } from '../src/app/sign-plan.ts';
import type { PlanFile } from '../src/domain/plan-file.ts';
import { type Portfolio, typicalPortfolio, type Workload } from '../src/domain/portfolio.ts';
import { Replanner } from '../src/planning/plan/replan.ts';
import { portfolioTree } from '../src/planning/portfolio/portfolio-tree.ts';
import { solveClock } from '../src/planning/solve-clock.ts';

const options = ['--steps', '--refine'];
const paths = process.argv
  .slice(2)
  .filter((arg, i, all) => !arg.startsWith('--') && all[i - 1] !== '--steps');
const [portfolioPath = 'examples/cadence-2025/portfolio.yaml', planPath = 'reports/plan.json'] = paths;
const unknown = process.argv.slice(2).filter((arg) => arg.startsWith('--') && !options.includes(arg));
if (unknown.length > 0) throw new Error(`unknown: ${unknown.join(' ')}`);
const refine = process.argv.includes('--refine');
const stepsAt = process.argv.indexOf('--steps');
const steps = stepsAt < 0 ? 5 : Number(process.argv[stepsAt + 1]);

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const now = () => performance.now() / 1000;
const cpu = () => process.cpuUsage().user / 1e6;

function withDemand(portfolio: Portfolio, factor: number): Portfolio {
  const scaled = (demand: Workload['demand']): Workload['demand'] => {
    if ('now' in demand) return { ...demand, now: factor * demand.now };
    if (!('fan' in demand)) throw new Error('a forecast is to be resolved first');
    const fan = demand.fan.map(({ quarter, p10, p50, p90 }) => ({
      ...{ quarter, p10: factor * p10, p50: factor * p50, p90: factor * p90 },
    }));
    return { ...demand, fan };
  };
  const workloads = portfolio.workloads.map((workload) => ({ ...workload, demand: scaled(workload.demand) }));
  return { ...portfolio, workloads };
}

async function main(): Promise<void> {
  const reading = await readPortfolioPath(portfolioPath);
  if ('problems' in reading) throw new Error(JSON.stringify(reading.problems[0]));
  const portfolio = typicalPortfolio(reading.document);
  const former = JSON.parse(await readFile(planPath, 'utf8')) as PlanFile;
  const replanner = new Replanner(await highsSolver());
  console.log('demand   plan       after: wall      CPU   value m USD   gap of stake');
  for (let step = 1; step <= steps; step++) {
    const factor = 1 + 0.05 * step;
    const changed = withDemand(portfolio, factor);
    const [wallBefore, cpuBefore] = [now(), cpu()];
    const clock = solveClock({ now });
    const { tree } = portfolioTree(changed);
    for (const found of replanner.steps({ portfolio: changed, tree, former, clock })) {
      if (found.kind === 'searching') continue;
      const { headline } = signPlan(found.plan, changed, { sha256, engineVersion: 'bench' });
      console.log(
        [
          `×${factor.toFixed(2)}`,
          found.kind.padEnd(9),
          `${(now() - wallBefore).toFixed(2)} s`.padStart(16),
          `${(cpu() - cpuBefore).toFixed(2)} s`.padStart(8),
          (headline.valueUsd / 1e6).toFixed(0).padStart(12),
          `${(100 * headline.gapShareOfStake).toFixed(2)} %`.padStart(13),
        ].join(' '),
      );
      if (!refine || found.kind === 'bounded') break;
    }
  }
  replanner.dispose();
}

await main();
