import { describe, expect, it } from 'vitest';
import { type RandomStream, randomStream } from '../units/random.ts';
import { type Explanation, quantalResponse, scoreReadings } from './readings.ts';

/** A builder's choice: a site of a kind, with quarters of building left. */
interface Situation {
  readonly kind: 'campus' | 'zone';
  readonly quartersLeft: number;
}
const explanations: Explanation[] = [
  { name: 'over-supply', prior: 1 / 3 },
  { name: 'normal-cadence', prior: 1 / 3 },
  { name: 'tenant-left', prior: 1 / 3 },
];
const HORIZON = 16;

/** Earnings of a live site less its running cost, in USD million in quarter t. */
function earnings(explanation: string, kind: Situation['kind'], t: number): number {
  if (explanation === 'over-supply') return -1;
  if (explanation === 'tenant-left') return kind === 'campus' ? -1 : 20;
  return t < 8 ? -3 : 24;
}

/** Values of the actions under the optimal policy: a dynamic program over (quarters left, quarter). */
function actionValues(explanation: string, { kind, quartersLeft }: Situation): Record<string, number> {
  const memo = new Map<string, number>();
  const worth = (left: number, t: number): number => {
    if (t === HORIZON) return 0;
    const key = `${left},${t}`;
    const known = memo.get(key);
    if (known !== undefined) return known;
    const value = Math.max(...Object.values(choices(left, t)));
    memo.set(key, value);
    return value;
  };
  const choices = (left: number, t: number): Record<string, number> =>
    left === 0
      ? { run: earnings(explanation, kind, t) + worth(0, t + 1) }
      : { continue: -11 + worth(left - 1, t + 1), pause: -0.7 + worth(left, t + 1), cancel: -6 };
  return choices(quartersLeft, 0);
}

const predictions = new Map<string, Record<string, number>>();
function predict(explanation: string, situation: Situation): Record<string, number> {
  const key = `${explanation}/${situation.kind}/${situation.quartersLeft}`;
  const known = predictions.get(key) ?? quantalResponse(actionValues(explanation, situation), 3);
  predictions.set(key, known);
  return known;
}

function observe(truth: string, stream: RandomStream) {
  const situation: Situation = {
    kind: stream.uniform() < 0.5 ? 'campus' : 'zone',
    quartersLeft: 1 + Math.floor(stream.uniform() * 7),
  };
  let draw = stream.uniform();
  for (const [action, probability] of Object.entries(predict(truth, situation))) {
    draw -= probability;
    if (draw < 0) return { situation, action };
  }
  return { situation, action: 'cancel' };
}

describe('scoreReadings', () => {
  it('finds the explanation that a builder follows in at least 90 % of cases from eight actions', () => {
    for (const { name: truth } of explanations) {
      let found = 0;
      for (let builder = 0; builder < 300; builder++) {
        const stream = randomStream(builder, truth);
        const observed = Array.from({ length: 8 }, () => observe(truth, stream));
        if (scoreReadings(explanations, observed, predict)[0]!.explanation === truth) found++;
      }
      console.log(truth, found / 300);
      expect(found / 300, truth).toBeGreaterThanOrEqual(0.9);
    }
  });

  it('keeps the priors without observations', () => {
    const scores = scoreReadings<Situation>(explanations, [], predict);
    expect(scores.map(({ posterior }) => posterior)).toEqual([1 / 3, 1 / 3, 1 / 3]);
  });

  it('does not depend on the order of the observations', () => {
    const stream = randomStream(1, 'order');
    const observed = Array.from({ length: 8 }, () => observe('tenant-left', stream));
    const posteriors = (list: typeof observed) =>
      scoreReadings(explanations, list, predict).map(({ explanation, posterior }) => [
        explanation,
        posterior,
      ]);
    expect(posteriors([...observed].reverse())).toEqual(posteriors(observed));
  });

  it('lets no single odd action rule an explanation out', () => {
    const [best] = scoreReadings(
      explanations.slice(0, 2),
      [
        { situation: 'any', action: 'sell the company' },
        ...Array(5).fill({ situation: 'any', action: 'pause' }),
      ],
      (explanation) => (explanation === 'over-supply' ? { pause: 0.9, go: 0.1 } : { pause: 0.1, go: 0.9 }),
    );
    expect(best).toMatchObject({ explanation: 'over-supply', hits: 5 / 6 });
    expect(best!.posterior).toBeGreaterThan(0.99);
    expect(best!.posterior).toBeLessThan(1);
  });
});

describe('quantalResponse', () => {
  it('takes the best action for sure without doubts, and any action with many', () => {
    expect(quantalResponse({ a: 1, b: 0 }, 1e-3)).toEqual({ a: 1, b: 0 });
    expect(quantalResponse({ a: 1, b: 0 }, 1e9)['b']).toBeCloseTo(0.5, 6);
  });
});
