import { describe, expect, it } from 'vitest';
import { randomStream } from '../units/random.ts';
import { mostFlow } from './most-flow.ts';

describe('mostFlow', () => {
  it('takes back what it gave where another place can do as well', () => {
    // The second want reaches the first offer alone, so that the first has to go elsewhere.
    const both = [true, true];
    expect(mostFlow([6, 3], [3, 6], [both, [true, false]])).toBe(9);
    expect(mostFlow([6, 3], [4, 6], [[true, false], both])).toBe(9);
    expect(mostFlow([6, 3], [0, 0], [both, both])).toBe(0);
  });

  it('is the least cut on 300 random cases (max flow = min cut)', () => {
    const stream = randomStream(11, 'flows');
    for (let draw = 0; draw < 300; draw++) {
      const amounts = () => Array.from({ length: 4 }, () => Math.max(0, 10 * stream.uniform() - 2));
      const [offered, wanted] = [amounts(), amounts()];
      const reach = wanted.map(() => offered.map(() => stream.uniform() < 0.4));
      let least = Infinity;
      // Wants in the set are cut from their offers, all others from what they want.
      for (let set = 0; set < 16; set++) {
        const inSet = (w: number) => ((set >> w) & 1) === 1;
        const cut = wanted.reduce((sum, amount, w) => sum + (inSet(w) ? 0 : amount), 0);
        const reached = offered.filter((_, k) => reach.some((row, w) => inSet(w) && row[k]));
        least = Math.min(
          least,
          reached.reduce((sum, amount) => sum + amount, cut),
        );
      }
      expect(mostFlow(offered, wanted, reach)).toBeCloseTo(least, 9);
    }
  });
});
