import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parameterCount } from './architecture.ts';
import { knownModel, knownModelNames } from './known-models.ts';
import { readModelConfig } from './model-config.ts';

const folder = join(process.env['KADENZ_SHARED'] ?? '../shared', 'data', 'serving', 'model_configs');
const published = {
  'llama-3.1-8b': 'meta-llama--Meta-Llama-3.1-8B',
  'llama-3.1-70b': 'meta-llama--Meta-Llama-3.1-70B',
  'llama-3.1-405b': 'meta-llama--Meta-Llama-3.1-405B',
  'qwen3-32b': 'Qwen--Qwen3-32B',
  'qwen3-235b-a22b': 'Qwen--Qwen3-235B-A22B-FP8',
  'qwen3.5-397b-a17b': 'Qwen--Qwen3.5-397B-A17B',
  'deepseek-r1': 'deepseek-ai--DeepSeek-R1',
  'kimi-k2.5': 'moonshotai--Kimi-K2.5',
  'glm-5': 'zai-org--GLM-5',
  'minimax-m2.5': 'MiniMaxAI--MiniMax-M2.5',
  'gpt-oss-120b': 'openai--gpt-oss-120b',
};

describe('the known models', () => {
  it('have about the parameters that their names say', () => {
    const inName = /-(\d+(?:\.\d+)?)b/;
    for (const name of knownModelNames.filter((one) => inName.test(one))) {
      const billions = parameterCount(knownModel(name)) / 1e9;
      expect([name, Math.abs(billions / Number(inName.exec(name)![1]) - 1) < 0.04]).toEqual([name, true]);
    }
  });

  it('are found in any case and refused with the list of names', () => {
    expect(knownModel('Llama_3.1-70B')).toEqual(knownModel('llama-3.1-70b'));
    expect(() => knownModel('llama-4')).toThrow(/must be one of command-a, /);
  });

  const skip = existsSync(folder) ? '' : ` (skipped: ${folder} is missing)`;
  it.skipIf(skip !== '').each(Object.entries(published))(
    `%s costs what its published configuration costs${skip}`,
    (name, file) => {
      const config = readModelConfig(JSON.parse(readFileSync(join(folder, `${file}_config.json`), 'utf8')));
      const { family: _, ...known } = knownModel(name);
      const { family: __, ...whole } = config;
      expect(known).toEqual(whole);
    },
  );
});
