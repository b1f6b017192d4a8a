import { describe, expect, it } from 'vitest';
import { randomStream } from '../../src/units/random.ts';
import { verifyPlan } from '../../src/verify/verify-plan.ts';
import { makePlan, seal, sha256 } from './plan-maker.ts';
import { everyKind, thirteenNodes } from './portfolios.ts';
import { randomDecisions } from './random-decisions.ts';

const portfolio = everyKind({ horizonQuarters: 8, periodQuarters: 2 });
const honest = makePlan(
  portfolio,
  thirteenNodes,
  randomDecisions(portfolio, thirteenNodes, randomStream(7, 'forgeries')),
);

/**
 * Numbers that may change by 1 % unseen, with the reason. Whatever stands here is in the report's `unverified`
 * or is a claim that stays true.
 */
const exceptions: readonly (readonly [RegExp, string])[] = [
  [
    /^headline\.(retreatUsd|fullSpeedUsd|fullSpeedOverspendUsd)$/,
    'needs another optimisation; only kept below the bound',
  ],
  [/^provenance\.(secondsTotal|secondsToBound|rounds)$/, 'measures the run'],
];

/** Every number of a plan with its path, `cashFlows[].usd` for the pattern of `cashFlows[3].usd`. */
function numbersOf(
  value: unknown,
  path: readonly (string | number)[] = [],
): (readonly (string | number)[])[] {
  if (typeof value === 'number') return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    numbersOf(part, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

function patternOf(path: readonly (string | number)[]): string {
  return path
    .map((part) => (typeof part === 'number' ? '[]' : `.${part}`))
    .join('')
    .slice(1);
}

/** Changes the number at `path` by 1 %. */
function changed(path: readonly (string | number)[]) {
  const plan = structuredClone(honest);
  let at = plan as unknown as Record<string | number, unknown>;
  for (const part of path.slice(0, -1)) at = at[part] as typeof at;
  const last = path.at(-1)!;
  at[last] = (at[last] as number) * 1.01;
  seal(plan, portfolio);
  return plan;
}

function valueAt(path: readonly (string | number)[]): number {
  return path.reduce<unknown>(
    (value, part) => (value as Record<string | number, unknown>)[part],
    honest,
  ) as number;
}

/** Numbers whose hundredth is above every tolerance: money above 1000 USD in cells, anything else above 0. */
function matters(path: readonly (string | number)[]): boolean {
  const last = String(path.at(-1));
  return Math.abs(valueAt(path)) > (/Usd$|^usd$/.test(last) ? 1000 : 1e-6);
}

/** A few numbers of every kind, spread over the plan. */
function sampled(perPattern: number): (readonly (string | number)[])[] {
  const byPattern = new Map<string, (readonly (string | number)[])[]>();
  for (const path of numbersOf(honest).filter(matters)) {
    const pattern = patternOf(path);
    byPattern.set(pattern, [...(byPattern.get(pattern) ?? []), path]);
  }
  return [...byPattern.values()].flatMap((paths) => {
    const stride = Math.max(1, Math.floor(paths.length / perPattern));
    return paths.filter((_, i) => i % stride === 0).slice(0, perPattern);
  });
}

describe('any number of a plan', () => {
  it('is found out when it changes by 1 % and the plan is sealed again, but for the exceptions', () => {
    const unseen: string[] = [];
    const paths = sampled(4);
    for (const path of paths) {
      const { valid } = verifyPlan(portfolio, changed(path), thirteenNodes, sha256);
      if (valid) unseen.push(patternOf(path));
    }
    expect(paths.length).toBeGreaterThan(150);
    const unexplained = unseen.filter((pattern) => !exceptions.some(([rule]) => rule.test(pattern)));
    expect(unexplained).toEqual([]);
  });
});
