import { describe, expect, it } from 'vitest';
import { randomStream } from '../../src/units/random.ts';
import { nominalUsd } from '../../src/verify/machine.ts';
import { type OptionPrices, OptionProgram } from '../../src/verify/option-program.ts';
import { type AnyMachine, machinesOf } from '../../src/verify/replay.ts';
import { timelineOf } from '../../src/verify/timeline.ts';
import { everyKind, sevenNodes } from './portfolios.ts';

const portfolio = everyKind();
const timeline = timelineOf(portfolio, sevenNodes);

/** Worth of all that follows at and below a node, by trying every action everywhere. */
function bestBelow(machine: AnyMachine, prices: OptionPrices, node: number, state: unknown): number {
  return Math.max(...machine.actions(state).map((action) => worthOf(machine, prices, node, state, action)));
}

function worthOf(
  machine: AnyMachine,
  prices: OptionPrices,
  node: number,
  state: unknown,
  action: string,
): number {
  const { next, poweredMw, amounts } = machine.step(state, action)!;
  let usd = prices.resource('powered-mw', '')[node]! * poweredMw;
  for (const amount of amounts) {
    const nominal = nominalUsd(amount, node, timeline);
    usd += (prices.cash[node]! + (amount.capex ? prices.budget[node]! : 0)) * nominal;
  }
  const children = timeline.children[node]!;
  if (children.length === 0) return usd + prices.cash[node]! * machine.terminalUsd(next);
  return children.reduce((sum, child) => sum + bestBelow(machine, prices, child, next), usd);
}

describe('OptionProgram', () => {
  it('equals the best of all policies at any prices, with the worth of every first action', () => {
    const stream = randomStream(5, 'option prices');
    const draw = (scale: number) => Float64Array.from(timeline.age, () => scale * stream.uniform());
    for (let trial = 0; trial < 8; trial++) {
      const mw = draw(3e6);
      const prices = { cash: draw(1), budget: draw(0.5), resource: () => mw };
      for (const { machine } of machinesOf(portfolio, timeline.tree)) {
        const key = machine.key(machine.initial);
        const program = new OptionProgram(machine, timeline);
        const value = program.value(prices, { ask: [{ node: 0, key }] });
        const brute = bestBelow(machine, prices, 0, machine.initial);
        expect(value.usd).toBeCloseTo(brute, 2);
        for (const { action, usd } of value.worth.get(`0|${key}`)!) {
          expect(usd).toBeCloseTo(worthOf(machine, prices, 0, machine.initial, action), 2);
          expect(program.value(prices, { rules: [{ node: 0, action, taken: true }] }).usd).toBeCloseTo(
            usd,
            2,
          );
        }
      }
    }
  });
});
