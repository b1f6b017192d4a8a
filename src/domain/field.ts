/**
 * The kinds of fields of a portfolio. Each carries its description, unit and range as schema metadata, from
 * which the published JSON Schema and the attribute tables of the documentation are made.
 */
import { z } from 'zod';
import { acceptedUnits, unitOf } from '../units/dimension.ts';
import { type Problem, problem } from '../units/problem.ts';
import { parseQuarter, type Quarter, quarterOfDate } from '../units/quarter.ts';
import { limitsOf, type Quantity, type QuantityRule, readQuantity } from './quantity.ts';

/** A figure with unit, range and provenance; see {@link Quantity}. */
export function quantity(description: string, rule: QuantityRule) {
  return z
    .unknown()
    .transform((raw, context): Quantity => {
      const reading = readQuantity(raw, rule);
      if ('quantity' in reading) return reading.quantity;
      for (const found of reading.problems) raise(context, found);
      return z.NEVER;
    })
    .meta({
      description,
      'x-kind': 'quantity',
      'x-unit': unitOf(rule.dimension),
      'x-units': acceptedUnits(rule.dimension),
      ...(rule.step ? { 'x-step': rule.step } : {}),
      'x-limits': limitsOf(rule),
      ...(rule.usual ? { 'x-usual': rule.usual, 'x-dimension': rule.dimension } : {}),
    });
}

/** A name that other entries refer to: letters, digits, `.`, `_`, `-`; at most 64. */
export function identifier(description: string) {
  return z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/)
    .meta({ description });
}

/** The id of an entry of `collection`; that it exists is checked by `validate`. */
export function reference(collection: string, description: string) {
  return z.string().meta({ description, 'x-refers-to': collection });
}

/** Text of 1…`longest` characters, none of them one that could steer a terminal. */
export function text(description: string, longest = 200) {
  return z
    .string()
    .min(1)
    .max(longest)
    .superRefine((raw, context) => {
      const control = steering.exec(raw)?.[0];
      if (control) raise(context, problem('control-character', [], codePoint(control), {}));
    })
    .meta({ description });
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const steering = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/;

/** A character as its code point, `U+001B`. */
function codePoint(character: string): string {
  return `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** A whole number that is a choice of the planner, not a figure of the world: no unit, no range. */
export function whole(description: string, minimum: number, maximum: number) {
  return z.int().min(minimum).max(maximum).meta({ description });
}

/** True or false. */
export function flag(description: string) {
  return z.boolean().meta({ description });
}

/**
 * A quarter, `2026Q1` or `FY26Q3`. Its type is {@link Quarter}; fiscal ones wait as `{ fiscalQuarter }` until
 * the root of the schema, which alone knows the start of the fiscal year, has been read.
 */
export function quarterField(description: string) {
  return z
    .string()
    .transform((raw, context): Quarter => {
      const parsed = parseQuarter(raw);
      if (parsed === undefined) {
        raise(context, problem('quarter', [], raw, {}));
        return z.NEVER;
      }
      return /fy/i.test(raw) ? ({ fiscalQuarter: raw } as unknown as Quarter) : parsed;
    })
    .meta({ description, 'x-kind': 'quarter', examples: ['2026Q1', 'FY26Q3'] });
}

/** A day from 2000 to 2100, `2025-03-26`. */
export function day(description: string) {
  return z
    .string()
    .transform((raw, context): string => {
      const year = Number(raw.slice(0, 4));
      const known = quarterOfDate(raw) !== undefined && year >= 2000 && year <= 2100;
      if (!known) raise(context, problem('date', [], raw, {}));
      return raw;
    })
    .meta({ description, format: 'date' });
}

/** A list that may be left out, which is the same as an empty one. */
export function list<Item extends z.ZodType>(description: string, item: Item) {
  return z.array(item).max(100_000).prefault([]).meta({ description });
}

/** A list that must hold at least one entry. */
export function filledList<Item extends z.ZodType>(description: string, item: Item) {
  return z.array(item).min(1).max(100_000).meta({ description });
}

/** Reports a problem of our own through the schema library; its path is relative to the field. */
function raise(context: z.RefinementCtx, found: Problem): void {
  context.issues.push({ code: 'custom', input: found.got, path: [...found.path], params: { found } });
}
