/**
 * The plan file: what `kadenz plan` writes, `verify` checks and every other part shows.
 *
 * Versioned by `kadenzPlan`. Money is nominal USD unless the name says otherwise; nodes are indices into `tree`.
 */

import type { RateOrigin } from './rate-origin.ts';

/** Action names as they stand in files. In a project with several tracks `pause:<track>[+<track>…]` pauses some of them. */
export type ActionName = string;

/** A plan with all that explains and proves it. Arrays `[node]` follow the order of `tree`, the root at 0. */
export interface PlanFile {
  readonly kadenzPlan: 1;
  readonly headline: Headline;
  /** Options with more than one action open at the root, by `advantageUsd`, the largest first. */
  readonly decisionsNow: readonly DecisionNow[];
  /** One entry per option, in the portfolio's order: projects, leases, offers of contracts, training runs. */
  readonly policy: readonly OptionPolicy[];
  readonly tree: PlanTree;
  readonly fleet: PlanFleet;
  readonly service: readonly ServiceLine[];
  /** Where the rates of workloads on accelerators come from; absent in plans made without a portfolio file. */
  readonly rates?: readonly RateOrigin[];
  /** Every cash flow that is not zero, by node and heading. */
  readonly cashFlows: readonly CashFlowLine[];
  /** The certificate: the bound follows from these and the portfolio alone (G1). */
  readonly multipliers: PlanMultipliers;
  /** The bound case by case, where `multipliers` alone prove less (G6). */
  readonly cases?: BoundCases;
  readonly reasons: readonly DecisionReason[];
  /** What other horizons would decide now; absent where it was not asked for. */
  readonly horizonChecks?: readonly HorizonCheck[];
  readonly provenance: Provenance;
}

/** Decisions of the first quarter that a moved horizon changes. */
export interface HorizonCheck {
  /** Quarters by which the horizon was moved. */
  readonly quarters: number;
  /** Proven gap of the plan with that horizon. */
  readonly gapShareOfStake: number;
  readonly changes: readonly { readonly option: string; readonly action: ActionName }[];
}

/** What the plan is worth and how near it is to the best possible. */
export interface Headline {
  /** Objective, present value at the root. */
  readonly valueUsd: number;
  /** Proven: no plan is worth more. */
  readonly boundUsd: number;
  /** `boundUsd` less `valueUsd`, ≥ 0. */
  readonly gapUsd: number;
  /** `gapUsd` over `stakeUsd`; a fraction. */
  readonly gapShareOfStake: number;
  /** max(value − value of retreat, 1 % of the plan's expected discounted capex, 1 USD). */
  readonly stakeUsd: number;
  /** Value of cancelling at the root whatever may be cancelled; `null` where that cannot meet the rules. */
  readonly retreatUsd: number | null;
  /** Value of never slowing, pausing or cancelling, hard budgets raised where it needs more. */
  readonly fullSpeedUsd: number | null;
  /** Capex above hard budgets that full speed would need, nominal, expected; 0 when it fits. */
  readonly fullSpeedOverspendUsd: number;
  /** `solved`: the search came to its end; `stopped`: time or interruption ended it. The gap is proven in either case. */
  readonly status: 'solved' | 'stopped';
  /** `npv`: the value of the business; `cost`: no workload has a price, the value is minus the cost of service. */
  readonly objective: 'npv' | 'cost';
  readonly figures: FiguresOfMerit;
}

/** Expected values over the futures unless stated otherwise; `null` where a figure does not exist (an IRR without a sign change). */
export interface FiguresOfMerit {
  readonly expectedNpvUsd: number;
  /** Mean NPV of the worst 1 − α of the futures, at the end of the horizon. */
  readonly cvarUsd: number;
  /** α; 0.9 means the worst tenth. */
  readonly cvarLevel: number;
  readonly npvP10Usd: number;
  readonly npvP50Usd: number;
  readonly npvP90Usd: number;
  /** Operating result of the last planned year, before depreciation, over capex spent, expected. */
  readonly roicShare: number | null;
  readonly irrPerYear: number | null;
  readonly paybackYears: number | null;
  /** Nominal. */
  readonly capexUsd: number;
  /** Per quarter from the root: probability that over-build exceeds 5 % of powered MW, and under-build 5 % of need. */
  readonly overBuildProbability: readonly number[];
  readonly underBuildProbability: readonly number[];
  /** Powered MW that no accelerator uses and no unserved demand could use, and MW that unserved demand would need, per quarter. */
  readonly overBuildMw: Quantiles;
  readonly underBuildMw: Quantiles;
  /** Powered MW that no accelerator uses though unserved demand could: they wait for accelerators. */
  readonly waitingMw: Quantiles;
  /** Powered IT MW in hand over the present yearly growth of need, in quarters; `null` when need does not grow. */
  readonly runwayQuarters: number | null;
  /** Spend on land, shells, power, fit-out and restarts beside spend on accelerators, per fiscal year, expected. */
  readonly cadence: readonly {
    readonly fiscalYear: number;
    readonly buildUsd: number;
    readonly acceleratorUsd: number;
  }[];
  /** What cancelling everything in the quarter would save of the plan's own capex from then on, net of fees, per quarter, expected. */
  readonly reversibleUsd: readonly number[];
  /** Share of owned accelerators that run, by phase (`pre-training` …), per quarter. */
  readonly utilisation: Readonly<Record<string, readonly number[]>>;
  /** Over the whole horizon, PUE included. */
  readonly energyMwh: number;
  /** CO₂e over the whole horizon. */
  readonly emissionsTonnes: number;
}

/** Quantiles over the futures, per quarter from the root. */
export interface Quantiles {
  readonly p10: readonly number[];
  readonly p50: readonly number[];
  readonly p90: readonly number[];
}

/** What one option does in the root's quarter, and what hangs on it. */
export interface DecisionNow {
  /** Id of the project, lease or training run; of an offer, `<contract>:<number>`. */
  readonly option: string;
  readonly name: string;
  readonly kind: 'project' | 'lease' | 'contract' | 'training-run';
  readonly action: ActionName;
  /** `null` where the option is not one of power in a pool. */
  readonly itPowerMw: number | null;
  readonly pool: string | null;
  /**
   * Value of the plan less that of the best plan found with another action here, the other options kept (re-solved); where time was up, the
   * difference at the plan's prices. Near 0 in a toss-up.
   */
  readonly advantageUsd: number;
  /** The action of that other plan; `null` where only one action is open. */
  readonly nextBest: ActionName | null;
  /** Whether every other action was shown to be worth less than the plan (G3). */
  readonly proven: boolean;
}

/** What an option does at every node; arrays have shape `[node]`. */
export interface OptionPolicy {
  readonly option: string;
  /** For people; of an offer, the contract's name and the quarter of the offer. */
  readonly name: string;
  /** Action per node. */
  readonly actions: readonly ActionName[];
  /** Powered IT MW per node. */
  readonly poweredMw: readonly number[];
  /** IT MW per node that a training run takes from its pool; absent for other options. */
  readonly drawnMw?: readonly number[];
  /** State per node, as the state machine names it. */
  readonly states: readonly string[];
}

/** The scenario tree that the plan was made on; arrays have shape `[node]`, parents stand before their children. */
export interface PlanTree {
  /** Quarter of the root, `2025Q2`. */
  readonly firstQuarter: string;
  /** Index of the parent; −1 at the root. */
  readonly parent: readonly number[];
  /** Unconditional: every quarter's nodes add up to 1. */
  readonly probability: readonly number[];
  /** By series, `demand:chat`; events as `event:<id>`. */
  readonly values: Readonly<Record<string, readonly number[]>>;
  /** First node of the period to which each node belongs (T4). */
  readonly periodHead: readonly number[];
}

/** Fleet decisions; `node` is the first node of a period. */
export interface PlanFleet {
  /** Orders placed, at first nodes of periods; units may be fractional. */
  readonly purchases: readonly {
    readonly node: number;
    readonly pool: string;
    readonly accelerator: string;
    readonly units: number;
  }[];
  /** Accelerators that run, per period. */
  readonly running: readonly {
    readonly node: number;
    readonly pool: string;
    readonly accelerator: string;
    /** Workload, or the offer of a contract (`<contract>:<number>`) whose block is served. */
    readonly workload: string;
    readonly units: number;
  }[];
  /** Accelerators of the installed fleet that are sold. */
  readonly sales: readonly {
    readonly node: number;
    readonly pool: string;
    readonly accelerator: string;
    readonly units: number;
  }[];
  /** Accelerators that others hire, per period. */
  readonly rentedOut: readonly {
    readonly node: number;
    readonly pool: string;
    readonly accelerator: string;
    readonly units: number;
  }[];
  /** Units per hour rented from other clouds, per period. */
  readonly bursts: readonly {
    readonly node: number;
    readonly burst: string;
    readonly unitsPerHour: number;
  }[];
}

/** What a workload gets in a period, in its own units per hour (means over the period). */
export interface ServiceLine {
  readonly node: number;
  readonly workload: string;
  readonly demand: number;
  readonly served: number;
  /** Promised but not served. */
  readonly short: number;
  /** Demand that earlier shortage drove away (F17); absent where the workload has no churn. */
  readonly lost?: number;
}

/** Headings of the ledger. */
export const cashHeadings = [
  'revenue',
  'energy',
  'minimum-take',
  'rent',
  'operation',
  'holding',
  'restart',
  'cancellation',
  'salvage',
  'land',
  'shell',
  'power',
  'fit-out',
  'accelerators',
  'hand-over',
  'sublet',
  'burst',
  'rent-out',
  'resale',
  'shortfall',
  'overspend',
  'terminal',
] as const;

/** A heading of the ledger; what a plan files under it has its rule in docs/method.md. */
export type CashHeading = (typeof cashHeadings)[number];

/** Nominal USD at a node (income positive), all quarters' cash in its own node. */
export interface CashFlowLine {
  readonly node: number;
  readonly heading: CashHeading;
  /** Project, lease, pool, accelerator, workload, contract or fiscal year that it belongs to; absent for sums. */
  readonly item?: string;
  readonly usd: number;
}

/** Multipliers ≥ 0 (`churn`, an equality: of either sign) in USD of present value per natural unit, at first nodes of periods (budgets: at the node that ends the year). */
export type RowPrice = { readonly node: number } & (
  | { readonly rule: 'power' | 'site-take'; readonly pool: string; readonly usdPerMw: number }
  | {
      readonly rule: 'fleet' | 'resale';
      readonly pool: string;
      readonly accelerator: string;
      readonly usdPerUnit: number;
    }
  | {
      readonly rule: 'demand' | 'committed' | 'service-level' | 'churn';
      readonly workload: string;
      readonly usdPerUnitPerHour: number;
    }
  | {
      readonly rule: 'contract-demand' | 'contract-promise';
      /** The offer: `<contract>:<number>`. */
      readonly contract: string;
      readonly usdPerUnitPerHour: number;
    }
  | { readonly rule: 'supply' | 'rent-out'; readonly accelerator: string; readonly usdPerUnit: number }
  | { readonly rule: 'minimum-take'; readonly contract: string; readonly usdPerMw: number }
  | { readonly rule: 'substation'; readonly substation: string; readonly usdPerMw: number }
  | { readonly rule: 'absorption'; readonly counterparty: string; readonly usdPerMw: number }
  | { readonly rule: 'carbon'; readonly year: number; readonly usdPerTonne: number }
  | { readonly rule: 'budget'; readonly fiscalYear: number; readonly usdPerUsd: number }
);

/** Prices of rows and, under risk aversion, weights of leaves; any of them give a valid bound (V2, G1). */
export interface PlanMultipliers {
  /** Prices that are not 0. */
  readonly rows: readonly RowPrice[];
  /** Weight q per leaf, leaves in ascending order; absent without risk aversion. */
  readonly leafWeights?: readonly number[];
}

/** A bound taken apart: every plan lies in one of the cases, and each has multipliers that prove a bound for it. */
export interface BoundCases {
  /** Cases may share them. */
  readonly multipliers: readonly PlanMultipliers[];
  readonly root: BoundCase;
}

/** A case with its multipliers (index into {@link BoundCases}), or the two cases of an option taking an action at a node and not taking it. */
export type BoundCase =
  | { readonly multipliers: number }
  | {
      readonly option: string;
      readonly node: number;
      readonly action: ActionName;
      readonly taken: BoundCase;
      readonly otherwise: BoundCase;
    };

/** How far something would have to move for another action to be best in the option's own problem at the plan's prices. */
export interface FlipThreshold {
  /**
   * `powered-mw`: the worth of the option's megawatts, everywhere and as a share of what they are worth now. `offer-price`: what the
   * offer pays, USD per unit, all of it served.
   */
  readonly lever: 'powered-mw' | 'offer-price';
  /** Relative for `powered-mw`: 0.12 is 12 % more. */
  readonly change: number;
  /** The action that is best from there on. */
  readonly action: ActionName;
}

/**
 * Why an option does what it does: one reason per option at the root, and one at each later node with a choice at which its policy
 * changes course or does other than in a sibling. At later nodes all amounts are those from the node on, in the state that the plan has
 * reached there, still present values weighted with the probability of getting there.
 */
export interface DecisionReason {
  readonly option: string;
  readonly node: number;
  readonly action: ActionName;
  /** Every action open at that node with what it is worth less than the best, at the plan's prices (0 for the best). */
  readonly alternatives: readonly {
    readonly action: ActionName;
    readonly lossUsd: number;
    /** No plan with this action is worth more: the least of the bound at the plan's prices less the loss, and of what `multipliers` and the cases prove with the action forced. */
    readonly boundUsd: number;
    /** Present where this alternative has multipliers of its own (G3). */
    readonly multipliers?: PlanMultipliers;
    /** Value of the best plan found with this action forced, where it was solved for. */
    readonly valueUsd?: number;
  }[];
  readonly proven: boolean;
  /** Nearest changes that would flip the decision; absent where there are none, or another action is as good already. */
  readonly flips?: readonly FlipThreshold[];
  /** Rows with a price that this option's policy enters, the dearest first. */
  readonly bindingRows: readonly {
    readonly rule: RowPrice['rule'];
    readonly node: number;
    readonly subject: string;
    readonly worthUsd: number;
  }[];
  /** Parts of the option's worth at the plan's prices, present value; they add up to `totalUsd`. */
  readonly parts: readonly { readonly heading: string; readonly usd: number }[];
  readonly totalUsd: number;
}

/** What a plan was made from, by which program, and what it took. */
export interface Provenance {
  readonly engineVersion: string;
  /** SHA-256 of the portfolio's canonical JSON. */
  readonly inputHash: string;
  /** SHA-256 of the plan's canonical JSON without this field. */
  readonly planHash: string;
  readonly portfolioName: string;
  /** ISO date. */
  readonly asOf: string;
  readonly seed: number;
  /** Wall-clock seconds. */
  readonly secondsTotal: number;
  /** Wall-clock seconds to the end of the relaxation, which gives the first bound; of a plan made anew after a change, to its first step. */
  readonly secondsToBound: number;
  /** Branching nodes of the search for a proof. */
  readonly branches: number;
  /** Rounds of pricing. */
  readonly rounds: number;
}
