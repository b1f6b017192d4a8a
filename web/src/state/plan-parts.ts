/** Plans that come in part by part, so that a large one does not block the page. */
import type { PlanFile } from '../../../src/domain/plan-file.ts';

/** A part of a plan as a value, or as the JSON that is read once somebody asks for it. */
export type PlanPart = { readonly part: keyof PlanFile } & (
  | { readonly value: unknown }
  | { readonly text: string }
);

/** Parts that only files and checks need: no view shows them. */
export const unseenParts: ReadonlySet<keyof PlanFile> = new Set(['multipliers', 'cases']);

/** The plan of its parts, in their order. */
export function planOfParts(parts: readonly PlanPart[]): PlanFile {
  const plan = {};
  for (const given of parts) {
    let value: unknown;
    let isRead = false;
    const read = () => {
      if (!isRead) value = 'value' in given ? given.value : JSON.parse(given.text);
      isRead = true;
      return value;
    };
    Object.defineProperty(
      plan,
      given.part,
      'value' in given ? { enumerable: true, value: given.value } : { enumerable: true, get: read },
    );
  }
  return plan as PlanFile;
}
