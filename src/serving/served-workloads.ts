/**
 * Served models become rates: the one place where a portfolio's tokens turn into accelerators. Planner, check,
 * report and exports all read the resolved document, so that what they compute with are plain figures.
 */
import type { Quantity } from '../domain/quantity.ts';
import type { RateOrigin } from '../domain/rate-origin.ts';
import type { PortfolioDocument } from '../domain/schema.ts';
import { tokenUnit } from '../domain/token-unit.ts';
import { type Path, type Problem, problem } from '../units/problem.ts';
import { originsOf, type ResolvedWorkload } from './rate-chain.ts';
import { type ModelRate, ModelRates } from './served-rates.ts';
import { sixDigits } from './six-digits.ts';
import { conversationProfile, profilePeak } from './trace-generator.ts';

type Workload = PortfolioDocument['workloads'][number];

/** A document without served models, with the origin of every rate; or what stands in the way. */
export type ServedResolution =
  | { readonly document: PortfolioDocument; readonly rates: readonly RateOrigin[] }
  | { readonly problems: readonly Problem[] };

/**
 * Gives every workload that is served by tokens its units per accelerator-hour, peak factor and efficiency growth.
 *
 * Per accelerator, what the file gives goes first (`ratePerAcceleratorHour`), then the planner's own measurement
 * (`measuredTokensPerS`), then the served model on the accelerator's `hardware`. The model's 10 % and 90 % limits
 * become the range of the rate. Figures have six digits, so that every machine gets the same.
 */
export function resolveServed(document: PortfolioDocument): ServedResolution {
  const models = new ModelRates(document);
  const resolved = document.workloads.map((workload, i) =>
    resolveWorkload(workload, ['workloads', i], models),
  );
  if (models.problems.length > 0) return { problems: models.problems };
  const whole = { ...document, workloads: resolved.map(({ workload }) => workload) };
  return { document: whole, rates: resolved.flatMap((one) => originsOf(one, whole)) };
}

function resolveWorkload(workload: Workload, path: Path, models: ModelRates): ResolvedWorkload {
  const { served, ...rest } = workload;
  const unit = tokenUnit(workload.unit);
  if (!served || !unit) return { workload: rest, modelled: new Map(), measured: new Set() };
  const rates: Record<string, Quantity> = { ...rest.ratePerAcceleratorHour };
  const measured = new Set<string>();
  for (const [accelerator, quantity] of Object.entries(served.measuredTokensPerS ?? {})) {
    if (rates[accelerator]) continue;
    rates[accelerator] = scaled(quantity, 3600 / unit.tokens);
    measured.add(accelerator);
  }
  const modelled = new Map<string, ModelRate>();
  if (served.model !== undefined) {
    for (const { id } of models.document.accelerators) {
      const rate = rates[id] ? undefined : models.rate(served.model, id, unit.counts);
      if (!rate) continue;
      const perUnit = 3600 / unit.tokens;
      const { value, low, high, obtained } = rate.counted;
      const assumed = obtained === 'assumed';
      rates[id] = scaled({ low, typical: value, high, assumed }, perUnit);
      modelled.set(id, rate);
    }
    if (!Object.values(rates).some((rate) => rate.typical > 0) && models.problems.length === 0) {
      const at = [...path, 'served', 'model'];
      models.problems.push(problem('unservable', at, served.model, { why: 'objectives' }));
    }
  }
  return {
    workload: {
      ...rest,
      ratePerAcceleratorHour: rates,
      peakFactor: rest.peakFactor ?? peakOf(served.model),
      efficiencyGrowthPerYear: rest.efficiencyGrowthPerYear ?? models.efficiencyGrowth(served.model),
    },
    ...{ modelled, measured },
  };
}

/** The peak of the shipped traffic where a model is served; that of a measurement is not known. */
function peakOf(model: string | undefined): Quantity | undefined {
  if (model === undefined) return undefined;
  const typical = profilePeak(conversationProfile);
  return { low: typical, typical, high: typical, assumed: true };
}

function scaled({ step: _, ...quantity }: Quantity, factor: number): Quantity {
  const at = (value: number) => sixDigits(value * factor);
  return { ...quantity, low: at(quantity.low), typical: at(quantity.typical), high: at(quantity.high) };
}
