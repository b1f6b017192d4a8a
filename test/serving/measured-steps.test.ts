import { describe, expect, it } from 'vitest';
import { compareSteps, measuredRows, ratioQuantiles } from '../../scripts/measure-steps/step-times.ts';
import { acceleratorById } from '../../src/serving/accelerator.ts';

describe('steps of transformer layers, measured on an H100 and an H200', () => {
  const steps = compareSteps().filter((step) => !step.hasExperts);

  it.each(['h100_sxm', 'h200_sxm'])(
    'decodes of dense models on %s are modelled within a tenth',
    (accelerator) => {
      for (const weights of ['bf16', 'fp8']) {
        const decodes = steps.filter(
          (step) => step.accelerator === accelerator && step.weights === weights && step.kind === 'decodes',
        );
        expect(decodes.length).toBeGreaterThan(30);
        const [low, median, high] = ratioQuantiles(decodes);
        expect(Math.abs(median - 1), `${weights} in the median`).toBeLessThan(0.1);
        expect(low).toBeGreaterThan(0.8);
        expect(high).toBeLessThan(1.2);
      }
    },
  );

  it('prompts are modelled within 30 %: the board slows down under bf16, fp8 products do better than their table', () => {
    const prompts = steps.filter((step) => step.kind === 'prompts');
    const [low, , high] = ratioQuantiles(prompts);
    expect(low).toBeGreaterThan(0.7);
    expect(high).toBeLessThan(1.3);
  });

  it('a board at work draws two thirds of its limit and more, and a sixth to a fifth when idle', () => {
    for (const row of measuredRows('power')) {
      const share = Number(row['watts']) / acceleratorById(row['accelerator']).tdpW;
      if (row['model'] === 'idle') expect(share).toBeGreaterThan(0.16);
      if (row['model'] === 'idle') expect(share).toBeLessThan(0.2);
      else expect(share).toBeGreaterThan(0.64);
    }
  });
});
