/** What a log of evidence does to the probabilities of events and views on growth. */
import type { EvidenceEntry, Posterior } from '../demand/evidence.ts';
import { applyEvidence } from '../demand/evidence-effect.ts';
import type { Portfolio } from '../domain/portfolio.ts';
import { portfolioOutlook } from '../planning/portfolio/portfolio-outlook.ts';

/** What evidence does to one state of an event or of a view on growth. */
export interface StateEffect {
  readonly about: string;
  readonly state: string;
  readonly before: number;
  readonly after: number;
  /** Whether a cap on evidence took effect afterwards. */
  readonly capped: boolean;
}

/** Priors against the probabilities that the portfolio's log leaves. */
export function evidenceEffects(portfolio: Portfolio): StateEffect[] {
  const { request, evidence } = portfolioOutlook(portfolio);
  const prior = applyEvidence(request, { ...evidence, log: [] }).posteriors;
  return stateEffects(portfolio, prior, applyEvidence(request, evidence).posteriors);
}

/** The probabilities now against those with one more entry. */
export function effectsOfEntry(portfolio: Portfolio, entry: EvidenceEntry): StateEffect[] {
  const { request, evidence } = portfolioOutlook(portfolio);
  const before = applyEvidence(request, evidence).posteriors;
  const after = applyEvidence(request, { ...evidence, log: [...evidence.log, entry] }).posteriors;
  return stateEffects(portfolio, before, after).filter(({ about }) => about === entry.variable);
}

/** Probabilities of every event and every state of a growth view before and after, in the portfolio's order. */
export function stateEffects(
  { events, growthViews }: Portfolio,
  before: ReadonlyMap<string, Posterior>,
  after: ReadonlyMap<string, Posterior>,
): StateEffect[] {
  const variables = [
    ...events.map(({ id }) => ({ id, states: ['occurs'] })),
    ...growthViews.map(({ id, states }) => ({ id, states: states.map((state) => state.id) })),
  ];
  return variables.flatMap(({ id, states }) =>
    states.map((state, s) => ({
      ...{ about: id, state },
      before: before.get(id)!.probabilities[s]!,
      after: after.get(id)!.probabilities[s]!,
      capped: after.get(id)!.capped || after.get(id)!.groups.some((group) => group.capped),
    })),
  );
}
