/** A planner's own measurements of a served model, from CSV, and the factors that they imply. */
import type { Accelerator } from '../serving/accelerator.ts';
import type { ModelArchitecture } from '../serving/architecture.ts';
import { layoutName } from '../serving/layout.ts';
import type { ServingPrecision } from '../serving/precision.ts';
import { type MeasuredRow, recalibrate } from '../serving/recalibration.ts';
import type { LocalFactors, ServiceOptions } from '../serving/service.ts';
import { ServingError } from '../serving/serving-error.ts';
import { readLayout, weightFormats } from './serving-input.ts';

/** Columns that every row must fill, and those that it may. */
export const measuredColumns = {
  required: ['concurrency', 'input_tokens', 'output_tokens'],
  optional: ['accelerator', 'layout', 'weights', 'ttft_ms', 'tpot_ms'],
} as const;

interface Row extends MeasuredRow {
  readonly accelerator: string;
  readonly layout: string;
  readonly weights: ServingPrecision['weights'];
}

/** What rows may leave out. */
export interface MeasuredDefaults {
  readonly accelerators: readonly Accelerator[];
  readonly precision: ServingPrecision;
}

/** Factors by accelerator: over its rows' deployments, the geometric mean weighted by rows. Throws a ServingError. */
export function localFactors(
  text: string,
  model: ModelArchitecture,
  defaults: MeasuredDefaults,
  options: ServiceOptions,
): ReadonlyMap<string, LocalFactors> {
  const rows = readRows(text, defaults);
  const factors = new Map<string, LocalFactors>();
  for (const unit of defaults.accelerators) {
    const own = rows.filter(({ accelerator }) => accelerator === unit.id);
    const deployments = new Set(own.map(deploymentOf));
    const parts = [...deployments].map((deployment) => {
      const group = own.filter((row) => deploymentOf(row) === deployment);
      const { layout, weights } = group[0]!;
      const precision = { ...defaults.precision, weights };
      return recalibrate({ model, precision, unit, layout: readLayout(layout) }, group, options);
    });
    const count = parts.reduce((sum, part) => sum + part.rows, 0);
    if (count === 0) continue;
    const mean = (of: (part: LocalFactors) => number) =>
      Math.exp(parts.reduce((sum, part) => sum + part.rows * Math.log(of(part)), 0) / count);
    factors.set(unit.id, {
      decode: mean((p) => p.decode),
      batch: mean((p) => p.batch),
      prefill: mean((p) => p.prefill),
      rows: count,
    });
  }
  return factors;
}

function deploymentOf({ layout, weights }: Row): string {
  return `${layout} ${weights}`;
}

function readRows(text: string, { accelerators, precision }: MeasuredDefaults): Row[] {
  const [header = '', ...lines] = text.trim().split(/\r?\n/);
  const columns = header.split(',').map((name) => name.trim().toLowerCase());
  const missing = measuredColumns.required.find((name) => !columns.includes(name));
  if (missing !== undefined) throw new ServingError('measured-column', missing, header, '', '');
  return lines.flatMap((line, i): Row[] => {
    if (line.trim() === '') return [];
    const cells = line.split(',').map((cell) => cell.trim());
    const cell = (name: string) => cells[columns.indexOf(name)] || undefined;
    const bad = (name: string) =>
      new ServingError('measured-row', `line ${i + 2}: ${name}`, cell(name) ?? '', '', '');
    const number = (name: string): number | undefined => {
      const value = cell(name);
      if (value === undefined) return undefined;
      if (!(Number(value) > 0)) throw bad(name);
      return Number(value);
    };
    const needed = (name: string): number => {
      const value = number(name);
      if (value === undefined) throw bad(name);
      return value;
    };
    const [ttftMs, tpotMs] = [number('ttft_ms'), number('tpot_ms')];
    if (ttftMs === undefined && tpotMs === undefined) throw bad('tpot_ms');
    const weights = cell('weights') ?? precision.weights;
    if (!weightFormats.some((format) => format === weights)) throw bad('weights');
    const named = cell('accelerator')?.toLowerCase().replaceAll('-', '_');
    const unit = accelerators.find(({ id }) => named === undefined || id === named || id === `${named}_sxm`);
    if (!unit) throw bad('accelerator');
    return [
      {
        accelerator: unit.id,
        layout: layoutName(readLayout(cell('layout') ?? 'TP1')),
        weights: weights as Row['weights'],
        concurrency: needed('concurrency'),
        inputTokens: needed('input_tokens'),
        outputTokens: needed('output_tokens'),
        ...(ttftMs === undefined ? {} : { ttftS: ttftMs / 1000 }),
        ...(tpotMs === undefined ? {} : { tpotS: tpotMs / 1000 }),
      },
    ];
  });
}
