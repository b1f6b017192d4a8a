/** Reads the values of options; wrong ones are refused with what they must be. */
import { type Guardrail, guardrailFigures, parseGuardrail } from '../app/guardrails.ts';
import type { messages } from '../messages/catalogue.ts';
import { Refusal } from './refusal.ts';

type Say = ReturnType<typeof messages>['cli'];

/** A number ≥ 0, such as seconds or USD. */
export function parseNumber(option: string, value: string, { errors }: Say): number {
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number) || number < 0)
    throw new Refusal(errors.badValue(option, value, errors.ruleNumber));
  return number;
}

/** A whole number ≥ `least`, such as a seed or a node. */
export function parseWhole(option: string, value: string, { errors }: Say, least = 0): number {
  const whole = Number(value);
  if (value.trim() === '' || !Number.isSafeInteger(whole) || whole < least)
    throw new Refusal(errors.badValue(option, value, errors.ruleWhole(least)));
  return whole;
}

/** A share ≥ 0: `0.02` or `2%`. */
export function parseShare(option: string, value: string, { errors }: Say): number {
  const match = /^\s*(\d+(?:\.\d+)?(?:e-?\d+)?)\s*(%)?\s*$/i.exec(value);
  const share = match ? Number(match[1]) / (match[2] ? 100 : 1) : Number.NaN;
  // A bare 5 means 5 %, not five times the stake.
  if (!(share <= 1)) throw new Refusal(errors.badValue(option, value, errors.ruleShare));
  return share;
}

/** A guardrail of `--fail-on`. */
export function readGuardrail(option: string, value: string, { errors }: Say): Guardrail {
  const guardrail = parseGuardrail(value);
  if (guardrail) return guardrail;
  throw new Refusal(errors.badValue(option, value, errors.ruleGuardrail(guardrailFigures.join(', '))));
}

/** A day that exists, `2025-04-01`. */
export function parseDay(option: string, value: string, { errors }: Say): string {
  const day = new Date(`${value}T00:00:00Z`);
  if (/^\d{4}-\d{2}-\d{2}$/.test(value) && day.getTime() && day.toISOString().startsWith(value)) return value;
  throw new Refusal(errors.badValue(option, value, errors.ruleDay));
}
