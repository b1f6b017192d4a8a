import { readFileSync } from 'node:fs';
import { acceleratorById } from '../../src/serving/accelerator.ts';
import type { ExpertFeedForward } from '../../src/serving/architecture.ts';
import { calibration } from '../../src/serving/calibration-table.ts';
import { knownModel } from '../../src/serving/known-models.ts';
import type { Layout } from '../../src/serving/layout.ts';
import { bytesPerElement, type Precision } from '../../src/serving/precision.ts';
import { kernelSeconds } from '../../src/serving/roofline.ts';
import {
  emptyTileRows,
  expertWork,
  stepComponents,
  type UtilisationTable,
} from '../../src/serving/step-work.ts';
import { utilisationsFor } from '../../src/serving/utilisation-table.ts';

/** What a step does mostly: decodes alone, prompts alone, or both. */
export type StepKind = 'decodes' | 'prompts' | 'mixed';

/** A step of a few layers as measured, and what the kernels of the serving model take for it, both in seconds. */
export interface StepComparison {
  readonly accelerator: string;
  readonly model: string;
  readonly weights: Precision;
  readonly kind: StepKind;
  readonly hasExperts: boolean;
  readonly measuredS: number;
  readonly modelledS: number;
}

type Row = Readonly<Record<string, string>>;

/** Rows of one of this folder's tables. */
export function measuredRows(table: 'steps' | 'power'): Row[] {
  const text = readFileSync(new URL(`./${table}.csv`, import.meta.url), 'utf8');
  const [head, ...rows] = text
    .trim()
    .split('\n')
    .map((line) => line.split(','));
  return rows.map((row) => Object.fromEntries(head.map((name, i) => [name, row[i]])));
}

/** Every measured step beside the serving model's kernels, with no coefficient of an engine. */
export function compareSteps(): StepComparison[] {
  return measuredRows('steps').map((row) => {
    const [decodes, prompts] = [Number(row['decodes']), Number(row['prompts'])];
    return {
      accelerator: row['accelerator'],
      model: row['model'],
      weights: row['weights'] as Precision,
      kind: decodes === 0 ? 'prompts' : prompts === 0 ? 'decodes' : 'mixed',
      hasExperts: Number(row['touched_experts']) > 0,
      measuredS: Number(row['ms']) / 1000,
      modelledS: modelledSeconds(row),
    };
  });
}

function modelledSeconds(row: Row): number {
  const unit = acceleratorById(row['accelerator']);
  const { table } = utilisationsFor(unit, calibration.kernels);
  // One accelerator was measured, without the reductions between ways.
  const alone: UtilisationTable = (family, variant) =>
    family === 'all-reduce' ? { compute: 1, memory: 1e9, launchS: 0 } : table(family, variant);
  const known = knownModel(row['model']);
  const model = { ...known, groups: [{ ...known.groups[0], count: Number(row['layers']) }] };
  const layout: Layout = { tensor: Number(row['tensor']), pipeline: 1, data: 1, expert: 1 };
  const precision = { weights: row['weights'] as Precision, kvCache: 'bf16' as const };
  const [decodes, context, prompts, length] = ['decodes', 'context', 'prompts', 'prompt_tokens'].map((c) =>
    Number(row[c]),
  );
  const parts = stepComponents({ model, precision, unit, layout }, alone, {
    decodes,
    decodeContext: decodes * context,
    prefillTokens: prompts * length,
    prefillPairs: (prompts * length * length) / 2,
    finishingPrompts: prompts,
  });
  const touched = Number(row['touched_experts']);
  const { feedForward } = model.groups[0];
  const experts =
    feedForward.kind === 'moe'
      ? expertSeconds(feedForward, model.hidden, decodes + prompts * length, touched)
      : 0;
  return (
    parts.gemm +
    model.groups[0].count * experts +
    parts.decodeAttention +
    parts.prefillAttention +
    parts.launches
  );

  /** Seconds of one layer's experts without their launch, of which `touched` were drawn. */
  function expertSeconds(of: ExpertFeedForward, hidden: number, tokens: number, drawn: number): number {
    const even = expertWork(of, layout, { tokens, hidden, weightBytes: bytesPerElement(precision.weights) });
    const emptyRows = emptyTileRows * (drawn - even.touched);
    const work = {
      ...even,
      flops: even.flops + 6 * emptyRows * hidden * (of.intermediate / layout.tensor),
      bytes: (even.bytes * drawn) / even.touched,
    };
    const u = table('experts', precision.weights);
    return kernelSeconds(work, unit.peakFlops.bf16!, unit.bandwidthBytesPerS, u) - u.launchS;
  }
}

/** The 10, 50 and 90 % quantiles of modelled over measured. */
export function ratioQuantiles(steps: readonly StepComparison[]): readonly [number, number, number] {
  const ratios = steps.map((step) => step.modelledS / step.measuredS).sort((a, b) => a - b);
  const at = (share: number) => ratios[Math.round(share * (ratios.length - 1))];
  return [at(0.1), at(0.5), at(0.9)];
}
