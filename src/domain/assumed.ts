/** Which figures of a portfolio nobody measured, and which of them are most worth finding out. */
import type { Path } from '../units/problem.ts';
import { isQuantity, type Quantity } from './quantity.ts';
import type { PortfolioDocument } from './schema.ts';

/** Every assumed figure with its path, in the order of the document. */
export function assumedFigures(document: PortfolioDocument): readonly (readonly [Path, Quantity])[] {
  return walk(document, []);
}

function walk(value: unknown, path: Path): (readonly [Path, Quantity])[] {
  if (isQuantity(value)) return value.assumed ? [[path, value]] : [];
  if (typeof value !== 'object' || value === null) return [];
  const parts: [string | number, unknown][] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value);
  return parts.flatMap(([key, part]) => walk(part, [...path, key]));
}

/**
 * Fields by how much a decision to pace usually hangs on them, the most first: what decides whether capacity is
 * needed, then what it earns, what it needs, what it leaves, and what an exit costs. A judgement, not a computation;
 * the planner's own sensitivities replace it once a plan exists.
 */
const fieldsByWorth = [
  'demand.growthPerYear',
  'priceUsdPerUnit',
  'ratePerAcceleratorHour',
  'terminalUsdPerMw',
  'terminationRentMonths',
  'priceGrowthPerYear',
  'demand.now',
  'costUsd',
  'cancelFeeUsd',
  'quarters',
  'efficiencyGrowthPerYear',
  'supplyPerQuarter',
  'rentUsdPerKwMonth',
  'discountRatePerYear',
] as const;

/** A field that {@link worthFindingOut} ranks. */
export type WorthyField = (typeof fieldsByWorth)[number];

/** An assumed field and all the places where it is assumed. */
export interface WorthFindingOut {
  readonly field: WorthyField;
  readonly paths: readonly Path[];
}

/** The `count` assumed fields that are most worth finding out; fewer where fewer are assumed. */
export function worthFindingOut(document: PortfolioDocument, count = 5): readonly WorthFindingOut[] {
  const assumed = assumedFigures(document);
  return fieldsByWorth
    .map((field) => ({ field, paths: assumed.flatMap(([path]) => (isField(path, field) ? [path] : [])) }))
    .filter(({ paths }) => paths.length > 0)
    .slice(0, count);
}

function isField(path: Path, field: WorthyField): boolean {
  const names = path.filter((part) => typeof part === 'string').join('.');
  if (field === 'ratePerAcceleratorHour') return names.includes(`.${field}.`);
  if (field === 'priceGrowthPerYear') return names === `workloads.${field}`;
  return names.endsWith(`.${field}`);
}
