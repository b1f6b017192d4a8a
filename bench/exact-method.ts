/**
 * Plans random small portfolios that mix all kinds of options, and compares each with the exact method: HiGHS on the state-flow form.
 *
 *   npx tsx bench/exact-method.ts [--draws 500] [--from 0] [--branches 100000]
 *
 * Ends with how many agree, are infeasible by both, or stayed unfinished at the limit of branches, and exits with 1 unless all agree.
 */
import { highsSolver } from '../src/adapters/highs/highs-solver.ts';
import { exactMethod } from '../test/oracle/exact-optimum.ts';
import { compare, type Verdict } from '../test/oracle/judged.ts';
import { randomPortfolioProblem } from '../test/oracle/random-portfolio.ts';

function option(name: string, byDefault: number): number {
  const at = process.argv.indexOf(`--${name}`);
  return at > 0 ? Number(process.argv[at + 1]) : byDefault;
}

const [draws, from, branchLimit] = [option('draws', 500), option('from', 0), option('branches', 100_000)];
const [solver, exact] = await Promise.all([highsSolver(), exactMethod()]);
const counts: Record<Verdict, number> = { optimal: 0, branched: 0, infeasible: 0, unfinished: 0 };
let faults = 0;
let most = 0;
const before = process.cpuUsage().user;
for (let seed = from; seed < from + draws; seed++) {
  const started = process.cpuUsage().user;
  const comparison = compare(randomPortfolioProblem(seed, true), { solver, exact, branchLimit });
  counts[comparison.verdict] += 1;
  most = Math.max(most, comparison.branches);
  const seconds = (process.cpuUsage().user - started) / 1e6;
  for (const fault of comparison.faults) console.log(`seed ${seed}: ${fault}`);
  if (comparison.faults.length > 0) faults += 1;
  if (comparison.branches > 1000)
    console.log(`seed ${seed}: ${comparison.branches} branches, ${seconds.toFixed(0)} s of CPU`);
}
const { optimal, branched, infeasible, unfinished } = counts;
console.log(
  `${draws} portfolios: ${optimal + branched} to the optimum (${branched} by branching, at most ${most} branches), ` +
    `${infeasible} infeasible by both, ${unfinished} unfinished, ${faults} contradicted; ` +
    `${((process.cpuUsage().user - before) / 1e6).toFixed(0)} s of CPU.`,
);
process.exitCode = faults + unfinished > 0 ? 1 : 0;
