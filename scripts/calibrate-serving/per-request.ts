/** Prints the errors on two per-request runs, which no fit sees: `npx tsx scripts/calibrate-serving/per-request.ts [shared]`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { acceleratorById } from '../../src/serving/accelerator.ts';
import type { Deployment } from '../../src/serving/deployment.ts';
import { readModelConfig } from '../../src/serving/model-config.ts';
import { recalibrateOnRequests } from '../../src/serving/recalibration.ts';
import { type RequestTrace, traceOf } from '../../src/serving/request-trace.ts';
import { makeService, type ServiceOptions } from '../../src/serving/service.ts';
import { type SimulationResult, simulate } from '../../src/serving/simulation/simulate.ts';
import { publishedConfigs } from './published-configs.ts';
import { measuredModel } from './serving-points.ts';
import { sharedServingFolder } from './shared-folder.ts';

/** A run: its folder, its model and how it was laid out (two attention copies with experts over both). */
export const perRequestRuns = [
  { folder: 'RTXPRO6000_Llama-3.1-8B', model: 'Llama-3.1-8B', copies: 1 },
  { folder: 'RTXPRO6000_Qwen3-30B-A3B-Instruct-2507', model: 'Qwen3-30B-A3B', copies: 2 },
] as const;

/** Simulated over measured means. */
export interface MeanRatios {
  readonly tpot: number;
  readonly ttft: number;
  readonly endToEnd: number;
}

interface MeasuredRun {
  readonly trace: RequestTrace;
  readonly ttftS: readonly number[];
  readonly tpotS: readonly number[];
  readonly endToEndS: readonly number[];
}

function readRun(path: string): MeasuredRun {
  const rows = readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, number>);
  return {
    trace: traceOf(
      rows.map((r) => ({
        arrivalS: r['queued_ts'],
        inputTokens: r['input_toks'],
        outputTokens: r['output_toks'],
      })),
    ),
    ttftS: rows.map((r) => r['first_token_ts'] - r['queued_ts']),
    tpotS: rows.map((r) => (r['last_token_ts'] - r['first_token_ts']) / (r['output_toks'] - 1)),
    endToEndS: rows.map((r) => r['last_token_ts'] - r['queued_ts']),
  };
}

/** Requests that the local recalibration sees. */
const seen = 50;

/** The run's settings as its engine reports them: vLLM 0.19, 128 sequences, 2048 tokens per step, bf16. */
const options: ServiceOptions = {
  engine: 'vllm',
  releaseYear: 2026.28,
  maxSequences: 128,
  maxBatchedTokens: 2048,
};

/** Compares a run: from the data sheet alone over all requests, and recalibrated on the first 50 over the rest. */
export function comparePerRequest(
  servingFolder: string,
  run: (typeof perRequestRuns)[number],
): { unseen: MeanRatios; recalibrated: MeanRatios } {
  const measured = readRun(join(servingFolder, 'measured', 'vllm_per_request', run.folder, 'requests.jsonl'));
  const published = publishedConfigs[run.model];
  const deployment: Deployment = {
    model: published ? readModelConfig(published) : measuredModel(run.model, servingFolder),
    precision: { weights: 'bf16', kvCache: 'bf16' },
    unit: acceleratorById('rtx_pro_6000'),
    layout: { tensor: 1, pipeline: 1, data: run.copies, expert: run.copies },
  };
  const local = recalibrateOnRequests(deployment, measured, seen, options);
  const simulated = simulate(makeService(deployment, options), measured.trace);
  const corrected = simulate(makeService(deployment, { ...options, local }), measured.trace);
  return { unseen: ratios(simulated, measured, 0), recalibrated: ratios(corrected, measured, seen) };
}

function ratios(simulated: SimulationResult, measured: MeasuredRun, from: number): MeanRatios {
  const mean = (values: ArrayLike<number>) => {
    const rest = Array.from(values).slice(from);
    return rest.reduce((sum, value) => sum + value, 0) / rest.length;
  };
  return {
    tpot: mean(simulated.tpotS) / mean(measured.tpotS),
    ttft: mean(simulated.ttftS) / mean(measured.ttftS),
    endToEnd: mean(simulated.endToEndS) / mean(measured.endToEndS),
  };
}

if (process.argv[1]?.endsWith('per-request.ts')) {
  for (const run of perRequestRuns) {
    const { unseen, recalibrated } = comparePerRequest(sharedServingFolder(process.argv[2]), run);
    for (const [label, r] of [
      ['data sheet alone', unseen],
      [`after ${seen} requests`, recalibrated],
    ] as const) {
      console.log(
        `${run.model.padEnd(16)}${label.padEnd(20)} simulated / measured: TPOT ${r.tpot.toFixed(3)}, TTFT ${r.ttft.toFixed(3)}, end to end ${r.endToEnd.toFixed(3)}`,
      );
    }
  }
}
