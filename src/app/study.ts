/** Studies of a plan: how it hangs on uncertain inputs, on demand and prices, on the dislike of risk. */
import type { PlanFile } from '../domain/plan-file.ts';
import { type DrawsSummary, drawnCases, summarizeDraws } from '../judge/draws.ts';
import { DEFAULT_WEIGHTS, type FrontierPoint, frontierCases, frontierOf } from '../judge/frontier.ts';
import {
  FIRST_FACTORS,
  halvingFactors,
  type LeverFlip,
  leverCase,
  leverFlips,
  levers,
} from '../judge/lever-flips.ts';
import type { CaseLimits, CaseResult, PlanningCase } from '../judge/planned-cases.ts';
import { type TornadoBar, tornadoCases, tornadoOf, uncertainInputs } from '../judge/tornado.ts';
import type { LocatedProblem } from '../units/problem.ts';
import { type BasePlan, type BaseRequest, basePlan } from './base-plan.ts';
import { type InvalidInput, type OpeningPorts, type OpenPortfolio, openPortfolio } from './open-portfolio.ts';
import type { Ports } from './ports.ts';
import { timeLeft } from './time-left.ts';

export type { DrawsSummary } from '../judge/draws.ts';
export type { FrontierPoint } from '../judge/frontier.ts';
export type { LeverFlip } from '../judge/lever-flips.ts';
export type { TornadoBar } from '../judge/tornado.ts';

/** What is asked. */
export type Study =
  | { readonly kind: 'draws'; readonly count: number }
  | { readonly kind: 'tornado'; readonly bars: number }
  | { readonly kind: 'flips' }
  | { readonly kind: 'frontier'; readonly weights?: readonly number[] };

/** How far a study is; `screen` weighs all inputs before the few are planned. */
export interface StudyProgress {
  readonly step: 'plan' | 'screen' | 'cases';
  readonly done: number;
  /** 0 where it is not known. */
  readonly of: number;
}

/** What is asked of which portfolio; settings are applied before. */
export interface StudyRequest extends Omit<BaseRequest, 'onProgress'> {
  readonly path: string;
  readonly settings: readonly string[];
  readonly study: Study;
  readonly seed?: number | undefined;
  onProgress?(progress: StudyProgress): void;
}

/** A flip beside what the plan's own prices say: the nearest change of the worth of a MW on that side, as a share. */
export interface ComparedFlip extends LeverFlip {
  readonly atPrices: number | null;
}

/** The answer, by kind of study. */
export type StudyResult =
  | { readonly kind: 'draws'; readonly draws: DrawsSummary }
  | { readonly kind: 'tornado'; readonly inputs: number; readonly bars: readonly TornadoBar[] }
  | {
      readonly kind: 'flips';
      readonly flips: readonly ComparedFlip[];
      /** Decisions that no tried change flips. */
      readonly steady: readonly string[];
      readonly plans: number;
      /** Changes that are tried first, and those of them whose plan was finished: without all of them nothing is known to be steady. */
      readonly tried: number;
      readonly finished: number;
    }
  | {
      readonly kind: 'frontier';
      readonly cvarLevel: number;
      readonly points: readonly FrontierPoint[];
    };

/** The plan that was studied and the answer. */
export type StudyOutcome =
  | {
      readonly status: 'studied';
      readonly plan: PlanFile;
      readonly gapShare: number;
      readonly result: StudyResult;
      /** Whether it was stopped before everything asked for was done. */
      readonly stopped: boolean;
      readonly notices: readonly LocatedProblem[];
    }
  | Exclude<BasePlan, { status: 'planned' }>
  | InvalidInput;

/** Gap at which cases of a study end where none is asked for: coarser than a plan's, as there are many. */
const STUDY_GAP = 0.03;
const PATIENCE = 4;
/** Share of the time that the plan may take where none is given. */
const PLANNING_SHARE = 0.4;
/** Rounds of halving between a change that holds and one that flips. */
const HALVINGS = 3;

type StudyPorts = OpeningPorts &
  Pick<Ports, 'readText' | 'runPlanning' | 'runCases' | 'sha256' | 'engineVersion'>;

/** Plans the study's cases, each from the base plan; stopped, it says what is known by then. */
export async function runStudy(
  { path, settings, study, seed, onProgress, timeLimitSeconds, ...job }: StudyRequest,
  ports: StudyPorts,
): Promise<StudyOutcome> {
  const left = timeLeft(timeLimitSeconds);
  const input = await openPortfolio(path, seed, ports, settings);
  if (input.status === 'invalid') return input;
  const base = await basePlan(
    {
      ...{ ...job, ...left(PLANNING_SHARE) },
      onProgress: ({ seconds }) => onProgress?.({ step: 'plan', done: Math.floor(seconds), of: 0 }),
    },
    input,
    ports,
  );
  if (base.status !== 'planned') return base;
  const { plan } = base;
  const gapShare = job.gapShare ?? STUDY_GAP;
  let isWhole = true;
  const runAll: RunAll = async (cases, of, limits = {}) => {
    const results: CaseResult[] = [];
    const step = limits.depth === 'kept' ? 'screen' : 'cases';
    onProgress?.({ step, done: 0, of });
    await ports.runCases({
      ...{ cases, former: plan, gapShare, patience: PATIENCE, depth: 'replanned', ...limits },
      ...left(),
      stop: job.stop,
      onResult: (result) => {
        results.push(result);
        onProgress?.({ step, done: results.length, of });
      },
    });
    if (results.length < of || results.some((one) => one.status === 'planned' && one.stopped))
      isWhole = false;
    return results;
  };
  const result = await resultOf(study, input, plan, runAll);
  return { status: 'studied', plan, gapShare, result, stopped: !isWhole, notices: input.notices };
}

type RunAll = (
  cases: Iterable<PlanningCase>,
  of: number,
  limits?: Partial<CaseLimits>,
) => Promise<CaseResult[]>;

async function resultOf(
  study: Study,
  { document, portfolio }: OpenPortfolio,
  plan: PlanFile,
  runAll: RunAll,
): Promise<StudyResult> {
  switch (study.kind) {
    case 'draws': {
      const { count } = study;
      const results = await runAll(drawnCases(document, count), count);
      return { kind: 'draws', draws: summarizeDraws(plan, results, count) };
    }
    case 'frontier': {
      const weights = study.weights ?? DEFAULT_WEIGHTS;
      const results = await runAll(frontierCases(portfolio, weights), weights.length);
      return { kind: 'frontier', cvarLevel: portfolio.risk.cvarLevel, points: frontierOf(results) };
    }
    case 'tornado': {
      const first = firstOf(plan);
      const inputs = uncertainInputs(document);
      const screened = await runAll(tornadoCases(document, inputs), 2 * inputs.length, { depth: 'kept' });
      const kept = tornadoOf(inputs, screened).slice(0, study.bars);
      const widest = kept.map(({ input }) => inputs.find(({ name }) => name === input)!);
      const results = await runAll(tornadoCases(document, widest), 2 * widest.length);
      // Bars that there was no time to plan again stand as they were screened.
      const bars = tornadoOf(widest, results, first).map((bar) =>
        bar.replanned ? bar : kept.find(({ input }) => input === bar.input)!,
      );
      return {
        ...{ kind: 'tornado', inputs: inputs.length },
        bars: bars.toSorted((one, other) => other.swingUsd - one.swingUsd),
      };
    }
    case 'flips': {
      const tried = levers.flatMap((lever) => FIRST_FACTORS.map((factor) => ({ lever, factor })));
      const casesOf = (factors: typeof tried) =>
        factors.map(({ lever, factor }) => leverCase(portfolio, lever, factor));
      const results = await runAll(casesOf(tried), tried.length);
      const finished = results.filter((one) => one.status !== 'planned' || !one.stopped).length;
      for (let round = 0; round < HALVINGS; round++) {
        const wanted = halvingFactors(leverFlips(plan, results));
        if (wanted.length === 0) break;
        results.push(...(await runAll(casesOf(wanted), wanted.length)));
      }
      const flips = leverFlips(plan, results).map((flip) => ({ ...flip, atPrices: atPrices(plan, flip) }));
      const flipped = new Set(flips.map(({ option }) => option));
      const steady = plan.decisionsNow.flatMap(({ option, name }) => (flipped.has(option) ? [] : [name]));
      const counts = { plans: results.length, tried: tried.length, finished };
      return { kind: 'flips', flips, steady: finished < tried.length ? [] : steady, ...counts };
    }
  }
}

function firstOf({ decisionsNow }: PlanFile): ReadonlyMap<string, string> {
  return new Map(decisionsNow.map(({ option, action }) => [option, action]));
}

/** The change of the worth of a MW at which the option's own problem flips, on the side of a flip. */
function atPrices({ reasons }: PlanFile, { option, flipsBy }: LeverFlip): number | null {
  const flips = reasons.find((reason) => reason.option === option && reason.node === 0)?.flips ?? [];
  const same = flips.filter(
    ({ lever, change }) => lever === 'powered-mw' && Math.sign(change) === Math.sign(flipsBy),
  );
  return same[0]?.change ?? null;
}
