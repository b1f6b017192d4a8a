/** The first answers of the service, asked for before the page itself has come: they are on their way while it is read. */
import type { PlanFile } from '../../../src/domain/plan-file.ts';
import { type FirstAnswer, service } from './service.ts';

let begun: { readonly first: Promise<FirstAnswer>; readonly plan: Promise<PlanFile | undefined> } | undefined;

export function beginFirstLoad(): void {
  const first = service.first();
  const plan = first.then(({ planId }) => (planId ? service.plan(planId) : undefined));
  // Told of where they are taken.
  for (const one of [first, plan]) one.catch(() => undefined);
  begun = { first, plan };
}

/** What was begun, once: a page that asks again asks anew. */
export function takeFirstLoad() {
  const taken = begun;
  begun = undefined;
  return taken;
}
