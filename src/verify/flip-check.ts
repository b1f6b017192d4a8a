/** What is said to flip a decision: at that change both actions are worth the same, and no other is worth more. */
import type { Path } from '../units/problem.ts';
import type { OptionPrices, OptionProgram, Worth } from './option-program.ts';
import type { CheckedReason } from './plan-form.ts';
import type { Prices } from './prices.ts';
import type { ReplayedOption } from './replay.ts';
import { type Checks, moneyTolerance } from './report.ts';
import type { ServiceModel } from './service-model.ts';
import { hoursPerQuarter, type Timeline } from './timeline.ts';

/** What the check of a flip threshold needs. */
export interface FlipTerms {
  readonly timeline: Timeline;
  readonly service: ServiceModel;
  readonly prices: Prices;
  readonly program: OptionProgram;
  readonly checks: Checks;
}

/** Checks each stated threshold: with the lever moved so far, both actions must be worth the same. */
export function checkFlips(
  terms: FlipTerms,
  option: ReplayedOption,
  reason: CheckedReason,
  worth: Worth,
  path: Path,
): void {
  for (const [i, { lever, action, change }] of (reason.flips ?? []).entries()) {
    const at = [...path, 'flips', i, 'change'];
    const shifted =
      lever === 'offer-price'
        ? worthAtPrice(terms, reason, worth, change)
        : worthAtShare(terms, option, reason.node, 1 + change);
    const size = Math.max(1, ...shifted.map(({ usd }) => Math.abs(usd)));
    const of = (name: string) => shifted.find((one) => option.machine.canonical(name) === one.action)?.usd;
    const best = Math.max(...shifted.map(({ usd }) => usd));
    const tolerance = moneyTolerance(size);
    const isOther = action !== reason.action;
    terms.checks.same('losses', [...path, 'flips', i, 'action'], isOther, true);
    terms.checks.equal('losses', at, of(action) ?? Number.NaN, best, tolerance);
    terms.checks.equal('losses', at, of(reason.action) ?? Number.NaN, best, tolerance);
  }
}

/** Worth of the actions with the worth of megawatts at a share of what it is. */
function worthAtShare(
  { prices, program }: FlipTerms,
  { machine, states }: ReplayedOption,
  node: number,
  share: number,
): Worth {
  const scaled: OptionPrices = {
    cash: prices.cash,
    budget: prices.budget,
    resource: (kind, subject) => {
      const of = prices.resource(kind, subject);
      return kind === 'powered-mw' ? of.map((usd) => usd * share) : of;
    },
  };
  const key = machine.key(states[node]);
  return program.value(scaled, { ask: [{ node, key }] }).worth.get(`${node}|${key}`)!;
}

/** Worth of the actions on an offer that pays `change` USD more per unit, all of it served (C3). */
function worthAtPrice(
  { timeline, service, prices }: FlipTerms,
  { option, node }: CheckedReason,
  worth: Worth,
  change: number,
): Worth {
  const terms = service.offers.get(option);
  if (!terms) return [];
  const { offer } = terms;
  let usdPerChange = 0;
  const follow = (n: number): void => {
    if (timeline.quarter[n]! >= offer.quarter + offer.termQuarters) return;
    usdPerChange += prices.cash[n]! * hoursPerQuarter * offer.unitsPerHour;
    for (const child of timeline.children[n]!) follow(child);
  };
  follow(node);
  const shares: Readonly<Record<string, number>> = { exercise: 1, 'exercise-half': 0.5 };
  return worth.map(({ action, usd }) => ({
    action,
    usd: usd + (shares[action] ?? 0) * usdPerChange * change,
  }));
}
