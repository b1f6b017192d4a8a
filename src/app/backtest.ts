/** A backtest: what was right by what was known on a date, what was seen to be done, and what hindsight says, side by side. */
import type { PlanFile } from '../domain/plan-file.ts';
import { firstQuarterOf } from '../domain/portfolio.ts';
import { decisionProblems } from '../judge/decision-set.ts';
import { leaks } from '../judge/information-cut.ts';
import { portfolioTree } from '../planning/portfolio/portfolio-tree.ts';
import type { LocatedProblem } from '../units/problem.ts';
import { formatQuarter } from '../units/quarter.ts';
import { type BasePlan, type BaseRequest, basePlan } from './base-plan.ts';
import { inFile, readDecisionFile } from './decision-file.ts';
import type { DecisionRow, EvaluationOutcome, SetVerdict, Worth } from './evaluation-job.ts';
import { type InvalidInput, type OpeningPorts, type OpenPortfolio, openPortfolio } from './open-portfolio.ts';
import type { Ports } from './ports.ts';
import { timeLeft } from './time-left.ts';

export interface BacktestRequest extends BaseRequest {
  readonly path: string;
  /** ISO date of the information cut. */
  readonly asOf: string;
  /** Table of the actions that were seen. */
  readonly observed?: string | undefined;
  /** Portfolio as it was known later. */
  readonly hindsight?: string | undefined;
  readonly seed?: number | undefined;
}

/** Who decides. */
export type DeciderName = 'plan' | 'observed' | 'hindsight';

/** What somebody's decisions of the first quarter are worth in a world, all later ones decided at their best there. */
export interface DeciderWorth {
  readonly name: DeciderName;
  readonly worth: Worth;
  /** What the best plan found in that world is worth more. */
  readonly lossUsd: number;
  /** Proven: no plan with these decisions is worth more. */
  readonly boundWithinUsd: number;
}

/** An option on whose first action the deciders differ; `null` where one says nothing of it. */
export interface DecisionApart {
  readonly option: string;
  readonly plan: string | null;
  readonly observed: string | null;
  readonly hindsight: string | null;
}

export type BacktestOutcome =
  | {
      readonly status: 'tested';
      readonly plan: PlanFile;
      readonly input: OpenPortfolio;
      /** In the model of the day; without `observed` and `hindsight` the plan alone. */
      readonly day: readonly DeciderWorth[];
      /** In the model of what was known later; `null` without one. */
      readonly later: { readonly plan: PlanFile; readonly deciders: readonly DeciderWorth[] } | null;
      readonly apart: readonly DecisionApart[];
      /** Options of the day that the later portfolio does not have. */
      readonly left: readonly string[];
      readonly notices: readonly LocatedProblem[];
    }
  | Exclude<BasePlan, { status: 'planned' }>
  | (Extract<SetVerdict, { status: 'infeasible' | 'none-found' }> & { readonly file: string })
  /** The later portfolio starts in another quarter. */
  | { readonly status: 'other-start'; readonly day: string; readonly later: string }
  | (InvalidInput & { readonly file: string });

type BacktestPorts = OpeningPorts &
  Pick<Ports, 'readText' | 'readSeriesTable' | 'runPlanning' | 'runEvaluation' | 'sha256' | 'engineVersion'>;

/** Share of the time that plans may take. */
const PLANNING_SHARE = 0.6;

/** Refuses what was known later before it plans; the evaluation takes what time the planning leaves. */
export async function backtest(
  { path, asOf, observed, hindsight, seed, timeLimitSeconds, ...job }: BacktestRequest,
  ports: BacktestPorts,
): Promise<BacktestOutcome> {
  const left = timeLeft(timeLimitSeconds);
  const input = await openPortfolio(path, seed, ports);
  if (input.status === 'invalid') return { ...input, file: path };
  const leaked = leaks(input.document, asOf);
  if (leaked.length > 0) {
    const problems = leaked.map((found) => ({ ...found, location: input.locate(found.path) }));
    return { status: 'invalid', problems, file: path };
  }
  const later = hindsight === undefined ? undefined : await openPortfolio(hindsight, seed, ports);
  if (later?.status === 'invalid') return { ...later, file: hindsight! };
  const [start, laterStart] = [input, later ?? input].map(({ portfolio }) =>
    formatQuarter(firstQuarterOf(portfolio)),
  ) as [string, string];
  if (start !== laterStart) return { status: 'other-start', day: start, later: laterStart };
  const table = observed === undefined ? undefined : await readDecisionFile(observed, ports);
  if (table && 'problems' in table) return { status: 'invalid', problems: table.problems, file: observed! };
  for (const { portfolio } of table ? [input, ...(later ? [later] : [])] : []) {
    const rows = table!.rows;
    // What the later portfolio no longer has is left out there, not refused.
    const faults = decisionProblems(portfolio, portfolioTree(portfolio).tree, {
      rows,
      rest: 'optimal',
    }).filter(({ code }) => portfolio === input.portfolio || code !== 'decision-option');
    if (faults.length > 0) return { status: 'invalid', problems: inFile(faults, observed!), file: observed! };
  }
  const { stop, onProgress } = job;
  // Side by side, each in a thread of its own; progress is told of the first that works.
  const planning = { ...job, ...left(PLANNING_SHARE) };
  const quiet = { ...planning, onProgress: () => {} };
  const [base, right] = await Promise.all([
    basePlan(planning, input, ports),
    later && basePlan({ ...(job.base === undefined ? quiet : planning), base: undefined }, later, ports),
  ]);
  if (base.status !== 'planned') return base;
  if (right && right.status !== 'planned') return right;
  const deciders: [DeciderName, readonly DecisionRow[]][] = [
    ['plan', firstActions(base.plan)],
    ...(table ? [['observed', table.rows] as [DeciderName, readonly DecisionRow[]]] : []),
    ...(right ? [['hindsight', firstActions(right.plan)] as [DeciderName, readonly DecisionRow[]]] : []),
  ];
  const worlds: DeciderWorth[][] = [];
  const outcomes = await Promise.all(
    [[input, base.plan] as const, ...(later && right ? [[later, right.plan] as const] : [])].map(
      ([open, plan], world) => {
        const known = new Set(plan.policy.map(({ option }) => option));
        return ports.runEvaluation({
          ...{ portfolio: open.portfolio, base: plan, stop, ...left() },
          ...(onProgress && world === 0 && { onProgress }),
          sets: deciders.map(([name, rows]) => ({
            ...{ name, rest: 'optimal', costs: false },
            rows: rowsIn(rows, known),
          })),
        });
      },
    ),
  );
  for (const outcome of outcomes) {
    const broken = outcome.verdicts.findIndex(({ status }) => status !== 'valued');
    const verdict = outcome.verdicts[broken];
    if (verdict && verdict.status === 'faulty')
      return {
        status: 'invalid',
        problems: inFile(verdict.problems, observed ?? path),
        file: observed ?? path,
      };
    if (verdict && verdict.status !== 'valued') return { ...verdict, file: observed ?? path };
    worlds.push(
      worthsOf(
        deciders.map(([name]) => name),
        outcome,
      ),
    );
  }
  const [day, after] = worlds;
  const laterOptions = right && new Set(right.plan.policy.map(({ option }) => option));
  return {
    ...{ status: 'tested', plan: base.plan, input, day: day! },
    later: right && after ? { plan: right.plan, deciders: after } : null,
    apart: apartIn(base.plan, deciders),
    left: laterOptions
      ? base.plan.policy.map(({ option }) => option).filter((option) => !laterOptions.has(option))
      : [],
    notices: [...input.notices, ...(later?.notices ?? []), ...(table?.notices ?? [])],
  };
}

/** Rows of options that are known; all without `known`. */
function rowsIn(rows: readonly DecisionRow[], known: ReadonlySet<string> | undefined): DecisionRow[] {
  return rows.filter(({ option }) => known?.has(option) ?? true);
}

/** What a plan decides in its first quarter, where there is a choice. */
function firstActions({ decisionsNow }: PlanFile): DecisionRow[] {
  return decisionsNow.map(({ option, action }, i) => ({
    ...{ line: i + 1, option, action, quarter: '', node: '', condition: '' },
  }));
}

/** Worths of the deciders with what the best plan known in that world is worth more. */
function worthsOf(names: readonly DeciderName[], { plan, verdicts }: EvaluationOutcome): DeciderWorth[] {
  const valued = verdicts.flatMap((verdict) => (verdict.status === 'valued' ? [verdict] : []));
  const best = Math.max(plan.valueUsd, ...valued.map(({ worth }) => worth.valueUsd));
  return valued.map(({ worth, boundWithinUsd }, i) => ({
    ...{ name: names[i]!, worth, boundWithinUsd, lossUsd: best - worth.valueUsd },
  }));
}

function apartIn(
  plan: PlanFile,
  deciders: readonly (readonly [DeciderName, readonly DecisionRow[]])[],
): DecisionApart[] {
  const first = new Map(
    deciders.map(([name, rows]) => [
      name,
      new Map(
        rows
          .filter(({ quarter, node }) => node === '0' || quarter === '' || quarter === plan.tree.firstQuarter)
          .map(({ option, action }) => [option, action]),
      ),
    ]),
  );
  const action = (name: DeciderName, option: string) => first.get(name)?.get(option) ?? null;
  return plan.policy.flatMap(({ option, actions }) => {
    const of = {
      plan: actions[0]!,
      observed: action('observed', option),
      hindsight: action('hindsight', option),
    };
    const differs = [of.observed, of.hindsight].some((other) => other !== null && other !== of.plan);
    return differs ? [{ option, ...of }] : [];
  });
}
