/** Which uncertain inputs move the value most, each at its low and its high end alone (Howard 1988). */
import { inShapeOf, typicalPortfolio } from '../domain/portfolio.ts';
import { isQuantity, type Quantity } from '../domain/quantity.ts';
import type { PortfolioDocument } from '../domain/schema.ts';
import { writtenValue } from '../domain/setting.ts';
import { formatPath, type Path } from '../units/problem.ts';
import type { CaseResult, PlannedCase, PlanningCase } from './planned-cases.ts';

/** An uncertain figure of a portfolio. */
export interface UncertainInput {
  readonly path: Path;
  /** Entries of lists by their id: `workloads.chat.demand.growthPerYear`. */
  readonly name: string;
  readonly low: number;
  readonly high: number;
  /** The range as a person reads it. */
  readonly written: string;
  readonly assumed: boolean;
}

/** Figures with a range; correlations and settings of the tree keep their typical values, as in draws. */
export function uncertainInputs(document: PortfolioDocument): UncertainInput[] {
  const found: UncertainInput[] = [];
  const visit = (value: unknown, path: Path, named: Path): void => {
    if (isQuantity(value)) {
      const { low, high, assumed } = value;
      if (low < high)
        found.push({
          ...{ path, name: formatPath(named), low, high, assumed },
          written: writtenValue(document, path),
        });
      return;
    }
    if (typeof value !== 'object' || value === null) return;
    for (const [key, part] of Array.isArray(value) ? value.entries() : Object.entries(value)) {
      const { id, fiscalYear, year } = ((typeof part === 'object' && part) || {}) as Record<string, unknown>;
      const name = typeof key === 'number' ? ((id ?? fiscalYear ?? year ?? key) as string | number) : key;
      visit(part, [...path, key], [...named, name]);
    }
  };
  const { uncertainty: _, ...rest } = document;
  visit(rest, [], []);
  return found;
}

/** Both ends of each input: `3 low`, `3 high`. Hazards move within the shape of the tree, so that their ends are compared on the same futures. */
export function* tornadoCases(
  document: PortfolioDocument,
  inputs: readonly UncertainInput[],
): Generator<PlanningCase> {
  const stated = typicalPortfolio(document);
  for (const [i, { path }] of inputs.entries())
    for (const end of ['low', 'high'] as const)
      yield {
        id: `${i} ${end}`,
        portfolio: inShapeOf(typicalPortfolio(withEnd(document, path, end)), stated),
      };
}

/** The document with one figure at an end of its range. */
function withEnd(document: PortfolioDocument, path: Path, end: 'low' | 'high'): PortfolioDocument {
  const set = (value: unknown, rest: Path): unknown => {
    const [key, ...below] = rest;
    if (key === undefined) return { ...(value as Quantity), typical: (value as Quantity)[end] };
    if (Array.isArray(value)) return value.map((part, i) => (i === key ? set(part, below) : part));
    const section = value as Readonly<Record<string, unknown>>;
    return { ...section, [key]: set(section[key], below) };
  };
  return set(document, path) as PortfolioDocument;
}

/** An input at its two ends; `null` where no plan was found. */
export interface TornadoBar {
  readonly input: string;
  readonly written: string;
  readonly assumed: boolean;
  readonly lowUsd: number | null;
  readonly highUsd: number | null;
  /** Difference of the two values. */
  readonly swingUsd: number;
  /** Whether both ends were planned again; else they are values of the plan's decisions with the best fleet for them. */
  readonly replanned: boolean;
  /** Decisions of the first quarter that differ from the plan's at an end. */
  readonly flips: readonly {
    readonly option: string;
    readonly end: 'low' | 'high';
    readonly action: string;
  }[];
}

/**
 * Bars by swing, the widest first. `first` are the plan's actions, whose flips are told; without them the results are those of decisions that were
 * kept, and nothing flips.
 */
export function tornadoOf(
  inputs: readonly UncertainInput[],
  results: readonly CaseResult[],
  first: ReadonlyMap<string, string> = new Map(),
): TornadoBar[] {
  const planned = new Map(
    results
      .filter((one): one is PlannedCase => one.status === 'planned' && !one.stopped)
      .map((one) => [one.id, one]),
  );
  return inputs
    .map(({ name, written, assumed }, i) => {
      const [low, high] = [planned.get(`${i} low`), planned.get(`${i} high`)];
      const flips = (['low', 'high'] as const).flatMap((end) =>
        Object.entries((end === 'low' ? low : high)?.first ?? {}).flatMap(([option, action]) =>
          first.has(option) && first.get(option) !== action ? [{ option, end, action }] : [],
        ),
      );
      return {
        ...{ input: name, written, assumed, flips },
        ...{ lowUsd: low?.valueUsd ?? null, highUsd: high?.valueUsd ?? null },
        swingUsd: low && high ? Math.abs(high.valueUsd - low.valueUsd) : 0,
        replanned: first.size > 0 && low !== undefined && high !== undefined,
      };
    })
    .sort((a, b) => b.swingUsd - a.swingUsd);
}
