/** Projects and leases are sound machines: stages in order, tranches that add up, one stage of a lease. */
import { type Path, type Problem, problem } from '../../units/problem.ts';
import { stageNames } from '../option.ts';
import type { PortfolioDocument } from '../schema.ts';
import type { Facts } from './facts.ts';

type Stages = NonNullable<PortfolioDocument['projects'][number]['stages']>;

/** A project has stages or tracks; each of its tracks runs forward and delivers all of its MW, or says nothing. */
export function projectStages(facts: Facts): Problem[] {
  return facts.entries('projects').flatMap(([project, path]) => {
    const { stages, tracks } = project;
    if ((stages === undefined) === (tracks === undefined)) {
      const got = stages ? ['stages', 'tracks'] : undefined;
      return [problem('stages-or-tracks', path, got, {})];
    }
    const lists: (readonly [Stages, Path])[] = stages
      ? [[stages, [...path, 'stages']]]
      : tracks!.map((track, i) => [track.stages, [...path, 'tracks', i, 'stages']]);
    return lists.flatMap(([list, at]) => [
      ...stageOrder(list, at),
      ...tranches(list, project.itPowerMw.typical, at),
    ]);
  });
}

function stageOrder(stages: Stages, path: Path): Problem[] {
  return stages.flatMap(({ stage }, i) => {
    const before = stages[i - 1]?.stage;
    if (before === undefined || stageNames.indexOf(stage) >= stageNames.indexOf(before)) return [];
    return [problem('stage-order', [...path, i, 'stage'], stage, { before })];
  });
}

function tranches(stages: Stages, capacityMw: number, path: Path): Problem[] {
  const delivered = stages.flatMap(({ deliversMw }, i) => (deliversMw ? [{ deliversMw, i }] : []));
  if (delivered.length === 0) return [];
  const sumMw = delivered.reduce((sum, { deliversMw }) => sum + deliversMw.typical, 0);
  if (Math.abs(sumMw - capacityMw) <= 1e-9 * capacityMw) return [];
  const last = delivered.at(-1)!;
  const at = [...path, last.i, 'deliversMw'];
  return [problem('tranche-sum', at, last.deliversMw.typical, { sumMw, capacityMw })];
}

/** A lease gives its current stage and those that follow, and nothing else. */
export function leaseStages(facts: Facts): Problem[] {
  return facts.entries('leases').flatMap(([lease, path]): Problem[] => {
    const given = (['loi', 'signed', 'commenced'] as const).filter((stage) => lease[stage] !== undefined);
    if (given.length === 0) return [problem('lease-stages', path, undefined, { rule: 'none' })];
    if (lease.commenced && given.length > 1) {
      return [problem('lease-stages', path, given, { rule: 'commenced alone' })];
    }
    if (lease.loi && !lease.signed) {
      return [problem('lease-stages', path, given, { rule: 'loi needs signed' })];
    }
    const age = lease.commenced?.ageQuarters.typical;
    if (age !== undefined && age >= lease.termQuarters.typical) {
      const at = [...path, 'commenced', 'ageQuarters'];
      return [problem('lease-stages', at, age, { rule: 'age within term' })];
    }
    return [];
  });
}
