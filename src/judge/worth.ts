/** What decisions are worth with the best fleet for them, and the errors that they make on both sides. */
import type { Incumbent } from '../planning/incumbent.ts';
import { planParts } from '../planning/plan/assemble-plan.ts';
import { perNode } from '../planning/plan/figures-of-merit.ts';
import { capexHeadings } from '../planning/plan/plan-parts.ts';
import type { CompiledPortfolio } from '../planning/portfolio/compile-portfolio.ts';
import { USD_SCALE } from '../planning/portfolio/portfolio-frame.ts';
import { type BothErrors, bothErrors } from './both-errors.ts';

/** Expected over the futures, in USD of present value. */
export interface Worth {
  readonly valueUsd: number;
  readonly capexUsd: number;
  readonly errors: BothErrors;
}

/** What a plan is worth in the model of its portfolio. */
export function worthOf(compiled: CompiledPortfolio, plan: Incumbent): Worth {
  const parts = planParts(compiled, plan);
  const { tree } = compiled.frame;
  const spent = perNode(compiled, parts.cashFlows, capexHeadings);
  return {
    valueUsd: plan.value * USD_SCALE,
    capexUsd: -spent.reduce((sum, usd, n) => sum + tree.probability[n]! * usd, 0),
    errors: bothErrors(compiled, parts),
  };
}
