/** What somebody's own decisions are worth against the best plan found, and between what the difference is proven to lie. */
import { messages } from './catalogue.ts';
import { formatFor } from './format.ts';
import type { Language } from './language.ts';

/** Share of the plan's value below which two values are one. */
const SAME_VALUE = 1e-6;

/** In USD: what the decisions and the best plan found are worth, what no plan exceeds, and what none that holds the decisions exceeds. */
export interface EvaluatedWorth {
  readonly ownUsd: number;
  readonly planUsd: number;
  readonly boundUsd: number;
  readonly boundWithinUsd: number;
}

/** The difference found, and the range in which it is proven to lie; differences below a millionth count as none. */
export function evaluationSentences(
  { ownUsd, planUsd, boundUsd, boundWithinUsd }: EvaluatedWorth,
  language: Language,
): { readonly headline: string; readonly proven: string } {
  const { money } = formatFor(language);
  const { evaluate: say } = messages(language).decisions;
  const by = planUsd - ownUsd;
  const [own, best] = [money(ownUsd), money(planUsd)];
  const headline =
    Math.abs(by) <= SAME_VALUE * Math.abs(planUsd)
      ? say.asGood(own)
      : by > 0
        ? say.worth(own, best, money(by))
        : say.better(own, best, money(-by));
  const least = Math.max(0, Math.max(planUsd, ownUsd) - boundWithinUsd);
  // Less than a dollar is dust of the last digits.
  const [low, high] = [least, boundUsd - ownUsd].map((usd) => money(usd < 1 ? 0 : usd)) as [string, string];
  return { headline, proven: say.proven(low, high) };
}
