/** Plans that come as the text of their parts, so that a large one does not block the page. */
import type { PlanFile } from '../../../src/domain/plan-file.ts';
import { once } from '../../../src/views/once.ts';

/** The JSON of a plan's parts, in their order. */
export type PlanText = ReadonlyMap<keyof PlanFile, string>;

/** Parts that the first view does without. */
const lateParts: ReadonlySet<string> = new Set<keyof PlanFile>([
  ...(['fleet', 'service', 'cashFlows', 'multipliers', 'cases'] as const),
]);

/** The plan; each part is read when it is first asked for. */
export function planOfText(text: PlanText): PlanFile {
  const plan = {};
  for (const [part, json] of text)
    Object.defineProperty(plan, part, { enumerable: true, get: once(() => JSON.parse(json)) });
  return plan as PlanFile;
}

/** Reads what the first view needs, in pieces. */
export function firstReadings(plan: PlanFile): (() => unknown)[] {
  const parts = Object.keys(plan) as (keyof PlanFile)[];
  return parts.filter((part) => !lateParts.has(part)).map((part) => () => plan[part]);
}
