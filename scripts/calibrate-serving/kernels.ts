import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Accelerator, acceleratorById } from '../../src/serving/accelerator.ts';
import { bytesPerElement, type Precision } from '../../src/serving/precision.ts';
import { type KernelWork, kernelSeconds, type Utilisation } from '../../src/serving/roofline.ts';
import { busiestShare, emptyTileRows } from '../../src/serving/step-work.ts';
import { fitLeastSquares } from './least-squares.ts';
import { parquetRows } from './parquet-table.ts';

/** One measured kernel: its work, its peak and its seconds. */
export interface KernelPoint extends KernelWork {
  readonly peak: number;
  readonly bandwidth: number;
  readonly seconds: number;
}

/** Coefficients of one (family, dtype, system) with the spread of what they leave unexplained. */
export interface KernelFit extends Utilisation {
  readonly key: string;
  readonly points: number;
  /** Median absolute log residual. */
  readonly residual: number;
}

type Row = Record<string, string | number>;
const systems = ['a100_sxm', 'h100_sxm', 'h200_sxm', 'b200_sxm', 'gb200', 'l40s'];
const dtypes: Readonly<Record<string, Precision>> = {
  bfloat16: 'bf16',
  fp8: 'fp8',
  fp8_block: 'fp8',
  nvfp4: 'fp4',
  int4_wo: 'int4',
  int8_wo: 'int8',
  w4a16_mxfp4: 'int4',
  w4a8_mxfp4_mxfp8: 'fp4',
};

function peakOf(unit: Accelerator, dtype: Precision): number | undefined {
  if (dtype === 'int4') return unit.peakFlops.bf16;
  return unit.peakFlops[dtype];
}

type Interpretation = (
  row: Row,
  unit: Accelerator,
) => { key: string; work: Omit<KernelPoint, 'seconds' | 'bandwidth'> } | undefined;

const gemm: Interpretation = (row, unit) => {
  const dtype = dtypes[String(row['gemm_dtype'])];
  const [m, n, k] = [Number(row['m']), Number(row['n']), Number(row['k'])];
  if (!dtype || n < 512 || k < 512) return undefined;
  const peak = peakOf(unit, dtype);
  if (!peak) return undefined;
  const activation = dtype === 'int4' || dtype === 'int8' ? 2 : bytesPerElement(dtype);
  const bytes = n * k * bytesPerElement(dtype) + m * k * activation + 2 * m * n;
  return {
    key: `gemm:${row['gemm_dtype'] === 'fp8_block' ? 'fp8-block' : dtype}`,
    work: { flops: 2 * m * n * k, bytes, peak },
  };
};

const decodeAttention: Interpretation = (row, unit) => {
  const [batch, heads, kvHeads, dim] = ['batch_size', 'num_heads', 'num_key_value_heads', 'head_dim'].map(
    (c) => Number(row[c]),
  );
  const context = Number(row['step']) + 1;
  if (Number(row['window_size'] ?? 0) > 0 || context < 256) return undefined;
  const cache = row['kv_cache_dtype'] === 'fp8' ? 1 : 2;
  return {
    key: 'decode-attention',
    work: {
      flops: 4 * batch * heads * dim * context,
      bytes: 2 * batch * kvHeads * dim * context * cache,
      peak: unit.peakFlops.bf16!,
    },
  };
};

const prefillAttention: Interpretation = (row, unit) => {
  const [batch, heads, kvHeads, dim, isl] = [
    'batch_size',
    'num_heads',
    'num_key_value_heads',
    'head_dim',
    'isl',
  ].map((c) => Number(row[c]));
  if (Number(row['window_size'] ?? 0) > 0 || isl < 128 || Number(row['step']) > 0) return undefined;
  return {
    key: 'prefill-attention',
    work: {
      flops: 2 * batch * heads * dim * isl * isl,
      bytes: batch * isl * dim * 2 * (2 * heads + 2 * kvHeads),
      peak: unit.peakFlops.bf16!,
    },
  };
};

const experts: Interpretation = (row, unit) => {
  const dtype = dtypes[String(row['moe_dtype'])];
  const [tokens, hidden, inter, topK, count, tp, ep] = [
    'num_tokens',
    'hidden_size',
    'inter_size',
    'topk',
    'num_experts',
    'moe_tp_size',
    'moe_ep_size',
  ].map((c) => Number(row[c]));
  if (!dtype || row['distribution'] !== 'power_law_1.01') return undefined;
  const peak = peakOf(unit, dtype);
  if (!peak) return undefined;
  const slots = ((tokens * topK) / ep) * busiestShare(ep);
  const touched = (count / ep) * (1 - (1 - topK / count) ** tokens);
  const width = inter / tp;
  return {
    key: `experts:${row['moe_dtype'] === 'fp8_block' ? 'fp8-block' : dtype}`,
    work: {
      flops: 6 * (slots + emptyTileRows * touched) * hidden * width,
      bytes: touched * 3 * hidden * width * bytesPerElement(dtype),
      shuffled: slots * (2 * hidden + 3 * width) * 2,
      peak,
    },
  };
};

const latentDecode: Interpretation = (row, unit) => {
  const [batch, heads] = [Number(row['batch_size']), Number(row['num_heads'])];
  const context = Number(row['step']) + 1;
  if (context < 256 || heads < 4) return undefined;
  const cache = row['kv_cache_dtype'] === 'fp8' ? 1 : 2;
  return {
    key: 'latent-decode',
    work: {
      flops: 2 * batch * heads * context * (2 * 512 + 64),
      bytes: batch * context * 576 * cache,
      peak: unit.peakFlops.bf16!,
    },
  };
};

const latentPrefill: Interpretation = (row, unit) => {
  const [batch, heads, isl] = [Number(row['batch_size']), Number(row['num_heads']), Number(row['isl'])];
  if (isl < 256 || heads < 4 || Number(row['step'] ?? 0) > 0) return undefined;
  return {
    key: 'latent-prefill',
    work: {
      flops: batch * heads * isl * isl * (192 + 128),
      bytes: batch * isl * heads * 2 * (192 * 2 + 128 * 2),
      peak: unit.peakFlops.bf16!,
    },
  };
};

const allReduce: Interpretation = (row, unit) => {
  const [ways, elements] = [Number(row['num_gpus']), Number(row['message_size'])];
  if (String(row['backend'] ?? '') === 'vllm_eager' || ways > 8) return undefined;
  return {
    key: `all-reduce:${ways}`,
    work: {
      flops: 0,
      bytes: ((2 * elements * 2 * (ways - 1)) / ways / unit.linkBytesPerS) * unit.bandwidthBytesPerS,
      peak: 1,
    },
  };
};

const files: readonly (readonly [folder: string, file: string, reading: Interpretation])[] = [
  ['gemm', 'gemm_perf', gemm],
  ['attention', 'generation_attention_perf', decodeAttention],
  ['attention', 'context_attention_perf', prefillAttention],
  ['moe', 'moe_perf', experts],
  ['mla', 'generation_mla_perf', latentDecode],
  ['mla', 'context_mla_perf', latentPrefill],
  ['comm', 'custom_allreduce_perf', allReduce],
];

/** The newest version folder of each engine under `folder`. */
function newestVersions(folder: string, file: string): string[] {
  if (!existsSync(folder)) return [];
  // The separate latent-attention kernels were timed outside CUDA graphs in vLLM: their launches do not occur in serving.
  const engines = readdirSync(folder).filter((engine) => !(folder.endsWith('mla') && engine === 'vllm'));
  return engines.flatMap((engine) => {
    const versions = readdirSync(join(folder, engine)).filter((version) =>
      existsSync(join(folder, engine, version, `${file}.parquet`)),
    );
    const newest = versions.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1);
    return newest ? [join(folder, engine, newest, `${file}.parquet`)] : [];
  });
}

const pointsPerFit = 2500;

/** What identifies a measured shape: everything but who measured it and how long it took. */
function shapeOf(row: Row): string {
  const { framework: _f, version: _v, device: _d, kernel_source: _k, latency: _l, ...shape } = row;
  return Object.values(shape).join('|');
}

/** Fits every family (or those of one folder) on every system under `root` (the aiconfigurator folder). */
export async function fitKernels(root: string, only?: string): Promise<KernelFit[]> {
  const fits: KernelFit[] = [];
  for (const system of systems) {
    const unit = acceleratorById(system);
    for (const [folder, file, read] of files.filter(([name]) => only === undefined || name === only)) {
      // Engines pick the faster of the kernels at hand, so the fastest measurement of one shape counts.
      const groups = new Map<string, Map<string, KernelPoint>>();
      for (const path of newestVersions(join(root, system, folder), file)) {
        for (const row of await parquetRows(path)) {
          const reading = read(row, unit);
          if (!reading || !(Number(row['latency']) > 0)) continue;
          const shapes = groups.get(reading.key) ?? new Map<string, KernelPoint>();
          groups.set(reading.key, shapes);
          const shape = shapeOf(row);
          const seconds = Number(row['latency']) / 1000;
          if (seconds < (shapes.get(shape)?.seconds ?? Infinity)) {
            shapes.set(shape, { ...reading.work, bandwidth: unit.bandwidthBytesPerS, seconds });
          }
        }
      }
      for (const [key, points] of groups) fits.push(fitFamily(`${key}@${system}`, [...points.values()]));
    }
  }
  return fits;
}

function fitFamily(key: string, all: readonly KernelPoint[]): KernelFit {
  const stride = Math.max(1, Math.floor(all.length / pointsPerFit));
  const points = all.filter((_, i) => i % stride === 0);
  const shuffles = points.some((p) => p.shuffled !== undefined);
  const utilisation = ([compute, memory, launchS, shuffle]: readonly number[]): Utilisation => ({
    compute: Math.exp(compute),
    memory: Math.exp(memory),
    launchS: Math.exp(launchS),
    ...(shuffles && { shuffleBytesPerS: Math.exp(shuffle) }),
  });
  const residuals = (theta: readonly number[]) => {
    const u = utilisation(theta);
    return Float64Array.from(
      points,
      (p) => Math.log(kernelSeconds(p, p.peak, p.bandwidth, u) / p.seconds) / 0.2,
    );
  };
  const { theta } = fitLeastSquares(
    residuals,
    // Beside tiles and shuffling, memory alone is hardly seen in experts' kernels: it stays near what others reach.
    shuffles
      ? {
          prior: [Math.log(0.6), Math.log(0.85), Math.log(8e-6), Math.log(1e12)],
          spread: [0.7, 0.02, 1, 0.7],
        }
      : { prior: [Math.log(0.6), Math.log(0.7), Math.log(8e-6)], spread: [0.7, 0.7, 1] },
  );
  const sizes = [...residuals(theta)].map((r) => Math.abs(r) * 0.2).sort((a, b) => a - b);
  return { key, points: all.length, residual: sizes[Math.floor(sizes.length / 2)], ...utilisation(theta) };
}
