import { expect, it } from 'vitest';
import { chain } from '../../test/options/tiny-portfolio.ts';
import { OptionPricer } from './option-pricing.ts';
import { ProblemBuilder } from './planning-problem.ts';
import { withinOptionRows } from './rounding.ts';
import { actionOf } from './staged-option.ts';

const alone = chain([0]);

it('does not let an option that leaves a full row come back to it from another full one', () => {
  const builder = new ProblemBuilder(alone);
  for (const name of ['left', 'right']) {
    builder.addResource(name);
    builder.addRow({ name, upper: 1.5, variables: [], resources: [[name, 0, 1]] });
    // What has no choice takes two thirds of the room.
    builder.addOption({
      ...{ id: `on the ${name}`, initial: 'before' },
      transitions: [{ from: 'before', action: 'stay', to: 'before', uses: { [name]: 1 } }],
    });
  }
  builder.addOption({
    ...{ id: 'either', initial: 'before' },
    transitions: [
      { from: 'before', action: 'left', to: 'before', cash: 3, uses: { left: 1 } },
      { from: 'before', action: 'right', to: 'before', cash: 2, uses: { right: 1 } },
      { from: 'before', action: 'wait', to: 'before' },
    ],
  });
  const problem = builder.build();
  const pricers = problem.options.map((option) => new OptionPricer(option, problem.tree));
  const multipliers = { rowPrices: new Float64Array(2) };
  const policies = problem.options.map((option) => Int32Array.of(option.arcStart[option.initialState]!));
  const kept = withinOptionRows(problem, pricers, multipliers, policies, { masks: new Map(), lasting: true });
  expect(kept.map((policy, o) => actionOf(problem.options[o]!, policy[0]!))).toEqual([
    'stay',
    'stay',
    'wait',
  ]);
});
