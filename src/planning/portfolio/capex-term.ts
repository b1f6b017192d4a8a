/** Capital expenditure as it counts against budgets (docs/method.md, B1). */
import type { EffectTerm, OptionBuilder } from '../staged-option.ts';
import type { PortfolioFrame } from './portfolio-frame.ts';

/** Nominal capex in USD of today, as it counts against budgets. */
export function capexTerm(
  builder: OptionBuilder,
  frame: PortfolioFrame,
  usd: number,
  growthPerYear: number,
): EffectTerm {
  return [
    builder.channel({ target: frame.builder.resourceIndex('capex'), factor: frame.growth(growthPerYear) }),
    usd,
  ];
}
