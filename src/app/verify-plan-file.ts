/** Verifies a plan file against its portfolio file. */
import { portfolioTree } from '../planning/portfolio/portfolio-tree.ts';
import type { VerifyReport } from '../verify/report.ts';
import { verifyPlan } from '../verify/verify-plan.ts';
import { type InvalidInput, openPortfolio } from './open-portfolio.ts';
import type { Ports } from './ports.ts';
import { isPortfolioText, unwrapPlan } from './read-plan.ts';
import { inputHash } from './sign-plan.ts';

export type { VerifyReport };

/** Paths of the plan and of the portfolio that it is held against. */
export interface VerifyRequest {
  readonly planPath: string;
  readonly portfolioPath: string;
  /** The seed that the plan was made with, where it was not the portfolio's own. */
  readonly seed?: number | undefined;
}

/** The report, whether the plan is valid or not; or why there is nothing to verify: `portfolio` means that the file is one. */
export type VerifyOutcome =
  | {
      readonly status: 'verified';
      readonly report: VerifyReport;
      readonly inputHash: string;
      readonly seed: number;
    }
  | InvalidInput
  | { readonly status: 'missing' }
  | { readonly status: 'portfolio' }
  | { readonly status: 'not-a-plan'; readonly place: string };

/** Recomputes every statement of the plan. */
export async function verifyPlanFile(
  { planPath, portfolioPath, seed }: VerifyRequest,
  ports: Pick<Ports, 'readPortfolio' | 'loadForecaster' | 'readText' | 'sha256'>,
): Promise<VerifyOutcome> {
  const input = await openPortfolio(portfolioPath, seed, ports);
  if (input.status === 'invalid') return input;
  const contents = await ports.readText(planPath);
  if (contents === undefined) return { status: 'missing' };
  const plan = unwrapPlan(contents);
  if (isPortfolioText(contents)) return { status: 'portfolio' };
  if (plan === undefined) return { status: 'not-a-plan', place: 'JSON' };
  const { portfolio, rates } = input;
  const { tree } = portfolioTree(portfolio);
  const report = verifyPlan(portfolio, plan, tree, ports.sha256, { rates, ownTree: true });
  const { seed: planned } = portfolio.uncertainty;
  return { status: 'verified', report, inputHash: inputHash(portfolio, ports), seed: planned };
}
