/** What differs between two portfolio documents, value by value. */

import { isQuantity } from '../domain/quantity.ts';
import type { PortfolioDocument } from '../domain/schema.ts';
import { writtenValue } from '../domain/setting.ts';
import { formatPath, type Path } from '../units/problem.ts';

/** A value that differs, both as a person reads them. */
export interface InputChange {
  /** Entries of lists by their id: `projects.licking-1.itPowerMw`. */
  readonly path: string;
  readonly before: string;
  readonly now: string;
}

/** Every value that differs, in the order of the document; entries of lists are matched by their id, else by position. */
export function inputChanges(before: PortfolioDocument, now: PortfolioDocument): InputChange[] {
  return [...walk(before, now, [], [], [])];

  function* walk(a: unknown, b: unknown, inA: Path, inB: Path, named: Path): Generator<InputChange> {
    if (isSection(a) && isSection(b) && Array.isArray(a) === Array.isArray(b)) {
      const [left, right] = [parts(a), parts(b)];
      for (const name of new Set([...left.keys(), ...right.keys()])) {
        const [l, r] = [left.get(name), right.get(name)];
        yield* walk(l?.value, r?.value, [...inA, l?.key ?? name], [...inB, r?.key ?? name], [...named, name]);
      }
      return;
    }
    const [was, is] = [writtenValue(before, inA), writtenValue(now, inB)];
    if (was !== is) yield { path: formatPath(named), before: was, now: is };
  }
}

function isSection(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !isQuantity(value);
}

/** The parts of a section by name: keys, ids of entries, positions. */
function parts(section: object): Map<string | number, { key: string | number; value: unknown }> {
  if (!Array.isArray(section))
    return new Map(Object.entries(section).map(([key, value]) => [key, { key, value }]));
  return new Map(
    section.map((value: unknown, i) => {
      const { id, fiscalYear, year } = (value ?? {}) as Record<string, string | number | undefined>;
      return [id ?? (fiscalYear ?? year)?.toString() ?? i, { key: i, value }];
    }),
  );
}
