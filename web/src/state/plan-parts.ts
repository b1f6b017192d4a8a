/** Plans that come in part by part, so that a large one does not block the page. */
import type { PlanFile } from '../../../src/domain/plan-file.ts';
import { once } from '../../../src/views/once.ts';

/** A part of a plan: its value, or its JSON, which is read when somebody first asks for it. */
export type PlanPart = { readonly part: keyof PlanFile } & (
  | { readonly value: unknown }
  | { readonly text: string }
);

/** Parts that the first view does without. */
const lateParts: ReadonlySet<keyof PlanFile> = new Set([
  ...(['fleet', 'service', 'cashFlows', 'multipliers', 'cases'] as const),
]);

/** A part as it came; read at once where the first view needs it. */
export function readPart(part: keyof PlanFile, text: string): PlanPart {
  return lateParts.has(part) ? { part, text } : { part, value: JSON.parse(text) };
}

/** The plan of its parts, in their order. */
export function planOfParts(parts: readonly PlanPart[]): PlanFile {
  const plan = {};
  for (const given of parts)
    Object.defineProperty(plan, given.part, {
      ...{ enumerable: true },
      ...('value' in given ? { value: given.value } : { get: once(() => JSON.parse(given.text)) }),
    });
  return plan as PlanFile;
}
