/** A portfolio's log of evidence: listed, changed, and what a change would do. */
import { previewEvidence } from '../demand/evidence-effect.ts';
import type { Fan } from '../demand/fan.ts';
import { type Portfolio, typicalPortfolio } from '../domain/portfolio.ts';
import { portfolioOutlook } from '../planning/portfolio/portfolio-outlook.ts';
import type { LocatedProblem } from '../units/problem.ts';
import { evidenceEffects, type StateEffect, stateEffects } from './evidence-effects.ts';
import { type InvalidInput, openPortfolio } from './open-portfolio.ts';
import type { EvidenceChange, Ports } from './ports.ts';

export type { EvidenceChange, StateEffect };

/** The log as it stands, retracted entries included. */
export interface LoggedEvidence {
  readonly status: 'log';
  readonly entries: Portfolio['evidence'];
  /** Priors against the probabilities that the log leaves. */
  readonly effects: readonly StateEffect[];
  readonly notices: readonly LocatedProblem[];
}

type Opening = Pick<Ports, 'readPortfolio' | 'loadForecaster'>;

/** Reads the log with the probabilities that it gives. */
export async function evidenceLog(path: string, ports: Opening): Promise<LoggedEvidence | InvalidInput> {
  const input = await openPortfolio(path, undefined, ports);
  if (input.status === 'invalid') return input;
  const effects = evidenceEffects(input.portfolio);
  return { status: 'log', entries: input.portfolio.evidence, effects, notices: input.notices };
}

/** Why a log is left as it is; `not-there`: the file, or the entry in it, is missing. */
export type ChangeRefusal =
  | InvalidInput
  /** The file is no YAML text. */
  | { readonly status: 'not-yaml' }
  | { readonly status: 'not-there' };

/** Changes the log in the file; nothing is written unless the portfolio is sound with the change. */
export async function changeEvidenceFile(
  path: string,
  change: EvidenceChange,
  ports: ChangePorts,
): Promise<{ readonly status: 'changed' } | ChangeRefusal> {
  const changed = await changedText(path, change, ports);
  if (changed.status !== 'text') return changed;
  await ports.writeWhole(path, [changed.text]);
  return { status: 'changed' };
}

type ChangePorts = Pick<
  Ports,
  'readPortfolio' | 'loadForecaster' | 'readText' | 'changeEvidence' | 'readPortfolioText' | 'writeWhole'
>;

async function changedText(path: string, change: EvidenceChange, ports: ChangePorts) {
  if (!/\.ya?ml$/i.test(path)) return { status: 'not-yaml' } as const;
  const input = await openPortfolio(path, undefined, ports);
  if (input.status === 'invalid') return input;
  const known = new Set(input.document.sources.map(({ id }) => id));
  const { source, ...rest } = change.kind === 'add' ? change : { ...change, source: undefined };
  const needed = (source && !known.has(source.id) ? { ...rest, source } : rest) as EvidenceChange;
  const text = ports.changeEvidence((await ports.readText(path))!, needed);
  if (text === undefined) return { status: 'not-there' } as const;
  const reading = ports.readPortfolioText(text, path);
  if ('problems' in reading) return { status: 'invalid', problems: reading.problems } as const;
  return { status: 'text', text, document: reading.document, input } as const;
}

/** What a change of the log would do; nothing is written. */
export interface EvidenceEffect {
  readonly status: 'preview';
  readonly effects: readonly StateEffect[];
  /** Demand at the horizon by series. */
  readonly demand: readonly { readonly series: string; readonly before: Point; readonly after: Point }[];
  /** With plans asked for; `undefined` within it where one was not found. */
  readonly plans?: PlanEffect | undefined;
  readonly seed: number;
}

type Point = Omit<Fan['points'][number], 'quarter'>;

interface PlanEffect {
  readonly valueUsd: { readonly before: number; readonly after: number };
  readonly decisions: readonly { readonly option: string; readonly before: string; readonly after: string }[];
}

/** What `change` would do to probabilities, demand and, with `plan`, to the decisions of this quarter. Nothing is written. */
export async function previewChange(
  path: string,
  change: EvidenceChange,
  plan: { readonly seconds: number } | undefined,
  ports: ChangePorts & Pick<Ports, 'runPlanning'>,
): Promise<(EvidenceEffect & { readonly planned: boolean }) | ChangeRefusal> {
  const changed = await changedText(path, change, ports);
  if (changed.status !== 'text') return changed;
  const { portfolio } = changed.input;
  // Opening has resolved served models and forecasts, on which evidence has no bearing.
  const after = typicalPortfolio({ ...changed.input.document, evidence: changed.document.evidence });
  const { request, evidence } = portfolioOutlook(portfolio);
  const preview = previewEvidence(request, evidence, portfolioOutlook(after).evidence.log);
  const demand = preview.before.fans.map((fan, i) => ({
    series: fan.series,
    before: fan.points.at(-1)!,
    after: preview.after.fans[i]!.points.at(-1)!,
  }));
  const plans = plan && (await planBoth(portfolio, after, plan.seconds, ports));
  return {
    status: 'preview',
    effects: stateEffects(portfolio, preview.before.posteriors, preview.after.posteriors),
    ...{ demand, seed: portfolio.uncertainty.seed, planned: plan !== undefined, plans },
  };
}

async function planBoth(
  before: Portfolio,
  after: Portfolio,
  timeLimitSeconds: number,
  { runPlanning }: Pick<Ports, 'runPlanning'>,
): Promise<PlanEffect | undefined> {
  const first = await runPlanning({ portfolio: before, timeLimitSeconds });
  const second = await runPlanning({ portfolio: after, timeLimitSeconds });
  if (first.status !== 'planned' || second.status !== 'planned') return undefined;
  const old = new Map(first.plan.policy.map(({ option, actions }) => [option, actions[0]!]));
  return {
    valueUsd: { before: first.plan.headline.valueUsd, after: second.plan.headline.valueUsd },
    decisions: second.plan.policy.flatMap(({ option, actions }) =>
      old.get(option) === actions[0] ? [] : [{ option, before: old.get(option)!, after: actions[0]! }],
    ),
  };
}
