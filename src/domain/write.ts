/** A parsed portfolio as a file may hold it again: the inverse of reading. */
import { formatQuarter, type Quarter } from '../units/quarter.ts';
import { isQuantity, type Quantity } from './quantity.ts';
import { type JsonSchema, type PortfolioDocument, type PortfolioInput, publishedSchema } from './schema.ts';

/**
 * Writes figures as plain numbers in their field's unit, with range and provenance where they have them, and
 * quarters as `2026Q1`. What equals its default is left out. Reading the result gives `document` again.
 *
 * ```ts
 * readPortfolio(portfolioToInput(document)); // → { document }
 * ```
 */
export function portfolioToInput(document: PortfolioDocument): PortfolioInput {
  return write(document, publishedSchema()) as PortfolioInput;
}

function write(value: unknown, schema: JsonSchema): unknown {
  if (isQuantity(value)) return writeQuantity(value);
  if (schema['x-kind'] === 'quarter') return formatQuarter(value as Quarter);
  if (Array.isArray(value)) return value.map((item) => write(item, schema.items ?? {}));
  if (typeof value !== 'object' || value === null) return value;
  const shape =
    schema.anyOf?.find(({ properties }) => Object.keys(value).every((key) => properties?.[key])) ?? schema;
  const rest = typeof shape.additionalProperties === 'object' ? shape.additionalProperties : {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, part]) => {
      const field = shape.properties?.[key] ?? rest;
      const written = part === undefined ? undefined : write(part, field);
      return written === undefined || isDefault(written, field) ? [] : [[key, written]];
    }),
  );
}

function isDefault(written: unknown, field: JsonSchema): boolean {
  if (field.default === undefined) return false;
  const empty = typeof written === 'object' && written !== null && Object.keys(written).length === 0;
  return empty || written === field.default;
}

function writeQuantity({ low, typical, high, source, assumed, note }: Quantity): unknown {
  const certain = low === typical && typical === high;
  if (certain && source === undefined && !assumed && note === undefined) return typical;
  return {
    ...(certain ? { value: typical } : { low, typical, high }),
    ...(source === undefined ? {} : { source }),
    ...(assumed ? { assumed } : {}),
    ...(note === undefined ? {} : { note }),
  };
}
