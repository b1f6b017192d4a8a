import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fitKernels } from '../../scripts/calibrate-serving/kernels.ts';
import { compareMaximumThroughput, medianError } from '../../scripts/calibrate-serving/maximum-throughput.ts';
import { comparePerRequest, perRequestRuns } from '../../scripts/calibrate-serving/per-request.ts';
import { fitServing, observe, trainingRows } from '../../scripts/calibrate-serving/serving-fit.ts';
import { readServingPoints } from '../../scripts/calibrate-serving/serving-points.ts';
import { existingServingFolder } from '../../scripts/calibrate-serving/shared-folder.ts';
import { parameterCount } from '../../src/serving/architecture.ts';
import { calibration } from '../../src/serving/calibration-table.ts';
import { readModelConfig } from '../../src/serving/model-config.ts';
import { engineTerms } from '../../src/serving/serving-coefficients.ts';

const folder = existingServingFolder();
const why = 'the measured serving data is not there (set KADENZ_SHARED)';

describe.skipIf(!folder)(`against measured data${folder ? '' : ` — skipped: ${why}`}`, () => {
  it.each([
    ['MiniMaxAI--MiniMax-M2.5', 229],
    ['Qwen--Qwen3-235B-A22B-FP8', 235],
    ['Qwen--Qwen3-32B', 32.8],
    ['Qwen--Qwen3.5-397B-A17B', 397],
    ['deepseek-ai--DeepSeek-R1', 671],
    ['meta-llama--Meta-Llama-3.1-405B', 405.9],
    ['meta-llama--Meta-Llama-3.1-70B', 70.6],
    ['meta-llama--Meta-Llama-3.1-8B', 8.03],
    ['moonshotai--Kimi-K2.5', 1026],
    ['openai--gpt-oss-120b', 116.8],
    ['zai-org--GLM-5', 744],
  ])('the published configuration of %s has %f billion parameters', (name, billions) => {
    const path = join(folder!, 'model_configs', `${name}_config.json`);
    const count = parameterCount(readModelConfig(JSON.parse(readFileSync(path, 'utf8')))) / 1e9;
    expect(Math.abs(count / billions - 1)).toBeLessThan(0.01);
  });

  it('the shipped serving coefficients are those that the data gives today', () => {
    const fit = fitServing(trainingRows(observe(readServingPoints(folder!), calibration.kernels)));
    for (const term of engineTerms) {
      expect(fit.coefficients.common[term], term).toBeCloseTo(calibration.serving.common[term], 2);
    }
  });

  it('the shipped coefficients of collectives are those that the measured kernels give today', async () => {
    const fits = await fitKernels(join(folder!, 'kernels', 'aiconfigurator'), 'comm');
    expect(fits.length).toBeGreaterThan(10);
    for (const fit of fits) {
      const shipped = calibration.kernels.find((kernel) => kernel.key === fit.key);
      expect(Math.abs(fit.memory / shipped!.memory - 1), fit.key).toBeLessThan(0.01);
      expect(Math.abs(fit.launchS / shipped!.launchS - 1), fit.key).toBeLessThan(0.01);
    }
  });

  it.each(perRequestRuns)(
    'an unseen run of $model is within 10 % per token and end to end, 20 % to the first token',
    (run) => {
      const { unseen } = comparePerRequest(folder!, run);
      expect(Math.abs(unseen.tpot - 1)).toBeLessThan(0.1);
      expect(Math.abs(unseen.endToEnd - 1)).toBeLessThan(0.1);
      expect(Math.abs(unseen.ttft - 1)).toBeLessThan(0.2);
    },
  );

  it.each(perRequestRuns)(
    'a run of $model is within 3 % per token and end to end, 10 % to the first token, after 50 of its requests',
    (run) => {
      const { recalibrated } = comparePerRequest(folder!, run);
      expect(Math.abs(recalibrated.tpot - 1)).toBeLessThan(0.03);
      expect(Math.abs(recalibrated.endToEnd - 1)).toBeLessThan(0.03);
      expect(Math.abs(recalibrated.ttft - 1)).toBeLessThan(0.1);
    },
  );

  it('maximum-throughput points that no fit has seen are within 15 % in the median', () => {
    const { median, unfit } = medianError(compareMaximumThroughput(folder!, true));
    expect(median).toBeLessThan(0.15);
    expect(unfit).toBe(0);
  });
});
