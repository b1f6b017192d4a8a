/** What figures usually are, so that a slip of units or of a thousand is told. Beyond it nothing is refused: the planner may know better. */

/** Usual magnitudes of a field in its own unit; 0 is always usual, as it means none. */
export interface Usual {
  readonly minimum: number;
  readonly maximum: number;
  /** What is known of them, with its source; for the attribute tables. */
  readonly basis: string;
}

/** IT power of a site, MW. */
export const usualSitePower: Usual = {
  ...{ minimum: 0.1, maximum: 5000 },
  basis: 'largest site planned 3,328 MW: Epoch AI, Frontier Data Centers, 2026-01',
};

/** IT power of an accelerator with its share of server and network, kW. */
export const usualUnitPower: Usual = {
  ...{ minimum: 0.2, maximum: 10 },
  basis: 'A100 0.81 kW, an estimate; GB200 1.83 kW; MI355X 2.65 kW all in, by a public dashboard',
};

/** Price of an accelerator with its share of server and network, USD. */
export const usualUnitPrice: Usual = {
  ...{ minimum: 1000, maximum: 200_000 },
  basis: 'H100 50,000, GB200 70,000 USD per accelerator with its system: published estimates, 2025',
};

/** Price of an accelerator-hour, USD. */
export const usualHire: Usual = {
  ...{ minimum: 0.05, maximum: 50 },
  basis: 'H100 8 USD per hour at its dearest, autumn 2023: Latent Space, 2024-10',
};

/** Price of electricity, USD per MWh. */
export const usualEnergyPrice: Usual = {
  ...{ minimum: 5, maximum: 500 },
  basis: 'US states from 60 USD/MWh: EIA, 2023 to 2025; United Kingdom up to 280, an estimate',
};

/** Rent of powered space, USD per kW of IT and month. */
export const usualRent: Usual = {
  ...{ minimum: 20, maximum: 1000 },
  basis: 'North America 174 and 184, 16 markets 217 USD/kW/month: CBRE, 2024 and 2025',
};

/** Carbon intensity of electricity, kg CO₂e per MWh. */
export const usualCarbon: Usual = {
  ...{ minimum: 1, maximum: 1500 },
  basis: 'cloud regions up to 752 kg/MWh: Google Cloud region carbon, 2025',
};

/** Capital expenditure of a year, USD. */
export const usualYearBudget: Usual = {
  ...{ minimum: 1e6, maximum: 1e12 },
  basis: '80 bn USD: the largest builders in 2025',
};

/** Worth or cost of a MW, where the field holds one or the project's stages add up to it. */
export const usualPerMw: Usual = {
  ...{ minimum: 1e6, maximum: 60e6 },
  basis: '7 to 22 m USD/MW without IT: Cushman & Wakefield, 2025-01; Epoch AI, 2026-01',
};
