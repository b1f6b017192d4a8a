/** Which figures nobody measured: all of them with readable paths, and whether an option rests on any. */
import { assumedFigures } from '../domain/assumed.ts';
import type { PortfolioDocument } from '../domain/schema.ts';
import { formatPath } from '../units/problem.ts';

/** A figure that nobody measured, in its field's unit. */
export interface Assumption {
  /** `projects.licking-1.stages[0].costUsd`. */
  readonly path: string;
  readonly low: number;
  readonly typical: number;
  readonly high: number;
  readonly note: string;
}

/** Every assumed figure of a portfolio, with a path that people can read. */
export function assumptionsOf(document: PortfolioDocument): Assumption[] {
  return assumedFigures(document).map(([path, { low, typical, high, note }]) => ({
    ...{ path: namedPath(path, document), low, typical, high, note: note ?? '' },
  }));
}

/** Number of assumed figures of a project or lease; 0 for other options. */
export function assumedCount({ projects, leases }: PortfolioDocument, option: string): number {
  const entry = [...projects, ...leases].find(({ id }) => id === option);
  return entry ? assumedFigures(entry as never).length : 0;
}

/** Entries of lists by their id where they have one. */
function namedPath(path: readonly (string | number)[], document: unknown): string {
  let at: unknown = document;
  const named = path.map((part) => {
    at = (at as Readonly<Record<string | number, unknown>>)[part];
    const id = typeof part === 'number' ? (at as { id?: string }).id : undefined;
    return id ?? part;
  });
  return formatPath(named);
}
