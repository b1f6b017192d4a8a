/** Reads the values of serving options; wrong ones are refused with what they must be. */
import { cacheFormats, engines, weightFormats } from '../app/serving-input.ts';
import { messages } from '../messages/catalogue.ts';
import type { Language } from '../messages/language.ts';
import { readMeasure } from '../units/dimension.ts';
import { parseShare } from './parse.ts';
import { Refusal } from './refusal.ts';

/** Readers of option values, each a refusal in the user's language away from a plain value. */
export function servingValues(language: Language) {
  const say = messages(language).cli;
  const { errors } = messages(language).serving;
  const refuse = (option: string, value: string, rule: string): never => {
    throw new Refusal(say.errors.badValue(option, value, rule));
  };
  const oneOf = <Choice extends string>(option: string, choices: readonly Choice[]) => {
    return (value: string): Choice =>
      choices.find((choice) => choice === value.toLowerCase()) ?? refuse(option, value, choices.join(', '));
  };
  const list = <Item>(read: (item: string) => Item) => {
    return (value: string): Item[] => value.split(',').map((item) => read(item.trim()));
  };
  return {
    /** `h100-sxm,h200-sxm` */
    names: list((item) => item),
    weights: list(oneOf('--precision', weightFormats)),
    oneWeight: oneOf('--precision', weightFormats),
    cache: oneOf('--kv', cacheFormats),
    engine: oneOf('--engine', engines),
    router: oneOf('--router', ['round-robin', 'least-loaded']),
    /** Seconds of `800ms`, `1.5s`; a plain number is in seconds. */
    duration: (option: string) => (value: string) => {
      const reading = readMeasure(/[a-z]/i.test(value) ? value : `${value} s`, 'latency');
      if (!('value' in reading) || !(reading.value > 0)) return refuse(option, value, errors.duration);
      return reading.value / 1000;
    },
    positive: (option: string) => (value: string) => {
      const number = Number(value);
      return value.trim() !== '' && number > 0 && Number.isFinite(number)
        ? number
        : refuse(option, value, errors.positive);
    },
    count: (option: string) => (value: string) => {
      const number = Number(value);
      return Number.isSafeInteger(number) && number > 0
        ? number
        : refuse(option, value, say.errors.ruleWhole(1));
    },
    percentile: (value: string) => {
      const share = parseShare('--percentile', value, say);
      const read = share > 1 ? share / 100 : share;
      return read >= 0.5 && read < 1 ? read : refuse('--percentile', value, '0.5 … 0.999');
    },
    /** `1:2` */
    sides: (value: string) => {
      const [prefill, decode] = value.split(':').map(Number);
      return Number.isSafeInteger(prefill) && Number.isSafeInteger(decode) && prefill! > 0 && decode! > 0
        ? { prefill: prefill!, decode: decode! }
        : refuse('--disaggregate', value, '1:2');
    },
    traceOutput: (value: string) =>
      /\.(csv|jsonl)$/i.test(value) ? value : refuse('-o', value, errors.traceOutput),
  };
}
