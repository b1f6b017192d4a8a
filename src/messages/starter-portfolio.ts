/** The commented portfolio that `kadenz init` writes. */
import { messages } from './catalogue.ts';
import type { Language } from './language.ts';

/** A small, sound YAML portfolio whose comments explain it to a newcomer; the figures are the same in every language. */
export function starterPortfolio(language: Language): string {
  const say = messages(language).starter;
  const comment = (text: string) =>
    wrap(text, 98)
      .map((line) => `# ${line}`)
      .join('\n');
  return `${comment(say.heading)}
${comment(say.figures)}
kadenz: 1
name: First portfolio
${comment(say.asOf)}
asOf: 2025-04-01

${comment(say.calendar)}
calendar: { fiscalYearStartMonth: 1, horizonQuarters: 12, periodQuarters: 2 }

${comment(say.finance)}
finance:
  discountRatePerYear: { value: 10 %, assumed: true }
  costInflationPerYear: { value: 4 %, assumed: true }
  terminalUsdPerMw: { low: 7 m USD/MW, typical: 11 m USD/MW, high: 14 m USD/MW, assumed: true }
  partBuiltShare: { value: 30 %, assumed: true }

${comment(say.uncertainty)}
uncertainty: { seed: 1, branching: [1, 3, 2] }

${comment(say.budget)}
budget:
  - { fiscalYear: 2025, capexUsd: 420 m USD, spentUsd: 30 m USD }
  - { fiscalYear: 2026, capexUsd: 800 m USD }

${comment(say.pools)}
regions:
  - id: ohio
    name: Ohio
    powerUsdPerMwh: 70.3 USD/MWh
    powerGrowthPerYear: 3 %
    pue: 1.2
    carbonKgPerMwh: { value: 450 g/kWh, assumed: true }
pools:
  - { id: ohio-campus, region: ohio, kind: campus }
  - { id: ohio-zone, region: ohio, kind: zone }

${comment(say.liveCapacity)}
liveCapacity:
  - { id: hall-1, pool: ohio-campus, itPowerMw: 20 MW, opexUsdPerMwYear: 0.25 m USD/MW/year }
installedFleet:
  - { pool: ohio-campus, accelerator: h100, units: 12000, arrived: 2024Q1 }

${comment(say.accelerators)}
accelerators:
  - id: h100
    name: NVIDIA H100
    itKwPerUnit: 1.4 kW
    priceUsd: 32 k USD
    priceGrowthPerYear: -20 %
    leadTimeQuarters: 2
    usefulLifeQuarters: 5 years
    supplyPerQuarter: 5000
    supplyGrowthPerYear: 0
    residualSharePerYear: 65 %
  - id: gb200
    name: NVIDIA GB200 NVL72
    itKwPerUnit: 2.1 kW
    priceUsd: 50 k USD
    priceGrowthPerYear: -12 %
    leadTimeQuarters: 3
    usefulLifeQuarters: 5 years
    supplyPerQuarter: 6000
    supplyGrowthPerYear: 30 %
    residualSharePerYear: 65 %

${comment(say.workloads)}
workloads:
  - id: training
    name: Training
    kind: pre-training
    unit: H100-hours
    ratePerAcceleratorHour: { h100: 1, gb200: 2.5 }
    priceUsdPerUnit: 2.3
    priceGrowthPerYear: { value: -12 %, assumed: true }
    demand: { now: 14000, growthPerYear: 45 %, volatilityPerYear: 30 % }
  - id: chat
    name: Chat
    kind: interactive-inference
    unit: M tokens
    ratePerAcceleratorHour: { h100: 6, gb200: 16 }
    peakFactor: 1.5
    priceUsdPerUnit: 0.5
    priceGrowthPerYear: { value: -27 %, assumed: true }
    efficiencyGrowthPerYear: 20 %
    demand: { now: 40000, growthPerYear: 90 %, volatilityPerYear: 35 % }

${comment(say.projects)}
projects:
  - id: newark
    name: Newark
    pool: ohio-campus
    itPowerMw: 40 MW
    spentUsd: 30 m USD
    stages:
      - { stage: permitted, quarters: 1, costUsd: 8 m USD, cancelFeeUsd: 1 m USD, salvageUsd: 6 m USD }
      - { stage: construction, quarters: 4, costUsd: 140 m USD, cancelFeeUsd: 12 m USD, holdingUsdPerQuarter: 2 m USD }
      - { stage: powered, quarters: 2, costUsd: 300 m USD, cancelFeeUsd: 30 m USD, holdingUsdPerQuarter: 4 m USD }
  - id: heath
    name: Heath
    pool: ohio-zone
    itPowerMw: 24 MW
    stages:
      - { stage: construction, quarters: 3, costUsd: 90 m USD, cancelFeeUsd: 8 m USD, holdingUsdPerQuarter: 1 m USD }
      - { stage: powered, quarters: 2, costUsd: 180 m USD, cancelFeeUsd: 18 m USD, holdingUsdPerQuarter: 2 m USD }

${comment(say.leases)}
leases:
  - id: dublin-road
    name: Dublin Road
    pool: ohio-zone
    itPowerMw: 12 MW
    loi: { quarters: 1, walkAwayUsd: 0.2 m USD }
    signed: { quarters: 2 }
    termQuarters: 10 years
    rentUsdPerKwMonth: { value: 140, assumed: true }
    escalatorPerYear: 3 %
    fitOutUsdPerMw: 1 m USD/MW
    terminationRentMonths: { low: 12, typical: 18, high: 36, assumed: true }
`;
}

function wrap(text: string, width: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1)!;
    if (line.length > 0 && line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = line ? `${line} ${word}` : word;
  }
  return lines;
}
