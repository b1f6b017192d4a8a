/** A file that was dropped or chosen: a portfolio is judged by the service, a plan is read here. */
import type { PlanFile } from '../../../src/domain/plan-file.ts';
import { type PlacedProblem, type ServedPortfolio, ServiceFault, service } from './service.ts';

export type HandedFile =
  | { readonly kind: 'portfolio'; readonly served: ServedPortfolio }
  | { readonly kind: 'plan'; readonly plan: PlanFile; readonly name: string }
  | { readonly kind: 'invalid'; readonly name: string; readonly problems: readonly PlacedProblem[] }
  | { readonly kind: 'too-large' | 'not-a-plan' | 'unreachable'; readonly name: string };

const LARGEST = 10 * 1024 * 1024;

export async function readHandedFile(file: File, language: string): Promise<HandedFile> {
  const { name } = file;
  if (file.size > LARGEST) return { kind: 'too-large', name };
  const text = await file.text();
  if (name.toLowerCase().endsWith('.json') && text.includes('"kadenzPlan"')) {
    const { parsePlan } = await import('../../../src/app/read-plan.ts');
    const reading = parsePlan(text);
    return reading.status === 'read'
      ? { kind: 'plan', plan: reading.plan, name }
      : { kind: 'not-a-plan', name };
  }
  try {
    return { kind: 'portfolio', served: await service.validate(name, text, language) };
  } catch (failure) {
    if (failure instanceof ServiceFault && failure.problems.length > 0)
      return { kind: 'invalid', name, problems: failure.problems };
    return { kind: failure instanceof ServiceFault ? 'not-a-plan' : 'unreachable', name };
  }
}
