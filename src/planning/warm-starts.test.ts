import { expect, it } from 'vitest';
import { chain } from '../../test/options/tiny-portfolio.ts';
import { ProblemBuilder } from './planning-problem.ts';
import type { WarmStart } from './restricted-master.ts';
import { WarmStarts } from './warm-starts.ts';

const alone = chain([0]);

/** A shop that sells up to `most` at `price`. */
function shop(price: number, most = 5, name = 'sold') {
  const builder = new ProblemBuilder(alone);
  const sold = builder.addVariable({ name, upper: 9, cash: [[0, price]] });
  builder.addRow({ name: 'demand', upper: most, variables: [[sold, 1]] });
  return builder.build();
}

const start = (): WarmStart => ({
  policies: [],
  basis: { columns: Int32Array.of(1), rows: Int32Array.of(0) },
});

it('gives what was found of the problem most like the one asked for', () => {
  const starts = new WarmStarts();
  const [near, far] = [start(), start()];
  starts.keep({ problem: shop(10), warm: near });
  starts.keep({ problem: shop(20), warm: far });
  expect(starts.nearest(shop(11), undefined)).toBe(near);
  expect(starts.nearest(shop(10, 5.5), undefined)).toBe(near);
  expect(starts.nearest(shop(18), undefined)).toBe(far);
});

it('takes what a search that was cut short has left only where that is nearer than all relaxations', () => {
  const starts = new WarmStarts();
  const [kept, left] = [start(), start()];
  starts.keep({ problem: shop(10), warm: kept });
  const last = { problem: shop(12), warm: left };
  expect(starts.nearest(shop(13), last)).toBe(left);
  expect(starts.nearest(shop(10.5), last)).toBe(kept);
  expect(starts.nearest(shop(10), { problem: shop(10), warm: left })).toBe(kept);
  expect(starts.nearest(shop(13), { problem: shop(12), warm: undefined })).toBe(kept);
});

it('keeps the starts that serve, and none of another shape', () => {
  const starts = new WarmStarts();
  const base = start();
  starts.keep({ problem: shop(10), warm: base });
  for (const price of [12, 14, 16, 18, 20, 22]) {
    expect(starts.nearest(shop(10.1), undefined), `before ${price}`).toBe(base);
    starts.keep({ problem: shop(price), warm: start() });
  }
  expect(starts.nearest(shop(10, 5, 'lent'), undefined)).toBeUndefined();
  expect(starts.nearest(shop(10), undefined)).toBeUndefined();
});
