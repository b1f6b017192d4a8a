import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ScenarioTree } from '../demand/scenario-tree.ts';
import { quarter } from '../units/quarter.ts';
import { OptionPricer, type Policy, statesUnder } from './option-pricing.ts';
import { visitTerms } from './policy-effects.ts';
import { OptionBuilder, type StagedOption } from './staged-option.ts';

/** Root with two children, the first of which has two children and the second one. */
const tree: ScenarioTree = {
  firstQuarter: quarter(2025, 1),
  parent: Int32Array.of(-1, 0, 0, 1, 1, 2),
  depth: Int32Array.of(0, 1, 1, 2, 2, 2),
  probability: Float64Array.of(1, 0.5, 0.5, 0.25, 0.25, 0.5),
  values: new Map(),
};
const leaves = [3, 4, 5];

/** An option of three states with given cash per arc and a guard on one of them. */
function optionOf(cash: readonly number[], guard: readonly number[]): StagedOption {
  const builder = new OptionBuilder('any');
  const money = builder.channel({ target: 'cash' });
  const allowed = builder.guard(Uint8Array.from(guard));
  const states = ['a', 'b', 'c'].map((name) => builder.state(name));
  let i = 0;
  for (const from of states) {
    for (const to of states)
      builder.arc(from, `to ${to}`, to, [[money, cash[i++]!]], from === 0 && to === 1 ? allowed : -1);
    builder.terminal(from, [[money, cash[i++]!]]);
  }
  return builder.build();
}

/** Every policy that the guards allow, by enumeration. */
function* policies(option: StagedOption, chosen: number[] = []): Generator<Policy> {
  const n = chosen.length;
  if (n === tree.parent.length) {
    yield Int32Array.from(chosen);
    return;
  }
  const state = n === 0 ? option.initialState : option.arcTo[chosen[tree.parent[n]!]!]!;
  for (let arc = option.arcStart[state]!; arc < option.arcStart[state + 1]!; arc++) {
    const guard = option.arcGuard[arc]!;
    if (guard < 0 || option.guards[guard]![n] === 1) yield* policies(option, [...chosen, arc]);
  }
}

function worth(option: StagedOption, policy: Policy): number {
  let sum = 0;
  visitTerms(option, policy, leaves, (_, n, amount) => {
    sum += tree.probability[n]! * amount;
  });
  return sum;
}

describe('pricing an option', () => {
  const prices = { cashWeight: tree.probability, resource: [] };

  it('finds the value and a policy that enumeration finds, and the best value through every action', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 12, maxLength: 12 }),
        fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 6, maxLength: 6 }),
        (cash, guard) => {
          const option = optionOf(cash, guard);
          const pricer = new OptionPricer(option, tree);
          const value = pricer.solve(prices);
          const all = [...policies(option)].map((policy) => ({ policy, worth: worth(option, policy) }));
          expect(value).toBeCloseTo(Math.max(...all.map((one) => one.worth)), 9);
          expect(worth(option, pricer.policy())).toBeCloseTo(value, 9);
          const through = pricer.throughArcs();
          for (const [n, arc] of [
            [0, 1],
            [1, 4],
            [5, 8],
            [4, 2],
          ] as const) {
            const best = Math.max(
              -Infinity,
              ...all.filter(({ policy }) => policy[n] === arc).map((one) => one.worth),
            );
            expect(through[n * option.arcTo.length + arc]).toBeCloseTo(best, 9);
          }
        },
      ),
      { seed: 5, numRuns: 60 },
    );
  });

  it('keeps to a mask', () => {
    const option = optionOf([0, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], [1, 1, 1, 1, 1, 1]);
    const pricer = new OptionPricer(option, tree);
    const mask = new Map([[0, Uint8Array.of(1, 0, 0, 1, 1, 1, 1, 1, 1)]]);
    pricer.solve(prices, mask);
    expect(pricer.policy(mask)[0]).toBe(0);
    expect(statesUnder(option, pricer.policy(mask), tree)[1]).toBe(0);
  });
});
