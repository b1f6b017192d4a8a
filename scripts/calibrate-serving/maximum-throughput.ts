/** Prints the errors on measured maximum-throughput points, which no fit sees: `npx tsx scripts/calibrate-serving/maximum-throughput.ts [shared]`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { acceleratorById } from '../../src/serving/accelerator.ts';
import type { ModelArchitecture } from '../../src/serving/architecture.ts';
import type { Layout } from '../../src/serving/layout.ts';
import { readModelConfig } from '../../src/serving/model-config.ts';
import { makeService } from '../../src/serving/service.ts';
import { maximumThroughput } from '../../src/serving/steady-state.ts';
import { publishedConfigs } from './published-configs.ts';
import { measuredModel } from './serving-points.ts';
import { sharedServingFolder } from './shared-folder.ts';

/** One point: what was measured and what the model says without having seen it. */
export interface ThroughputComparison {
  readonly name: string;
  readonly gpu: string;
  readonly measured: number;
  /** `undefined` where the model says that it does not fit. */
  readonly predicted: number | undefined;
}

function modelOf(name: string, servingFolder: string): ModelArchitecture {
  const published = publishedConfigs[name];
  return published ? readModelConfig(published) : measuredModel(name.replaceAll(' ', '-'), servingFolder);
}

/**
 * The layout of a row. For models with experts the source says only how many accelerators serve together;
 * `copied` reads that as attention copied on each with experts spread over all, otherwise as tensor ways.
 */
function layoutOf(row: Readonly<Record<string, string>>, model: ModelArchitecture, copied: boolean): Layout {
  const [tensor, pipeline] = [Number(row['tp']), Number(row['pp'])];
  const experts = model.groups.some((group) => group.feedForward.kind === 'moe');
  if (experts && copied) return { tensor: 1, pipeline, data: tensor, expert: tensor };
  return { tensor, pipeline, data: 1, expert: 1 };
}

/** Compares every point below `servingFolder`. The engine is TensorRT-LLM 1.0 with its batch limit of 2048. */
export function compareMaximumThroughput(servingFolder: string, copied: boolean): ThroughputComparison[] {
  const text = readFileSync(join(servingFolder, 'measured', 'max_throughput.csv'), 'utf8');
  return (parse(text, { columns: true }) as Record<string, string>[]).map((row) => {
    const model = modelOf(row['model'], servingFolder);
    const deployment = {
      model,
      precision: { weights: row['weights'] === 'FP4' ? 'fp4' : 'fp8', kvCache: 'fp8' },
      unit: acceleratorById(row['gpu']),
      layout: layoutOf(row, model, copied),
    } as const;
    const service = makeService(deployment, { engine: 'trtllm', releaseYear: 2025.7, maxSequences: 2048 });
    const shape = { inputTokens: Number(row['isl']), outputTokens: Number(row['osl']) };
    return {
      name: `${row['model']} ${row['gpu']} ${row['parallel']} ${row['weights']} ${row['isl']}/${row['osl']}`,
      gpu: row['gpu'],
      measured: Number(row['output_tok_s_total']),
      predicted: maximumThroughput(service, shape)?.outputTokensPerS,
    };
  });
}

/** Median absolute error of the points that fit, and how many do not. */
export function medianError(points: readonly ThroughputComparison[]): { median: number; unfit: number } {
  const errors = points.flatMap((p) =>
    p.predicted === undefined ? [] : [Math.abs(p.predicted / p.measured - 1)],
  );
  return {
    median: errors.sort((a, b) => a - b)[Math.floor(errors.length / 2)],
    unfit: points.length - errors.length,
  };
}

if (process.argv[1]?.endsWith('maximum-throughput.ts')) {
  const folder = sharedServingFolder(process.argv[2]);
  for (const p of compareMaximumThroughput(folder, true)) {
    console.log(
      `${p.name.padEnd(56)}${p.measured.toFixed(0).padStart(9)}${(p.predicted?.toFixed(0) ?? 'unfit').padStart(9)}`,
    );
  }
  for (const copied of [false, true]) {
    const points = compareMaximumThroughput(folder, copied);
    const { median, unfit } = medianError(points);
    const reading = copied ? 'attention copied in models with experts' : 'tensor ways throughout';
    console.log(
      `${reading}: median absolute error ${(100 * median).toFixed(1)} % of ${points.length} points, ${unfit} said not to fit`,
    );
  }
}
