/**
 * Readings: which explanation of events predicts best what a builder was seen to do.
 *
 * Each rival explanation (over-supply, a normal cadence, a tenant's training that left) is a state of the world
 * with an optimal policy. What that policy would do in the situations in which the builder acted gives each
 * observed action a probability; explanations are scored by the logarithm of what they gave to the actions seen.
 * Policies come as a function, so that this layer needs no planner.
 */
import { exp, ln } from '../units/elementary.ts';

/** A rival explanation. */
export interface Explanation {
  readonly name: string;
  /** Prior probability in (0, 1); the priors of all explanations sum to 1. */
  readonly prior: number;
}

/** A builder's action in a situation, as seen. */
export interface ObservedAction<Situation> {
  readonly situation: Situation;
  readonly action: string;
}

/** Probabilities of the actions that were open in `situation` under an explanation's policy, sum 1, by action. */
export type PredictedActions<Situation> = (
  explanation: string,
  situation: Situation,
) => Readonly<Record<string, number>>;

/** How well one explanation foretold the actions. */
export interface ReadingScore {
  readonly explanation: string;
  readonly prior: number;
  readonly posterior: number;
  /** Mean natural logarithm of the probability given to the observed actions; 0 is perfect foresight. */
  readonly meanLogScore: number;
  /** Share of actions that it held for the most probable one. */
  readonly hits: number;
  /** Natural logarithms of the probabilities given, in the order of the observations. */
  readonly logScores: readonly number[];
}

/**
 * Scores `explanations` on `observed` actions, the most probable first; without observations posteriors are priors.
 *
 * Actions count as independent given the explanation and the situation. An action that an explanation's policy
 * would never take, or does not know, is given `floor` (0 < floor < 0.5; 0.01 by default), so that a single oddity
 * rules nothing out; where it applies the other probabilities are scaled to leave room for it.
 */
export function scoreReadings<Situation>(
  explanations: readonly Explanation[],
  observed: readonly ObservedAction<Situation>[],
  predict: PredictedActions<Situation>,
  floor = 0.01,
): ReadingScore[] {
  const scores = explanations.map(({ name, prior }) => {
    const given = observed.map(({ situation, action }) => {
      const actions = predict(name, situation);
      const probability = (1 - floor) * (actions[action] ?? 0) + floor / (Object.keys(actions).length + 1);
      const best = Math.max(...Object.values(actions));
      return { log: ln(probability), hit: (actions[action] ?? 0) === best };
    });
    const logScores = given.map(({ log }) => log);
    return { name, prior, logScores, hits: given.filter(({ hit }) => hit).length };
  });
  const logs = scores.map(
    ({ prior, logScores }) => ln(prior) + [...logScores].sort((a, b) => a - b).reduce((a, b) => a + b, 0),
  );
  const highest = Math.max(...logs);
  const total = logs.reduce((sum, log) => sum + exp(log - highest), 0);
  const count = Math.max(1, observed.length);
  return scores
    .map(({ name, prior, logScores, hits }, e) => ({
      explanation: name,
      prior,
      posterior: observed.length === 0 ? prior : exp(logs[e]! - highest) / total,
      meanLogScore: logScores.reduce((a, b) => a + b, 0) / count,
      hits: hits / count,
      logScores,
    }))
    .sort((a, b) => b.posterior - a.posterior);
}

/**
 * Action probabilities of a builder who mostly takes the better action: proportional to exp(value / `scaleUsd`)
 * (quantal response, McKelvey and Palfrey, 1995). `values` in USD by action, as the option's own dynamic program
 * gives them; a scale near 0 is a builder without doubts, a large one a builder who throws dice.
 */
export function quantalResponse(
  values: Readonly<Record<string, number>>,
  scaleUsd: number,
): Record<string, number> {
  const highest = Math.max(...Object.values(values));
  const weights = Object.entries(values).map(
    ([action, value]) => [action, exp((value - highest) / scaleUsd)] as const,
  );
  const total = weights.reduce((sum, [, weight]) => sum + weight, 0);
  return Object.fromEntries(weights.map(([action, weight]) => [action, weight / total]));
}
