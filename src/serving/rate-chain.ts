/** Writes down where the rates of a workload come from, link by link. */
import { poolsOf } from '../domain/portfolio.ts';
import type { Quantity } from '../domain/quantity.ts';
import type { Obtained, RateLink, RateOrigin, RateStep } from '../domain/rate-origin.ts';
import type { PortfolioDocument } from '../domain/schema.ts';
import type { ModelRate } from './served-rates.ts';
import { sixDigits } from './six-digits.ts';

type Workload = PortfolioDocument['workloads'][number];
type Accelerator = PortfolioDocument['accelerators'][number];

/** Hours of a quarter (T1). */
const HOURS_PER_QUARTER = 2191.5;

/** A workload with its rates, and what they came from. */
export interface ResolvedWorkload {
  readonly workload: Workload;
  /** By accelerator: the model's rate, where that is what counts. */
  readonly modelled: ReadonlyMap<string, ModelRate>;
  /** Accelerators whose rate is a measurement of the planner's. */
  readonly measured: ReadonlySet<string>;
}

/** The origin of every rate above 0 of a workload, in the order of the accelerators. */
export function originsOf(resolved: ResolvedWorkload, document: PortfolioDocument): RateOrigin[] {
  return document.accelerators.flatMap((accelerator): RateOrigin[] => {
    const rate = resolved.workload.ratePerAcceleratorHour?.[accelerator.id];
    if (!rate || rate.typical <= 0) return [];
    const model = resolved.modelled.get(accelerator.id);
    const measured = resolved.measured.has(accelerator.id);
    return [
      {
        ...{ workload: resolved.workload.id, accelerator: accelerator.id },
        from: model ? 'model' : measured ? 'measured' : 'given',
        ...(model ? { deployment: deploymentOf(model) } : {}),
        links: [
          ...(model ? modelLinks(model) : []),
          ...rateLinks(
            resolved.workload,
            rate,
            model?.counted.obtained ?? (measured ? 'measured' : undefined),
          ),
          ...costLinks(resolved.workload, accelerator, rate, document),
        ],
      },
    ];
  });
}

/** Engines as their makers write them. */
const engineNames = { vllm: 'vLLM', trtllm: 'TensorRT-LLM', sglang: 'SGLang' } as const;

function deploymentOf({ model, hardware, weights, rate }: ModelRate): NonNullable<RateOrigin['deployment']> {
  return {
    ...{ model: model.name, hardware: hardware.name, layout: rate.layoutName, weights },
    ...{ kvCache: model.kvCache, engine: engineNames[model.engine] },
  };
}

function modelLinks({ model, shape, rate, counted }: ModelRate): RateLink[] {
  const lengths: Obtained = model.requests ? quantityObtained(model.requests.inputTokens) : 'assumed';
  return [
    link('input-tokens', shape.inputTokens, 'tokens', lengths),
    link('output-tokens', shape.outputTokens, 'tokens', lengths),
    ...rate.chain.flatMap(({ step, value, unit, obtained }) =>
      step === 'it-power' ? [] : [link(step, value, unit, obtained)],
    ),
    ranged('counted-tokens', { ...counted, typical: counted.value }, 'tokens/s', counted.obtained),
  ];
}

function rateLinks(workload: Workload, rate: Quantity, obtained: Obtained | undefined): RateLink[] {
  const { peakFactor } = workload;
  return [
    ranged('rate', rate, `${workload.unit}/h`, obtained ?? quantityObtained(rate)),
    ...(peakFactor ? [ranged('peak', peakFactor, '', quantityObtained(peakFactor))] : []),
  ];
}

/** IT power, hardware and electricity of an accelerator-hour at today's prices, and what a unit costs by them. */
function costLinks(
  workload: Workload,
  { itKwPerUnit, priceUsd, usefulLifeQuarters }: Accelerator,
  rate: Quantity,
  { pools, regions }: PortfolioDocument,
): RateLink[] {
  const hardware = priceUsd.typical / (usefulLifeQuarters.typical * HOURS_PER_QUARTER);
  const energy = poolsOf(workload, pools).map((pool) => {
    const region = regions.find(({ id }) => id === pool.region)!;
    return (itKwPerUnit.typical * region.pue.typical * region.powerUsdPerMwh.typical) / 1000;
  });
  const mean = energy.reduce((sum, usd) => sum + usd, 0) / Math.max(1, energy.length);
  const perUnit = (workload.peakFactor?.typical ?? 1) / rate.typical;
  const worst = [itKwPerUnit, priceUsd, usefulLifeQuarters, rate].map(quantityObtained);
  return [
    ranged('it-power', itKwPerUnit, 'kW', quantityObtained(itKwPerUnit)),
    link(
      'hardware-cost',
      hardware,
      'USD/h',
      leastKnown([priceUsd, usefulLifeQuarters].map(quantityObtained)),
    ),
    ranged(
      'energy-cost',
      { typical: mean, low: Math.min(...energy), high: Math.max(...energy) },
      'USD/h',
      leastKnown(
        [itKwPerUnit, ...regions.flatMap((one) => [one.pue, one.powerUsdPerMwh])].map(quantityObtained),
      ),
    ),
    link('unit-cost', (hardware + mean) * perUnit, `USD/${workload.unit}`, leastKnown(worst)),
  ];
}

function quantityObtained({ assumed }: Quantity): Obtained {
  return assumed ? 'assumed' : 'given';
}

const byKnowledge: readonly Obtained[] = ['measured', 'given', 'calibrated', 'modelled', 'assumed'];

function leastKnown(all: readonly Obtained[]): Obtained {
  return byKnowledge[Math.max(...all.map((one) => byKnowledge.indexOf(one)))]!;
}

function link(step: RateStep, value: number, unit: string, obtained: Obtained): RateLink {
  return { step, value: sixDigits(value), unit, obtained };
}

function ranged(
  step: RateStep,
  { typical, low, high }: Pick<Quantity, 'typical' | 'low' | 'high'>,
  unit: string,
  obtained: Obtained,
): RateLink {
  if (!(low < typical || high > typical)) return link(step, typical, unit, obtained);
  return { ...link(step, typical, unit, obtained), low: sixDigits(low), high: sixDigits(high) };
}
