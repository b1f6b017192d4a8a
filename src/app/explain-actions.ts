/** Readings: which rival explanation predicts best what a builder was seen to do, by plans made under each. */
import type { TableRow } from '../demand/history.ts';
import { quantalResponse, type ReadingScore, scoreReadings } from '../demand/readings.ts';
import { firstQuarterOf, type Portfolio } from '../domain/portfolio.ts';
import { addQuarters, parseQuarter, type Quarter } from '../units/quarter.ts';
import { type InvalidInput, openPortfolio } from './open-portfolio.ts';
import type { UnsignedPlan } from './planning-job.ts';
import type { Ports } from './ports.ts';

/** An explanation by the events that hold under it; none of the others does. */
export interface NamedExplanation {
  readonly name: string;
  readonly events: readonly string[];
}

/** The actions seen, and the explanations that compete; `seconds` is the limit of each plan. */
export interface ExplainActionsRequest {
  readonly path: string;
  readonly actionsPath: string;
  /** When left out, each event alone, and `normal` for none of them. */
  readonly explanations?: readonly NamedExplanation[] | undefined;
  /** Name of the explanation in which no event holds. */
  readonly normal: string;
  /** USD; when left out, the scale under which the actions seen are the most probable. */
  readonly scaleUsd?: number | undefined;
  readonly seconds: number;
  readonly seed?: number | undefined;
}

/** The explanations with their scores, or why they cannot be told apart. */
export type ExplainActionsOutcome =
  | {
      readonly status: 'scored';
      readonly scores: readonly ReadingScore[];
      readonly scaleUsd: number;
      /** Rows of other quarters, which say nothing of this quarter's decisions. */
      readonly ofOtherQuarters: number;
      readonly seed: number;
    }
  | InvalidInput
  | { readonly status: 'two-needed' }
  | { readonly status: 'no-actions'; readonly ofOtherQuarters: number }
  | { readonly status: 'no-quarter' | 'option-twice'; readonly line: number; readonly got: string }
  | { readonly status: 'unknown-event'; readonly event: string; readonly known: readonly string[] }
  | {
      readonly status: 'unknown-option' | 'unknown-action';
      readonly line: number;
      readonly got: string;
      readonly known: readonly string[];
    }
  | { readonly status: 'not-planned'; readonly name: string };

/** Worth of every open action against the best one, in USD ≤ 0, by option. */
export type ActionWorth = ReadonlyMap<string, Readonly<Record<string, number>>>;

/** Plans the portfolio under every explanation and scores them on the table's actions of the portfolio's quarter. */
export async function explainActions(
  { path, actionsPath, explanations, normal, scaleUsd, seconds, seed }: ExplainActionsRequest,
  ports: Pick<Ports, 'readPortfolio' | 'loadForecaster' | 'readSeriesTable' | 'runPlanning'>,
): Promise<ExplainActionsOutcome> {
  const input = await openPortfolio(path, seed, ports);
  if (input.status === 'invalid') return input;
  const { portfolio } = input;
  const table = await ports.readSeriesTable(actionsPath);
  if ('problems' in table) return { status: 'invalid', problems: table.problems };
  const reading = actionsOf(table.rows, firstQuarterOf(portfolio));
  if ('status' in reading) return reading;
  const { observed, ofOtherQuarters } = reading;
  const known = portfolio.events.map(({ id }) => id);
  const rivals = explanations ?? [
    { name: normal, events: [] },
    ...portfolio.events.map(({ id }) => ({ name: id, events: [id] })),
  ];
  if (rivals.length < 2) return { status: 'two-needed' };
  const stranger = rivals.flatMap(({ events }) => events).find((id) => !known.includes(id));
  if (stranger !== undefined) return { status: 'unknown-event', event: stranger, known };
  const worths = new Map<string, ActionWorth>();
  for (const rival of rivals) {
    const outcome = await ports.runPlanning({
      ...{ portfolio: portfolioUnder(portfolio, rival.events), timeLimitSeconds: seconds },
    });
    if (outcome.status !== 'planned') return { status: 'not-planned', name: rival.name };
    worths.set(rival.name, actionWorth(outcome.plan));
  }
  const [any] = worths.values();
  for (const { line, option, action } of observed) {
    const open = any!.get(option);
    if (!open) return { status: 'unknown-option', line, got: option, known: [...any!.keys()] };
    if (!(action in open)) return { status: 'unknown-action', line, got: action, known: Object.keys(open) };
  }
  const { seed: drawn } = portfolio.uncertainty;
  return { status: 'scored', ...scoreActions(worths, observed, scaleUsd), ofOtherQuarters, seed: drawn };
}

interface SeenAction {
  readonly line: number;
  readonly option: string;
  readonly action: string;
}

/** The rows of the quarter `now`, one per option; rows without a quarter are of that one. */
function actionsOf(
  rows: readonly TableRow[],
  now: Quarter,
):
  | { readonly observed: readonly SeenAction[]; readonly ofOtherQuarters: number }
  | Extract<ExplainActionsOutcome, { status: 'no-actions' | 'no-quarter' | 'option-twice' }> {
  const observed: SeenAction[] = [];
  let ofOtherQuarters = 0;
  for (const { line, cells } of rows) {
    const { option, action, quarter } = cells;
    if (!option || !action) return { status: 'no-actions', ofOtherQuarters };
    const at = quarter ? parseQuarter(quarter) : now;
    if (at === undefined) return { status: 'no-quarter', line, got: quarter! };
    if (at !== now) {
      ofOtherQuarters++;
      continue;
    }
    if (observed.some((seen) => seen.option === option)) return { status: 'option-twice', line, got: option };
    observed.push({ line, option, action });
  }
  return observed.length > 0 ? { observed, ofOtherQuarters } : { status: 'no-actions', ofOtherQuarters };
}

/** The portfolio in which the named events begin in the quarter after `asOf` for certain, and no others ever. */
export function portfolioUnder(portfolio: Portfolio, holding: readonly string[]): Portfolio {
  const from = addQuarters(firstQuarterOf(portfolio), 1);
  return {
    ...portfolio,
    events: portfolio.events.map(({ until: _, shapeHazardPerQuarter: __, ...event }) => ({
      ...{ ...event, from, influences: [] },
      hazardPerQuarter: holding.includes(event.id) ? 1 : 0,
    })),
    evidence: portfolio.evidence.filter(({ about }) => !portfolio.events.some(({ id }) => id === about)),
  };
}

/** What each action of this quarter costs against the best, from the options' own dynamic programs at the plan's prices. */
export function actionWorth({ reasons }: Pick<UnsignedPlan, 'reasons'>): ActionWorth {
  return new Map(
    reasons
      .filter(({ node, alternatives }) => node === 0 && alternatives.length > 1)
      .map(({ option, alternatives }) => [
        option,
        Object.fromEntries(alternatives.map(({ action, lossUsd }) => [action, -lossUsd])),
      ]),
  );
}

/** Half decades below the worst action's cost over which the scale of the response is averaged. */
const SCALE_STEPS = 8;

/**
 * Explanations scored on observed actions. Where no scale of the quantal response is given, it is unknown: each
 * explanation is judged by the mean probability that it gives to all actions seen over scales that are equally likely
 * in logarithms, since a single fitted scale favours whichever explanation it was fitted to. Scores and `scaleUsd` are
 * then those of the scale under which the actions seen are the most probable.
 */
export function scoreActions(
  worths: ReadonlyMap<string, ActionWorth>,
  observed: readonly { readonly option: string; readonly action: string }[],
  scaleUsd?: number,
): { readonly scores: readonly ReadingScore[]; readonly scaleUsd: number } {
  const explanations = [...worths.keys()].map((name) => ({ name, prior: 1 / worths.size }));
  const actions = observed.map(({ option, action }) => ({ situation: option, action }));
  const scales = scaleUsd === undefined ? scalesOf([...worths.values()]) : [scaleUsd];
  const tried = scales.map((scale) => {
    const scores = scoreReadings(explanations, actions, (name, option) =>
      quantalResponse(worths.get(name)!.get(option) ?? {}, scale),
    );
    const likelihoods = new Map(
      scores.map(({ explanation, logScores }) => [
        explanation,
        Math.exp(logScores.reduce((a, b) => a + b, 0)),
      ]),
    );
    return { scale, scores, likelihoods, sum: [...likelihoods.values()].reduce((a, b) => a + b, 0) };
  });
  const total = tried.reduce((sum, one) => sum + one.sum, 0);
  const best = tried.reduce((a, b) => (b.sum > a.sum ? b : a));
  const posterior = (name: string) =>
    tried.reduce((sum, { likelihoods }) => sum + likelihoods.get(name)!, 0) / total;
  const scores = best.scores
    .map((score) => ({ ...score, posterior: posterior(score.explanation) }))
    .sort((a, b) => b.posterior - a.posterior);
  return { scores, scaleUsd: best.scale };
}

function scalesOf(worths: readonly ActionWorth[]): number[] {
  const losses = worths.flatMap((worth) =>
    [...worth.values()].flatMap((open) => Object.values(open).map((value) => -value)),
  );
  const worst = Math.max(1, ...losses);
  return Array.from({ length: SCALE_STEPS + 1 }, (_, i) => worst / 10 ** (i / 2));
}
