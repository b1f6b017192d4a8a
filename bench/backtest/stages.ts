/** Results of the backtest's stages, each kept in a file of its own, so that a run that was cut off goes on where it ended. */
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import type { PlanningProblem } from '../../src/planning/planning-problem.ts';

/** Results by name; a name stands for one piece of work in one model. */
export interface Stages {
  /** Folder of this portfolio in this model. */
  readonly folder: string;
  /** The kept result of a stage, or that of `work`. */
  run<Result>(name: string, work: () => Promise<Result>): Promise<Result>;
}

/** Stages in a folder named after what they rest on: another portfolio or another model starts anew. */
export async function stagesOf(root: URL, inputs: readonly string[]): Promise<Stages> {
  const key = createHash('sha256').update(inputs.join('\n')).digest('hex').slice(0, 12);
  const folder = new URL(`reports/backtest-${key}/`, root).pathname;
  await mkdir(folder, { recursive: true });
  return {
    folder,
    async run(name, work) {
      const file = `${folder}${name}.json`;
      const known = await readFile(file, 'utf8').catch(() => undefined);
      if (known !== undefined) return JSON.parse(known);
      const result = await work();
      await writeFile(file, JSON.stringify(result));
      console.error(`${(process.cpuUsage().user / 1e6).toFixed(0)} s of processor time: ${name}`);
      return JSON.parse(JSON.stringify(result));
    },
  };
}

/** What a problem is made of, in a few letters: the same for the same figures, to the last bit. */
export function digestOf({ columns, rowLower, rowUpper, tree, options }: PlanningProblem): string {
  const hash = createHash('sha256');
  const add = (values: Float64Array | Int32Array) =>
    hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  for (const values of [columns.profit, columns.upper, columns.coefficients, columns.rows]) add(values);
  for (const values of [rowLower, rowUpper, tree.parent, tree.probability]) add(values);
  for (const option of options) for (const values of [option.arcTo, option.effectAmount]) add(values);
  return hash.digest('hex').slice(0, 12);
}
