/**
 * Plans random small portfolios that mix all kinds of options, and compares each with the exact method: HiGHS on the state-flow form.
 *
 *   npx tsx bench/exact-method.ts [--draws 500] [--from 0] [--branches 100000]
 *
 * Prints a table of how they ended and one of the kinds that were drawn, and exits with 1 unless all agree.
 */
import { highsSolver } from '../src/adapters/highs/highs-solver.ts';
import { kindsIn } from '../src/domain/option-kinds.ts';
import { exactMethod } from '../test/oracle/exact-optimum.ts';
import { compare, type Verdict } from '../test/oracle/judged.ts';
import { randomPortfolio, randomPortfolioProblem } from '../test/oracle/random-portfolio.ts';

interface Ended {
  draws: number;
  branches: number;
  mostBranches: number;
  seconds: number;
}

const WORDS: Record<Verdict, string> = {
  optimal: 'same optimum, by the relaxation',
  branched: 'same optimum, by cuts and branching',
  infeasible: 'infeasible by both',
  unfinished: 'open at the limit of branches',
};

function option(name: string, byDefault: number): number {
  const at = process.argv.indexOf(`--${name}`);
  return at > 0 ? Number(process.argv[at + 1]) : byDefault;
}

function row(...cells: (string | number)[]): void {
  console.log(
    cells.map((cell, i) => (i === 0 ? String(cell).padEnd(38) : String(cell).padStart(13))).join(''),
  );
}

const [draws, from, branchLimit] = [option('draws', 500), option('from', 0), option('branches', 100_000)];
const [solver, exact] = await Promise.all([highsSolver(), exactMethod()]);
const none = (): Ended => ({ draws: 0, branches: 0, mostBranches: 0, seconds: 0 });
const ended: Record<Verdict, Ended> = {
  optimal: none(),
  branched: none(),
  infeasible: none(),
  unfinished: none(),
};
const kinds = new Map<string, number>();
let contradicted = 0;
for (let seed = from; seed < from + draws; seed++) {
  const started = process.cpuUsage().user;
  const { verdict, faults, branches } = compare(randomPortfolioProblem(seed, true), {
    solver,
    exact,
    branchLimit,
  });
  const of = ended[verdict];
  of.draws += 1;
  of.branches += branches;
  of.mostBranches = Math.max(of.mostBranches, branches);
  of.seconds += (process.cpuUsage().user - started) / 1e6;
  for (const kind of kindsIn(randomPortfolio(seed, true).portfolio))
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  for (const fault of faults) console.log(`seed ${seed}: ${fault}`);
  if (verdict === 'unfinished') console.log(`seed ${seed}: open after ${branches} branches`);
  if (faults.length > 0) contradicted += 1;
}
row('', 'portfolios', 'branches', 'at most', 'CPU seconds');
for (const [verdict, { draws: count, branches, mostBranches, seconds }] of Object.entries(ended))
  row(WORDS[verdict as Verdict], count, branches, mostBranches, seconds.toFixed(0));
row('contradicted', contradicted);
console.log();
row('kind', 'portfolios');
for (const [kind, count] of [...kinds].sort((a, b) => b[1] - a[1])) row(kind, count);
process.exitCode = contradicted + ended.unfinished.draws > 0 ? 1 : 0;
