/** Served models: each has one configuration, and workloads that are served by tokens say where rates come from. */
import { type Problem, problem } from '../../units/problem.ts';
import { tokenUnit } from '../token-unit.ts';
import type { Facts } from './facts.ts';

/** A model names a known one or holds a configuration. */
export function sourcesOfModels(facts: Facts): Problem[] {
  return facts.entries('models').flatMap(([{ known, config }, path]) => {
    if ((known === undefined) !== (config === undefined)) return [];
    return [problem('known-or-config', path, known === undefined ? undefined : ['known', 'config'], {})];
  });
}

/** A workload that is served by tokens counts tokens, and has a model, measurements or both. */
export function servedWorkloads(facts: Facts): Problem[] {
  return facts.entries('workloads').flatMap(([{ served, unit }, path]) => {
    if (!served) return [];
    const problems: Problem[] = [];
    if (served.model === undefined && served.measuredTokensPerS === undefined)
      problems.push(problem('model-or-measured', [...path, 'served'], undefined, {}));
    if (!tokenUnit(unit)) problems.push(problem('token-unit', [...path, 'unit'], unit, {}));
    return problems;
  });
}
