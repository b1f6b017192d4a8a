/** Reads what the commands that judge printed or wrote, for the dashboard to show. */
import { z } from 'zod';
import type { PlanFile } from '../domain/plan-file.ts';
import type { Simulation } from '../judge/simulate.ts';
import type { DeciderName, DeciderWorth, DecisionApart } from './backtest.ts';
import type { DecisionCost, Worth } from './evaluation-job.ts';
import type { Ports } from './ports.ts';
import { parsePlan } from './read-plan.ts';
import { isAsSigned } from './sign-plan.ts';
import type { StudyResult } from './study.ts';

const [text, number] = [z.string(), z.number()];
const estimate = z
  .looseObject({ mean: number, low: number, high: number, p10: number, p90: number })
  .nullable();
const interval = z.looseObject({ lowUsd: number, highUsd: number }).nullable();
const simulation = z.looseObject({
  planUsd: number,
  tree: z.looseObject({ evpi: interval, vssFixed: interval, vssRolled: interval, adapting: interval }),
  ways: z.array(
    z.looseObject({
      ...{ name: text, inTreeUsd: number.nullable() },
      ...{ outOfSample: estimate, planMore: estimate, regret: estimate },
    }),
  ),
  /** Files of an earlier version have none. */
  followingMore: estimate.optional(),
  futures: z.looseObject({ asked: number, followed: number, broken: number, hindsight: number }),
  stopped: z.boolean(),
});
const errors = z.looseObject({
  ...{ overBuildMwYears: number, overBuildUsd: number, underBuildMwYears: number, underBuildUsd: number },
});
const worth = z.looseObject({ valueUsd: number, capexUsd: number, errors });
const evaluation = z.looseObject({
  ...{ given: worth, boundWithinUsd: number, plan: worth.extend({ boundUsd: number }) },
  ...{ fullSpeed: worth.nullish(), retreat: worth.nullish() },
  costs: z.array(
    z.looseObject({
      ...{ line: number, option: text, quarter: text, costUsd: number },
      ...{ action: text, planned: text, instead: text },
    }),
  ),
});
const names = ['plan', 'observed', 'hindsight'] as const satisfies readonly DeciderName[];
const deciders = z.array(
  z.looseObject({ name: z.enum(names), worth, lossUsd: number, boundWithinUsd: number }),
);
const backtest = z.looseObject({
  ...{ asOf: text, day: deciders.min(1), later: deciders.nullable(), left: z.array(text) },
  apart: z.array(
    z.looseObject({
      ...{ option: text, plan: text.nullable() },
      ...{ observed: text.nullable(), hindsight: text.nullable() },
    }),
  ),
});
const nullable = number.nullable();
const study = z.looseObject({
  ...{ gapShare: number, stopped: z.boolean() },
  study: z.discriminatedUnion('kind', [
    z.looseObject({
      ...{ kind: z.literal('frontier'), cvarLevel: number },
      points: z.array(
        z.looseObject({
          ...{ cvarWeight: number, npvUsd: number, cvarUsd: number, capexUsd: number },
          ...{ gapShareOfStake: number, dominated: z.boolean() },
          changes: z.array(z.looseObject({ option: text, before: text, now: text })),
        }),
      ),
    }),
    z.looseObject({
      ...{ kind: z.literal('tornado'), inputs: number },
      bars: z.array(
        z.looseObject({
          ...{ input: text, written: text, lowUsd: nullable, highUsd: nullable, swingUsd: number },
          replanned: z.boolean(),
          flips: z.array(z.looseObject({ option: text, end: z.enum(['low', 'high']), action: text })),
        }),
      ),
    }),
    z.looseObject({
      kind: z.literal('draws'),
      draws: z.looseObject({
        ...{ asked: number, planned: number, infeasible: number, unfinished: number, meanGapShare: number },
        value: z.looseObject({ p10: number, p50: number, p90: number, mean: number }).nullable(),
        decisions: z.array(
          z.looseObject({
            ...{ option: text, name: text, action: text, share: number, halfWidth: number },
            others: z.array(z.looseObject({ action: text, share: number })),
          }),
        ),
      }),
    }),
    z.looseObject({
      ...{ kind: z.literal('flips'), steady: z.array(text), plans: number, tried: number, finished: number },
      flips: z.array(
        z.looseObject({
          ...{ option: text, lever: z.enum(['demand', 'price']), holdsTo: number, flipsBy: number },
          ...{ action: text, atPrices: nullable },
        }),
      ),
    }),
  ]),
});
const envelope = z.looseObject({ kadenz: z.literal(1), command: text, inputHash: text, result: z.unknown() });

/** Somebody's own decisions beside the plan: what `kadenz evaluate --json` prints. */
export interface Evaluation {
  readonly given: Worth;
  readonly boundWithinUsd: number;
  readonly costs: readonly DecisionCost[];
  readonly plan: Worth & { readonly boundUsd: number };
  readonly fullSpeed?: Worth | null;
  readonly retreat?: Worth | null;
}

/** What `kadenz backtest --json` prints. */
export interface Backtest {
  readonly asOf: string;
  readonly day: readonly DeciderWorth[];
  readonly later: readonly DeciderWorth[] | null;
  readonly apart: readonly DecisionApart[];
  readonly left: readonly string[];
}

/** What `kadenz whatif` with a study prints. */
export interface PrintedStudy {
  readonly study: StudyResult;
  /** Gap at which each plan of the study ended. */
  readonly gapShare: number;
  /** Whether it was stopped before everything asked for was done. */
  readonly stopped: boolean;
}

export type { Simulation, StudyResult };

/** What a judging command found, in the form of its JSON. */
export type Judgement =
  | { readonly kind: 'simulation'; readonly simulation: Simulation }
  | { readonly kind: 'evaluation'; readonly evaluation: Evaluation }
  | { readonly kind: 'backtest'; readonly backtest: Backtest }
  | { readonly kind: 'study'; readonly study: PrintedStudy };

/** What a file holds that the dashboard was given. */
export type JudgedReading =
  /** Judged was a plan of the portfolio with this hash. */
  | { readonly status: 'judged'; readonly inputHash: string; readonly judgement: Judgement }
  /** A plan to compare with: of a what-if, or one that `-o` wrote. */
  | { readonly status: 'plan'; readonly plan: PlanFile }
  /** A plan that was changed after it was written: its hash is not that of what it says. */
  | { readonly status: 'edited' }
  | { readonly status: 'neither' };

/** Never throws. */
export async function readJudged(
  path: string,
  { readText, sha256 }: Pick<Ports, 'readText' | 'sha256'>,
): Promise<JudgedReading> {
  const contents = await readText(path);
  if (contents === undefined) return { status: 'neither' };
  const reading = parseJudged(contents);
  return reading.status === 'plan' && !isAsSigned(reading.plan, sha256) ? { status: 'edited' } : reading;
}

/** Tells by its envelope what a text holds. Never throws. */
export function parseJudged(contents: string): JudgedReading {
  const found = envelope.safeParse(json(contents));
  if (!found.success) return planIn(contents);
  const { command, inputHash, result } = found.data;
  const studied = command === 'whatif' ? study.safeParse(result) : undefined;
  if (studied?.success)
    return { status: 'judged', inputHash, judgement: { kind: 'study', study: result as PrintedStudy } };
  if (command === 'whatif')
    return planIn(JSON.stringify((result as { plan?: unknown } | null)?.plan ?? null));
  const judgement = judgementIn(command, result);
  return judgement ? { status: 'judged', inputHash, judgement } : planIn(contents);
}

function planIn(contents: string): JudgedReading {
  const reading = parsePlan(contents);
  return reading.status === 'read' ? { status: 'plan', plan: reading.plan } : { status: 'neither' };
}

/** The forms hold what the page shows; the rest of a result goes along unread. */
function judgementIn(command: string, result: unknown): Judgement | undefined {
  if (command === 'simulate' && simulation.safeParse(result).success)
    return { kind: 'simulation', simulation: result as Simulation };
  if (command === 'evaluate' && evaluation.safeParse(result).success)
    return { kind: 'evaluation', evaluation: result as Evaluation };
  if (command === 'backtest' && backtest.safeParse(result).success)
    return { kind: 'backtest', backtest: result as Backtest };
  return undefined;
}

function json(contents: string): unknown {
  try {
    return JSON.parse(contents);
  } catch {
    return undefined;
  }
}
