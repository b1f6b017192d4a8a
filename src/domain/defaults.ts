/**
 * Figures that Kadenz ships for a portfolio that does not state its own. Each says where it is from: a source of
 * {@link defaultSources}, or `assumed`. They are meant to be replaced; `init --from` names the five that matter most.
 */
import type { PortfolioInput } from './schema.ts';

type Input<Key extends keyof PortfolioInput> = NonNullable<PortfolioInput[Key]>;
type Entry<Key extends keyof PortfolioInput> = Input<Key> extends readonly (infer Item)[] ? Item : never;

const from = (source: string, low: number, typical = low, high = typical, note?: string) => ({
  ...(low === high ? { value: typical } : { low, typical, high }),
  source,
  ...(note ? { note } : {}),
});

/** A figure, or a range, that nobody measured. */
export const assume = (low: number, typical = low, high = typical, note?: string) => ({
  ...(low === high ? { value: typical } : { low, typical, high }),
  assumed: true,
  ...(note ? { note } : {}),
});

/** The documents from which the defaults are taken. */
export const defaultSources: readonly Entry<'sources'>[] = [
  {
    ...{ id: 'eia23', title: 'Electric Power Annual 2023: average revenue per kWh', publisher: 'EIA' },
    ...{ date: '2024-10-17', url: 'https://www.eia.gov/electricity/annual/secrev-map.php' },
  },
  {
    ...{ id: 'h100wiki', title: 'H100 rental prices (USD per GPU-hour), digest', date: '2026-03' },
    publisher: 'neighborhoodsf.com, citing SemiAnalysis and Latent Space',
  },
  {
    ...{
      id: 'fetchlogic',
      title: 'Blackwell rack at 3.1 million USD',
      publisher: 'fetchlogic',
      date: '2026',
    },
  },
  {
    ...{ id: 'dcd_pue', title: 'AWS global PUE 1.15 in 2023 (and peers)', publisher: 'DatacenterDynamics' },
    date: '2024-12',
  },
  { id: 'useful_life', title: 'Filings on useful lives (Microsoft, Alphabet, Meta)', date: '2026-08' },
  {
    ...{ id: 'disint', title: 'Capacity planning glossary', publisher: 'Disintermediate', date: '2025' },
  },
  {
    ...{ id: 'lextract', title: 'Data centre leases: 10 to 20 years wholesale', publisher: 'lextract.io' },
    date: '2026-03',
  },
  {
    id: 'dseek',
    title: 'DeepSeek-V3/R1 inference system overview',
    publisher: 'DeepSeek',
    date: '2025-03-01',
  },
];

/** Rates and the worth of what is left at the end. */
export const defaultFinance: Input<'finance'> = {
  discountRatePerYear: assume(0.08, 0.1, 0.12),
  costInflationPerYear: assume(0.02, 0.04, 0.09),
  terminalUsdPerMw: assume(7e6, 11e6, 14e6, 'What it costs to build today, and less than in five years.'),
  partBuiltShare: assume(0.1, 0.3, 0.5),
};

/** Power per region: industrial price in USD/MWh (EIA 2023 in the US), and carbon in kg/MWh. */
const powerByRegion: readonly { readonly names: RegExp; readonly usd: object; readonly carbon: number }[] = [
  { names: /\b(oh|ohio|columbus)\b/i, usd: from('eia23', 70.3), carbon: 450 },
  { names: /\b(va|virginia|ashburn)\b/i, usd: from('eia23', 89.2), carbon: 380 },
  { names: /\b(tx|texas|dallas|austin|san antonio)\b/i, usd: from('eia23', 66), carbon: 400 },
  { names: /\b(wi|wisconsin)\b/i, usd: from('eia23', 86.8), carbon: 530 },
  { names: /\b(az|arizona|phoenix)\b/i, usd: from('eia23', 81.1), carbon: 340 },
  { names: /\b(ga|georgia|atlanta)\b/i, usd: from('eia23', 68.8), carbon: 370 },
  { names: /\b(il|illinois|chicago)\b/i, usd: from('eia23', 82), carbon: 290 },
  { names: /\b(nd|north dakota)\b/i, usd: from('eia23', 73.7), carbon: 610 },
  { names: /\b(ia|iowa)\b/i, usd: from('eia23', 69.1), carbon: 390 },
  { names: /\b(wa|washington)\b/i, usd: from('eia23', 63.5), carbon: 120 },
  { names: /\b(or|oregon)\b/i, usd: from('eia23', 75.2), carbon: 130 },
  { names: /\b(nv|nevada|reno|las vegas)\b/i, usd: from('eia23', 103.6), carbon: 330 },
  { names: /\b(nc|north carolina)\b/i, usd: from('eia23', 71.5), carbon: 300 },
  { names: /\b(uk|london|britain|england)\b/i, usd: assume(200, 240, 280), carbon: 180 },
  { names: /\b(de|germany|deutschland|frankfurt)\b/i, usd: assume(150, 180, 220), carbon: 340 },
  { names: /\b(nordics?|sweden|finland|norway)\b/i, usd: assume(55, 75, 95), carbon: 60 },
  { names: /\b(fr|france|paris)\b/i, usd: assume(110, 130, 160), carbon: 45 },
];

/** A region by its name, with power, PUE and carbon of the place that the name speaks of, or of none. */
export function defaultRegion(id: string, name: string): Entry<'regions'> {
  const known = powerByRegion.find(({ names }) => names.test(name));
  return {
    ...{ id, name },
    powerUsdPerMwh: known?.usd ?? assume(60, 85, 130),
    powerGrowthPerYear: assume(0, 0.03, 0.06),
    pue: from('dcd_pue', 1.08, 1.15, 1.18, 'Large operators in 2023; older halls are higher.'),
    carbonKgPerMwh: known ? assume(known.carbon) : assume(100, 400, 600),
  };
}

/** Generations that can be bought, with prices per accelerator in a complete server. */
export const defaultAccelerators: readonly Entry<'accelerators'>[] = [
  {
    ...{ id: 'h100', name: 'NVIDIA H100 SXM, 80 GB' },
    itKwPerUnit: assume(1.275, 1.4, 1.73, 'DGX H100 draws 10.2 kW for eight; more with network and storage.'),
    priceUsd: from('h100wiki', 25_000, 32_000, 40_000),
    priceGrowthPerYear: assume(-0.3, -0.2, -0.1),
    ...common(2),
  },
  {
    ...{ id: 'gb200', name: 'NVIDIA GB200 NVL72' },
    itKwPerUnit: assume(1.83, 2.1, 2.2, 'A rack of 72 draws about 132 kW; more with network and storage.'),
    priceUsd: from('fetchlogic', 43_000, 47_000, 50_000, 'A rack of 72 at 3.1 m USD.'),
    priceGrowthPerYear: assume(-0.2, -0.12, -0.05),
    ...common(3),
  },
];

function common(leadTimeQuarters: number) {
  return {
    leadTimeQuarters: from('disint', 1, leadTimeQuarters, 4, 'Servers take 3 to 12 months.'),
    usefulLifeQuarters: from('useful_life', 20, 20, 24),
    supplyPerQuarter: assume(5_000, 20_000, 50_000),
    supplyGrowthPerYear: assume(0, 0.3, 0.6),
    residualSharePerYear: assume(0.55, 0.65, 0.75),
  };
}

/**
 * Demand for training and for inference that is sized to the portfolio: `nowMw` of accelerators are busy in the
 * quarter of `asOf`, and demand grows by `growthPerYear`. Both are assumptions of the first rank.
 */
export function defaultWorkloads(
  nowMw: number,
  growthPerYear: number,
  training: boolean,
): Entry<'workloads'>[] {
  const h100s = (nowMw * 1000) / 1.4;
  const share = training ? 0.5 : 1;
  const growth = assume(growthPerYear / 2, growthPerYear, growthPerYear * 1.5);
  const inference: Entry<'workloads'> = {
    ...{ id: 'inference', name: 'Interactive inference', kind: 'interactive-inference', unit: 'M tokens' },
    ratePerAcceleratorHour: {
      h100: from('dseek', 3, 6, 17.8, 'Upper end: DeepSeek-V3/R1 with cache hits. The rest is assumed.'),
      gb200: assume(8, 16, 48),
    },
    peakFactor: assume(1.3, 1.5, 2),
    priceUsdPerUnit: assume(0.2, 0.5, 1, 'Input and output tokens mixed.'),
    priceGrowthPerYear: assume(-0.6, -0.27, -0.15),
    efficiencyGrowthPerYear: assume(0.1, 0.25, 0.5),
    efficiencyVolatilityPerYear: assume(0.1),
    demand: {
      now: assume(round(h100s * share * 4)),
      growthPerYear: growth,
      volatilityPerYear: assume(0.35),
    },
  };
  if (!training) return [inference];
  const pretraining: Entry<'workloads'> = {
    ...{ id: 'training', name: 'Training', kind: 'pre-training', unit: 'H100-hours' },
    ratePerAcceleratorHour: { h100: assume(1), gb200: assume(2, 2.5, 3) },
    priceUsdPerUnit: from('h100wiki', 2.2, 2.3, 2.4, 'Market rents of spring 2025.'),
    priceGrowthPerYear: assume(-0.3, -0.12, -0.05),
    demand: { now: assume(round(h100s * share)), growthPerYear: growth, volatilityPerYear: assume(0.3) },
  };
  return [pretraining, inference];
}

/**
 * Stages of a build: quarters from the middle of published months (build.inc, Data center development timeline phases, 2026),
 * shares of the whole cost after the split of Cushman & Wakefield (Data Center Development Cost Guide 2025).
 */
export const defaultStages = [
  { stage: 'exploratory', quarters: 1.5, costShare: 0.005 },
  { stage: 'site-control', quarters: 3, costShare: 0.015 },
  { stage: 'permitted', quarters: 3, costShare: 0.02 },
  { stage: 'construction', quarters: 4.5, costShare: 0.31 },
  { stage: 'powered', quarters: 3.5, costShare: 0.65 },
] as const;

/**
 * Terms of a stage that costs `costUsd`, where nothing is known but its cost. `landUsd` was paid for land before it, part of
 * which comes back: salvage is what may be sold when the stage begins, or cancelling at once would earn money.
 */
export function defaultStageTerms(costUsd: number, landUsd: number) {
  return {
    cancelFeeUsd: shares(costUsd, 0.02, 0.08, 0.2),
    salvageUsd: landUsd > 0 ? shares(landUsd, 0.3, 0.5, 0.8) : assume(0),
    holdingUsdPerQuarter: shares(costUsd, 0.005, 0.01, 0.03),
    restartFeeUsd: shares(costUsd, 0.01, 0.03, 0.06),
  };
}

/** Terms of a lease, where nothing is known but its size. */
export const defaultLeaseTerms = {
  termQuarters: from('lextract', 40, 60, 80),
  rentUsdPerKwMonth: assume(120, 140, 165, 'Halls of 10 MW and more in the US, spring 2025.'),
  escalatorPerYear: assume(0.02, 0.03, 0.04),
  deferralRentShare: assume(0.25, 0.5, 1),
  maxPauseQuarters: assume(2),
  terminationRentMonths: assume(12, 30, 60),
} as const;

/** Operating cost of a powered MW, electricity excluded. */
export const defaultOpexUsdPerMwYear = assume(150_000, 250_000, 400_000);

function shares(amount: number, low: number, typical: number, high: number) {
  return assume(round(amount * low), round(amount * typical), round(amount * high));
}

/** Three significant digits: a default pretends no more. */
export function round(value: number): number {
  return Number(value.toPrecision(3));
}
