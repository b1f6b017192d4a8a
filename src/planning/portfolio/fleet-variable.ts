/** What a variable of the fleet model stands for; its value in the program is the natural value over `scale`. */
export type FleetVariable = { readonly scale: number; readonly period: number } & (
  | { readonly kind: 'buy' | 'sell' | 'rent-out'; readonly pool: string; readonly accelerator: string }
  | {
      readonly kind: 'run';
      readonly pool: string;
      readonly accelerator: string;
      /** Workload, or the contract whose block is served. */
      readonly workload: string;
      /** Units per hour that one accelerator serves. */
      readonly rate: number;
    }
  | { readonly kind: 'short' | 'lost'; readonly workload: string }
  | { readonly kind: 'burst'; readonly burst: string; readonly workload: string }
  | { readonly kind: 'take'; readonly contract: string }
  | { readonly kind: 'site-take'; readonly pool: string }
  | { readonly kind: 'overspend'; readonly fiscalYear: number; readonly node: number }
);

/** Variables by their index in the problem. */
export type FleetVariables = Map<number, FleetVariable>;
