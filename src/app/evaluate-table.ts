/** Values a table of decisions in a portfolio's model, beside the best plan, full speed and retreat. */
import type { PlanFile } from '../domain/plan-file.ts';
import { decisionProblems } from '../judge/decision-set.ts';
import { portfolioTree } from '../planning/portfolio/portfolio-tree.ts';
import type { LocatedProblem } from '../units/problem.ts';
import { type BasePlan, type BaseRequest, basePlan } from './base-plan.ts';
import { inFile, readDecisionFile } from './decision-file.ts';
import type { DecisionCost, EvaluationOutcome, Rest, SetVerdict, Worth } from './evaluation-job.ts';
import { type InvalidInput, type OpeningPorts, openPortfolio } from './open-portfolio.ts';
import type { Ports } from './ports.ts';
import { signPlan } from './sign-plan.ts';
import { timeLeft } from './time-left.ts';

export type { DecisionCost, Rest, Worth } from './evaluation-job.ts';

/** The decisions, and what is done where they say nothing. */
export interface EvaluateTableRequest extends BaseRequest {
  readonly path: string;
  readonly decisionsPath: string;
  readonly rest: Rest;
  readonly seed?: number | undefined;
}

/** What the decisions are worth and what each of them costs, or which rule they break. */
export type EvaluateTableOutcome =
  | {
      readonly status: 'evaluated';
      /** The decisions as a plan of their own. */
      readonly given: PlanFile;
      readonly worth: Worth;
      /** Proven: no plan that holds the decisions is worth more. */
      readonly boundWithinUsd: number;
      readonly costs: readonly DecisionCost[];
      /** Decisions whose cost was not worked out in time. */
      readonly unweighed: number;
      /** The plan that they are held against. */
      readonly base: PlanFile;
      readonly others: Pick<EvaluationOutcome, 'plan' | 'fullSpeed' | 'retreat'>;
      readonly notices: readonly LocatedProblem[];
    }
  | Exclude<BasePlan, { status: 'planned' }>
  | Extract<SetVerdict, { status: 'infeasible' | 'none-found' }>
  /** `file` is the one that is wrong. */
  | (InvalidInput & { readonly file: string });

/** Share of the time that the plan may take where none is given. */
const PLANNING_SHARE = 0.5;

/** Reads, plans unless `base` is given, and values the decisions; a time limit is shared between both. */
export async function evaluateTable(
  { path, decisionsPath, rest, seed, timeLimitSeconds, ...job }: EvaluateTableRequest,
  ports: OpeningPorts &
    Pick<
      Ports,
      'readText' | 'readSeriesTable' | 'runPlanning' | 'runEvaluation' | 'sha256' | 'engineVersion'
    >,
): Promise<EvaluateTableOutcome> {
  const left = timeLeft(timeLimitSeconds);
  const input = await openPortfolio(path, seed, ports);
  if (input.status === 'invalid') return { ...input, file: path };
  const table = await readDecisionFile(decisionsPath, ports);
  if ('problems' in table) return { status: 'invalid', problems: table.problems, file: decisionsPath };
  const { portfolio } = input;
  const faults = decisionProblems(portfolio, portfolioTree(portfolio).tree, { rows: table.rows, rest });
  if (faults.length > 0)
    return { status: 'invalid', problems: inFile(faults, decisionsPath), file: decisionsPath };
  const base = await basePlan({ ...job, ...left(PLANNING_SHARE) }, input, ports);
  if (base.status !== 'planned') return base;
  const { stop, onProgress } = job;
  const { verdicts, ...others } = await ports.runEvaluation({
    ...{ portfolio, base: base.plan, stop, ...left() },
    ...(onProgress && { onProgress }),
    sets: [{ name: 'given', rows: table.rows, rest, costs: true }],
  });
  const [verdict] = verdicts;
  if (verdict!.status === 'faulty')
    return { status: 'invalid', problems: inFile(verdict.problems, decisionsPath), file: decisionsPath };
  if (verdict!.status !== 'valued') return verdict!;
  const { worth, boundWithinUsd, costs, unweighed, plan } = verdict;
  return {
    ...{ status: 'evaluated', worth, boundWithinUsd, costs, unweighed, base: base.plan, others },
    given: signPlan({ ...plan, rates: input.rates }, portfolio, ports),
    notices: [...input.notices, ...table.notices],
  };
}
