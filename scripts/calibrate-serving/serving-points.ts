import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { acceleratorById } from '../../src/serving/accelerator.ts';
import type { ModelArchitecture } from '../../src/serving/architecture.ts';
import type { Deployment } from '../../src/serving/deployment.ts';
import type { Layout } from '../../src/serving/layout.ts';
import { readModelConfig } from '../../src/serving/model-config.ts';
import type { Precision } from '../../src/serving/precision.ts';

/** One measured serving point: a deployment under a closed loop of `concurrency` requests. */
export interface ServingPoint {
  readonly id: string;
  readonly modelName: string;
  readonly system: string;
  readonly engine: string;
  readonly version: string;
  readonly deployment: Deployment;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly concurrency: number;
  /** Every request was equally long; otherwise lengths were drawn from 0.8 to 1 times the stated ones. */
  readonly fixedLengths: boolean;
  /** The same few prompts were sent again and again to an engine that keeps them in its prefix cache. */
  readonly reusedPrompts: boolean;
  readonly ttftS: number;
  readonly tpotS: number;
  /** `model|system|engine`: what is left out together. */
  readonly group: string;
  /** The same for two rows that report the same measurement, also under another model's name. */
  readonly measurement: string;
}

const configFiles: readonly (readonly [pattern: RegExp, file: string])[] = [
  [/MiniMax-M2\.5/, 'MiniMaxAI--MiniMax-M2.5'],
  [/Qwen3-235B/, 'Qwen--Qwen3-235B-A22B-FP8'],
  [/Qwen3-32B/, 'Qwen--Qwen3-32B'],
  [/Qwen3\.5-397B/, 'Qwen--Qwen3.5-397B-A17B'],
  [/DeepSeek-(R1|V3)/, 'deepseek-ai--DeepSeek-R1'],
  [/Llama-3\.1-405B/, 'meta-llama--Meta-Llama-3.1-405B'],
  [/Llama-3\.[13]-70B/, 'meta-llama--Meta-Llama-3.1-70B'],
  [/Llama-3\.1-8B/, 'meta-llama--Meta-Llama-3.1-8B'],
  [/Kimi-K2\.5/, 'moonshotai--Kimi-K2.5'],
  [/gpt-oss-120b/, 'openai--gpt-oss-120b'],
  [/GLM-5/, 'zai-org--GLM-5'],
];

/** The architecture of a model of the measured data, from the published configurations in `servingFolder`. */
export function measuredModel(name: string, servingFolder: string): ModelArchitecture {
  const found = configFiles.find(([pattern]) => pattern.test(name));
  if (!found) throw new RangeError(`no configuration for ${name}`);
  const path = join(servingFolder, 'model_configs', `${found[1]}_config.json`);
  return readModelConfig(JSON.parse(readFileSync(path, 'utf8')));
}

/**
 * The layout that a row's columns mean.
 *
 * Sources count differently. Where expert and tensor ways of the experts are equal and above one, both repeat
 * the number of accelerators (tp 64 with 8 × 8 is one node of eight: the same times appear as tp 8 with 1 × 8
 * elsewhere). Where experts claim tp × copies ways with tp above one, the copies repeat tp: the same times
 * appear as one copy with tp ways elsewhere.
 */
export function layoutOfRow(
  tp: number,
  attentionCopies: number,
  moeTp: number,
  moeEp: number,
  experts: boolean,
): Layout {
  if (!experts) return { tensor: tp, pipeline: 1, data: 1, expert: 1 };
  const repeated = moeTp === moeEp && moeTp > 1;
  if (attentionCopies > 1 && tp > 1 && moeEp === tp * attentionCopies) {
    return { tensor: tp, pipeline: 1, data: 1, expert: tp };
  }
  if (attentionCopies > 1) {
    const size = repeated ? moeTp : tp * attentionCopies;
    return { tensor: 1, pipeline: 1, data: size, expert: size };
  }
  const size = repeated ? moeTp : moeTp * moeEp;
  const tensor = Math.min(tp, size);
  return { tensor, pipeline: 1, data: size / tensor, expert: repeated ? size : moeEp };
}

const weightPrecision: Readonly<Record<string, Precision>> = {
  bf16: 'bf16',
  fp8: 'fp8',
  fp4: 'fp4',
  int4: 'int4',
};

type Row = Readonly<Record<string, string>>;

/**
 * How a row's load was made, which only its source tells.
 *
 * Rows of the gap analyses by a load generator whose synthetic requests are equally long; the others come from
 * a public dashboard whose harness draws lengths from 0.8 to 1 times the stated ones. The analyses on H200 (three
 * groups, one grid of lengths) show prompts that were sent before: their times rise with the number of clients
 * far less than even the data sheet's peak would allow for prompts computed anew.
 */
function loadOfRow(row: Row): { fixedLengths: boolean; reusedPrompts: boolean } {
  const source = row['silicon_data_source'] ?? '';
  return {
    fixedLengths: /gap-analysis\/data\//.test(source),
    reusedPrompts: /gap-analysis\/data\/h200_sxm\//.test(source),
  };
}

/** Rows without a stated precision: measured with the published fp8 checkpoints in one source, bf16 in another. */
function precisionOfRow(row: Row): Precision {
  return weightPrecision[row['precision']] ?? 'bf16';
}

/** Reads the measured serving points below `servingFolder`. */
export function readServingPoints(servingFolder: string): ServingPoint[] {
  const text = readFileSync(join(servingFolder, 'measured', 'aggregated_serving.csv'), 'utf8');
  const models = new Map<string, ModelArchitecture>();
  return (parse(text, { columns: true }) as Row[]).map((row) => {
    const name = row['model_path'];
    const model = models.get(name) ?? measuredModel(name, servingFolder);
    models.set(name, model);
    const number = (column: string) => Number(row[column] || Number.NaN);
    const copies = Number(row['attention_dp_size'] || 1);
    const experts = model.groups.some((group) => group.feedForward.kind === 'moe');
    const layout = layoutOfRow(
      number('tp_size'),
      copies,
      number('moe_tp_size'),
      number('moe_ep_size') || 1,
      experts,
    );
    const stated = number('concurrency');
    const replicas = row['attention_dp_size'] === '' || !Number.isFinite(stated);
    const [ttftMs, tpotMs] = [number('silicon_ttft_ms'), number('silicon_tpot_ms')];
    const concurrency = replicas ? number('batch_size') * layout.data : stated;
    return {
      id: row['id'],
      modelName: name,
      system: row['system'],
      engine: row['backend'],
      version: row['backend_version'],
      deployment: {
        model,
        precision: { weights: precisionOfRow(row), kvCache: precisionOfRow(row) === 'bf16' ? 'bf16' : 'fp8' },
        unit: acceleratorById(row['system']),
        layout,
      },
      inputTokens: number('isl'),
      outputTokens: number('osl'),
      concurrency,
      ...loadOfRow(row),
      ttftS: ttftMs / 1000,
      tpotS: tpotMs / 1000,
      group: `${name}|${row['system']}|${row['backend']}`,
      measurement: [
        row['system'],
        row['backend'],
        row['isl'],
        row['osl'],
        stated,
        ttftMs.toPrecision(3),
        tpotMs.toPrecision(3),
      ].join('|'),
    };
  });
}
