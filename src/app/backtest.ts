/** A backtest: what was right by what was known on a date, what was seen to be done, and what hindsight says, side by side. */
import type { PlanFile } from '../domain/plan-file.ts';
import { firstQuarterOf, type Portfolio } from '../domain/portfolio.ts';
import { decisionProblems } from '../judge/decision-set.ts';
import { leaks } from '../judge/information-cut.ts';
import { portfolioTree } from '../planning/portfolio/portfolio-tree.ts';
import type { LocatedProblem } from '../units/problem.ts';
import { formatQuarter } from '../units/quarter.ts';
import { type BasePlan, type BaseRequest, basePlan } from './base-plan.ts';
import { type DecisionFileReading, inFile, readDecisionFile } from './decision-file.ts';
import type { DecisionRow, EvaluationOutcome, SetVerdict, Worth } from './evaluation-job.ts';
import { type InvalidInput, type OpeningPorts, type OpenPortfolio, openPortfolio } from './open-portfolio.ts';
import type { Ports } from './ports.ts';
import { timeLeft } from './time-left.ts';

/** What was known, when, and what it is held against. */
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

/** What was right by what was known on the day, and, with `hindsight`, by what was known later. */
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
  const opened = await openInputs({ path, asOf, observed, hindsight, seed }, ports);
  if ('status' in opened) return opened;
  const { input, later, table } = opened;
  // Side by side, each in a thread of its own; progress is told of the first that works.
  const planning = { ...job, ...left(PLANNING_SHARE) };
  const quiet = { ...planning, onProgress: () => {} };
  const [base, right] = await Promise.all([
    basePlan(planning, input, ports),
    later && basePlan({ ...(job.base === undefined ? quiet : planning), base: undefined }, later, ports),
  ]);
  if (base.status !== 'planned') return base;
  if (right && right.status !== 'planned') return right;
  const deciders: Decider[] = [
    { name: 'plan', rows: firstActions(base.plan) },
    ...(table ? [{ name: 'observed', rows: table.rows } as const] : []),
    ...(right ? [{ name: 'hindsight', rows: firstActions(right.plan) } as const] : []),
  ];
  const worlds = [
    { portfolio: input.portfolio, plan: base.plan },
    ...(later && right ? [{ portfolio: later.portfolio, plan: right.plan }] : []),
  ];
  const decisionFile = observed ?? path;
  const valued = await valueIn(worlds, deciders, { ...job, ...left(), decisionFile }, ports);
  if ('status' in valued) return valued;
  const [day, after] = valued;
  const laterOptions = right && optionsOf(right.plan);
  return {
    ...{ status: 'tested', plan: base.plan, input, day: day! },
    later: right && after ? { plan: right.plan, deciders: after } : null,
    apart: apartIn(base.plan, deciders),
    left: laterOptions ? [...optionsOf(base.plan)].filter((option) => !laterOptions.has(option)) : [],
    notices: [...input.notices, ...(later?.notices ?? []), ...(table?.notices ?? [])],
  };
}

type Refusal = Exclude<BacktestOutcome, { status: 'tested' }>;

/** What is judged, as read. */
interface BacktestInputs {
  readonly input: OpenPortfolio;
  readonly later: OpenPortfolio | undefined;
  readonly table: Extract<DecisionFileReading, { rows: unknown }> | undefined;
}

/** The portfolios and the actions seen, or what is wrong with them. */
async function openInputs(
  { path, asOf, observed, hindsight, seed }: Omit<BacktestRequest, keyof BaseRequest>,
  ports: BacktestPorts,
): Promise<BacktestInputs | Refusal> {
  const refused = (problems: readonly LocatedProblem[], file: string): Refusal => ({
    ...{ status: 'invalid', problems, file },
  });
  const input = await openPortfolio(path, seed, ports);
  if (input.status === 'invalid') return { ...input, file: path };
  const leaked = leaks(input.document, asOf);
  if (leaked.length > 0)
    return refused(
      leaked.map((found) => ({ ...found, location: input.locate(found.path) })),
      path,
    );
  const later = hindsight === undefined ? undefined : await openPortfolio(hindsight, seed, ports);
  if (later?.status === 'invalid') return { ...later, file: hindsight! };
  const startOf = ({ portfolio }: OpenPortfolio) => formatQuarter(firstQuarterOf(portfolio));
  const [start, laterStart] = [startOf(input), startOf(later ?? input)];
  if (start !== laterStart) return { status: 'other-start', day: start, later: laterStart };
  const table = observed === undefined ? undefined : await readDecisionFile(observed, ports);
  if (!table) return { input, later, table };
  if ('problems' in table) return refused(table.problems, observed!);
  for (const { portfolio } of later ? [input, later] : [input]) {
    const set = { rows: table.rows, rest: 'optimal' } as const;
    // What the later portfolio no longer has is left out there, not refused.
    const faults = decisionProblems(portfolio, portfolioTree(portfolio).tree, set).filter(
      ({ code }) => portfolio === input.portfolio || code !== 'decision-option',
    );
    if (faults.length > 0) return refused(inFile(faults, observed!), observed!);
  }
  return { input, later, table };
}

/** Somebody who decides the first quarter. */
interface Decider {
  readonly name: DeciderName;
  readonly rows: readonly DecisionRow[];
}

/** What the deciders' actions are worth in each world, or why they cannot be taken there. */
async function valueIn(
  worlds: readonly { readonly portfolio: Portfolio; readonly plan: PlanFile }[],
  deciders: readonly Decider[],
  {
    decisionFile: file,
    stop,
    onProgress,
    timeLimitSeconds,
  }: Omit<BaseRequest, 'base'> & { readonly decisionFile: string },
  ports: Pick<Ports, 'runEvaluation'>,
): Promise<readonly (readonly DeciderWorth[])[] | Refusal> {
  const outcomes = await Promise.all(
    worlds.map(({ portfolio, plan: base }, world) => {
      const known = optionsOf(base);
      return ports.runEvaluation({
        ...{ portfolio, base, stop, timeLimitSeconds },
        ...(onProgress && world === 0 && { onProgress }),
        sets: deciders.map(({ name, rows }) => ({
          ...{ name, rest: 'optimal', costs: false },
          rows: rows.filter(({ option }) => known.has(option)),
        })),
      });
    }),
  );
  for (const { verdicts } of outcomes) {
    for (const verdict of verdicts) {
      if (verdict.status === 'faulty')
        return { status: 'invalid', problems: inFile(verdict.problems, file), file };
      if (verdict.status !== 'valued') return { ...verdict, file };
    }
  }
  return outcomes.map((outcome) => worthsOf(deciders, outcome));
}

function optionsOf({ policy }: PlanFile): ReadonlySet<string> {
  return new Set(policy.map(({ option }) => option));
}

/** What a plan decides in its first quarter, where there is a choice. */
function firstActions({ decisionsNow }: PlanFile): DecisionRow[] {
  return decisionsNow.map(({ option, action }, i) => ({
    ...{ line: i + 1, option, action, quarter: '', node: '', condition: '' },
  }));
}

/** Worths of the deciders with what the best plan known in that world is worth more. */
function worthsOf(deciders: readonly Decider[], { plan, verdicts }: EvaluationOutcome): DeciderWorth[] {
  const valued = verdicts.flatMap((verdict) => (verdict.status === 'valued' ? [verdict] : []));
  const best = Math.max(plan.valueUsd, ...valued.map(({ worth }) => worth.valueUsd));
  return valued.map(({ worth, boundWithinUsd }, i) => ({
    ...{ name: deciders[i]!.name, worth, boundWithinUsd, lossUsd: best - worth.valueUsd },
  }));
}

function apartIn(plan: PlanFile, deciders: readonly Decider[]): DecisionApart[] {
  const first = new Map(
    deciders.map(({ name, rows }) => [
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
