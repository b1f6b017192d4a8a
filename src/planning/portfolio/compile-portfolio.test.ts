import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readPortfolioBytes } from '../../adapters/files/read-portfolio.ts';
import { typicalPortfolio } from '../../domain/portfolio.ts';
import { applySettings } from '../../domain/setting.ts';
import { type CompiledPortfolio, compilePortfolio } from './compile-portfolio.ts';
import { KeptTrees } from './kept-trees.ts';

const path = 'examples/cadence-2025/portfolio.yaml';
const reading = readPortfolioBytes(readFileSync(path), path);
if ('problems' in reading) throw new Error('the example is not sound');
const { document } = reading;
const trees = new KeptTrees();

/** A few options of each kind of the flagship, on a small tree. */
function problemWith(settings: readonly string[], former?: CompiledPortfolio) {
  const small = ['uncertainty.nodes=30', 'uncertainty.paths=200', ...settings];
  const changed = applySettings(document, small);
  if ('problems' in changed) throw new Error(`the settings are not sound: ${settings}`);
  const { projects, leases, ...others } = typicalPortfolio(changed.document);
  const portfolio = { ...others, projects: projects.slice(0, 2), leases: leases.slice(0, 2) };
  return compilePortfolio(portfolio, trees.of(portfolio).tree, { former });
}

const former = problemWith([]);
const { projects, leases, trainingRuns } = former.frame.portfolio;

it.each([
  'workloads.*.demand=+10 %',
  'workloads.*.priceUsdPerUnit=-20 %',
  'regions.*.powerUsdPerMwh=+50 %',
  'accelerators.*.priceUsd=+30 %',
  'budget.*.capexUsd=-10 %',
])('takes over options of the former program, which are those that it would make, after %s', (setting) => {
  const changed = problemWith([setting], former).problem.options;
  for (const { id } of [...projects, ...leases])
    expect(changed.find((option) => option.id === id)).toBe(
      former.problem.options.find((option) => option.id === id),
    );
  expect(changed).toEqual(problemWith([setting]).problem.options);
});

it('takes over what no event that changes the rules elsewhere has to do with, where hazards are multiplied', () => {
  const changed = problemWith(['events.*.hazardFactor=x2'], former);
  const isActive = ({ frame }: CompiledPortfolio, id: string) =>
    frame.tree.values.get(`event:${id}`)!.map((share) => (share >= 0.5 ? 1 : 0));
  // The tenant counts as gone at more nodes; what the grid delays is where it was.
  expect(isActive(changed, 'tenant-leaves')).not.toEqual(isActive(former, 'tenant-leaves'));
  expect(isActive(changed, 'grid-late')).toEqual(isActive(former, 'grid-late'));
  const found = changed.problem.options;
  for (const { id } of [...projects, ...leases])
    expect(found.find((option) => option.id === id)).toBe(
      former.problem.options.find((option) => option.id === id),
    );
  expect(found).toEqual(problemWith(['events.*.hazardFactor=x2']).problem.options);
  expect(found).not.toEqual(former.problem.options);
});

it('makes training runs anew where power costs more, as they pay for it', () => {
  expect(trainingRuns.length).toBeGreaterThan(0);
  const changed = problemWith(['regions.*.powerUsdPerMwh=+50 %'], former).problem.options;
  for (const { id } of trainingRuns)
    expect(changed.find((option) => option.id === id)).not.toEqual(
      former.problem.options.find((option) => option.id === id),
    );
});

it.each(['events.*.hazardPerQuarter=x1.5', 'finance.discountRatePerYear=0.12'])(
  'makes options anew after %s',
  (setting) => {
    const changed = problemWith([setting], former);
    expect(changed.problem.options[0]).not.toBe(former.problem.options[0]);
    expect(changed.problem.options).toEqual(problemWith([setting]).problem.options);
  },
);
