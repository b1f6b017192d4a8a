import { describe, expect, it } from 'vitest';
import { typicalPortfolio } from '../../src/domain/portfolio.ts';
import { readPortfolio } from '../../src/domain/validate.ts';
import { acceleratorById } from '../../src/serving/accelerator.ts';
import { rateOnAccelerator } from '../../src/serving/accelerator-rate.ts';
import { knownModel } from '../../src/serving/known-models.ts';
import { resolveServed } from '../../src/serving/served-workloads.ts';
import { smallPortfolio } from '../domain/small-portfolio.ts';

const model = {
  ...{ id: 'm', name: 'Llama', known: 'llama-3.1-8b', precisions: ['bf16'] as ['bf16'] },
  objectives: { tpotMs: '30 ms' },
  requests: { inputTokens: 800, outputTokens: 200 },
};

/** The small portfolio with its second workload served as told, and what is resolved of it. */
function resolved(workload: object, document: object = {}) {
  const small = smallPortfolio();
  const [train, chat] = small.workloads!;
  const { ratePerAcceleratorHour: _, peakFactor: __, ...rest } = chat!;
  const reading = readPortfolio({
    ...small,
    ...{ models: [model], ...document },
    accelerators: [
      { ...small.accelerators[0]!, hardware: 'h100-sxm' },
      { ...small.accelerators[0]!, id: 'other' },
    ],
    workloads: [train, { ...rest, ...workload }],
  });
  if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
  const resolution = resolveServed(reading.document);
  if ('problems' in resolution) throw new Error(JSON.stringify(resolution.problems));
  return { ...resolution, chat: typicalPortfolio(resolution.document).workloads[1]! };
}

const tokensPerS = rateOnAccelerator(
  { architecture: knownModel('llama-3.1-8b'), objectives: { tpotS: 0.03 } },
  { unit: acceleratorById('h100'), precision: { weights: 'bf16', kvCache: 'bf16' } },
  { inputTokens: 800, outputTokens: 200 },
  { releaseYear: 2025.5 },
)!.outputTokensPerS;

describe('a workload that names a served model', () => {
  it.each([
    ['M tokens', 5 / 1e6],
    ['M output tokens', 1 / 1e6],
    ['k input tokens', 4 / 1e3],
  ])('in %s has the units per hour of its accelerators, with their range', (unit, perOutputToken) => {
    const { chat, document } = resolved({ unit, served: { model: 'm' } });
    const perHour = (tokens: number) => tokens * 3600 * perOutputToken;
    expect(Object.keys(chat.ratePerAcceleratorHour)).toEqual(['h100']);
    expect(chat.ratePerAcceleratorHour['h100']! / perHour(tokensPerS.value)).toBeCloseTo(1, 5);
    const range = document.workloads[1]!.ratePerAcceleratorHour!['h100']!;
    expect(range.low / perHour(tokensPerS.low)).toBeCloseTo(1, 5);
    expect(range.high / perHour(tokensPerS.high)).toBeCloseTo(1, 5);
  });

  it('takes the planner’s own figures first: units per hour, then measured tokens, then the model', () => {
    const measured = { model: 'm', measuredTokensPerS: { h100: 1000, other: 500 } };
    expect(resolved({ served: measured }).chat.ratePerAcceleratorHour).toEqual({ h100: 3.6, other: 1.8 });
    const given = resolved({ ratePerAcceleratorHour: { h100: 7 }, served: measured });
    expect(given.chat.ratePerAcceleratorHour).toEqual({ h100: 7, other: 1.8 });
    expect(given.rates.map(({ from }) => from)).toEqual(['given', 'given', 'measured']);
  });

  it('gets by with measured tokens per second alone', () => {
    const { chat, rates } = resolved({ served: { measuredTokensPerS: { h100: '2.5k tokens/s' } } });
    expect(chat).toMatchObject({
      ratePerAcceleratorHour: { h100: 9 },
      peakFactor: 1,
      efficiencyGrowthPerYear: 0,
    });
    expect(rates[1]!.links[0]).toMatchObject({
      step: 'rate',
      value: 9,
      unit: 'M tokens/h',
      obtained: 'measured',
    });
  });

  it('has the peak of its traffic and the growth of its engines, unless the file says otherwise', () => {
    const { chat } = resolved({ served: { model: 'm' } });
    expect(chat.peakFactor).toBe(1.41);
    expect(chat.efficiencyGrowthPerYear).toBeGreaterThan(0);
    expect(chat.efficiencyGrowthPerYear).toBeLessThan(0.3);
    const own = { peakFactor: 2, efficiencyGrowthPerYear: '4 %' };
    expect(resolved({ served: { model: 'm' }, ...own }).chat).toMatchObject({
      ...{ peakFactor: 2, efficiencyGrowthPerYear: 0.04 },
    });
  });

  it('needs fewer accelerators when prompts are found in the cache', () => {
    const reuse = { ...model, requests: { ...model.requests, prefixReuse: 0.8 } };
    const at = (models: object[]) =>
      resolved({ served: { model: 'm' } }, { models }).chat.ratePerAcceleratorHour['h100']!;
    expect(at([reuse])).toBeGreaterThan(at([model]) * 1.05);
  });

  it('shows a chain whose links multiply up to the rate', () => {
    const { rates } = resolved({ served: { model: 'm' } });
    const origin = rates.find(({ workload }) => workload === 'chat')!;
    const at = (step: string) => origin.links.find((link) => link.step === step)!.value;
    expect(origin.deployment).toMatchObject({ model: 'Llama', weights: 'bf16', engine: 'vLLM' });
    expect(at('replica-output') / at('replica-accelerators')).toBeCloseTo(at('accelerator-output'), 0);
    expect((at('counted-tokens') * 3600) / 1e6 / at('rate')).toBeCloseTo(1, 4);
    expect(
      ((at('hardware-cost') + at('energy-cost')) * at('peak')) / at('rate') / at('unit-cost'),
    ).toBeCloseTo(1, 4);
  });

  it('cannot be planned before it is resolved', () => {
    const { document } = resolved({ served: { model: 'm' } });
    const [train, chat] = document.workloads;
    const unresolved = { ...document, workloads: [train!, { ...chat!, served: { model: 'm' } }] };
    expect(() => typicalPortfolio(unresolved)).toThrow(/call resolveServed/);
  });
});
